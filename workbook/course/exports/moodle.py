"""Moodle: a Cloze question for each problem, with a numerical blank for each entry.

Source of the format: Moodle's `question/type/multianswer/questiontype.php`.
"""

from collections.abc import Sequence
from html import escape
from xml.etree.ElementTree import Element

from workbook.course.exports.blanks import Blank, blanks
from workbook.course.exports.markup import JUDGED_ALONE, givens, number, sheet
from workbook.course.exports.xml import add, written
from workbook.marking.accepted import Range
from workbook.marking.problems import Problem

CATEGORY = "$course$/top/One small network"
"""Each homework has a category of its own below this one."""


def moodle(title: str, problems: Sequence[Problem]) -> dict[str, bytes]:
    """One file to import, with all the problems in one category: a quiz draws one of them for each student."""
    quiz = Element("quiz")
    category = add(quiz, "question", type="category")
    add(add(category, "category"), "text", f"{CATEGORY}/{title}")
    for problem in problems:
        question = add(quiz, "question", type="cloze")
        add(add(question, "name"), "text", problem.name)
        add(add(question, "questiontext", format="html"), "text", _text(problem))
        add(add(question, "generalfeedback", format="html"), "text")
        add(question, "penalty", "0")
        add(question, "hidden", "0")
    return {"moodle.xml": written(quiz)}


def _text(problem: Problem) -> str:
    """The question. A problem's name is not in it, since a name could contain what Moodle takes for a blank."""
    gaps = {each.entry: _gap(each) for each in blanks(problem)}
    return f"{givens(problem)}<p>{JUDGED_ALONE}</p>{sheet(problem, gaps.__getitem__)}"


def _gap(blank: Blank) -> str:
    right = "~".join(f"={_with_tolerance(numbers)}" for numbers in blank.accepted)
    wrong = "".join(f"~{_with_tolerance(each.numbers)}#{_feedback(each.feedback)}" for each in blank.wrong)
    return f"{{{blank.weight}:NUMERICAL:{right}{wrong}}}"


def _with_tolerance(numbers: Range) -> str:
    """A range as Moodle expects it: its midpoint, and how far it extends on either side."""
    low, high = numbers
    return f"{number((low + high) / 2)}:{number((high - low) / 2)}"


def _feedback(text: str) -> str:
    """Feedback in HTML. Moodle decodes entities once in a blank, so they are encoded once more."""
    in_html = escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;").replace("~", "&#126;")
    return escape(in_html, quote=False)
