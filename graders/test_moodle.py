"""Moodle XML is read back by `moodle-xml-parser`: the same answers, tolerances and weights."""

from decimal import Decimal
from html import unescape
from xml.etree import ElementTree

from conftest import HOSTILE, PROBLEMS, points, same_numbers
from moodle_xml_parser.parser import parse_bytes

from workbook.course.exports.moodle import moodle


def read(*problems):
    (content,) = moodle("monday", problems).values()
    return parse_bytes(content)["cloze"]


def comes_back(problem, question):
    """Whether each gap takes for right what marking does."""
    for entry, gap in zip(problem.record, question.gaps, strict=True):
        right = [option for option in gap.options if option.score == 100]
        if not same_numbers(
            problem.accepted[entry], lambda number, right=right: any(meets(each, number) for each in right)
        ):
            return False
    return True


def meets(option, number):
    middle, tolerance = map(Decimal, option.answer.split(":"))
    return abs(number - middle) <= tolerance


def test_answers_and_tolerances_come_back(exported):
    (question,) = read(exported)
    assert {gap.sub_type for gap in question.gaps} == {"NUMERICAL"}
    assert comes_back(exported, question)


def test_another_tolerance_is_seen():
    exported = PROBLEMS["the assignment"]
    (content,) = moodle("monday", [exported]).values()
    assert content.count(b":NUMERICAL:=1.35:0~") == 1
    (broken,) = parse_bytes(content.replace(b":NUMERICAL:=1.35:0~", b":NUMERICAL:=1.35:0.0001~"))["cloze"]
    assert not comes_back(exported, broken)


def test_a_wrong_answer_meets_no_right_one_and_has_its_feedback(exported):
    gaps = read(exported)[0].gaps
    for gap in gaps:
        for option in gap.options:
            if option.score != 100:
                middle = Decimal(option.answer.split(":")[0])
                assert [meets(each, middle) for each in gap.options].count(True) == 1
                assert option.feedback.startswith("A slip gives this number. ")
    assert sum(len(gap.options) for gap in gaps) > 1.5 * len(gaps)


def test_a_slip_made_by_hand_is_named():
    given = PROBLEMS["the assignment"].tables
    without_bias = sum(Decimal(w) * Decimal(x) for w, (x,) in zip(given["W1"][0], given["x"], strict=True))
    gap = read(PROBLEMS["the assignment"])[0].gaps[0]
    (option,) = (each for each in gap.options if meets(each, without_bias))
    assert option.score == 0
    assert "no bias: Add the bias after the products." in unescape(option.feedback)


def test_weights_are_those_of_the_points(exported):
    gaps = read(exported)[0].gaps
    weights = {entry: gap.sub_grade for entry, gap in zip(exported.record, gaps, strict=True)}
    whole = points(exported, exported.record)
    assert whole > 10
    for entry in exported.record:
        assert weights[entry] * whole == points(exported, [entry]) * sum(weights.values())


def test_all_problems_come_with_their_names():
    (content,) = moodle("monday", list(PROBLEMS.values())).values()
    names = [each.text for each in ElementTree.fromstring(content).findall("question/name/text")]
    shown = HOSTILE.replace("\x01", "\N{REPLACEMENT CHARACTER}")
    assert names == [shown if each.name == HOSTILE else each.name for each in PROBLEMS.values()]
