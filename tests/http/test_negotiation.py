import pytest

from foramen.errors import NotAcceptable
from foramen.web.negotiation import choose

OFFERS = ("text/turtle", "application/ld+json", "text/html")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/html;level=1", "text/html"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("text/html;q=0.5, application/ld+json;q=0.7", "application/ld+json"),
        ("text/html, */*", "text/html"),
        ("text/html, application/ld+json", "application/ld+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle;q=0, */*", "application/ld+json"),
        ("text/turtle;q=0.1, text/*;q=0.9", "text/html"),
        ("image/png, text/html;q=0.001", "text/html"),
        ("*/*;q=0.1, text/*;q=0", "application/ld+json"),
    ],
)
def test_the_best_fitting_type_is_chosen(accept, expected):
    assert choose(accept, OFFERS) == expected


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/turtle;q=0", "text", "nonsense/"])
def test_nothing_that_fits_is_an_error_with_the_offers(accept):
    with pytest.raises(NotAcceptable) as caught:
        choose(accept, OFFERS)
    assert caught.value.offered == OFFERS
