"""Run the W3C's SPARQL 1.1 test suite against the service, over HTTP.

    python tests/conformance/run.py --suite DIR [--server ADDRESS] [--write FILE]

Ends with 0 if every case is as `known_failures.tsv` says, with 1 if one is not, and with 2 if the
server cannot be asked.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
# A checkout needs no install: neither for the service, nor for what lies beside this file.
sys.path[:0] = [str(HERE), str(HERE.parent / "support"), str(HERE.parents[1] / "service")]

from w3c import description, protocol, suite  # noqa: E402
from w3c.client import Client, started_server  # noqa: E402
from w3c.evaluation import run_case  # noqa: E402
from w3c.report import Report, read_known  # noqa: E402
from w3c.targets import Library, Service  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from w3c.outcome import Outcome
    from w3c.report import Known

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments say, and print the report."""
    options = _read(arguments)
    try:
        report = _run(options)
    except OSError as problem:
        sys.stderr.write(f"{options.server or 'The server'} cannot be asked: {problem}\n")
        return 2
    if options.write:
        rows = [f"{one.group}\t{one.name}\t{one.status}\n" for one in report.outcomes]
        options.write.write_text("group\tcase\tstatus\n" + "".join(rows), "utf-8")
    for line in report.lines():
        sys.stdout.write(f"{line}\n")
    return 1 if report.faults() else 0


def _run(options: argparse.Namespace) -> Report:
    cases = suite.read_suite(options.suite)
    requests = protocol.read_protocol(options.suite)
    known = read_known(HERE / "known_failures.tsv")
    server = nullcontext(options.server) if options.server else started_server()
    with server as address:
        client = Client(address)
        try:
            if client.can_load():
                return _whole(cases, requests, client, known)
            return _without_data(cases, requests, client, known)
        finally:
            client.close()


def _whole(
    cases: list[suite.Case],
    requests: list[protocol.ProtocolCase],
    client: Client,
    known: dict[str, Known],
) -> Report:
    """Run every case; those with the same data stand together, since loading takes the time."""
    service = Service(client)
    cases = sorted(cases, key=lambda case: (case.is_update, case.data.default, case.data.named))
    outcomes: list[Outcome] = [
        *protocol.run_protocol(requests, client),
        *description.run_description(client),
        *protocol.run_refusals(cases, client),
        *(run_case(case, service) for case in cases),
    ]
    library = [run_case(case, Library()) for case in cases]
    expected = {
        protocol.GROUP: protocol.EXPECTED,
        description.GROUP: description.EXPECTED,
        **suite.EXPECTED,
        protocol.REFUSED: protocol.EXPECTED_REFUSED,
    }
    return Report(outcomes, library, known, expected)


def _without_data(
    cases: list[suite.Case],
    requests: list[protocol.ProtocolCase],
    client: Client,
    known: dict[str, Known],
) -> Report:
    """Run what needs no data of its own, on a server whose data we cannot choose."""
    client.take_as_it_is()
    service = Service(client)
    empty = suite.Data()
    requests = [case for case in requests if case.data == empty]
    syntax = [
        case
        for case in cases
        if case.group == "query syntax" and case.data == empty and not case.is_update
    ]
    outcomes: list[Outcome] = [
        *protocol.run_protocol(requests, client),
        *description.run_description(client),
        *protocol.run_refusals(cases, client),
        *(run_case(case, service) for case in syntax),
    ]
    names = {case.name for case in syntax}
    known = {name: entry for name, entry in known.items() if name in names}
    expected = {
        protocol.GROUP: len(requests),
        description.GROUP: description.EXPECTED,
        "query syntax": len(syntax),
        protocol.REFUSED: protocol.EXPECTED_REFUSED,
    }
    return Report(outcomes, [run_case(case, Library()) for case in syntax], known, expected)


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--suite", type=Path, required=True, help="the folder of a copy of w3c/rdf-tests"
    )
    parser.add_argument(
        "--server",
        help="the address of a server that runs; without it, one is started. A server that is not "
        "the test-only one gets only the cases that need no data",
    )
    parser.add_argument("--write", type=Path, help="a file for the outcome of every case")
    options = parser.parse_args(arguments)
    if not (options.suite / "sparql" / "sparql11").is_dir():
        parser.error(f"{options.suite} holds no folder sparql/sparql11")
    return options


if __name__ == "__main__":
    sys.exit(main())
