import time

import pytest

from foramen.engine.tokens import nesting, place, scan, unescaped


def kinds(text):
    return [(token.kind, token.text) for token in scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a<?b", [("variable", "?a"), ("mark", "<"), ("variable", "?b")]),
        ("<http://x/#a> # c", [("iri", "<http://x/#a>")]),
        ("'# no comment'", [("string", "'# no comment'")]),
        ("'''a'b''c'''", [("string", "'''a'b''c'''")]),
        (r'"a\"b"', [("string", r'"a\"b"')]),
        ('""', [("string", '""')]),
        ('"open ', [("open-string", '"open ')]),
        ("foramen:Foramen_L4-L5.", [("name", "foramen:Foramen_L4-L5"), ("mark", ".")]),
        (r"x:it\'s", [("name", r"x:it\'s")]),
        (":a", [("name", ":a")]),
        ("_:b1", [("blank", "_:b1")]),
        ("'a'@en-GB", [("string", "'a'"), ("language", "@en-GB")]),
        ("1.5e3.", [("number", "1.5e3"), ("mark", ".")]),
        ("a||b", [("word", "a"), ("mark", "||"), ("word", "b")]),
    ],
)
def test_text_is_cut_as_sparql_does(text, expected):
    assert kinds(text) == expected


def test_a_keyword_is_a_bare_word_only():
    text = "service SERVICE:x ?service 'service' @service <service> _:service"
    assert [token.keyword for token in scan(text) if token.keyword] == ["SERVICE"]


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("{ ( [ ] ) }", 3),
        ("{} {} {}", 1),
        ("'((((' # ((((", 0),
        ("FILTER(?a <(((1)))> ?b)", 4),
        ("}}}} {", 1),
        ("?a <'x>'((('", 3),
    ],
)
def test_nesting_is_never_less_than_a_parser_could_see(text, depth):
    assert nesting(list(scan(text))) == depth


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece", ["a.a", "<a", '"""', "'", "a", "-a-", "a:.", "{", "'''a", '"\\', ":%", "1e", "<'>'"]
)
def test_no_text_takes_long_to_cut(piece):
    """65,536 bytes are let in; every pattern must stay linear on them, in time of our own."""
    text = piece * (65_536 // len(piece))
    started = time.process_time()
    list(scan(text))
    assert time.process_time() - started < 5


def test_escapes_are_undone_everywhere():
    assert unescaped(r"\u0053ERVICE \U0001F600 \UFFFFFFFF") == "SERVICE 😀 \\UFFFFFFFF"


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [("abc", 0, (1, 1)), ("a\nb", 2, (2, 1)), ("a\r\nbc", 4, (2, 2)), ("a\rb", 2, (2, 1)),
     ("é😀x", 2, (1, 3)), ("a\n", 2, (2, 1))],
)  # fmt: skip
def test_a_place_counts_lines_and_characters_from_one(text, offset, expected):
    assert place(text, offset) == expected
