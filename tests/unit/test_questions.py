import pytest
from rdflib import Literal, URIRef

from foramen.errors import BadParameter, SourceErrors
from foramen.questions import load_questions

FORAMEN = "https://w3id.org/foramen/"


@pytest.fixture
def root_question(questions):
    return questions[0]


@pytest.fixture
def word_question(questions):
    return questions[1]


def test_both_questions_are_read_by_topic(questions):
    assert [(question.topic, question.name) for question in questions] == [
        ("anatomy", "which-root-leaves-by-a-foramen"),
        ("care", "what-is-said-with-a-word"),
    ]


def test_the_header_describes_the_question(root_question):
    assert root_question.summary == "Which nerve root leaves by a given foramen?"
    assert root_question.audience == ("informatician", "curriculum")
    assert root_question.tags == ("anatomy", "root", "featured")
    assert "#+" not in root_question.text


def test_parameters_carry_typed_defaults(root_question, word_question):
    (foramen,) = root_question.parameters
    assert (foramen.accepts, foramen.default) == ("iri", (URIRef(FORAMEN + "Foramen_L4-L5"),))
    word, most = word_question.parameters
    assert word.default == (Literal("root"),)
    assert most.default == (Literal(3),)


@pytest.mark.parametrize(
    "given",
    ["Foramen_L5-S1", "foramen:Foramen_L5-S1", FORAMEN + "Foramen_L5-S1",
     f"<{FORAMEN}Foramen_L5-S1>", URIRef(FORAMEN + "Foramen_L5-S1")],
)  # fmt: skip
def test_a_term_can_be_given_in_every_form(root_question, given):
    text = root_question.with_values({"foramen": [given]})
    assert f"VALUES ?foramen {{ <{FORAMEN}Foramen_L5-S1> }}" in text
    assert "Foramen_L4-L5" not in text


def test_several_values_are_all_asked(root_question):
    text = root_question.with_values({"foramen": ["A", "B"]})
    assert f"VALUES ?foramen {{ <{FORAMEN}A> <{FORAMEN}B> }}" in text


def test_no_value_keeps_the_default(root_question):
    assert root_question.with_values({"foramen": []}) == root_question.text


@pytest.mark.parametrize(
    "hostile", ["x> } ?s ?p ?o #", 'a"b', "a b", "urn:x{", "", "\n", "nope:x y"]
)
def test_what_is_no_term_is_refused(root_question, hostile):
    with pytest.raises(BadParameter):
        root_question.with_values({"foramen": [hostile]})


def test_text_enters_as_one_literal_whatever_it_holds(word_question):
    text = word_question.with_values({"word": ['a"} SELECT \\ \n é\\1']})
    assert 'VALUES ?word { "a\\u0022} SELECT \\u005C \\u000A é\\u005C1" }' in text
    assert "VALUES ?most { 3 }" in text


@pytest.mark.parametrize("given", ["12", "-3", "+4"])
def test_an_integer_is_written_bare(word_question, given):
    assert f"VALUES ?most {{ {given} }}" in word_question.with_values({"most": [given]})


@pytest.mark.parametrize("given", ["1.5", "x", "1 2", "٣", "9" * 30, ""])
def test_what_is_no_integer_is_refused(word_question, given):
    with pytest.raises(BadParameter, match="whole number"):
        word_question.with_values({"most": [given]})


def test_an_unknown_parameter_names_the_known_ones(word_question):
    with pytest.raises(BadParameter, match="word, most"):
        word_question.with_values({"words": ["x"]})


HEAD = "#+ summary: Q?\n#+ description: D.\n#+ audience: a\n#+ tags: t\n"


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("q.rq", "SELECT * {}", "no summary"),
        ("Q_1.rq", HEAD, "file name"),
        ("q.rq", HEAD + "#+ nonsense\n", "cannot be read"),
        ("q.rq", HEAD + "#+ parameters:\n#+   - x (iri): t\nASK {}", "0 VALUES blocks"),
        ("q.rq", HEAD + "#+ parameters:\n#+   - x (date): t\nASK {}", "accepts 'date'"),
        (
            "q.rq",
            HEAD + "#+ parameters:\n#+   - x (iri): t\nVALUES ?x { nope:y }",
            "cannot be read",
        ),
        ("q.rq", HEAD + "#+ parameters:\n#+   - x (iri): t\nVALUES ?x { ?y }", "cannot be read"),
    ],
)
def test_a_file_that_is_no_question_is_named_with_its_fault(tmp_path, name, text, rule):
    path = tmp_path / "queries" / "topic" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(SourceErrors, match=rule) as caught:
        load_questions(tmp_path)
    assert f"queries/topic/{name}" in str(caught.value)


def test_two_questions_cannot_share_a_name(tmp_path):
    for topic in ("a", "b"):
        path = tmp_path / "queries" / topic / "q.rq"
        path.parent.mkdir(parents=True)
        path.write_text(HEAD + "ASK {}")
    with pytest.raises(SourceErrors, match="same name"):
        load_questions(tmp_path)


@pytest.mark.parametrize("file", ["which-one.rq", "topic/deep/which-one.rq", "A b/which-one.rq"])
def test_a_question_outside_a_topic_folder_is_a_fault(tmp_path, file):
    path = tmp_path / "queries" / file
    path.parent.mkdir(parents=True)
    path.write_text("ASK {}", "utf-8")
    with pytest.raises(SourceErrors, match="It lies in no topic folder"):
        load_questions(tmp_path)


def test_a_question_that_is_not_utf8_is_named_and_a_first_mark_is_no_fault(tmp_path):
    header = "#+ summary: A?\n#+ description: B.\n#+ audience: c\n#+ tags: d\nASK {}\n"
    folder = tmp_path / "queries" / "topic"
    folder.mkdir(parents=True)
    (folder / "is-it.rq").write_text("\ufeff" + header, "utf-8")
    assert load_questions(tmp_path)[0].summary == "A?"
    (folder / "is-it.rq").write_bytes(header.encode() + b"# \xe9\n")
    with pytest.raises(SourceErrors, match=r"queries/topic/is-it\.rq, row 6: This is not UTF-8"):
        load_questions(tmp_path)
