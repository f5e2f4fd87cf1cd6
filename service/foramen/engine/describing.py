"""Write DESCRIBE as CONSTRUCT, since every store describes in its own way.

The answer is what is said of the terms, as our own engines give it. Only for our default graph,
which holds no blank nodes: to follow those is what stores are better at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .tokens import scan

if TYPE_CHECKING:
    from .model import CheckedQuery
    from .tokens import Token

__all__ = ["as_construct"]

_PROLOGUE: Final = {"PREFIX": 3, "BASE": 2, "VERSION": 2}
_NAMES: Final = {"iri", "name", "variable"}


def as_construct(query: CheckedQuery) -> str:
    """Give the text to ask: that of the query, unless it is a DESCRIBE that can be rewritten."""
    if query.form != "DESCRIBE" or query.dataset is not None:
        return query.text
    tokens = list(scan(query.text))
    position = 0
    while position < len(tokens) and tokens[position].keyword in _PROLOGUE:
        position += _PROLOGUE[tokens[position].keyword]
    described = _described(tokens, position + 1)
    if not described:  # DESCRIBE *, or what does not parse
        return query.text
    after = position + 1 + len(described)
    rest = query.text[tokens[after].start :] if after < len(tokens) else ""
    # Variables need a pattern; with terms a pattern would only be lost, and its faults with it.
    if any((token.kind == "variable") != bool(rest) for token in described):
        return query.text
    terms = list(dict.fromkeys(token.text for token in described))
    return query.text[: tokens[position].start] + _construct(terms, rest)


def _described(tokens: list[Token], start: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens[start:]:
        if token.kind not in _NAMES:
            break
        found.append(token)
    return found


def _construct(terms: list[str], rest: str) -> str:
    """Write one branch a term, so that each is looked up by its subject."""
    triples = [f"{term} ?foramen_p{i} ?foramen_o{i} ." for i, term in enumerate(terms)]
    chosen = [f"{{ SELECT {term} {rest}\n}} " if rest else "" for term in terms]
    branches = [f"{{ {one}{triple} }}" for one, triple in zip(chosen, triples, strict=True)]
    template = "\n".join(triples)
    return f"CONSTRUCT {{\n{template}\n}} WHERE {{\n{' UNION '.join(branches)}\n}}"
