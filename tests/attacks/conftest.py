"""Let the tests import the parts that lie beside them, and start what they attack."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hostile.data import grow
from hostile.serving import started_service


def pytest_collection_modifyitems(items):
    """Let an attack run beside no other test: it is meant to strain the machine."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.alone)


@pytest.fixture(scope="session")
def grown_directory(mini_directory, tmp_path_factory):
    """The mini dataset with 20,000 more triples, so that a product costs something."""
    return grow(mini_directory, tmp_path_factory.mktemp("grown") / "dataset")


@pytest.fixture(scope="module")
def service(grown_directory, tmp_path_factory):
    """`foramen serve` with three engine processes and small limits."""
    with started_service(grown_directory, tmp_path_factory.mktemp("service")) as started:
        yield started
