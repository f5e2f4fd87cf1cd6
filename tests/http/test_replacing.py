"""A stop in the middle of a reload does not wait for the processes that were still to be replaced.

Else four processes would take a quarter of a minute, and whoever stops the service may kill it.
"""

import pytest

from foramen.wsgi import Service


class Process:
    """A server process; it can be told that it ends while the service is stopped."""

    def __init__(self, name, at_its_end=lambda: None):
        self.name, self._at_its_end = name, at_its_end

    def start(self):
        pass

    def terminate(self):
        self._at_its_end()

    def join(self, timeout=None):
        pass

    def is_alive(self):
        return False


@pytest.fixture
def service(monkeypatch):
    service = Service("nothing:here", workers=3)
    monkeypatch.setattr(service, "_spawn_worker", lambda idx, **_: Process(f"new {idx}"))
    return service


def replaced(service):
    service._respawn_workers([0, 1, 2], None, None)
    return [process.name for process in service.wrks]


def test_a_reload_replaces_every_process(service):
    service.wrks = [Process(f"old {number}") for number in range(3)]
    assert replaced(service) == ["new 0", "new 1", "new 2"]


def test_a_stop_ends_a_reload_after_the_process_that_is_being_replaced(service):
    service.wrks = [
        Process("old 0", at_its_end=service.signal_handler_interrupt),
        Process("old 1"),
        Process("old 2"),
    ]
    assert replaced(service) == ["new 0", "old 1", "old 2"]
