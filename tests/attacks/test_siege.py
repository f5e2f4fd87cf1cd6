"""Attack the real server with everything in `hostile`, while others keep asking it.

One siege is run for all tests here; each test then looks at one part of what came of it.
"""

import contextlib
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from hostile.bodies import BODIES
from hostile.clients import BEHAVIOURS, LARGE, LARGE_ROWS, NeverReaders
from hostile.framing import FRAMINGS
from hostile.heads import HEADS, INJECTED
from hostile.interfaces import HONEST, INTERFACES
from hostile.parameters import PARAMETERS
from hostile.paths import CANARY, CANARY_FILE, PATHS
from hostile.queries import QUERIES
from hostile.serving import started_service, until
from hostile.talk import exchange
from hostile.witness import Witness

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="its processes are looked at in /proc"),
]

ATTACKS = (*QUERIES, *HEADS, *PARAMETERS, *BODIES, *FRAMINGS, *PATHS, *INTERFACES)
WARM_UP = 100
OUT_OF_TIME = {408, 504}
AGAIN = 20


@dataclass
class Siege:
    """What came of it."""

    service: object
    replies: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)
    witnesses: list = field(default_factory=list)
    before: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def siege(grown_directory, tmp_path_factory):
    """Everything, once."""
    for folder in (grown_directory, grown_directory.parent, grown_directory / "graphs"):
        (folder / CANARY_FILE).write_bytes(b'<urn:a> <urn:a> "%s" .\n' % CANARY)
    with started_service(grown_directory, tmp_path_factory.mktemp("siege")) as service:
        warm_up(service)
        found = Siege(service, before=look(service))
        never = NeverReaders(service.port, [f"127.0.9.{n}" for n in range(1, 11)])
        with Witness(service.port) as one, Witness(service.port, 10**6, keep_alive=False) as two:
            found.witnesses = [one, two]
            attack(found)
        yield found
        never.close()


def warm_up(service):
    """Let honest clients bring everything to its working size, many of them at once."""
    with contextlib.ExitStack() as stack:
        witnesses = [stack.enter_context(Witness(service.port, n * 10**5)) for n in range(3)]
        until(lambda: min(witness.asked for witness in witnesses) >= WARM_UP, "it is warm")
    harmless = [one.sent for one in (*QUERIES, *HEADS) if one.statuses == {200}]
    with ThreadPoolExecutor(40) as pool:
        numbered = enumerate(harmless * 3)
        list(pool.map(lambda one: exchange(service.port, one[1], source=source(one[0])), numbered))
    for sent in HONEST:
        assert exchange(service.port, sent).status == 200, sent
    settle(service)
    assert [failure for witness in witnesses for failure in witness.failures] == []


def settle(service):
    """Ask large answers, after which each engine process is a new one."""

    def large(_):
        """Ask one; a slow machine may end it at its time, but never gives a part of it as 200."""
        reply = exchange(service.port, LARGE)
        assert reply.status != 200 or reply.body.count(b'"long":') == LARGE_ROWS
        return reply.status == 200

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda n: until(lambda: large(n), "a large answer comes"), range(6)))
    until(lambda: is_whole(service), "each engine process that ended is replaced")


def is_whole(service):
    """Tell whether there are three engine processes, and none that ended unnoticed."""
    return len(service.engines()) == 3 and service.dead() == []


def source(number):
    """Give each attack an address of its own: how many one client may send is another matter."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def look(service):
    """Note what must be the same afterwards."""
    return {
        "memory": service.memory(),
        "files": service.open_files(),
        "processes": len(service.processes()),
        "servers": service.servers(),
        "keeper": service.keeper(),
        "leftovers": len(service.leftovers()),
    }


def attack(found):
    """Send all attacks, as many at a time as there are engine processes; then misbehave."""
    port = found.service.port

    def sent(numbered):
        number, attack_ = numbered
        return attack_, exchange(port, attack_.sent, source=source(number), shut=attack_.shut)

    with ThreadPoolExecutor(3) as pool:
        found.replies = dict(pool.map(sent, enumerate(ATTACKS)))
    for numbered in enumerate(ATTACKS):
        attack_again(found, numbered[1], lambda numbered=numbered: sent(numbered)[1])
    for number, behaviour in enumerate(BEHAVIOURS):
        try:
            behaviour(port, f"127.0.8.{number + 1}")
        except (AssertionError, OSError, ValueError) as problem:
            found.failures[behaviour] = problem


def attack_again(found, attack_, sent):
    """Send one again, by itself, for which time ran out before it met the rule that it is about.

    On a machine that does much else it may: nobody promises which of two limits is met first.
    """
    for _ in range(AGAIN):
        status = found.replies[attack_].status
        if status in attack_.statuses or status not in OUT_OF_TIME:
            return
        found.replies[attack_] = sent()


def test_the_attacks_are_of_every_class():
    kinds = Counter(attack_.kind for attack_ in ATTACKS)
    assert len(ATTACKS) == len(set(ATTACKS))
    assert sum(count for kind, count in kinds.items() if kind != "traversal") > 150
    assert set(kinds) == {
        "regex", "path", "product", "sort", "growth", "nesting", "chain", "flood",
        "header", "request line", "encoding", "header injection",
        "body", "oversize", "chunks", "truncated", "smuggling", "traversal", "interface",
    }  # fmt: skip


@pytest.mark.parametrize("attack_", ATTACKS, ids=str)
def test_an_attack_meets_its_rule(siege, attack_):
    reply = siege.replies[attack_]
    assert reply.status in attack_.statuses, reply
    assert reply.problem in attack_.problems, reply
    if reply.status == 200:
        assert attack_.holds in reply.body


@pytest.mark.parametrize("attack_", ATTACKS, ids=str)
def test_no_answer_carries_what_it_must_not(siege, attack_):
    reply = siege.replies[attack_]
    head = str(reply.headers)
    assert INJECTED not in reply.headers
    assert "evil.example" not in head
    for secret in (
        CANARY,
        b"root:x:",
        b"from __future__",
        b"Traceback",
        b"s3cret",
        b"<script>alert",
    ):
        assert secret not in reply.body


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda one: one.__name__)
def test_a_bad_client_gets_what_it_deserves(siege, behaviour):
    if behaviour in siege.failures:
        raise siege.failures[behaviour]


def test_nobody_else_noticed(siege):
    """No wrong answer and no failed request of those who asked normally all the time."""
    assert sum(witness.asked for witness in siege.witnesses) > 400
    assert min(witness.asked for witness in siege.witnesses) > 200
    assert [failure for witness in siege.witnesses for failure in witness.failures] == []


def test_the_server_lives_and_was_not_replaced(siege):
    assert siege.service.process.poll() is None
    assert siege.service.servers() == siege.before["servers"]
    assert siege.service.keeper() == siege.before["keeper"]


def test_memory_comes_back(siege):
    before, seen = siege.before["memory"], {}
    settle(siege.service)

    def is_back():
        seen["after"] = siege.service.memory()
        return sum(seen["after"].values()) <= 1.2 * sum(before.values())

    with contextlib.suppress(AssertionError):
        until(is_back, "the memory is back")
    assert is_back(), f"{before} before, {seen['after']} after"


def test_processes_come_back(siege):
    until(
        lambda: (
            is_whole(siege.service) and len(siege.service.processes()) == siege.before["processes"]
        ),
        "there are as many processes as before, and none that ended unnoticed",
    )


def test_open_files_come_back(siege):
    """Also those of clients that never read, which are there still."""
    most = siege.before["files"] + 5
    until(lambda: siege.service.open_files() <= most, f"{most} files are open or fewer", 90)


def test_no_temporary_file_is_left(siege):
    until(
        lambda: len(siege.service.leftovers()) == siege.before["leftovers"],
        f"no more than at first: {siege.service.leftovers()}",
    )


def test_nothing_unforeseen_is_in_the_log(siege):
    lines = [line for line in siege.service.log.splitlines() if not line.startswith('{"time"')]
    assert lines[0].startswith("Foramen 0.0.1")
    assert lines[-1] == "Stop with Ctrl+C."
