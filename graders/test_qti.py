"""QTI is read back and run by `pyslet`: 2.1 as a session of a student, and 1.2, as Canvas takes it, as conditions."""

import io
import zipfile
from decimal import Decimal

import pytest
from conftest import points, same_numbers, sheets
from pyslet.qtiv1 import common
from pyslet.qtiv1.xml import QTIDocument as Version1
from pyslet.qtiv2 import expressions, processing, variables
from pyslet.qtiv2.xml import QTIDocument as Version2

from workbook.course.exports.canvas import canvas
from workbook.course.exports.markup import identity
from workbook.course.exports.qti import qti
from workbook.marking.expressions import Entry


def archive(files):
    (content,) = files.values()
    return zipfile.ZipFile(io.BytesIO(content))


def parsed(document, content):
    found = document(base_uri="file:///item.xml")
    found.read(io.BytesIO(content))
    return found.root


@pytest.fixture(scope="module")
def read(exported):
    return parsed(Version2, archive(qti("monday", [exported])).read(f"{identity(exported)}.xml"))


def identifier(entry):
    return f"{entry.name}_{entry.row + 1}_{entry.column + 1}"


def outcome(read, sheet):
    """What a session gives: the score, and the identifiers of the feedback."""
    session = variables.ItemSessionState(read)
    session.begin_session()
    for entry, text in sheet.entries.items():
        session[identifier(entry)].set_value(float(text))
    session.end_attempt()
    return session["SCORE"].value, session["FEEDBACK"].value or {}


def test_answers_and_ranges_come_back_in_2_1(exported, read):
    conditions = list(read.ResponseProcessing.find_children_depth_first(processing.ResponseCondition))
    assert read.title == exported.name.replace("\x01", "\N{REPLACEMENT CHARACTER}")
    for entry, condition in zip(exported.record, conditions, strict=True):
        declared = read.get_declaration(identifier(entry))
        ranges = [
            [
                Decimal(next(iter(side.find_children_depth_first(expressions.BaseValue))).get_value())
                for side in (
                    each for kind in (expressions.GTE, expressions.LTE) for each in both.find_children_depth_first(kind)
                )
            ]
            for both in condition.ResponseIf.find_children_depth_first(expressions.And)
        ]
        assert declared.get_correct_value().value == pytest.approx(float(exported.solution[entry]), abs=1e-12)
        assert same_numbers(
            exported.accepted[entry],
            lambda number, ranges=ranges: any(low <= number <= high for low, high in ranges),
        ), entry


def test_a_session_gives_the_points(exported, read):
    tried = sheets(exported)
    whole, _ = outcome(read, tried["right"])
    assert whole == read.get_declaration("MAXSCORE").get_default_value().value > 0
    assert outcome(read, tried["right"])[1] == {}
    assert outcome(read, tried["empty"]) == (0, {})
    share = points(exported, tried["half"].entries) / points(exported, exported.record)
    assert outcome(read, tried["half"])[0] == pytest.approx(float(share) * whole)
    total = points(exported, exported.record)
    assert outcome(read, tried["following"])[0] < whole * float((total - 1) / total)


def test_a_session_names_a_slip(exported, read):
    given = exported.tables
    without_bias = sum(Decimal(w) * Decimal(x[0]) for w, x in zip(given["W1"][0], given["x"], strict=True))
    session = variables.ItemSessionState(read)
    session.begin_session()
    session[identifier(Entry("Z1"))].set_value(float(without_bias))
    session.end_attempt()
    if "b1" not in given:
        assert session["FEEDBACK"].value is None
        return
    (named,) = session["FEEDBACK"].value
    (text,) = ("".join(map(str, each.get_children())) for each in read.QTIModalFeedback if each.identifier == named)
    assert "no bias: Add the bias after the products." in text


def test_ranges_come_back_in_1_2(exported):
    files = archive(canvas([exported]))
    (assessment,) = parsed(Version1, files.read(f"{identity(exported)}/{identity(exported)}.xml")).get_children()
    (section,) = assessment.SectionMixin
    for entry, question in zip(exported.record, section.SectionItemMixin, strict=True):
        (judged,) = question.ResProcessing
        ends = [each.ConditionVar.ExtendableExpressionMixin for each in judged.ConditionMixin]
        assert {(type(low), type(high)) for low, high in ends} == {(common.VarGTE, common.VarLTE)}
        ranges = [(Decimal(low.get_value()), Decimal(high.get_value())) for low, high in ends]
        assert question.title == entry.where
        assert same_numbers(
            exported.accepted[entry],
            lambda number, ranges=ranges: any(low <= number <= high for low, high in ranges),
        ), entry
