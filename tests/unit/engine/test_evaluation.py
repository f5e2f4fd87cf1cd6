import threading
import time

import pytest

from foramen.engine.evaluation import Deadline, Evaluation
from foramen.errors import EngineFailure, QueryTimeout


def test_work_gives_its_value_or_its_error():
    evaluation = Evaluation(2, 5000)
    assert evaluation.run(lambda _: 42) == 42
    with pytest.raises(KeyError):
        evaluation.run(lambda _: {}["x"])
    evaluation.close()


def test_recursion_that_would_overflow_a_usual_stack_is_survived():
    """A parser in another language does not stop at Python's limit; this one is lifted here."""
    evaluation = Evaluation(1, 20_000)

    def depth(_):
        return len(str(nested(2_000)))

    def nested(levels):
        return [nested(levels - 1)] if levels else []

    import sys

    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        assert evaluation.run(lambda deadline: depth(deadline)) == 4_002
    finally:
        sys.setrecursionlimit(usual)
        evaluation.close()


def test_the_stack_size_of_other_threads_stays_as_it_was():
    usual = threading.stack_size()
    evaluation = Evaluation(1, 1000)
    evaluation.run(lambda _: None)
    assert threading.stack_size() == usual
    evaluation.close()


def test_a_place_serves_again_after_work_that_overran():
    evaluation = Evaluation(1, 200)
    release = threading.Event()
    with pytest.raises(QueryTimeout):
        evaluation.run(lambda _: release.wait(10))
    with pytest.raises(EngineFailure, match="busy"):
        evaluation.run(lambda _: None)
    release.set()
    time.sleep(0.05)
    assert evaluation.run(lambda _: "again") == "again"
    evaluation.close()


def test_no_more_work_runs_at_once_than_there_are_places():
    evaluation = Evaluation(3, 5000)
    running, most = 0, 0
    lock = threading.Lock()

    def work(_):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1

    threads = [threading.Thread(target=evaluation.run, args=(work,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 3
    evaluation.close()


def test_a_deadline_passes():
    deadline = Deadline(30)
    deadline.check()
    time.sleep(0.05)
    assert deadline.remaining_s == 0
    with pytest.raises(QueryTimeout, match=r"0\.03 s"):
        deadline.check()
