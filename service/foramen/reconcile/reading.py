"""Read the queries of both versions of the API into the same values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from foramen.errors import BadRequest, QueryTooLarge

from .attributes import FORMS, RELATIONS
from .json_body import Given, read_object
from .model import Condition, Extension, Query, Settings

if TYPE_CHECKING:
    from typing import Literal

    from .model import Quantifier, Strictness

__all__ = [
    "BATCH", "CANDIDATES", "read_extension", "read_queries_0_2", "read_queries_1_0",
]  # fmt: skip

BATCH: Final = 100
CANDIDATES: Final = 100
_DEFAULT_CANDIDATES: Final = 10
_CONDITIONS: Final = 20
_VALUES: Final = 50
_ROWS: Final = 1000
_COLUMNS: Final = 50
_MANY: Final = 1_000_000
_STRICTNESS: Final[dict[str, Strictness]] = {"any": "any", "all": "all", "should": "should"}
_QUANTIFIERS: Final[dict[str, Quantifier]] = {"any": "any", "all": "all", "none": "none"}
_IN_0_2: Final = frozenset({"query", "type", "limit", "properties", "type_strict"})
_IN_1_0: Final = frozenset({"conditions", "type", "limit", "lang", "dir"})


def read_queries_0_2(text: str) -> dict[str, Query]:
    """Read a batch: an object whose members are queries.

    Raises:
        BadRequest: it is not one.
        QueryTooLarge: there are more queries than `BATCH`.
    """
    batch = read_object(text, "queries")
    _bound(len(batch.members))
    return {
        key: _query_0_2(Given(one, f"the query {key[:100]!r}"))
        for key, one in batch.members.items()
    }


def read_queries_1_0(text: str) -> list[Query]:
    """Read a batch: an object with a list of queries.

    Raises:
        BadRequest: it is not one.
        QueryTooLarge: there are more queries than `BATCH`.
    """
    body = read_object(text, "the body")
    body.only({"queries"})
    if not body.has("queries"):
        raise BadRequest('The body is {"queries": [...]}.')
    queries = list(body.objects("queries", most=_MANY))
    _bound(len(queries))
    return [_query_1_0(one) for one in queries]


def read_extension(text: str, place: str) -> Extension:
    """Read which columns are wanted for which entities.

    Raises:
        BadRequest: it does not say so, or asks for too many.
    """
    given = read_object(text, place)
    given.only({"ids", "properties"})
    for name in ("ids", "properties"):
        if not isinstance(given.members.get(name), list):
            raise BadRequest(f"{name} in {place} is a list.")
    columns = tuple(
        (_needed(one, "id"), _settings(one)) for one in given.objects("properties", most=_COLUMNS)
    )
    return Extension(given.texts("ids", most=_ROWS), columns)


def _query_0_2(given: Given) -> Query:
    given.only(_IN_0_2)
    text = given.text("query")
    properties = tuple(given.objects("properties", most=_CONDITIONS))
    if not text and not properties:
        raise BadRequest(f"{given.place} says neither query nor properties.")
    return Query(
        text=text,
        types=given.texts("type", most=_VALUES),
        strictness=_STRICTNESS[given.choice("type_strict", _STRICTNESS, "any")],
        limit=_limit(given),
        conditions=tuple(_property_0_2(one) for one in properties),
    )


def _property_0_2(given: Given) -> Condition:
    given.only({"pid", "v"})
    return Condition(_needed(given, "pid"), _values(given, "v"))


def _query_1_0(given: Given) -> Query:
    given.only(_IN_1_0)
    conditions = list(given.objects("conditions", most=_CONDITIONS))
    if not conditions:
        raise BadRequest(f"{given.place} needs at least one condition.")
    texts: list[str] = []
    ids: list[str] = []
    others: list[Condition] = []
    for one in conditions:
        match _match_type(one):
            case "name":
                texts += _values(one, "propertyValue")
            case "id":
                ids += _values(one, "propertyValue")
            case "property":
                others.append(_property_1_0(one))
    if isinstance(given.members.get("type"), list):
        raise BadRequest(f"type in {given.place} is one text, not a list.")
    return Query(
        text=" ".join(texts),
        ids=tuple(ids),
        types=given.texts("type", most=1),
        limit=_limit(given),
        conditions=tuple(others),
    )


def _match_type(given: Given) -> Literal["name", "id", "property"]:
    given.only(
        {"matchType", "propertyId", "propertyValue", "required", "matchQuantifier",
         "matchQualifier", "lang", "dir"}
    )  # fmt: skip
    _needed(given, "matchType")
    match given.choice("matchType", ("name", "id", "property"), ""):
        case "name":
            return "name"
        case "id":
            return "id"
        case _:
            return "property"


def _property_1_0(given: Given) -> Condition:
    quantifier = given.choice("matchQuantifier", _QUANTIFIERS, "any")
    return Condition(
        attribute=_needed(given, "propertyId"),
        values=_values(given, "propertyValue"),
        required=given.flag("required"),
        quantifier=_QUANTIFIERS[quantifier],
    )


def _values(given: Given, name: str) -> tuple[str, ...]:
    """Read texts, numbers, truth values and entities, one or several, each as a text."""
    value = given.members.get(name)
    if value is None:
        raise BadRequest(f"{given.place} needs {name}.")
    values = value if isinstance(value, list) else [value]
    if len(values) > _VALUES:
        raise BadRequest(f"{name} in {given.place} may have {_VALUES} values.")
    return tuple(_value(one, f"{name} in {given.place}") for one in values)


def _value(value: Any, place: str) -> str:
    if isinstance(value, dict):
        return _needed(Given(value, place), "id")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)[:100]
    return Given({"a value": value}, place).text("a value")


def _settings(given: Given) -> Settings:
    given.only({"id", "settings"})
    if not given.has("settings"):
        return Settings()
    settings = Given(given.members["settings"], f"settings in {given.place}")
    settings.only({"limit", "form", "relation"})
    return Settings(
        limit=settings.number("limit", 0, least=0, most=_MANY),
        form=settings.choice("form", FORMS, "code"),
        relation=settings.choice("relation", RELATIONS, "any"),
    )


def _needed(given: Given, name: str) -> str:
    text = given.text(name)
    if not text:
        raise BadRequest(f"{given.place} needs {name}.")
    return text


def _limit(given: Given) -> int:
    return given.number("limit", _DEFAULT_CANDIDATES, most=CANDIDATES)


def _bound(count: int) -> None:
    if count > BATCH:
        raise QueryTooLarge(BATCH, f"queries in one batch (this one has {count:,})")
