"""What frames every page: where the reader is, a way past a figure, notes that do not shout."""

import re

import pytest

from foramen.web.presentation import MAIN_PAGES, MORE_PAGES


def navigation(page, name):
    return re.search(rf'<nav aria-label="{name}">.*?</nav>', page, re.DOTALL).group()


def current(nav):
    return re.findall(r'aria-current="true">([^<]*)</a>', nav)


@pytest.mark.parametrize(
    ("address", "main", "more"),
    [
        ("/", [], []),
        ("/spine/", ["Spine"], []),
        ("/spine/L4-L5/left", ["Spine"], []),
        ("/ForaminalStenosis", ["Browse"], []),
        ("/transmitsRoot", ["Browse"], []),
        ("/explain", ["Browse"], []),
        ("/about/changes", ["About"], []),
        ("/compare", [], ["Compare"]),
        ("/sources/claims", [], ["Sources"]),
        ("/mappings/gaps", [], ["Mappings"]),
    ],
)
def test_the_navigation_marks_where_the_reader_is(served, address, main, more):
    page = served.get(address, headers={"Accept": "text/html"}).text
    assert current(navigation(page, "Main")) == main
    assert current(navigation(page, "More")) == more


def test_every_place_of_the_navigation_marks_itself(served):
    addresses = re.findall(
        r'<a href="([^"]+)"',
        "".join(navigation(served.get("/about").text, n) for n in ("Main", "More")),
    )
    assert len(addresses) == len(MAIN_PAGES) + len(MORE_PAGES) + 1  # About stands in both
    for address in addresses:
        page = served.get(address, headers={"Accept": "text/html"}, follow_redirects=True).text
        assert len(current(navigation(page, "Main")) + current(navigation(page, "More"))) == 1, (
            address
        )


@pytest.mark.parametrize("address", ["/", "/spine/", "/spine/C6-C7/right"])
def test_the_figure_of_the_spine_can_be_passed_over(served, address):
    page = served.get(address).text
    skip = re.search(r'<a class="skip" href="#(?!content")([a-z-]+)">', page)
    assert page.index("<main") < skip.start() < page.index("<svg", page.index("<main"))
    target = re.search(rf'<[a-z]+ [^>]*id="{skip[1]}"[^>]*>', page)
    assert 'tabindex="-1"' in target[0]
    assert target.start() > page.index("</svg>", skip.end())


def test_a_term_says_where_it_stands_in_the_browser_of_terms(served):
    page = served.get("/ForaminalStenosis", headers={"Accept": "text/html"}).text
    trail = re.search(r'<nav class="trail".*?</nav>', page, re.DOTALL).group()
    places = re.findall(r'<a href="([^"]+)">([^<]+)</a>', trail)
    assert places == [("/browse/", "Browse"), ("/browse/topics?topic=pathology", "pathology")]
    for address, _ in places:
        assert served.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", "/about", "/correlate", "/spine/L4-L5/left"])
def test_a_disclaimer_is_a_note_and_no_alarm(served, address):
    page = served.get(address).text
    assert 'class="notice"' in page
    assert 'class="caution"' not in page


def test_a_level_is_whole_without_a_script(served):
    page = served.get("/spine/L4-L5/left").text
    folds = re.findall(r'<details class="fold"( open)?', page)
    assert len(folds) == 12
    assert all(folds)
