"""The command `new`: from a class list, a problem for each student, a sheet to print, and a key for the teacher.

In the folder there are two parts:

- `students/` has a folder for each student, and all of it may be handed out: the problem as JSON and as CSV, which the
  page loads, and the sheet as PDF. Nothing in it tells another student's problem.
- `teacher/` is the teacher's own: `handed_out.json`, against which sheets are marked; all sheets in one file, for the
  printer; all keys in one, and each in its own; and the secret.

Problems are drawn with a secret, so that no one knows them beforehand. It lies in the teacher's part, which has to be
kept from students anyway: each new folder then has problems of its own, and the same command on the same folder makes
the same problems again, also for a longer list. A secret beside the class list would give next year's students, or the
next sheet, the same problems without a word.

What this does not do: anyone who holds the givens can have them worked, by this very software and by the page. For a
grade, students work in a room without computers, or the marks are for the way and not for the result.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from workbook.course import typeset
from workbook.course.class_list import read_class_list
from workbook.course.drawing import Map, Wanted, public, with_a_secret
from workbook.course.file_names import file_name
from workbook.course.handed_out import FILE, HandedOut, Student, read_handed_out, write_handed_out
from workbook.course.secret import read_or_draw_secret
from workbook.marking.files import save
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet
from workbook.networks import ASSIGNMENT, BIASES, REDUCTIONS, check_network, network_of
from workbook.quantities import results_of
from workbook.replacing import replace, replace_folder

FEW = 8
"""For this many students or fewer, other processes take longer to start than the work takes."""

NAMES: dict[str, Iterable[str]] = {
    "hidden": ACTIVATIONS,
    "output": [output for output, _ in OUTPUTS],
    "loss": [loss for _, loss in OUTPUTS],
    "reduction": REDUCTIONS,
    "biases": BIASES,
}
"""What each part of a network may be."""

SECRET = "teacher/secret.txt"
HANDED_OUT = f"teacher/{FILE}"

CLOSING = """\
{count} problems are in {folder}.
  students/  a folder for each student: the problem as .json and .csv, and the sheet as .pdf
  teacher/   for you alone: worksheets.pdf to print, keys.pdf, {file} for marking{secret}
{known}
Anyone who holds the givens can have them worked, by this software and by the page. For a grade, let students work in a
room without computers, or mark the way and not the result."""

DRAWN = """\
The problems come from {secret}. Keep it: the same command makes the same problems again.
For another sheet, or another year, take another secret: the same one gives a student the same problem."""
PUBLIC = "These are the public problems, by number: they can be worked before they are handed out."


class Printed(NamedTuple):
    """A student's sheet and key, in Typst and as PDF."""

    worksheet: str
    key: str
    worksheet_pdf: bytes
    key_pdf: bytes


def add_to(commands: Any) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "new",
        help="make a problem, a sheet and a key for each student of a class",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "class_list", metavar="CLASS.csv", type=Path, help="a column named id, and perhaps one named name"
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="what is made; it must not hold anything else")
    parser.add_argument(
        "--sizes",
        metavar="N",
        type=int,
        nargs="+",
        default=[*Wanted().sizes],
        help="inputs, hidden units, outputs and, if wished, examples (default: %(default)s)",
    )
    parser.add_argument(
        "--places", metavar="N", type=int, default=Wanted().places, help="decimals (default: %(default)s)"
    )
    for part, default in ASSIGNMENT._asdict().items():
        names = ", ".join(dict.fromkeys(NAMES[part]))
        parser.add_argument(f"--{part}", metavar="NAME", default=default, help=f"{names} (default: %(default)s)")
    parser.add_argument(
        "--faded", metavar="N", type=int, default=0, help="sheets on which the first N steps are worked"
    )
    parser.add_argument("--paper", choices=typeset.PAPERS, default="a4", help="(default: %(default)s)")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--secret", metavar="FILE", type=Path, help=f"where the secret is, or will be (default: FOLDER/{SECRET})"
    )
    source.add_argument("--public", action="store_true", help="the public problems, by number")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Carry out the command.

    Raises: ValueError, when an argument or the class list is not as expected, or problems that were handed out would
    change; OSError, when something cannot be read or written. Then nothing is changed.
    """
    wanted = _wanted(arguments)
    students = read_class_list(arguments.class_list)
    folder = arguments.folder.resolve()
    if arguments.secret and arguments.secret.resolve().is_relative_to(folder):
        raise ValueError(f"--secret: expected a file outside {arguments.folder}, which is written as a whole")
    before = read_handed_out(folder / HANDED_OUT) if (folder / HANDED_OUT).exists() else {}
    _check_nobody_is_forgotten(before, students)
    with replace_folder(folder, _files(students)) as new, _workers(len(students)) as run:
        (new / "teacher").mkdir(mode=0o700)
        if arguments.public:
            handed_out = list(public(students, wanted, run))
        else:
            if (folder / SECRET).exists():
                shutil.copy2(folder / SECRET, new / SECRET)
            secret = read_or_draw_secret(arguments.secret or new / SECRET)
            handed_out = with_a_secret(students, secret, wanted, run)
        _check_nothing_changes(before, handed_out)
        write_handed_out(new / HANDED_OUT, handed_out)
        _print_all(new, handed_out, arguments.paper, arguments.faded, run)
    print(_closing(arguments, len(students)))


def _wanted(arguments: argparse.Namespace) -> Wanted:
    network = network_of({part: getattr(arguments, part) for part in ASSIGNMENT._fields})
    check_network(network)
    most = len(results_of(network))
    if not 0 <= arguments.faded <= most:
        raise ValueError(f"--faded: expected 0 to {most} steps, got {arguments.faded}")
    return Wanted(tuple(arguments.sizes), arguments.places, network)


@contextmanager
def _workers(count: int) -> Iterator[Map]:
    """A `map` that uses all cores, where there is enough to do, and that shows how far it is, where somebody looks."""
    if count <= FEW:
        yield map
    else:
        from tqdm import tqdm  # an extra

        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            yield lambda work, items: tqdm(pool.map(work, items), total=len(items), leave=False, disable=None)


def _files(students: Iterable[Student]) -> set[str]:
    """All that may be in the folder."""
    names = [file_name(student.id) for student in students]
    own = {f"students/{name}/{name}.{ending}" for name in names for ending in ("json", "csv", "pdf")}
    keys = {f"teacher/keys/{name}.pdf" for name in names}
    return own | keys | {HANDED_OUT, SECRET, "teacher/worksheets.pdf", "teacher/keys.pdf"}


def _check_nobody_is_forgotten(before: Mapping[str, HandedOut], students: Iterable[Student]) -> None:
    for id in sorted(before.keys() - {student.id for student in students}):
        raise ValueError(f"the class list: expected {id} as well, who was given a problem; or choose another folder")


def _check_nothing_changes(before: Mapping[str, HandedOut], handed_out: Iterable[HandedOut]) -> None:
    for student, problem in handed_out:
        if student.id in before and before[student.id].problem != problem:
            raise ValueError(
                f"{student.id} was given another problem before: expected the same options, or another folder"
            )


def _print_all(new: Path, handed_out: Sequence[HandedOut], paper: str, faded: int, run: Map) -> None:
    """Write each student's files, and the teacher's PDFs."""
    (new / "teacher/keys").mkdir()
    sheets, keys = [], []
    for each, printed in zip(handed_out, run(partial(_printed, paper, faded), handed_out), strict=True):
        name = file_name(each.student.id)
        own = new / "students" / name
        own.mkdir(parents=True)
        for ending in ("json", "csv"):
            save(own / f"{name}.{ending}", each.problem, _begun(each.problem, faded))
        replace(own / f"{name}.pdf", printed.worksheet_pdf)
        replace(new / f"teacher/keys/{name}.pdf", printed.key_pdf)
        sheets.append(printed.worksheet)
        keys.append(printed.key)
    together = {"Worksheets": sheets, "Keys": keys}
    for title, content in zip(together, run(_together, together.items()), strict=True):
        replace(new / f"teacher/{title.lower()}.pdf", content)


def _printed(paper: str, faded: int, each: HandedOut) -> Printed:
    sheet, key = typeset.worksheet(each, paper, faded), typeset.key(each, paper)
    id = each.student.id
    return Printed(sheet, key, typeset.pdf(f"Worksheet of {id}", [sheet]), typeset.pdf(f"Key of {id}", [key]))


def _together(titled: tuple[str, list[str]]) -> bytes:
    return typeset.pdf(*titled)


def _begun(problem: Problem, count: int) -> Sheet:
    """A sheet with the first steps filled in."""
    return Sheet(
        {entry: f"{problem.solution[entry]:.{problem.places}f}" for step in problem.steps[:count] for entry in step}
    )


def _closing(arguments: argparse.Namespace, count: int) -> str:
    secret = arguments.secret or arguments.folder / SECRET
    return CLOSING.format(
        count=count,
        folder=arguments.folder,
        file=FILE,
        secret="" if arguments.public or arguments.secret else ", and the secret",
        known=PUBLIC if arguments.public else DRAWN.format(secret=secret),
    )
