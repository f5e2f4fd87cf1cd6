"""A client that takes nothing of an answer in steps is let go after a few seconds."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import EnvironBuilder

from foramen.web.sending import IDLE, PATIENCE_S, send_slowly

PIECES = (b"x" * 300_000, b"last")


class Connection:
    """Reads the answer as granian does: no faster than its client, who takes some of it or none."""

    def __init__(self, takes):
        self.takes = takes
        self.taken = 0

    def response_file(self, _status, _headers, file):
        self.end = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
        if self.takes:
            asyncio.get_running_loop().add_reader(self.end, self.take)

    def take(self):
        self.taken += len(os.read(self.end, 20_000))


async def sent(connection, idle):
    pieces = iter(PIECES)
    await asyncio.wait_for(send_slowly(connection, 200, [], pieces, idle), PATIENCE_S - 1)
    while connection.takes and connection.taken < sum(map(len, PIECES)):
        await asyncio.sleep(0)
    asyncio.get_running_loop().remove_reader(connection.end)
    os.close(connection.end)
    return list(pieces)


@pytest.mark.parametrize(("takes", "left"), [(False, [b"last"]), (True, [])])
def test_who_takes_nothing_is_let_go_and_who_takes_some_gets_all(takes, left):
    # In a thread of its own: the browser's tests leave a loop that runs in this one.
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(asyncio.run, sent(Connection(takes), 0.2 if not takes else 5.0))
        assert sending.result() == left


def test_the_steps_of_a_syllabus_wait_for_nobody_for_long(served):
    path = "/teach/coverage/progress"
    environ = EnvironBuilder(path, method="POST", data={"text": "disc"}).get_environ()
    answer = served.application(environ, lambda *_: None)
    assert environ[IDLE] <= PATIENCE_S / 6
    answer.close()
