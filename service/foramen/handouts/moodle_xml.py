"""Write multiple-choice questions as Moodle XML, as the importer of Moodle reads it.

See https://docs.moodle.org/en/Moodle_XML_format; what the importer makes of each element was read
in `question/format/xml/format.php` of Moodle. Texts are HTML there, so they are escaped twice.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from foramen.endpoint import DISCLAIMER

from .questions import category, feedback, named, tags

if TYPE_CHECKING:
    from foramen.teaching.handout import Choice, Handout

__all__ = ["written"]

_PENALTY: Final = "0.3333333"


def written(handout: Handout) -> bytes:
    """Write the questions, those of one topic under one category."""
    quiz = ET.Element("quiz")
    for topic, choices in groupby(handout.choices, key=lambda one: one.topic):
        _category(quiz, category(topic))
        for choice in choices:
            _question(quiz, choice)
    ET.indent(quiz, " ")
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _category(quiz: ET.Element, path: str) -> None:
    question = ET.SubElement(quiz, "question", type="category")
    _text(question, "category", path)
    _html(question, "info", DISCLAIMER)


def _question(quiz: ET.Element, choice: Choice) -> None:
    question = ET.SubElement(quiz, "question", type="multichoice")
    _text(question, "name", named(choice))
    _html(question, "questiontext", choice.stem)
    _html(question, "generalfeedback", *feedback(choice))
    single = len(choice.right) == 1
    for name, value in (
        ("defaultgrade", "1.0"),
        ("penalty", _PENALTY),
        ("hidden", "0"),
        ("idnumber", choice.key),
        ("single", "true" if single else "false"),
        ("shuffleanswers", "true"),
        ("answernumbering", "ABCD"),
        ("showstandardinstruction", "0"),
    ):
        ET.SubElement(question, name).text = value
    share = f"{100 / len(choice.right):.7g}"
    for text, fraction in (
        *((one, share) for one in choice.right),
        *((one, "0") for one in choice.wrong),
    ):
        answer = _html(question, "answer", text, fraction=fraction)
        _html(answer, "feedback")
    listed = ET.SubElement(question, "tags")
    for tag in tags(choice):
        _text(listed, "tag", tag)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(ET.SubElement(parent, name), "text").text = text


def _html(parent: ET.Element, name: str, *lines: str, **attributes: str) -> ET.Element:
    """Add an element whose text is HTML: one line as it is, more as paragraphs."""
    element = ET.SubElement(parent, name, {**attributes, "format": "html"})
    safe = [escape(line, quote=False) for line in lines]
    text = safe[0] if len(safe) == 1 else "".join(f"<p>{line}</p>" for line in safe)
    ET.SubElement(element, "text").text = text
    return element
