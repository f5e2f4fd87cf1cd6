"""When an engine counts as dead, who finds out that it is back, and what that costs the others."""

import pytest

from foramen.engine.breaker import Breaker
from foramen.errors import EngineFailure

LONG = 3_600.0


class Probe:
    """Counts how often the engine was tried; `problem` is what it does."""

    def __init__(self):
        self.count = 0
        self.problem = None

    def __call__(self):
        self.count += 1
        if self.problem is not None:
            raise self.problem


@pytest.fixture
def probe():
    return Probe()


def test_a_lost_engine_fails_at_once_and_is_not_asked(probe):
    breaker = Breaker(probe, pause_s=LONG)
    breaker.is_gone("nobody is there.")
    with pytest.raises(EngineFailure, match=r"nobody is there\."):
        breaker.require_closed()
    assert probe.count == 0


def test_after_the_pause_one_request_tries_and_the_others_still_fail(probe):
    breaker = Breaker(probe, pause_s=0)
    breaker.is_gone("nobody is there.")
    breaker._pause_s = LONG  # what follows the first try
    probe.problem = EngineFailure("still nobody.")
    with pytest.raises(EngineFailure, match="still nobody"):
        breaker.require_closed()
    with pytest.raises(EngineFailure, match="nobody is there"):
        breaker.require_closed()
    assert probe.count == 1


def test_an_engine_that_is_back_is_asked_again(probe):
    breaker = Breaker(probe, pause_s=0)
    breaker.is_gone("nobody is there.")
    breaker.require_closed()
    breaker.require_closed()
    assert (probe.count, breaker.is_open, breaker.times_opened) == (1, False, 1)


def test_heavy_queries_do_not_make_an_engine_dead_while_others_are_answered(probe):
    breaker = Breaker(probe, pause_s=LONG)
    for _ in range(20):
        breaker.was_silent()
        breaker.was_silent()
        breaker.answered()
    assert not breaker.is_open


def test_an_engine_that_only_keeps_silent_is_dead(probe):
    breaker = Breaker(probe, pause_s=LONG)
    for _ in range(5):
        breaker.require_closed()
        breaker.was_silent()
    with pytest.raises(EngineFailure, match="does not answer"):
        breaker.require_closed()
