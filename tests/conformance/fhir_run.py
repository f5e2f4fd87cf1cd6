"""Run HL7's FHIR terminology ecosystem suite against the service, over HTTP.

    python tests/conformance/fhir_run.py --suite DIR [--server ADDRESS] [--fhir 4|5]
        [--tier A,B,C] [--only TEXT] [--write FILE]

Ends with 0 if every case is as `known_failures_fhir.tsv` says, with 1 if one is not, and with 2 if
the server cannot be asked.
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

from fhirtx.client import Client, started_server  # noqa: E402
from fhirtx.outcomes import faults, lines, missing, read_known, run  # noqa: E402
from fhirtx.suite import read_suite  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments say, and print the report."""
    options = _read(arguments)
    cases = [
        case
        for case in read_suite(options.suite, options.tier.replace(",", ""))
        if options.only in case.id
    ]
    server = nullcontext(options.server) if options.server else started_server()
    try:
        with server as address:
            client = Client(address, options.fhir)
            outcomes = run(cases, client, options.fhir)
            client.close()
    except OSError as problem:
        sys.stderr.write(f"{options.server or 'The server'} cannot be asked: {problem}\n")
        return 2
    if options.write:
        rows = [
            f"{one.case.tier}\t{one.case.id}\t{'passed' if one.passed else one.difference}\n"
            for one in outcomes
        ]
        options.write.write_text("tier\tcase\tstatus\n" + "".join(rows), "utf-8")
    found = list(faults(outcomes, read_known(HERE / "known_failures_fhir.tsv", options.fhir)))
    if not options.only:
        found += missing(outcomes, options.tier.replace(",", ""))
    for line in (*found, *lines(outcomes)):
        sys.stdout.write(f"{line}\n")
    return 1 if found else 0


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--suite", type=Path, required=True, help="a copy of HL7/fhir-tx-ecosystem-ig"
    )
    parser.add_argument("--server", help="the address of a service that runs already")
    parser.add_argument("--fhir", choices=("4", "5"), default="5", help="the FHIR version to ask")
    parser.add_argument("--tier", default="A,B,C", help="which tiers to run")
    parser.add_argument("--only", default="", help="only cases with this text in their name")
    parser.add_argument("--write", type=Path, help="a file for the outcome of every case")
    options = parser.parse_args(arguments)
    if not (options.suite / "tests" / "test-cases.json").is_file():
        parser.error(f"{options.suite} holds no file tests/test-cases.json")
    return options


if __name__ == "__main__":
    sys.exit(main())
