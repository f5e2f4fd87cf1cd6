"""Attacks on what is beside queries: look-up, annotation, reconciliation, FHIR and agents."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote, urlencode

from .model import Attack
from .talk import FORM, request

__all__ = ["HONEST", "INTERFACES"]

_JSON: Final = "application/json"
_FHIR: Final = "application/fhir+json"
_OTHERS: Final = frozenset({""})
_BAD: Final = frozenset({"bad-request"})
_TOO_LARGE: Final = frozenset({"about:blank"})
_EXPAND: Final = "/fhir/r5/ValueSet/$expand"
_EVERY_BYTE: Final = 4_400_000
_FORMULA: Final = b'id,text\n"=1+1",x\n"@SUM(A1)",x\n'


def _get(name: str, target: str, status: int, problem: str, holds: bytes = b"") -> Attack:
    sent = request("GET", target)
    return Attack(name, "interface", sent, frozenset({status}), frozenset({problem}), holds)


def _post(
    name: str,
    path: str,
    media_type: str,
    body: Any,
    status: int,
    problems: frozenset[str] = _BAD,
    holds: bytes = b"",
    **headers: str,
) -> Attack:
    fields = {"Content-Type": media_type, **{k.replace("_", "-"): v for k, v in headers.items()}}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = request("POST", path, content, fields)
    return Attack(name, "interface", sent, frozenset({status}), problems, holds)


def _batch(*urls: str) -> dict[str, Any]:
    entries = [{"request": {"method": "GET", "url": url}} for url in urls]
    return {"resourceType": "Bundle", "type": "batch", "entry": entries}


def _queries(batch: bytes) -> bytes:
    return urlencode({"queries": batch}).encode()


def _code_system(number: int) -> dict[str, Any]:
    concepts = [{"code": f"c{index}"} for index in range(number)]
    system = {"resourceType": "CodeSystem", "url": "urn:c", "status": "active",
              "content": "complete", "concept": concepts}  # fmt: skip
    pattern = [{"property": "code", "op": "regex", "value": "((c+)+)+"}]
    parts = [{"system": "urn:c", "filter": pattern}] * 900
    values = {"resourceType": "ValueSet", "url": "urn:v", "compose": {"include": parts}}
    given = [{"name": "tx-resource", "resource": system}, {"name": "valueSet", "resource": values}]
    return {"resourceType": "Parameters", "parameter": given}


_LOOKED_UP: Final = (
    _get("a page of 0", "/api/terms?limit=0", 400, "bad-request"),
    _get("a page of a million", "/api/terms?limit=1000000", 400, "bad-request"),
    _get("digits of another script", f"/api/terms?limit={quote(chr(0xFF11))}", 400, "bad-request"),
    _get("all of everything", "/api/terms?fields=all&limit=1000", 400, "bad-request"),
    _get("5,000 parameters", f"/api/terms?{'a&' * 5_000}", 400, "bad-request"),
    _get("one parameter twice", "/api/search?q=a&q=b", 400, "bad-request"),
    _get("words of nothing", f"/api/search?q={quote(chr(0x200B)) * 50}", 200, "", b'"total": 0'),
    _get("a zero byte as a term", "/api/terms/%00", 404, "unknown-term"),
    _get("a script as a term", "/api/terms/%3Cscript%3E", 404, "unknown-term"),
    _get("a host that is none as a code", "/api/resolve?code=http://%5B", 404, "unknown-code"),
    _get("a line break as a file", "/skos.%0d%0aX-Injected:1", 400, "bad-request"),
    _get("a line break as mappings", "/mappings.%0d%0aX-Injected:1", 404, "about:blank"),
    _get("JSONP", "/reconcile?callback=alert", 400, "bad-request"),
    _get("a script as an entity", "/reconcile/preview?id=%3Cscript%3E", 404, "unknown-term"),
    _get("a redirect to elsewhere", "/foramen://evil.example", 404, "unknown-term"),
    _get("elsewhere after a slash", "/https://evil.example/", 404, "unknown-term"),
    _get("elsewhere after ours", "/https://w3id.org/foramen//evil.example", 404, "unknown-term"),
    _get("backslashes", "/foramen:%5C%5Cevil.example", 404, "unknown-term"),
    _get("the namespace by itself", "/foramen:", 404, "unknown-term"),
)

_ANNOTATED: Final = (
    _post("JSON nested 50,000 deep", "/api/annotate", _JSON, b"[" * 50_000, 400),
    _post("half a character", "/api/annotate", _JSON, b'{"text": "\\ud800"}', 400),
    _post(
        "half a character as an id", "/api/annotate", _JSON,
        b'{"texts": [{"id": "\\udfff", "text": "x"}]}', 400,
    ),
    _post("a number of 5,000 digits", "/api/annotate", _JSON, b'{"text": %s}' % (b"9" * 5000), 400),
    _post("101 texts", "/api/annotate", _JSON, {"texts": [{"text": "x"}] * 101}, 400),
    _post("4 MB of cells", "/api/annotate", "text/csv", b"," * 4_000_000, 400),
    _post("a quotation mark that stays open", "/api/annotate", "text/csv", b'text\n"x', 400),
    _post("UTF-16", "/api/annotate", "text/csv", "text\nx".encode("utf-16"), 400),
    _post(
        "a body over the limit", "/api/annotate", "text/csv", b"x" * _EVERY_BYTE, 413, _TOO_LARGE
    ),
    _post(
        "5,000 files", "/api/annotate", "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n' * 5000
        + b"--b--\r\n", 413, _TOO_LARGE,
    ),
    _post(
        "formulas", "/api/annotate?format=csv", "text/csv", _FORMULA, 200, _OTHERS, b"\r\nend,"
    ),
)  # fmt: skip

_RECONCILED: Final = (
    _post("NaN", "/reconcile", FORM, _queries(b'{"q": {"query": "a", "limit": NaN}}'), 400),
    _post("a deep batch", "/reconcile", FORM, _queries(b'{"q":' * 5_000), 400),
    _post("half a character as a key", "/reconcile", FORM, _queries(b'{"\\ud800": {}}'), 400),
    _post("60,000 fields", "/reconcile", FORM, b"a&" * 60_000, 400),
    _post(
        "a million queries", "/reconcile/1.0/match", _JSON,
        b'{"queries": [' + b"1," * 1_100_000 + b"1]}", 400,
    ),
)  # fmt: skip

# Problems of FHIR are outcomes, which have no kind here.
_IN_FHIR: Final = (
    _post("a host that is none", "/fhir/r5", _FHIR, _batch("http://["), 200, _OTHERS, b'"404"'),
    _post("elsewhere", "/fhir/r5", _FHIR, _batch("//evil/metadata"), 200, _OTHERS, b'"404"'),
    _post("201 entries", "/fhir/r5", _FHIR, _batch(*["metadata"] * 201), 413, _OTHERS),
    _post(
        "one resource again and again", "/fhir/r5", _FHIR, _batch(*["CodeSystem"] * 200), 200,
        _OTHERS,
    ),
    _post("patterns that run wild", _EXPAND, _FHIR, _code_system(5_000), 422, _OTHERS),
    _post("JSON nested 50,000 deep", _EXPAND, _FHIR, b"[" * 50_000, 400, _OTHERS),
    _post("infinity", _EXPAND, _FHIR, b'{"parameter": [Infinity]}', 400, _OTHERS),
    _post("half a character", _EXPAND, _FHIR, b'{"parameter": "\\ud800"}', 400, _OTHERS),
    _post("XML", _EXPAND, "application/fhir+xml", b"<a/>", 415, _OTHERS),
    _post("a body over the limit", _EXPAND, _FHIR, b"[" * _EVERY_BYTE, 413, _OTHERS),
)  # fmt: skip

_AGENTS: Final = (
    _post("deep JSON", "/mcp", _JSON, b"[" * 50_000, 400, _OTHERS),
    _post("a half character", "/mcp", _JSON, b'{"id": "\\ud800"}', 400, _OTHERS),
    _post(
        "a page of a stranger", "/mcp", _JSON, {}, 403, frozenset({"query-not-allowed"}),
        Origin="https://evil.example",
    ),
    _post(
        "a stranger that seems local", "/mcp", _JSON, {}, 403, frozenset({"query-not-allowed"}),
        Origin="http://localhost@evil.example",
    ),
)  # fmt: skip

_MARKUP: Final = quote("<script>alert(1)</script>", safe="")
_LISTS: Final = ("biceps" + ", triceps" * 110, "biceps" + " and" * 240, "knee" + "\t" * 900)
# Pages for people: every one of them refuses what is not there, and runs nothing that was typed.
_PAGES: Final = (
    *(
        _get(f"a list without end: {text[:10]!r}", f"/api/correlate?text={quote(text)}", 200, "")
        for text in _LISTS
    ),
    _get("101 findings", f"/correlate?finding={'Foot,' * 101}", 400, "bad-request"),
    _get("a script in a document", f"/correlate?format=md&text={_MARKUP}", 200, ""),
    _get("a script as a level", "/spine/%3Cscript%3E/left", 404, "unknown-place"),
    _get("a script to search for", f"/search?q={_MARKUP}&format=html", 200, ""),
    _get("a script to suggest", f"/search/suggest?q={_MARKUP}", 200, ""),
    _get("a search that leaves", "/search?go=1&format=html&q=//evil.example", 200, ""),
    _get("a script as a filter", f"/questions?format=html&filter={_MARKUP}", 200, ""),
    _get("a script as a branch", "/browse/?open=%3Cscript%3E", 404, "unknown-term"),
    _get("a script to compare", "/api/paths?a=%3Cscript%3E&b=Root", 404, "unknown-term"),
    _get("a script as an example", "/sparql?format=html&example=%3Cscript%3E", 404,
         "unknown-question"),
    _get("a script as a source", "/sources/%3Cscript%3E", 404, "unknown-source"),
    _get("signs that grow", f"/search/suggest?q={quote(chr(0xFDFA)) * 600}", 200, ""),
    _get("half a pair to search for", "/search?q=%ED%A0%80&format=html", 200, ""),
    _get("13 roots", f"/spine/body.svg?root={'Root_L4_left,' * 13}", 400, "bad-request"),
)  # fmt: skip

_COVERED: Final = "/api/teach/coverage"
_UNKNOWN: Final = "&".join(f"target={number}{'x' * 400}" for number in range(60))
_TEACHING: Final = (
    _get("unknown names in every link", f"/teach/plan?format=html&{_UNKNOWN}", 400, "bad-request"),
    _get("4,000 known names", f"/teach/path?to=Root&{'known=a&' * 4_000}", 404, ""),
    _get("a script as a line", f"/teach/coverage?format=html&text={_MARKUP}", 200, ""),
    _get("a script as a target", f"/teach/plan?format=html&target={_MARKUP}", 404, ""),
    _get("a line break as a format", "/teach/path?to=Root&format=csv%0d%0aX-Injected:1", 406,
         "not-acceptable"),
    _get("101 questions", "/teach/quiz?number=101", 400, "bad-request"),
    _post("4 MB of empty lines", _COVERED, "text/plain", b"\n" * 4_000_000, 400),
    _post("4 MB without a space", _COVERED, "text/plain", b"x" * 4_000_000, 400),
    _post("JSON nested 50,000 deep", _COVERED, _JSON, b"[" * 50_000, 400),
    _post("half a character", _COVERED, _JSON, b'{"lines": ["\\ud800"]}', 400),
    _post("a table of 16,000 columns", _COVERED, "text/csv", b"," * 16_000, 400),
    _post("a packed nothing", _COVERED, "text/csv", b"PK\x03\x04" + b"x" * 9_999, 400),
    _post("a body over the limit", _COVERED, "text/csv", b"x" * _EVERY_BYTE, 413, _TOO_LARGE),
)  # fmt: skip

INTERFACES: Final = (
    *_LOOKED_UP,
    *_PAGES,
    *_TEACHING,
    *_ANNOTATED,
    *_RECONCILED,
    *_IN_FHIR,
    *_AGENTS,
)

_TOOLS: Final = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
_AGENT: Final = {"Content-Type": _JSON, "Accept": f"{_JSON}, text/event-stream"}
# What each interface is asked every day; it reads what it needs when it is asked first.
HONEST: Final = (
    *(
        request("GET", target)
        for target in (
            "/api/search?q=foramen",
            "/api/annotate?text=severe+left+L4-5+foraminal+narrowing",
            "/reconcile/suggest/entity?prefix=for",
            "/reconcile/preview?id=Root",
            "/fhir/r4/metadata",
            "/fhir/r5/CodeSystem?_summary=true",
            "/skos.ttl",
            "/foramen.obo",
            "/foramen.json",
            "/mappings/",
            "/api/ols/search?q=foramen",
            "/openapi.json",
            "/teach/quiz?number=2",
            "/api/teach/coverage?text=foramen",
        )
    ),
    request("POST", "/mcp", json.dumps(_TOOLS).encode(), _AGENT),
)
