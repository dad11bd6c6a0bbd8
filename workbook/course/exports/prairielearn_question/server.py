"""A PrairieLearn question: a sheet is marked by the student's own numbers, so that one slip counts only once."""

import json
from html import escape
from pathlib import Path
from typing import Any

from workbook import mark
from workbook.course.exports.markup import FOLLOWED, how_to_work, identifier, network_in_words, symbol
from workbook.marking.expressions import Entry
from workbook.marking.files import from_json
from workbook.marking.marks import Verdict
from workbook.marking.numerals import Unreadable, is_blank, read_number
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet
from workbook.quantities import QUANTITIES

Data = dict[str, Any]
"""What PrairieLearn passes to each function, which changes it."""


def generate(data: Data) -> None:
    """Choose one of the problems by the variant's seed, and store it with the variant."""
    texts = json.loads(Path(data["options"]["question_path"], "problems.json").read_text(encoding="utf8"))
    text = json.dumps(texts[data["variant_seed"] % len(texts)])
    problem = from_json(text).problem
    data["params"] |= {
        "problem": text,
        "title": problem.name,
        "how": f"{network_in_words(problem)} {how_to_work(problem)} {FOLLOWED}",
        "givens": [
            {"symbol": QUANTITIES[name].symbol.html(), "rows": [list(row) for row in rows]}
            for name, rows in problem.tables.items()
        ],
        "steps": [
            {"symbol": QUANTITIES[name].symbol.html(), "rows": [_row(name, i, columns) for i in range(rows)]}
            for name, (rows, columns) in problem.shapes.items()
        ],
    }
    answers = {identifier(entry): f"{number:.{problem.places}f}" for entry, number in problem.solution.items()}
    data["correct_answers"] |= answers


def parse(data: Data) -> None:
    """Say what cannot be read, before it costs an attempt. A blank is left as a blank."""
    for entry in _problem(data).record:
        text = data["submitted_answers"].get(identifier(entry)) or ""
        try:
            if not is_blank(text):
                read_number(text)
        except Unreadable as complaint:
            data["format_errors"][identifier(entry)] = escape(str(complaint))


def grade(data: Data) -> None:
    """Give points by step, a score for each entry, and a line for each entry that is not fully right."""
    problem = _problem(data)
    submitted = data["submitted_answers"]
    sheet = Sheet({entry: text for entry in problem.record if (text := submitted.get(identifier(entry)) or "")})
    marks = mark(problem, sheet)
    points = marks.points()
    per_step = {
        name: sum(each.counts for entry, each in marks.entries.items() if entry.name == name) for name in points.steps
    }
    data["partial_scores"] |= {
        identifier(entry): {
            "score": float(each.is_earned or (not each.counts and each.verdict is Verdict.RIGHT)),
            "weight": 1 / per_step[entry.name] if each.counts else 0,
        }
        for entry, each in marks.entries.items()
    }
    data["score"] = points.total.points / points.total.of if points.total.of else 0.0
    data["feedback"] |= {
        "summary": marks.summary,
        "needs_a_person": points.needs_a_person,
        "rows": [
            {
                "symbol": symbol(entry, problem.shapes[entry.name]),
                "sign": each.verdict.sign,
                "verdict": each.verdict.word,
                "explanation": each.explanation,
            }
            for entry, each in marks.entries.items()
            if each.verdict in (Verdict.FOLLOWS, Verdict.WRONG) or each.explanation
        ],
    }


def _problem(data: Data) -> Problem:
    return from_json(data["params"]["problem"]).problem


def _row(name: str, i: int, columns: int) -> Data:
    entries = [Entry(name, i, j) for j in range(columns)]
    return {"entries": [{"name": identifier(entry), "where": entry.where} for entry in entries]}
