"""The comparison of answers: what is the same, and that nothing wrong is taken for it."""

import pytest
from w3c.results import MEDIA_TYPES, read_answer, same

XSD = "http://www.w3.org/2001/XMLSchema#"
JSON = MEDIA_TYPES[".srj"]


def table(text, *, ordered=False):
    return read_answer(text.encode(), MEDIA_TYPES[".tsv"], ordered=ordered)


TRIANGLE = "?a\t?b\n_:x\t_:y\n_:y\t_:z\n_:z\t_:x\n"


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("?a\n1\n2\n", "?a\n2\n1\n"),
        ("?a\t?b\n1\t2\n", "?b\t?a\n2\t1\n"),
        ("?a\n1.50\n", "?a\n1.5\n"),
        ("?a\n1.0e6\n", "?a\n1E6\n"),
        (f'?a\n"01"^^<{XSD}int>\n', f'?a\n"1"^^<{XSD}int>\n'),
        (f'?a\n"1"^^<{XSD}boolean>\n', "?a\ntrue\n"),
        ('?a\n"x"@en-GB\n', '?a\n"x"@en-gb\n'),
        ("?a\t?b\n_:x\t_:y\n", "?a\t?b\n_:p\t_:q\n"),
        (TRIANGLE, "?a\t?b\n_:1\t_:3\n_:3\t_:2\n_:2\t_:1\n"),
        ("?a\t?b\n1\t\n", "?a\t?b\n1\t\n"),
    ],
)
def test_the_same_answer_is_taken(expected, answer):
    assert same(table(expected), table(answer))


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("?a\n1\n", "?a\n2\n"),
        ("?a\n1\n", "?a\n1\n1\n"),
        ("?a\n1\n1\n2\n", "?a\n1\n2\n2\n"),
        ("?a\n1\n", "?a\n"),
        ("?a\n1\n", "?b\n1\n"),
        ("?a\n1\n", "?a\n1.0\n"),
        ("?a\n1\n", '?a\n"1"\n'),
        ('?a\n"1.0"\n', '?a\n"1.00"\n'),
        ('?a\n"x"@en\n', '?a\n"x"\n'),
        ('?a\n"x"@en\n', '?a\n"x"@de\n'),
        ('?a\n"x"\n', '?a\n"X"\n'),
        ("?a\n<urn:x>\n", '?a\n"urn:x"\n'),
        ("?a\n<urn:x>\n", "?a\n_:x\n"),
        ("?a\t?b\n1\t\n", '?a\t?b\n1\t""\n'),
        ("?a\t?b\n_:x\t_:x\n", "?a\t?b\n_:x\t_:y\n"),
        ("?a\t?b\n_:x\t_:y\n", "?a\t?b\n_:x\t_:x\n"),
        ("?a\n_:x\n_:y\n", "?a\n_:x\n_:x\n"),
        # Two rings of three are no ring of six, though every node looks the same.
        (
            "?a\t?b\n_:1\t_:2\n_:2\t_:3\n_:3\t_:1\n_:4\t_:5\n_:5\t_:6\n_:6\t_:4\n",
            "?a\t?b\n_:1\t_:2\n_:2\t_:3\n_:3\t_:4\n_:4\t_:5\n_:5\t_:6\n_:6\t_:1\n",
        ),
    ],
)
def test_another_answer_is_refused(expected, answer):
    assert not same(table(expected), table(answer))


def test_order_counts_where_the_query_gives_one():
    assert not same(table("?a\n1\n2\n", ordered=True), table("?a\n2\n1\n"))
    assert same(table("?a\n_:x\n2\n", ordered=True), table("?a\n_:y\n2\n"))
    assert not same(table("?a\n_:x\n_:x\n", ordered=True), table("?a\n_:x\n_:y\n"))


WRITTEN = {
    ".srj": (
        '{"head":{"vars":["a","b"]},"results":{"bindings":['
        '{"a":{"type":"uri","value":"urn:x"},"b":{"type":"literal","value":"é","xml:lang":"fr"}},'
        '{"a":{"type":"bnode","value":"n 1"}}]}}'
    ),
    ".srx": (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/>'
        '<variable name="b"/></head><results><result><binding name="a"><uri>urn:x</uri></binding>'
        '<binding name="b"><literal xml:lang="fr">é</literal></binding></result>'
        '<result><binding name="a"><bnode>n</bnode></binding></result></results></sparql>'
    ),
    ".tsv": '?a\t?b\n<urn:x>\t"é"@fr\n_:n\t\n',
}


@pytest.mark.parametrize("one", WRITTEN)
@pytest.mark.parametrize("other", WRITTEN)
def test_an_answer_means_the_same_in_every_format(one, other):
    first, second = (read_answer(WRITTEN[way].encode(), MEDIA_TYPES[way]) for way in (one, other))
    assert same(first, second)


@pytest.mark.parametrize(
    ("answer", "equal"),
    [("a,b\r\n1.50,\r\n", True), ("a,b\r\n1.5,x\r\n", False), ('a,b\r\n"1,5",\r\n', False)],
)
def test_csv_compares_numbers_by_value(answer, equal):
    expected = read_answer(b"a,b\r\n1.5,\r\n", MEDIA_TYPES[".csv"])
    assert same(expected, read_answer(answer.encode(), MEDIA_TYPES[".csv"])) is equal


@pytest.mark.parametrize(
    ("expected", "answer", "equal"),
    [
        ("<urn:s> <urn:p> _:a . _:a <urn:p> 1 .", "<urn:s> <urn:p> [ <urn:p> 01 ] .", True),
        ("<urn:s> <urn:p> _:a . _:a <urn:p> 1 .", "<urn:s> <urn:p> _:a . _:b <urn:p> 1 .", False),
        ("<urn:s> <urn:p> 1 .", "", False),
    ],
)
def test_graphs_are_the_same_but_for_the_names_of_blank_nodes(expected, answer, equal):
    first, second = (read_answer(text.encode(), "text/turtle") for text in (expected, answer))
    assert same(first, second) is equal


def test_answers_of_different_kinds_are_never_the_same():
    yes, no = (read_answer(f'{{"head":{{}},"boolean":{word}}}'.encode(), JSON)
               for word in ("true", "false"))  # fmt: skip
    assert same(yes, yes)
    assert not same(yes, no)
    assert not same(yes, table("?a\ntrue\n"))
    assert not same(table("?a\n"), read_answer(b"", "text/turtle"))


@pytest.mark.parametrize(
    ("suffix", "broken"),
    [
        (".srj", '{"head":{"vars":["a"]},"results":{"bindings":[{"b":{"type":"uri"}}]}}'),
        (".srx", "<sparql"),
        (".tsv", "a\tb\n"),
        (".tsv", "?a\nnot a term\n"),
        (".ttl", "<urn:s> <urn:p> ."),
    ],
)
def test_an_answer_that_is_not_of_its_format_is_refused(suffix, broken):
    with pytest.raises(ValueError):  # noqa: PT011 -- each reader has its own words
        read_answer(broken.encode(), MEDIA_TYPES[suffix])
