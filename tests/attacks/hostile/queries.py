"""Queries that cost or grow more than a query may."""

from __future__ import annotations

from typing import Final

from .asked import EITHER, LONG, PARTS, ROWS, TIME, TRUE, chain, harmless, refused
from .shapes import SHAPES

__all__ = ["QUERIES"]

_REGEX: Final = (
    harmless(
        "regex",
        "one that backtracks for ever elsewhere",
        f'ASK {{ FILTER(!REGEX("{"a" * 5_000}!", "^(a+)+$")) }}',
        TRUE,
    ),
    harmless(
        "regex",
        "alternatives that overlap",
        f'ASK {{ FILTER(!REGEX("{"a" * 5_000}!", "^(a|aa)*$")) }}',
        TRUE,
    ),
    harmless(
        "regex",
        "counts of counts, which no memory holds",
        'ASK { FILTER(!COALESCE(REGEX("a", "((a{1000}){1000}){1000}"), false)) }',
        TRUE,
    ),
    refused(
        "regex",
        "one for each pair of labels",
        "SELECT (COUNT(*) AS ?n) { ?a l:label ?x . ?b l:label ?y FILTER(REGEX(?x, ?y)) }",
        EITHER,
    ),
    refused(
        "regex",
        "a replacement that grows",
        "SELECT (STRLEN(?d) AS ?n) { "
        f'BIND(REPLACE("{LONG}", "x", "{"y" * 1_000}") AS ?a) '
        f'BIND(REPLACE(?a, "y", "{LONG}") AS ?b) BIND(CONCAT(?b, ?b) AS ?d) }}',
        EITHER,
    ),
)
_PATHS: Final = (
    refused(
        "path",
        "a closure of a closure",
        "SELECT (COUNT(*) AS ?n) { ?a (f:next*)* ?b }",
        EITHER,
    ),
    refused("path", "three closures in a row", "SELECT * { ?a f:next*/f:next*/f:next* ?b }", ROWS),
    refused(
        "path", "a closure of everything but", "SELECT (COUNT(*) AS ?n) { ?a (!f:x)+ ?b }", EITHER
    ),
    refused(
        "path",
        "a closure both ways",
        "SELECT (COUNT(*) AS ?n) { ?a (f:group|^f:group)* ?b . ?c (f:next|^f:next)* ?d }",
        EITHER,
    ),
    refused("path", "60 kB of steps", f"ASK {{ ?a {chain('f:next', '/', 60_000)} ?b }}", EITHER),
    refused("path", "60 kB of steps back", f"ASK {{ ?a {chain('^a', '/', 60_000)} ?b }}", PARTS),
    refused("path", "brackets", f"ASK {{ ?a {'(' * 20_000}a{')' * 20_000} ?b }}", PARTS),
    refused("path", "stars in brackets", f"ASK {{ ?a {'(' * 60}a{')*' * 60} ?b }}", EITHER),
)
_PRODUCTS: Final = (
    refused("product", "of all triples", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", TIME),
    refused(
        "product",
        "that is never true",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f = 0.5) }",
        TIME,
    ),
    refused("product", "of rows", "SELECT * { ?a f:next ?b . ?c f:next ?d }", ROWS),
    refused(
        "product",
        "in CONSTRUCT",
        "CONSTRUCT { ?a f:x ?c } { ?a f:next ?b . ?c f:next ?d }",
        ROWS,
    ),
    refused("product", "DESCRIBE of everything", "DESCRIBE * { ?a ?b ?c }", ROWS),
    refused(
        "product",
        "in OPTIONAL in OPTIONAL",
        "SELECT (COUNT(*) AS ?n) { ?a f:next ?b OPTIONAL { ?c f:next ?d "
        "OPTIONAL { ?e f:next ?g OPTIONAL { ?h f:next ?i } } } }",
        EITHER,
    ),
    refused(
        "product",
        "in EXISTS in EXISTS",
        "ASK { ?a f:next ?b FILTER EXISTS { ?c f:next ?d FILTER EXISTS { "
        "?e f:next ?g FILTER(STRLEN(STR(?e)) + STRLEN(STR(?c)) + STRLEN(STR(?a)) < 0) } } }",
        EITHER,
    ),
    refused(
        "product",
        "in MINUS",
        "SELECT (COUNT(*) AS ?n) { ?a f:next ?b . ?x f:group ?y "
        "MINUS { ?c f:next ?b . ?x f:group ?z } }",
        EITHER,
    ),
    refused(
        "product",
        "of graphs",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } }",
        EITHER,
    ),
    refused(
        "product",
        "of small blocks of VALUES",
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"VALUES ?v{i} {{ 0 1 2 3 4 5 6 7 8 9 }}" for i in range(12))
        + " }",
        EITHER,
    ),
    refused(
        "product",
        "hashed",
        "SELECT (COUNT(DISTINCT ?h) AS ?n) { ?a f:next ?b . ?c f:next ?d "
        "BIND(SHA512(CONCAT(STR(?a), STR(?c))) AS ?h) }",
        EITHER,
    ),
)
_SORTS: Final = (
    refused(
        "sort",
        "ORDER BY of a product",
        "SELECT * { ?a f:next ?b . ?c f:next ?d } ORDER BY ?d ?b LIMIT 1",
        EITHER,
    ),
    refused(
        "sort",
        "DISTINCT of a product",
        "SELECT DISTINCT ?a ?c { ?a f:next ?b . ?c f:next ?d } OFFSET 24999999 LIMIT 1",
        EITHER,
    ),
    refused(
        "sort",
        "GROUP BY of a product",
        "SELECT (COUNT(*) AS ?n) { { SELECT ?a ?c (MAX(?d) AS ?m) "
        "{ ?a f:next ?b . ?c f:next ?d } GROUP BY ?a ?c HAVING(COUNT(*) > 1) } }",
        EITHER,
    ),
    refused(
        "sort",
        "ORDER BY chance",
        "SELECT * { ?a f:next ?b . ?c f:next ?d } ORDER BY RAND() LIMIT 1",
        EITHER,
    ),
)
_GROWTH: Final = (
    refused(
        "growth",
        "a text doubled 40 times",
        'SELECT (STRLEN(?v40) AS ?n) { BIND("xxxxxxxxxx" AS ?v0) '
        + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
        + " }",
        EITHER,
    ),
    refused(
        "growth",
        "GROUP_CONCAT of a product",
        "SELECT (STRLEN(GROUP_CONCAT(?x)) AS ?n) { ?a l:label ?x . ?b l:label ?y }",
        EITHER,
    ),
    refused(
        "growth",
        "GROUP_CONCAT with a long separator",
        f'SELECT (STRLEN(GROUP_CONCAT(?x; separator="{LONG * 5}")) AS ?n) {{ ?a l:label ?x }}',
        EITHER,
    ),
    refused(
        "growth",
        "a text escaped again and again",
        f'SELECT (STRLEN(?v20) AS ?n) {{ BIND("{"%" * 20_000}" AS ?v0) '
        + " ".join(
            f"BIND(CONCAT(ENCODE_FOR_URI(?v{i}), ENCODE_FOR_URI(?v{i})) AS ?v{i + 1})"
            for i in range(20)
        )
        + " }",
        EITHER,
    ),
    refused(
        "growth",
        "a long text in each of many rows",
        f'SELECT (CONCAT(?x, "{LONG * 4}") AS ?long) {{ ?a l:label ?x }}',
        ("answer-too-large",),
    ),
    refused(
        "growth",
        "a long text in each of many triples",
        f'CONSTRUCT {{ ?a f:x ?long }} {{ ?a l:label ?x BIND(CONCAT(?x, "{LONG * 4}") AS ?long) }}',
        ("answer-too-large", "query-out-of-memory"),
    ),
)
QUERIES: Final = (*_REGEX, *_PATHS, *_PRODUCTS, *_SORTS, *_GROWTH, *SHAPES)
