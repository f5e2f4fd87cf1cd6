"""A topic is called what a reader would call it, and its key stays what addresses hold."""

from foramen.terminology.topic_names import topic_name


def test_a_topic_whose_key_says_little_has_a_name_of_its_own():
    assert topic_name("upper") == "top-level kinds"
    assert topic_name("care") == "care relations"
    assert topic_name("clinical") == "clinical relations"
    assert topic_name("faq") == "frequent questions"


def test_any_other_topic_is_called_by_the_words_of_its_key():
    assert topic_name("clinical-picture") == "clinical picture"
    assert topic_name("anatomy") == "anatomy"


def test_a_list_of_topics_shows_the_names_and_links_by_the_keys(served):
    page = served.get("/browse/topics").get_data(as_text=True)
    assert '<a href="/browse/topics?topic=upper">top-level kinds</a>' in page
    assert '<a href="/browse/topics?topic=care">care relations</a>' in page
