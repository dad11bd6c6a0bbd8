"""The command `mark`: a folder of submissions in, a gradebook, a page for each student and a report out."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from workbook.course.marking import Results, mark_folder
from workbook.course.naming import explained
from workbook.course.progress import shown
from workbook.course.results import write_results
from workbook.course.trouble import in_words
from workbook.marking.reading import counted
from workbook.replacing import check_nothing_is_lost, recorded

STEPS = """\
The steps, by the names that --weights, the gradebook and a CSV file take. The report
and the students' pages show each by its symbol, with this name beside it. A sheet has
those that its network needs."""


def add_to(commands: Any) -> None:
    """Add the command to what `ArgumentParser.add_subparsers` returned."""
    parser = commands.add_parser(
        "mark",
        help="mark a folder of sheets",
        description="Mark every sheet in a folder, each against the problem that its student was handed out.",
        epilog=f"{STEPS}\n\n{explained()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the submissions, as a platform gives them")
    parser.add_argument(
        "--handed-out", type=Path, required=True, metavar="FILE", help="the file handed_out.json that `new` wrote"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="RESULTS", help="the folder for the results")
    parser.add_argument(
        "--weights",
        nargs="+",
        default=[],
        type=_weight,
        metavar="STEP=WEIGHT",
        help="the weight of a step, such as loss=0 dW2=3; a step that is not named has weight 1 (the names are below)",
    )
    parser.add_argument(
        "--workers", type=int, metavar="COUNT", help="how many processes work; one for each core if left out"
    )
    parser.set_defaults(run=run)


def _weight(text: str) -> tuple[str, float]:
    name, _, weight = text.partition("=")
    try:
        return name, float(weight)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a step and its weight, such as loss=0, got {text}") from None


def run(arguments: argparse.Namespace) -> None:
    """Mark, write the results, and report the outcome.

    Raises: ValueError as for `mark_folder` and `write_results`, and if a file cannot be read or written; the message
    names the file and says what to do. Then earlier results are left unchanged.
    """
    try:
        _run(arguments)
    except OSError as error:
        raise ValueError(in_words(error)) from None


def _run(arguments: argparse.Namespace) -> None:
    folder, out = arguments.folder.resolve(), arguments.out.resolve()
    if out == folder or folder in out.parents:
        raise ValueError(f"out: expected a folder outside of the submissions, got {arguments.out}")
    check_nothing_is_lost(out, recorded(out))
    if arguments.workers is not None and arguments.workers < 1:
        raise ValueError(f"workers: expected 1 or more, got {arguments.workers}")
    weights = dict(arguments.weights)
    if len(weights) < len(arguments.weights):
        raise ValueError(f"weights: expected each step once, got {' '.join(name for name, _ in arguments.weights)}")
    progress = partial(shown, doing="marking")
    results = mark_folder(folder, arguments.handed_out, weights, progress=progress, workers=arguments.workers)
    write_results(results, out)
    print("\n".join(said(results, arguments.out)))


def said(results: Results, out: Path) -> list[str]:
    """The outcome of marking a folder, line by line."""
    graded = sum(each.points is not None for each in results.grades)
    lines = [results.complaint] if results.complaint else []
    lines += [
        f"{graded} of {counted(len(results.grades), 'student')} graded: {out / 'gradebook.csv'}, {out / 'report.html'}"
    ]
    for grade in results.grades:
        lines += [f"for a person: {grade.student.id}: {flag}" for flag in grade.flags]
    lines += [f"not read: {file}: {why}" for file, why, _ in results.unread]
    lines += [f"student not known: {file}: {why}" for file, why in results.unknown]
    missing = [each.student.id for each in results.grades if not each.submissions and not each.flags]
    return [*lines, *([f"nothing from: {', '.join(missing)}"] if missing else [])]
