"""Say in plain words what is probably wrong with a query that does not parse.

An engine says that, and roughly where, it stopped; most slips are seen better in the tokens.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from foramen.errors import QuerySyntaxError
from foramen.namespaces import PREFIXES

from .tokens import CLOSES, OPENS, place, scan

if TYPE_CHECKING:
    from .tokens import Token

__all__ = ["FORMS", "explain"]

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_MODIFIERS: Final = {"ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET"}
_WORDS: Final = """
SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES
UNDEF ORDER GROUP BY HAVING LIMIT OFFSET ASC DESC DISTINCT REDUCED PREFIX BASE AS IN NOT EXISTS
COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI
BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS
STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5
SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
ISNUMERIC REGEX SUBSTR REPLACE TRUE FALSE
"""
_KEYWORDS: Final = tuple(_WORDS.split())
_TERMS: Final = {"variable", "iri", "name", "blank", "string", "number"}
# What Oxigraph says beside places and tokens, and the word of the query that it is about.
_REASONS: Final = {
    "contains a variable that is unbound": (
        "SELECT",
        "A variable after SELECT is neither grouped nor aggregated: name it in GROUP BY, "
        "or wrap it, for example (SAMPLE(?x) AS ?anyX).",
    ),
    "overrides an existing variable": (
        "SELECT",
        "AS gives its value to a variable that is in use already: choose a new name.",
    ),
    "not authorized with GROUP BY": (
        "SELECT",
        "SELECT * cannot stand with GROUP BY or an aggregate: name the variables.",
    ),
    "IRI parsing failed": ("", "This is no valid IRI: it may hold no space, quote or bracket."),
}


def explain(text: str, offset: int | None = None, reason: str = "") -> QuerySyntaxError:
    """Make the error for a query that an engine refused.

    Args:
        text: the query.
        offset: where the engine stopped, in characters from 0; None if it does not say.
        reason: what the engine said.
    """
    tokens = list(scan(text))
    at, hint = (
        _unclosed_string(tokens)
        or _stray_bracket(tokens, text)
        or _undeclared_prefix(tokens)
        or _missing_bracket(tokens, text)
        or _engine_reason(tokens, offset, reason)
        or _unexpected(tokens, text, offset)
    )
    return QuerySyntaxError(*place(text, at), hint)


def _unclosed_string(tokens: list[Token]) -> tuple[int, str] | None:
    for token in tokens:
        if token.kind == "open-string":
            quote = token.text[:3] if token.text[:3] in {'"""', "'''"} else token.text[0]
            return token.start, f"The string that begins here is not closed: add {quote} behind it."
    return None


def _stray_bracket(tokens: list[Token], text: str) -> tuple[int, str] | None:
    open_brackets: list[Token] = []
    for token in tokens:
        if token.text in OPENS:
            open_brackets.append(token)
        elif token.text in CLOSES:
            if not open_brackets:
                return (
                    token.start,
                    f"There is no {CLOSES[token.text]} that this {token.text} closes.",
                )
            opener = open_brackets.pop()
            if OPENS[opener.text] != token.text:
                line, column = place(text, opener.start)
                return token.start, (
                    f"The {opener.text} of line {line}, column {column} must be closed "
                    f"with {OPENS[opener.text]} before this {token.text}."
                )
    return None


def _missing_bracket(tokens: list[Token], text: str) -> tuple[int, str] | None:
    open_brackets: list[Token] = []
    for token in tokens:
        if token.text in OPENS:
            open_brackets.append(token)
        elif token.text in CLOSES and open_brackets:
            open_brackets.pop()
    if not open_brackets:
        return None
    opener = open_brackets[-1]
    line, column = place(text, opener.start)
    return len(text.rstrip()), (
        f"The {opener.text} of line {line}, column {column} is never closed: "
        f"add {OPENS[opener.text]}."
    )


def _undeclared_prefix(tokens: list[Token]) -> tuple[int, str] | None:
    declared: set[str] = set()
    previous = ""
    for token in tokens:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return token.start, _declare(prefix)
        previous = token.keyword
    return None


def _declare(prefix: str) -> str:
    known = {name.lower(): name for name in PREFIXES}.get(prefix.lower())
    if known == prefix:
        return f"Prefix {prefix}: is not declared. Add PREFIX {prefix}: <{PREFIXES[prefix]}>"
    if known is not None:
        return (
            f"Prefix {prefix}: is not declared; is it {known}: ? "
            f"Then write that, and add PREFIX {known}: <{PREFIXES[known]}>"
        )
    listed = " ".join(f"{name}:" for name in PREFIXES)
    return (
        f"Prefix {prefix}: is not declared; the graph's prefixes are {listed} "
        f"Add PREFIX {prefix}: <...> with its namespace."
    )


def _engine_reason(tokens: list[Token], offset: int | None, reason: str) -> tuple[int, str] | None:
    for phrase, (keyword, hint) in _REASONS.items():
        if phrase in reason:
            about = (token.start for token in tokens if keyword and token.keyword == keyword)
            return next(about, offset or 0), hint
    return None


def _unexpected(tokens: list[Token], text: str, offset: int | None) -> tuple[int, str]:
    if not tokens:
        return 0, f"The query is empty. It begins with {', '.join(FORMS[:-1])} or {FORMS[-1]}."
    if offset is None:
        return 0, "The engine cannot read this query and does not say where it stopped."
    position = next((i for i, token in enumerate(tokens) if token.end > offset), len(tokens))
    if position == len(tokens):
        return len(text.rstrip()), "The query ends too early: something is still missing here."
    return tokens[position].start, _about(tokens, position)


def _about(tokens: list[Token], position: int) -> str:
    token = tokens[position]
    if (
        token.kind == "word"
        and token.keyword not in _KEYWORDS
        and (near := get_close_matches(token.keyword, _KEYWORDS, n=1, cutoff=0.7))
    ):
        return f"{token.text} is no SPARQL word; is it {near[0]}?"
    if token.kind == "variable" and tokens[position - 1].text in {"/", "|", "^"}:
        return f"A path holds no variables: name the property that {token.text} stands for."
    if (variable := _bound_twice(tokens, position)) is not None:
        return f"AS {variable} before this gives a value to a variable that has one already."
    if _follows_whole_triple(tokens, position):
        return f"A dot is probably missing before {token.text}."
    if token.keyword in _MODIFIERS and _is_inside(tokens, position):
        return f"{token.keyword} cannot stand here: it belongs behind the last }}."
    if token.kind == "word" and token.keyword not in _KEYWORDS:
        return (
            f"{token.text} is no SPARQL word: a variable needs a ? before it, a text needs quotes, "
            "a term needs its prefix."
        )
    if token.kind == "string" and "\\" in token.text:
        return (
            "A backslash in a text is written twice, unless it begins one of \\t \\n \\r \\\" \\'."
        )
    return f"{token.text[:40]} is not expected here: look at what stands right before it."


def _is_inside(tokens: list[Token], position: int) -> bool:
    before = [token.text for token in tokens[:position]]
    return before.count("{") > before.count("}")


def _bound_twice(tokens: list[Token], position: int) -> str | None:
    """See whether `AS ?x )` with a known ?x stands right before."""
    before = tokens[max(0, position - 3) : position]
    if len(before) < 3 or before[0].keyword != "AS" or before[2].text != ")":
        return None
    variable = before[1].text
    return variable if any(token.text == variable for token in tokens[: position - 3]) else None


def _follows_whole_triple(tokens: list[Token], position: int) -> bool:
    """See whether three terms of a pattern lie between here and the last separator."""
    if tokens[position].kind not in _TERMS:
        return False
    terms = 0
    for token in reversed(tokens[:position]):
        if token.text in {".", "{", "}"} or token.kind == "word":
            break
        if token.text in {";", ","}:
            terms += 1 if token.text == ";" else 2
            break
        terms += token.kind in _TERMS
    return terms >= len(("subject", "predicate", "object"))
