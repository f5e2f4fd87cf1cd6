"""What the graph holds, counted; the numbers are read in mini.trig."""

from foramen.engine.trial import Fault, fault_of
from foramen.lookup.schema import read_schema
from foramen.namespaces import FORAMEN, GRAPH, RDFS

ROOT_BY = str(FORAMEN.transmitsRoot)


def test_what_the_graph_holds_is_counted(knowledge):
    schema = read_schema(knowledge)
    assert schema.uses[ROOT_BY] == 3
    assert set(schema.own[str(FORAMEN["Foramen_L4-L5_left"])]) >= {ROOT_BY, str(RDFS.label)}
    assert ROOT_BY in schema.nearest[str(FORAMEN["Foramen_L4-L5"])]
    assert ROOT_BY not in schema.nearest[str(FORAMEN.IntervertebralForamen)]
    assert ROOT_BY in schema.all_below[str(FORAMEN.IntervertebralForamen)]
    assert schema.values[ROOT_BY][str(FORAMEN.Root_L4_left)] == 1


def test_what_lies_deeper_counts_for_all_that_is_above(knowledge):
    schema = read_schema(knowledge)
    for term, above in schema.parents.items():
        for one in above:
            assert schema.members[one] >= 1
            assert schema.own.get(term, {}).keys() <= schema.all_below[one].keys()


def test_each_engine_finds_the_same_fault(engine):
    over = str(GRAPH.asserted)
    assert fault_of(engine, "SELECT * { ?s ?p ?o }", over) is None
    fault = fault_of(engine, "SELECT * {\n ?s ?p ?o\n ?t ?p ?o }", over)
    assert fault == Fault(3, 2, "A dot is probably missing before ?t.")
