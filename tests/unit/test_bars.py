"""An answer is drawn as bars where it is names with numbers, and only there."""

import pytest
from rdflib import Literal, URIRef

from foramen.engine.model import Bindings
from foramen.pictures.bars import bars_of, draw_bars


def answer(*values, names=("a", "b", "c"), columns=("name", "n")):
    rows = [{"name": Literal(name), "n": value} for name, value in zip(names, values, strict=False)]
    return Bindings(columns, tuple(rows))


def test_each_row_is_a_bar_in_the_order_of_the_answer():
    bars = bars_of(answer(Literal(2), Literal(10), Literal(0)))
    assert (bars.of, bars.by) == ("name", "n")
    assert [(bar.name, bar.value) for bar in bars.bars] == [("a", 2.0), ("b", 10.0), ("c", 0.0)]


def test_the_longest_bar_fills_its_room_and_others_keep_the_proportion():
    drawing = draw_bars(bars_of(answer(Literal(2), Literal(10))), prefix="x")
    widths = [float(one.get("width")) for one in drawing.root.iter("rect")]
    assert widths[0] / widths[1] == pytest.approx(0.2, abs=0.001)


def test_a_label_column_names_the_bars():
    rows = tuple(
        {"x": URIRef(f"urn:{n}"), "xLabel": Literal(f"thing {n}"), "n": Literal(n)} for n in (1, 2)
    )
    bars = bars_of(Bindings(("x", "xLabel", "n"), rows))
    assert [bar.name for bar in bars.bars] == ["thing 1", "thing 2"]


def test_an_iri_without_a_label_column_is_named_by_what_is_given():
    rows = tuple({"x": URIRef(f"urn:{n}"), "n": Literal(n)} for n in (1, 2))
    assert bars_of(Bindings(("x", "n"), rows), str.upper).bars[0].name == "URN:1"


@pytest.mark.parametrize(
    "given",
    [
        answer(Literal(1)),  # one row is no comparison
        answer(Literal(1), Literal(-2)),
        answer(Literal(0), Literal(0)),
        answer(Literal("1"), Literal("2")),
        answer(Literal(1), None),
        answer(
            Literal("NaN", datatype=URIRef("http://www.w3.org/2001/XMLSchema#double")), Literal(1)
        ),
        answer(*[Literal(1)] * 41, names=[str(n) for n in range(41)]),
        Bindings(("n", "m"), ({"n": Literal(1), "m": Literal(2)},) * 2),
        Bindings(("n",), ({"n": Literal(1)},) * 2),
    ],
)
def test_any_other_answer_is_a_table_alone(given):
    rows = tuple({k: v for k, v in row.items() if v is not None} for row in given.rows)
    assert bars_of(Bindings(given.variables, rows)) is None


def test_names_are_escaped():
    rows = answer(Literal(1), Literal(2), names=("<b>", "&"))
    assert "&lt;b&gt;" in draw_bars(bars_of(rows), prefix="x").inline()
