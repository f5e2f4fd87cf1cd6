"""Each tool, by each way to it, as an agent uses it; the facts are those of the sources."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Agent

pytestmark = pytest.mark.interop

TOOLS = {"search", "describe", "ask", "sparql", "resolve", "explain"}
PREFIXES = (
    "PREFIX foramen: <https://w3id.org/foramen/> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)


def column(answer: dict[str, Any], name: str) -> list[str]:
    return [row[name]["value"] for row in answer["answer"]["rows"]]


def numbers(count: int) -> str:
    return " ".join(map(str, range(count)))


def test_the_tools_are_six_and_only_read(agent: Agent) -> None:
    tools = {tool.name: tool for tool in agent.do("list_tools").tools}
    assert set(tools) == TOOLS
    for tool in tools.values():
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.idempotent_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
        assert 20 < len(tool.description) < 600


def test_a_term_is_found_by_a_synonym(agent: Agent) -> None:
    answer = agent.call("search", words="left L4/5 neural foramen")
    first = answer["terms"][0]
    assert first["id"] == "foramen:Foramen_L4-L5_left"
    assert (first["by"], first["matched"]) == ("exact", "left L4/5 neural foramen")
    assert "foramen:Foramen_L4-L5_left" in answer["shown"]


def test_a_term_is_found_by_words_in_any_order_and_by_a_misspelt_name(agent: Agent) -> None:
    found = agent.call("search", words="foramen L4/5 left", limit=50)
    assert "foramen:Foramen_L4-L5_left" in [term["id"] for term in found["terms"]]
    near = agent.call("search", words="foraminal stenosys")
    assert "foramen:ForaminalStenosis" in [term["id"] for term in near["terms"]]


def test_a_search_says_that_there_is_more_and_that_there_is_nothing(agent: Agent) -> None:
    many = agent.call("search", words="root", limit=3)
    assert len(many["terms"]) == 3
    assert many["truncated"] is True
    assert "TRUNCATED" in many["shown"]
    none = agent.call("search", words="zzzzqqqq")
    assert none["terms"] == []
    assert "No term" in none["shown"]


def test_the_left_l45_foramen_transmits_the_left_l4_root_with_source_and_strength(
    agent: Agent,
) -> None:
    answer = agent.call("describe", term="left L4/5 foramen")
    assert answer["term"]["iri"] == "https://w3id.org/foramen/Foramen_L4-L5_left"
    assert answer["definition"]
    assert "left L4/5 neural foramen" in answer["synonyms"]
    assert "foramen:Foramen_L4-L5" in [parent["id"] for parent in answer["parents"]]
    (root,) = [
        one
        for one in answer["relations"]
        if one["relation"]["id"] == "foramen:transmitsRoot" and not one["incoming"]
    ]
    assert root["other"]["id"] == "foramen:Root_L4_left"
    assert root["strength"] == "definite"
    written = {source["id"]: source for source in answer["sources"]}
    assert root["sources"]
    assert all(written[source]["text"] for source in root["sources"])
    assert any(written[source].get("url", "").startswith("http") for source in root["sources"])
    assert "transmits root left L4 nerve root (foramen:Root_L4_left) [definite" in answer["shown"]


def test_a_term_tells_its_mappings(agent: Agent) -> None:
    answer = agent.call("describe", term="Disc_C4-C5")
    codes = {(mapping["relation"], mapping["code"]) for mapping in answer["mappings"]}
    assert ("skos:exactMatch", "UBERON:0007261") in codes


def test_a_term_with_many_relations_says_what_is_left_out(agent: Agent) -> None:
    answer = agent.call("describe", term="foramen:Definite")
    assert len(answer["relations"]) <= 150
    assert any("TRUNCATED" in note for note in answer["notes"])


def test_an_unknown_term_is_refused_with_those_nearest(agent: Agent) -> None:
    words = agent.fail("describe", term="Foramen_L4-L5_lft")
    assert "There is no term 'Foramen_L4-L5_lft'." in words
    assert "Did you mean" in words


def test_questions_are_listed_and_found_by_words(agent: Agent) -> None:
    everything = agent.call("ask")
    assert len(everything["questions"]) > 100
    found = agent.call("ask", find="root exits foramen")
    names = [question["name"] for question in found["questions"]]
    assert "which-root-exits-through-a-foramen" in names
    assert len(names) < 10


def test_a_question_answers_for_a_term_named_by_its_label(agent: Agent) -> None:
    answer = agent.call(
        "ask",
        question="which-root-exits-through-a-foramen",
        values={"foramen": "left L4/5 foramen"},
    )
    assert set(column(answer, "root")) == {"foramen:Root_L4_left"}
    assert set(column(answer, "strength")) == {"foramen:Definite"}
    assert answer["sources"]
    assert all(source["url"].startswith("http") for source in answer["sources"])
    assert "<https://w3id.org/foramen/Foramen_L4-L5_left>" in answer["query"]


def test_a_question_that_is_not_there_and_values_that_do_not_fit_are_refused(agent: Agent) -> None:
    near = agent.fail("ask", question="which-root-exits-through-a-foramin")
    assert "Did you mean which-root-exits-through-a-foramen" in near
    name = "which-root-exits-through-a-foramen"
    assert "parameters: foramen" in agent.fail("ask", question=name, values={"level": "L4/5"})
    assert "No term is called so" in agent.fail("ask", question=name, values={"foramen": "x y z"})


def test_a_right_paracentral_herniation_at_l45_may_compromise_the_right_l5_root(
    agent: Agent,
) -> None:
    answer = agent.call(
        "sparql",
        query=PREFIXES + "SELECT ?root WHERE { "
        "foramen:ParacentralDiscHerniation_L4-L5_right foramen:mayCompromise ?root }",
    )
    assert column(answer, "root") == ["foramen:Root_L5_right"]
    assert answer["answer"]["rows"][0]["root"]["label"] == "right L5 nerve root"
    assert answer["answer"]["truncated"] is False


def test_a_query_counts_asks_and_constructs(agent: Agent) -> None:
    left = PREFIXES + (
        "SELECT (COUNT(DISTINCT ?f) AS ?n) WHERE { ?f foramen:family 'Foramen' ; "
        "foramen:hasLaterality foramen:LeftSide }"
    )
    assert column(agent.call("sparql", query=left), "n") == ["23"]
    yes = agent.call("sparql", query="ASK { ?s ?p ?o }")
    assert yes["answer"]["boolean"] is True
    built = PREFIXES + (
        "CONSTRUCT { ?f foramen:transmitsRoot ?r } WHERE { ?f foramen:transmitsRoot ?r "
        "VALUES ?f { foramen:Foramen_L4-L5_left } }"
    )
    answer = agent.call("sparql", query=built)
    assert answer["answer"]["columns"] == ["subject", "predicate", "object"]
    assert column(answer, "object") == ["foramen:Root_L4_left"]


@pytest.mark.parametrize(
    ("query", "rows", "truncated"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", 50, True),
        ("SELECT * WHERE { ?s ?p ?o } # LIMIT 3", 50, True),
        ("SELECT * WHERE { ?s ?p ?o } LIMIT 60", 50, True),
        ("SELECT * WHERE { { SELECT ?s WHERE { ?s ?p ?o } LIMIT 60 } }", 50, True),
        ("SELECT * WHERE { ?s ?p ?o } LIMIT 50", 50, False),
        (f"SELECT ?n WHERE {{ VALUES ?n {{ {numbers(51)} }} }}", 50, True),
        (f"SELECT ?n WHERE {{ VALUES ?n {{ {numbers(50)} }} }}", 50, False),
        (f"SELECT ?n WHERE {{ }} VALUES ?n {{ {numbers(51)} }}", 50, True),
        (f"SELECT ?n WHERE {{ }} VALUES ?n {{ {numbers(7)} }}", 7, False),
        ("CONSTRUCT WHERE { ?s a <http://www.w3.org/2002/07/owl#Class> }", 50, True),
        ("SELECT ?s WHERE { ?s ?p ?o } OFFSET 5", 50, True),
    ],
)
def test_the_first_fifty_rows_are_given_and_more_is_said_to_be_there(
    over_stdio: Agent, query: str, rows: int, truncated: bool
) -> None:
    answer = over_stdio.call("sparql", query=query)
    assert len(answer["answer"]["rows"]) == rows
    assert answer["answer"]["truncated"] is truncated
    assert ("TRUNCATED" in answer["shown"]) is truncated


def test_a_long_text_is_cut_and_said_to_be(over_stdio: Agent) -> None:
    answer = over_stdio.call("sparql", query=f'SELECT ("{"a" * 1500}" AS ?text) {{ }}')
    (text,) = column(answer, "text")
    assert text == "a" * 999 + "…"
    assert any("are cut" in note for note in answer["notes"])


def test_a_query_that_finds_nothing_hears_which_term_is_not_there(agent: Agent) -> None:
    query = PREFIXES + "SELECT * WHERE { ?s foramen:transmitRoot ?o }"
    answer = agent.call("sparql", query=query)
    assert answer["answer"]["rows"] == []
    (note,) = [note for note in answer["notes"] if "foramen:transmitRoot" in note]
    assert "transmitsRoot" in note


def test_a_query_that_does_not_parse_is_refused_with_line_and_column(agent: Agent) -> None:
    words = agent.fail("sparql", query="SELECT *\nWHERE { ?s ?p }")
    assert words.startswith("The query does not parse at line 2, column 15.")
    open_bracket = agent.fail("sparql", query="SELECT * WHERE { ?s ?p ?o")
    assert "line 1, column 26" in open_bracket
    assert "is never closed" in open_bracket


def test_a_query_that_takes_too_long_is_ended(agent: Agent) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?i) }"
    assert "longer than the limit of 3 s" in agent.fail("sparql", query=query)


REFUSED = [
    "SELECT * WHERE { ?s ?p }",
    "SELECT * WHERE { ?s ?p ?o",
    "",
    "hello",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "PREFIX a: <urn:a> DROP ALL",
    "LOAD <http://127.0.0.1/x>",
    "CLEAR ALL",
    "SELECT * WHERE { SERVICE <http://127.0.0.1/sparql> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://127.0.0.1/sparql> { ?s ?p ?o } }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1/sparql> { ?s ?p ?o } }",
    "SELECT * WHERE { } # '\nSERVICE <urn:a> { } # '",
    "SELECT * FROM <http://127.0.0.1/graph> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (<urn:f>(?s) AS ?x) WHERE { ?s ?p ?o }",
    f"SELECT * WHERE {'{' * 70} ?s ?p ?o {'}' * 70}",
    f"SELECT * WHERE {{ ?s ?p '{'a' * 66_000}' }}",
    f"SELECT * WHERE {{ {'?s ?p ?o . ' * 5_500} }}",
]


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:40])
def test_what_sparql_refuses_the_tool_refuses_in_the_same_words(
    over_stdio: Agent, over_http: Agent, address: str, query: str
) -> None:
    body = urllib.parse.urlencode({"query": query}).encode()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/sparql", data=body, timeout=30)
    detail = json.load(refused.value)["detail"]
    assert over_http.fail("sparql", query=query) == detail
    assert over_stdio.fail("sparql", query=query) == detail


def test_a_code_elsewhere_leads_to_our_term(agent: Agent) -> None:
    for code in (
        "UBERON:0007261",
        "http://purl.obolibrary.org/obo/UBERON_0007261",
        "<http://purl.obolibrary.org/obo/UBERON_0007261>",
        "UBERON_0007261",
    ):
        answer = agent.call("resolve", code=code)
        found = {(one["term"]["id"], one["relation"], one["code"]) for one in answer["mappings"]}
        assert ("foramen:Disc_C4-C5", "skos:exactMatch", "UBERON:0007261") in found, code


def test_a_code_for_billing_leads_to_our_terms_with_relation_confidence_and_label(
    agent: Agent,
) -> None:
    for code in ("ICD10CM:M99.73", "urn:oid:2.16.840.1.113883.6.90|M99.73", "icd-10-cm:m99.73"):
        answer = agent.call("resolve", code=code)
        (lumbar,) = [
            one
            for one in answer["mappings"]
            if one["term"]["id"] == "foramen:LumbarForaminalStenosis"
        ]
        assert lumbar["relation"] == "skos:narrowMatch"
        assert lumbar["code"] == "ICD10CM:M99.73"
        assert lumbar["code_label"] == (
            "Connective tissue and disc stenosis of intervertebral foramina of lumbar region"
        )
        assert 0 < lumbar["confidence"] <= 1
        assert lumbar["version"]
        assert lumbar["justification"].startswith("semapv:")


def test_an_unknown_code_is_refused_with_those_nearest(agent: Agent) -> None:
    words = agent.fail("resolve", code="UBERON:9007261")
    assert "No concept is mapped to 'UBERON:9007261'." in words
    assert "UBERON:0007261" in words


def test_a_triple_is_explained_down_to_its_sources(agent: Agent) -> None:
    answer = agent.call(
        "explain",
        subject="right L4/5 paracentral disc herniation",
        predicate="mayCompromise",
        object="Root_L5_right",
    )
    assert answer["standing"] == "inferred"
    assert answer["strength"] == "may"
    assert "encroaches on a space" in answer["derivation"]["rule"]["label"]
    assert len(answer["statements"]) == 2
    assert {source["id"] for source in answer["sources"]} >= {"foramen:claim_PUR03"}
    assert "Why: right L4/5 paracentral disc herniation may compromise right L5" in answer["shown"]


def test_what_is_not_stated_is_left_open_with_what_is_near(agent: Agent) -> None:
    words = agent.fail(
        "explain",
        subject="ParacentralDiscHerniation_L4-L5_right",
        predicate="mayCompromise",
        object="Root_L4_right",
    )
    assert "That does not make it false" in words
    assert "may compromise right L5 nerve root" in words


def test_an_argument_that_is_unknown_lacking_or_too_long_is_told(agent: Agent) -> None:
    assert "There is no argument 'word'" in agent.fail("search", word="x")
    assert "words: Field required" in agent.fail("search")
    assert "at most 300 characters" in agent.fail("describe", term="x" * 301)
    assert "at most 100000 characters" in agent.fail("sparql", query="x" * 100_001)
    assert "less than or equal to 50" in agent.fail("search", words="x", limit=51)
    many = {f"p{number}": "x" for number in range(21)}
    assert "at most 20 items" in agent.fail("ask", question="x", values=many)


@pytest.mark.parametrize(
    "hostile",
    [
        "x> ?p ?o } #",
        "<urn:a> ?p ?o } ; DROP ALL #",
        '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
        "http://[",
        "50%",
        "../../etc/passwd",
        "\x00",
        "foramen:" + "a" * 280,
        "\u202e\u0000\n\r\t{}",
        "((((((((((.*)*)*)*)+)+)+)+)+)$",
    ],
)
def test_hostile_names_are_only_names(over_stdio: Agent, hostile: str) -> None:
    assert "There is no term" in over_stdio.fail("describe", term=hostile)
    assert "No concept is mapped" in over_stdio.fail("resolve", code=hostile)
    assert "There is no term" in over_stdio.fail(
        "explain", subject=hostile, predicate="a", object="b"
    )
    assert len(over_stdio.call("search", words=hostile)["terms"]) <= 10
    question = "which-root-exits-through-a-foramen"
    assert over_stdio.fail("ask", question=question, values={"foramen": hostile})
    assert over_stdio.fail("ask", question=hostile)


def test_a_text_in_a_question_cannot_leave_its_quotes(over_stdio: Agent) -> None:
    hostile = '" } SELECT * { ?s ?p ?o } #'
    values = {"text": hostile}
    answer = over_stdio.call("ask", question="which-terms-match-a-text", values=values)
    assert answer["answer"]["rows"] == []


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(agent: Agent) -> None:
    from mcp.shared.exceptions import MCPError

    with pytest.raises(MCPError, match="There is no tool 'update'"):
        agent.do("call_tool", "update", {})


def test_the_resources_tell_how_the_graph_is_built_and_what_it_is_not_for(agent: Agent) -> None:
    from mcp.shared.exceptions import MCPError

    listed = {str(resource.uri) for resource in agent.do("list_resources").resources}
    assert listed == {"foramen://schema", "foramen://disclaimer"}
    schema = agent.do("read_resource", "foramen://schema").contents[0].text
    assert "PREFIX foramen: <https://w3id.org/foramen/>" in schema
    assert "- foramen:transmitsRoot (transmits root): " in schema
    assert '- "Foramen": 69, such as foramen:Foramen_C2-C3' in schema
    assert schema.count("```sparql") == 3
    disclaimer = agent.do("read_resource", "foramen://disclaimer").contents[0].text
    assert disclaimer.startswith("Educational; not medical advice")
    with pytest.raises(MCPError, match="There is no resource"):
        agent.do("read_resource", "file:///etc/passwd")


def test_every_example_of_the_schema_finds_something(over_stdio: Agent) -> None:
    schema = over_stdio.do("read_resource", "foramen://schema").contents[0].text
    examples = [part.partition("```")[0] for part in schema.split("```sparql")[1:]]
    assert len(examples) == 3
    for query in examples:
        assert over_stdio.call("sparql", query=query)["answer"]["rows"]


def test_the_server_says_what_it_is_and_how_to_use_it(agent: Agent) -> None:
    assert "not medical advice" in agent.client.instructions
    assert agent.client.server_info.name == "foramen"
