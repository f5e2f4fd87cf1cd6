"""Read pages as a person without a script gets them."""

import csv
import io
import re

import pytest


@pytest.fixture
def page(served):
    """The HTML of an address of the real dataset."""

    def read(path, status=200, **given):
        answer = served.get(path, query_string=given or None, headers={"Accept": "text/html"})
        assert answer.status_code == status, answer.text[:500]
        assert answer.mimetype == "text/html"
        return answer.text

    return read


@pytest.fixture
def rows(served):
    """The rows of an address as CSV."""

    def read(path, **given):
        answer = served.get(path, query_string={**given, "format": "csv"})
        assert answer.status_code == 200
        assert answer.mimetype == "text/csv"
        return list(csv.DictReader(io.StringIO(answer.text)))

    return read


@pytest.fixture
def plain():
    """What of a piece of HTML is text, with single spaces."""
    return lambda html: " ".join(re.sub(r"<[^>]*>", " ", html).split())
