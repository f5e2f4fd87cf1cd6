"""Queries of a shape that parsers break on: deep, long, or of very many parts."""

from __future__ import annotations

from typing import Final

from .asked import EITHER, PARTS, ROWS, TRUE, chain, harmless, refused

__all__ = ["SHAPES"]

_NESTING: Final = (
    refused("nesting", "60 kB of {", "SELECT * " + "{" * 60_000, PARTS),
    refused("nesting", "60 kB of { }", f"SELECT * {'{' * 30_000}{'}' * 30_000}", PARTS),
    refused("nesting", "60 kB of (", f"ASK {{ FILTER({'(' * 60_000}", PARTS),
    refused("nesting", "60 kB of [", f"ASK {{ {'[ a ' * 15_000}", PARTS),
    refused("nesting", "60 kB of lists", f"ASK {{ ?a ?b {'( 1 ' * 15_000}", PARTS),
    refused("nesting", "60 kB of !", f"ASK {{ FILTER({'!' * 60_000}true) }}", PARTS),
    harmless("nesting", "20 kB of !", f"ASK {{ FILTER({'!' * 19_900}true) }}", TRUE),
    refused("nesting", "60 kB of 1+1", f"ASK {{ FILTER({'1+' * 30_000}1) }}", PARTS),
    harmless("nesting", "4 kB of 1+1", f"ASK {{ FILTER({'1+' * 2_000}1 > 0) }}", TRUE),
    refused("nesting", "20 kB of 1+1", f"ASK {{ FILTER({'1+' * 9_900}1 > 0) }}", ("", *EITHER)),
    refused("nesting", "60 kB of -1", f"ASK {{ FILTER({'- ' * 30_000}1) }}", PARTS),
    refused("nesting", "60 kB of sub-selects", f"SELECT * {'{SELECT * ' * 5_500}", PARTS),
    harmless(
        "nesting",
        "60 sub-selects",
        f"SELECT ?s {'{SELECT * ' * 60}{{ VALUES ?s {{ 7 }} }}{'}' * 60}",
        '"value":"7"',
    ),
    harmless(
        "nesting",
        "1,500 steps of BIND",
        "SELECT ?v1500 { BIND(0 AS ?v0) "
        + " ".join(f"BIND(?v{i} + 1 AS ?v{i + 1})" for i in range(1_500))
        + " }",
        '"value":"1500"',
    ),
    refused("nesting", "60 kB of <<", f"ASK {{ {'<< ' * 20_000}", PARTS),
    refused(
        "nesting",
        "quoted triples just below the limit of parts",
        f"ASK {{ {'<< ?a ?b ' * 3_000}?c{' >>' * 3_000} ?b ?c }}",
        ("", "query-syntax-error", "engine-failure", *EITHER),
    ),
    refused(
        "nesting",
        "triple terms just below the limit of parts",
        f"ASK {{ ?a ?b {'<<( ?a ?b ' * 60}?c{' )>>' * 60} }}",
        ("", "query-syntax-error", "engine-failure", *EITHER),
    ),
    refused("nesting", "60 kB of NOT EXISTS", f"ASK {{ {'FILTER NOT EXISTS { ' * 2_900}", PARTS),
    refused("nesting", "60 kB of OPTIONAL", f"ASK {{ {'OPTIONAL { ' * 5_400}", PARTS),
    refused("nesting", "60 kB of IF(", f"ASK {{ FILTER({'IF(true,' * 7_400}", PARTS),
)
_CHAINS: Final = (
    harmless(
        "chain",
        "9 kB of UNION",
        f"SELECT (COUNT(*) AS ?n) {{ {chain('{}', ' UNION ', 9_000)} }}",
        '"value":"1000"',
    ),
    refused(
        "chain",
        "50 kB of UNION",
        f"SELECT * {{ {chain('{}', ' UNION ', 50_000)} }}",
        ("", *EITHER),
    ),
    refused(
        "chain",
        "UNION of all triples",
        f"SELECT (COUNT(*) AS ?n) {{ {chain('{?a ?b ?c}', ' UNION ', 50_000)} }}",
        EITHER,
    ),
    harmless("chain", "OR", f"ASK {{ FILTER({'false || ' * 6_000}true) }}", TRUE),
    harmless("chain", "AND", f"ASK {{ FILTER({'true && ' * 6_000}true) }}", TRUE),
    harmless(
        "chain",
        "OR over data",
        "SELECT (COUNT(*) AS ?n) { ?a f:group f:group_3 ; f:number ?x "
        f"FILTER({'?x = -1 || ' * 500}?x = 3) }}",
        '"value":"1"',
    ),
)
_FLOODS: Final = (
    harmless(
        "flood",
        "VALUES",
        f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {'1 ' * 19_000} }} }}",
        '"value":"19000"',
    ),
    refused(
        "flood", "VALUES beyond the limit", f"ASK {{ VALUES ?x {{ {'1 ' * 25_000} }} }}", PARTS
    ),
    harmless("flood", "IN", f"ASK {{ FILTER(7 IN ({'1,' * 9_000}7)) }}", TRUE),
    harmless(
        "flood",
        "prefixes",
        "".join(f"PREFIX p{i}: <urn:{i}:> " for i in range(2_300)) + "ASK {}",
        TRUE,
    ),
    harmless("flood", "variables", f"SELECT {' '.join(f'?v{i}' for i in range(7_000))} {{}}", "{}"),
    refused(
        "flood",
        "patterns that share nothing",
        "SELECT * { " + " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(2_000)) + " }",
        ROWS,
    ),
    harmless("flood", "comments", "ASK {} " + "#\n" * 30_000, TRUE),
    refused("flood", "70 kB of anything", "ASK {} #" + "x" * 70_000, ("query-too-large",)),
    harmless("flood", "a long text", f'ASK {{ FILTER(STRLEN("{"y" * 60_000}") = 60000) }}', TRUE),
    harmless(
        "flood", "a long name", f"ASK {{ FILTER NOT EXISTS {{ f:{'y' * 60_000} ?b ?c }} }}", TRUE
    ),
    refused(
        "flood",
        "strings that are not closed",
        "ASK { " + "'x\n" * 20_000,
        ("query-syntax-error", "query-too-complex"),
    ),
)

SHAPES: Final = (*_NESTING, *_CHAINS, *_FLOODS)
