"""`export`: the problems of a course for a learning platform or a grader."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from workbook.course.exports.canvas import canvas
from workbook.course.exports.moodle import moodle
from workbook.course.exports.notebooks import nbgrader, otter
from workbook.course.exports.prairielearn import prairielearn
from workbook.course.exports.qti import qti
from workbook.course.handed_out import read_handed_out
from workbook.marking.files import load
from workbook.marking.problems import Problem
from workbook.marking.reading import counted
from workbook.replacing import replace_folder, stamp

ALONE = "It judges each result alone: what follows from an earlier error counts as wrong there."
FOLLOWS = "Marking follows the student's own numbers."


class Platform(NamedTuple):
    """How its files are made from a title and problems, how sheets are marked there, and what to do with the files."""

    files: Callable[[str, Sequence[Problem]], dict[str, bytes]]
    marking: str
    next_step: str


PLATFORMS = {
    "prairielearn": Platform(
        prairielearn,
        f"{FOLLOWS} Points are shares of each step, and slips are named.",
        "Copy questions and serverFilesCourse into your course. A student gets one of the problems, by the variant.",
    ),
    "moodle": Platform(
        moodle,
        f"{ALONE} Slips are named.",
        "Question bank, Import, Moodle XML format. A quiz that adds a random question from the category gives each "
        "student one of the problems.",
    ),
    "canvas": Platform(
        lambda _, problems: canvas(problems),
        f"{ALONE} Slips cannot be named. Try one below 0.0001 first: Canvas may round it.",
        "Settings, Import Course Content, QTI .zip file. Each problem is a quiz.",
    ),
    "qti": Platform(
        qti,
        f"{ALONE} Slips are named.",
        "A package in QTI 2.1, with a test that gives each student one of the problems.",
    ),
    "nbgrader": Platform(
        nbgrader,
        f"{FOLLOWS} Points are shares of each step, and slips are named below the cell.",
        "Copy source into your course, then, for each folder in it: nbgrader generate_assignment NAME. Where it is "
        "graded, this package must be installed.",
    ),
    "otter": Platform(
        otter,
        f"{FOLLOWS} There is a test for each entry, and slips are named where one fails.",
        "For each folder: otter assign NAME/NAME.ipynb dist. Where it is graded, this package must be installed.",
    ),
}


def add_to(commands: Any) -> None:
    """Add this command to the `argparse` parser."""
    parser = commands.add_parser(
        "export",
        help="write problems for PrairieLearn, Moodle, Canvas, QTI 2.1, nbgrader or Otter",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Write problems for a learning platform or a grader.\n\n"
        + "\n".join(f"{name}: {each.marking}" for name, each in PLATFORMS.items()),
    )
    parser.add_argument("platform", choices=PLATFORMS, help="for which one")
    parser.add_argument(
        "problems", nargs="+", type=Path, help="handed_out.json, as `new` writes it, or problems as .json or .csv"
    )
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="a new folder, named as the homework is there",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Write the files, and say what the platform cannot express and what to do next.

    Raises: ValueError for a file that does not contain a problem, and as for `write`; OSError for a file that cannot be
    read or written.
    """
    platform = PLATFORMS[arguments.platform]
    title = arguments.to.resolve().name
    problems = read_problems(arguments.problems, title)
    write(arguments.to, platform.files(title, problems))
    print(f"{counted(len(problems), 'problem')} for {arguments.platform}, in {arguments.to}.")
    print(platform.marking)
    print(platform.next_step)


def read_problems(paths: Sequence[Path], title: str) -> list[Problem]:
    """The problems in these files: those of a whole class, or one from each file, each problem once.

    Each is named by the title and a number. A problem that was handed out is named after its student's id, which other
    students on a platform must not see.

    Raises: ValueError for a file that does not contain a problem; OSError for one that cannot be read.
    """
    found: list[Problem] = []
    for path in paths:
        if _is_of_a_class(path):
            found += [each.problem for each in read_handed_out(path).values()]
        else:
            found.append(load(path).problem)
    once = {(str(each.tables), each.places, each.network): each for each in found}
    return [
        dataclasses.replace(each, name=f"{title}, problem {number}") for number, each in enumerate(once.values(), 1)
    ]


def _is_of_a_class(path: Path) -> bool:
    """Whether the file holds a list, as only a file of handed-out problems does."""
    if path.suffix.casefold() != ".json":
        return False
    try:
        return isinstance(json.loads(path.read_text(encoding="utf-8-sig")), list)
    except ValueError:  # `load` says what is wrong
        return False


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files under these names inside a new folder, all or nothing.

    The folder may also hold these very files already, or some of them.

    Raises: ValueError if it holds anything else; OSError if a file cannot be written.
    """
    with replace_folder(folder, {name: stamp(content) for name, content in files.items()}) as new:
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
