"""Give tests a server over a few bones: every expected answer can be read off these resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from foramen.fhir.dialects import DIALECTS
from foramen.fhir.server import Request, Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

BONES = "http://example.org/cs/bones"
SIDES = "http://example.org/cs/sides"
PARTS = "http://example.org/cs/parts"
KNOCHEN = "http://example.org/cs/knochen"
VS = "http://example.org/vs/"
STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status"
PACK = "http://hl7.org/fhir/StructureDefinition/codesystem-supplement-type"


def concept(code: str, display: str, *children: Any, **more: Any) -> dict[str, Any]:
    """Make a concept with those below it."""
    found = {"code": code, "display": display, **more}
    return {**found, "concept": list(children)} if children else found


def region(code: str) -> dict[str, Any]:
    """Make the property that says where a bone is."""
    return {"code": "region", "valueCode": code}


def code_system(url: str, version: str, *concepts: Any, **more: Any) -> dict[str, Any]:
    """Make a code system."""
    name = url.rpartition("/")[2]
    return {
        "resourceType": "CodeSystem", "id": f"{name}-{version}", "url": url, "version": version,
        "name": name.capitalize(), "title": name.capitalize(), "status": "active",
        "language": "en", "content": "complete", "caseSensitive": True,
        "concept": list(concepts), **more,
    }  # fmt: skip


def value_set(name: str, *include: Any, exclude: Any = (), **more: Any) -> dict[str, Any]:
    """Make a value set."""
    compose = {"include": list(include), **({"exclude": list(exclude)} if exclude else {})}
    return {
        "resourceType": "ValueSet", "id": name, "url": f"{VS}{name}", "version": "1.0",
        "name": name.capitalize(), "status": "active", "compose": compose, **more,
    }  # fmt: skip


def bones(version: str, *more: Any) -> dict[str, Any]:
    """Make the code system of bones; version 2 has the sacrum too."""
    return code_system(
        BONES,
        version,
        concept(
            "bone",
            "Bone",
            concept(
                "vertebra",
                "Vertebra",
                concept("cervical", "Cervical vertebra", property=[region("neck")]),
                concept("lumbar", "Lumbar vertebra", property=[region("back")]),
                definition="One of the bones of the spine.",
                designation=[
                    {"language": "de", "value": "Wirbel"},
                    {"language": "en", "value": "Vertebral bone"},
                ],
            ),
            concept("rib", "Rib", property=[region("chest")]),
            *more,
            property=[{"code": "notSelectable", "valueBoolean": True}],
        ),
        concept("horn", "Horn", property=[{"code": "status", "valueCode": "retired"}]),
        property=[
            {"code": "region", "type": "code", "uri": "http://example.org/region"},
            {"code": "status", "type": "code"},
            {"code": "notSelectable", "type": "boolean"},
        ],
    )


def where(name: str, operator: str, value: str) -> dict[str, Any]:
    """Make an include with one filter over the bones."""
    return {"system": BONES, "filter": [{"property": name, "op": operator, "value": value}]}


RESOURCES = [
    bones("1.0.0"),
    bones("2.0.0", concept("sacrum", "Sacrum", property=[region("back")])),
    code_system(
        SIDES, "1", concept("L", "Left"), concept("R", "Right"), caseSensitive=False
    ),
    code_system(PARTS, "1", concept("arch", "Arch"), content="fragment"),
    code_system(KNOCHEN, "1", concept("Wi", "Wirbel"), concept("Ri", "Rippe"), language="de"),
    {
        "resourceType": "CodeSystem", "id": "bones-fr", "url": "http://example.org/cs/bones-fr",
        "version": "1", "status": "active", "content": "supplement", "supplements": BONES,
        "language": "fr", "name": "OsFr",
        "extension": [{"url": PACK, "valueCode": "lang-pack"}],
        "concept": [{"code": "rib", "designation": [{"language": "fr", "value": "Côte"}]}],
    },
    {
        "resourceType": "CodeSystem", "id": "bones-nl", "url": "http://example.org/cs/bones-nl",
        "version": "3", "status": "active", "content": "supplement", "supplements": BONES,
        "language": "nl", "name": "BotNl",
        "concept": [{"code": "rib", "designation": [{"language": "nl", "value": "Rib (nl)"}]}],
    },
    value_set("all", {"system": BONES}),
    value_set("first", {"system": BONES, "version": "1.0.0"}),
    value_set("spine", where("concept", "is-a", "vertebra")),
    value_set("listed", {"system": BONES, "concept": [
        {"code": "rib", "display": "A rib"}, {"code": "lumbar"}, {"code": "none"}]}),
    value_set("imports", {"valueSet": [f"{VS}spine"]}),
    value_set("both", {"valueSet": [f"{VS}spine", f"{VS}listed"]}),
    value_set("without", {"system": BONES}, exclude=[where("concept", "is-a", "vertebra")]),
    value_set("active", {"system": BONES}) | {
        "compose": {"inactive": False, "include": [{"system": BONES}]}},
    value_set("sides", {"system": SIDES}),
    value_set("parts", {"system": PARTS}),
    value_set("two", {"system": BONES}, {"system": KNOCHEN}),
    value_set("lost", {"system": "http://example.org/cs/nowhere"}),
    value_set("circle", {"valueSet": [f"{VS}round"]}),
    value_set("round", {"valueSet": [f"{VS}circle"]}),
    value_set("dangling", {"valueSet": [f"{VS}missing"]}),
    value_set("draft", {"system": BONES}, status="draft"),
    value_set("of-draft", {"valueSet": [f"{VS}draft"]}),
    value_set("withdrawn", {"system": BONES},
              extension=[{"url": STATUS, "valueCode": "withdrawn"}]),
    {
        "resourceType": "ConceptMap", "id": "to-german", "url": "http://example.org/cm/de",
        "version": "1", "name": "ToGerman", "status": "active",
        "sourceScopeUri": f"{VS}all", "targetScopeUri": "http://example.org/vs/knochen",
        "group": [
            {
                "source": BONES, "target": KNOCHEN,
                "element": [
                    {"code": "vertebra", "target": [{"code": "Wi", "relationship": "equivalent"}]},
                    {"code": "lumbar", "target": [
                        {"code": "Wi", "relationship": "source-is-narrower-than-target",
                         "comment": "German has one word here."}]},
                    {"code": "horn", "target": [{"code": "Ri", "relationship": "not-related-to"}]},
                    {"code": "bone", "noMap": True},
                ],
            }
        ],
    },
]  # fmt: skip


@pytest.fixture(scope="session")
def servers() -> dict[str, Server]:
    """A server for each version of FHIR."""
    return {
        name: Server(RESOURCES, dialect, version="1.2.3", date="2026-11-23")
        for name, dialect in DIALECTS.items()
    }


@pytest.fixture
def fetch(servers: dict[str, Server]) -> Callable[..., tuple[int, Any]]:
    """Send a request and give status and resource."""

    def send(
        method: str,
        path: str,
        query: Any = (),
        body: Any = None,
        languages: str = "",
        fhir: str = "r5",
    ) -> tuple[int, Any]:
        pairs = query.items() if isinstance(query, dict) else query
        asked = Request(
            method,
            tuple(path.split("/")) if path else (),
            tuple((name, str(value)) for name, value in pairs),
            body,
            languages,
            f"http://localhost/fhir/{fhir}",
        )
        answer = servers[fhir].answer(asked)
        return answer.status, answer.resource

    return send


@pytest.fixture
def call(fetch: Callable[..., tuple[int, Any]]) -> Callable[..., Any]:
    """Call an operation that must succeed, by GET, and give what it answers."""

    def send(path: str, languages: str = "", fhir: str = "r5", **query: Any) -> Any:
        named = {name.replace("_", "-"): value for name, value in query.items()}
        status, resource = fetch("GET", path, named, languages=languages, fhir=fhir)
        assert status == 200, resource
        return resource

    return send


@pytest.fixture
def expand(call: Callable[..., Any]) -> Callable[..., Any]:
    """Give the expansion of one of the value sets above."""

    def send(name: str, **query: Any) -> Any:
        return call("ValueSet/$expand", url=f"{VS}{name}", **query)["expansion"]

    return send


@pytest.fixture
def post(fetch: Callable[..., tuple[int, Any]]) -> Callable[..., tuple[int, Any]]:
    """Call an operation by POST: each parameter as name, type and value, or as a resource."""

    def send(path: str, *parameters: Any, fhir: str = "r5") -> tuple[int, Any]:
        written = [
            {"name": one[0], "resource": one[1]} if len(one) == 2
            else {"name": one[0], f"value{one[1]}": one[2]}
            for one in parameters
        ]  # fmt: skip
        body = {"resourceType": "Parameters", "parameter": written}
        return fetch("POST", path, body=body, fhir=fhir)

    return send


@pytest.fixture
def http(client: FlaskClient) -> FlaskClient:
    """The whole application, over the mini dataset."""
    return client


@pytest.fixture
def said() -> Callable[..., list[Any]]:
    """Give the values of the parameters of a name."""

    def values(parameters: Any, name: str) -> list[Any]:
        return [
            next(value for key, value in one.items() if key.startswith(("value", "resource")))
            for one in parameters["parameter"]
            if one["name"] == name
        ]

    return values


@pytest.fixture
def codes() -> Callable[..., list[str]]:
    """Give every code of an expansion, those below others too."""

    def of(expansion: Any) -> list[str]:
        found = []
        for one in expansion.get("contains", ()):
            found += [one["code"], *of(one)]
        return found

    return of
