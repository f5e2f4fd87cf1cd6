"""Run one engine in a process of its own: its name, file, dataset and time limit are arguments.

Tells on standard output how long loading took, then answers one JSON line with one JSON line:
`{"query", "repeats"}` with `{"ms", "rows", "digest"}` or `{"problem"}`. A graph counts its triples.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import signal
import sys
import time
from typing import Any

from .adapters import ADAPTERS, Adapter, Cannot, Late

__all__ = ["canonical", "main"]

_NUMBERS = itertools.count()


def canonical(rows: Any) -> tuple[int, str]:
    """Give the number of rows and a digest that does not depend on their order.

    Numbers are compared by value, as engines write them in different ways; language tags and
    datatypes are left out, as not every engine gives them.

    >>> canonical([[("text", "1.0")], [None]]) == canonical([[None], [("text", "1")]])
    True
    >>> canonical([[("iri", "a")]]) == canonical([[("text", "a")]])
    False
    """
    lines = sorted("\t".join(_term(term) for term in row) for row in rows)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def main() -> None:
    """Load, then answer until standard input ends."""
    engine, file, dataset, limit_s = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what an engine prints must not come between the answers
    started = time.perf_counter()
    adapter = ADAPTERS[engine](file, dataset, float(limit_s))
    print(json.dumps({"loaded_s": time.perf_counter() - started}), file=answers, flush=True)
    signal.signal(signal.SIGALRM, _late)
    for line in sys.stdin:
        order = json.loads(line)
        told = _asked(adapter, order["query"], order["repeats"], float(limit_s))
        print(json.dumps(told), file=answers, flush=True)


def _asked(adapter: Adapter, query: str, repeats: int, limit_s: float) -> dict[str, Any]:
    times = []
    try:
        signal.setitimer(signal.ITIMER_REAL, limit_s + 0.5)
        for _ in range(repeats):
            # A text of its own: to read the query is part of the work, for every engine.
            new = f"{query}\n# {next(_NUMBERS)}\n"
            started = time.perf_counter()
            result = adapter.run(new)
            times.append((time.perf_counter() - started) * 1000)
        signal.setitimer(signal.ITIMER_REAL, 0)
        rows, digest = canonical(adapter.rows(result))
    except Late:
        return {"problem": "late"}
    except Cannot as problem:
        return {"problem": "cannot", "why": str(problem)[:200]}
    except Exception as problem:  # noqa: BLE001 -- whatever a peer raises is its answer
        return {"problem": "cannot", "why": f"{type(problem).__name__}: {problem}"[:200]}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"ms": sorted(times)[len(times) // 2], "rows": rows, "digest": digest}


def _late(*_: object) -> None:
    raise Late


def _term(term: tuple[str, str] | None) -> str:
    if term is None:
        return ""
    kind, value = term
    if kind == "iri":
        return f"<{value}>"
    if kind == "blank":
        return "_:"
    try:
        return f'"{float(value):.9g}"'
    except ValueError:
        return json.dumps(value)


if __name__ == "__main__":
    main()
