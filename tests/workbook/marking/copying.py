"""A number of an earlier line, copied wrongly into a line: another number of the sheet, or one digit of it misread."""

from decimal import Decimal
from typing import NamedTuple

from tests.workbook.marking.share import UNIT
from workbook.marking.expressions import Entry, sources
from workbook.marking.replay import PAPER, Impossible, OnPaper


class Copied(NamedTuple):
    """A number of an earlier line, what it was taken for in a step, and the sheet that is worked with that."""

    source: Entry
    number: Decimal
    step: str
    sheet: dict[Entry, Decimal]


def texts_before(made, step):
    """Every number before a step, as it is written."""
    givens = {entry: f"{number.normalize():f}" for entry, number in made.givens.items()}
    before = list(made.shapes)[: list(made.shapes).index(step)]
    return givens | {entry: f"{number:.4f}" for entry, number in made.solution.items() if entry.name in before}


def misread(text):
    """The number with one digit changed, doubled or dropped, in every way."""
    places = [(text[:i], text[i], text[i + 1 :]) for i in range(len(text)) if text[i].isdigit()]
    changed = [f"{before}{other}{after}" for before, digit, after in places for other in "0123456789" if other != digit]
    doubled = [f"{before}{digit}{digit}{after}" for before, digit, after in places]
    dropped = [f"{before}{after}" for before, _, after in places if any(map(str.isdigit, before + after))]
    return {"changed": changed, "doubled": doubled, "dropped": dropped}


def copied_wrongly(made, draw):
    """A sheet with one number copied wrongly into one line, by the paper's rule."""
    record = draw.choice(made.steps)
    step = next(iter(record)).name
    texts = texts_before(made, step)
    source = draw.choice(sorted(frozenset().union(*map(sources, record.values()))))
    ways = {"another": list(texts.values()), **misread(texts[source])}
    number = Decimal(draw.choice(ways[draw.choice([way for way in ways if ways[way]])])) + 0
    known = made.givens | made.solution | {source: number}
    paper = OnPaper(PAPER, made.places)
    instead = {entry: paper.round(paper.result(expression, known)) for entry, expression in record.items()}
    return Copied(source, number, step, made.worked(PAPER, instead))


def explaining(made, copied, wrong):
    """Each number that gives all these entries but for a unit, in place of one that all of them are worked from."""
    texts, paper = texts_before(made, copied.step), OnPaper(PAPER, made.places)
    known = made.givens | made.solution

    def gives(source, number):
        try:
            results = {entry: paper.result(made.record[entry], known | {source: number}) for entry in wrong}
        except Impossible:
            return False
        return all(abs(results[entry] - copied.sheet[entry]) <= UNIT for entry in wrong)

    def others(source):
        found = [*texts.values(), *(text for each in misread(texts[source]).values() for text in each)]
        return {Decimal(text) for text in found} - {Decimal(texts[source])}

    shared = frozenset.intersection(*(sources(made.record[entry]) for entry in wrong))
    return [(source, number) for source in shared for number in others(source) if gives(source, number)]
