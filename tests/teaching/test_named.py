"""What is to be taught is found by the names that people give it, topics among them."""

from __future__ import annotations


def test_a_topic_is_named_by_its_label_with_the_commas_in_it(served):
    page = served.get(
        "/teach/plan?target=radiculopathy,+Symptoms&known=vertebra,+Spine,+canal+and+levels"
    )
    assert page.status_code == 200
    for key in ("topic:symptoms", "topic:spine-and-levels", "Radiculopathy", "Vertebra"):
        assert f'value="{key}">' in page.text
    assert "Nothing to be taught is called" not in page.text


def test_what_is_known_may_be_a_whole_field(served):
    told = served.get("/api/teach/plan?target=radiculopathy&known=Anatomy&size=12").get_json()
    taught = {one["concept"]["id"] for unit in told["units"] for one in unit["concepts"]}
    assert "Radiculopathy" in taught
    assert not taught & {"SpinalNerveRoot", "Vertebra", "Dermatome"}


def test_cards_leave_out_a_topic_that_is_known(served):
    asked = "/api/teach/cards?to=Radiculopathy&kind=meaning"
    every, fewer = (
        served.get(address).get_json()
        for address in (asked, f"{asked}&known=What+the+foramen+holds")
    )
    assert "spinal nerve root" in str(every)
    assert "What is meant by “spinal nerve root”?" not in str(fewer)


def test_a_concept_goes_before_a_topic_of_the_same_name(served):
    told = served.get("/api/teach/path?to=Surgery").get_json()
    assert [one["id"] for one in told["to"][0]["taught_as"]] == ["Surgery"]


def test_a_plan_of_nothing_that_is_known_here_is_refused(served):
    assert served.get("/api/teach/plan?target=gristle").status_code == 404
    assert served.get("/teach/plan?target=gristle&format=csv").status_code == 404
    page = served.get("/teach/plan?target=gristle", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "Nothing to be taught is called “gristle”" in page.text
