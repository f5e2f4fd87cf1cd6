"""The spinal column as it is read from the graph."""

from foramen.namespaces import FORAMEN
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.column import Column


def test_the_levels_are_those_of_the_table_from_above(column, foramina):
    assert [(level.name, level.key) for level in column.levels] == [
        (row["level"], row["address"]) for row in foramina
    ]
    assert len(column.levels) == 23


def test_each_level_has_the_roots_of_the_table_on_both_sides(column, foramina):
    for level, row in zip(column.levels, foramina, strict=True):
        for side in ("left", "right"):
            assert level.exiting[side].name == row["exits"], level.name
            assert level.exiting[side].iri == f"{FORAMEN}Root_{row['exits']}_{side}"
            assert level.foramina[side].iri == f"{FORAMEN}Foramen_{row['address']}_{side}"
        passing = {side: root.name for side, root in level.traversing.items()}
        passes = row["passes"]
        assert passing == ({"left": passes, "right": passes} if passes else {}), level.name


def test_the_vertebrae_are_counted_from_the_atlas_to_the_coccyx(column):
    counted = {"cervical": 7, "thoracic": 12, "lumbar": 5, "sacral": 5, "coccygeal": 1}
    letters = {"cervical": "C", "thoracic": "T", "lumbar": "L", "sacral": "S", "coccygeal": "Co"}
    assert [(one.name, one.region) for one in column.vertebrae] == [
        (f"{letters[region]}{number}", region)
        for region, most in counted.items()
        for number in range(1, most + 1)
    ]


def test_the_other_ways_out_are_those_of_c1_c2_and_of_the_sacrum(column):
    found = {
        (opening.kind, opening.side, ",".join(root.name for root in opening.roots))
        for opening in column.openings
    }
    expected = {
        (kind, side, root)
        for side in ("left", "right")
        for kind, roots in {
            "NervePassage": ("C1", "C2"),
            "AnteriorSacralForamen": ("S1", "S2", "S3", "S4"),
            "PosteriorSacralForamen": ("S1", "S2", "S3", "S4"),
        }.items()
        for root in roots
    }
    assert found == expected | {("SacralHiatus", "", "S5,S5,Co1,Co1")}
    assert len(column.openings) == 21


def test_a_root_is_found_with_and_without_its_side(column):
    assert [root.side for root in column.root(f"{FORAMEN}Root_L4")] == ["left", "right"]
    [left] = column.root(f"{FORAMEN}Root_L4_left")
    assert (left.name, left.region, left.tested_at) == ("L4", "lumbar", "medial malleolus")
    assert column.root(f"{FORAMEN}Foramen_L4-L5") == ()


def test_a_level_is_found_by_its_address_and_by_its_foramen(column):
    level = column.level("C7-T1")
    assert level.name == "C7/T1"
    assert column.foramen(f"{FORAMEN}Foramen_C7-T1_left") == (level, level.foramina["left"])
    assert column.level("L5-L6") is None
    assert column.foramen("") is None


def test_a_sixth_lumbar_vertebra_makes_one_level_more(six_lumbar):
    assert [level.key for level in six_lumbar.levels] == [
        "L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-L6", "L6-S1",
    ]  # fmt: skip
    assert six_lumbar.level("L6-S1").exiting["left"].name == "L6"


def test_a_graph_without_a_spine_gives_an_empty_column():
    assert Column.read(Catalogue([])) == Column()
