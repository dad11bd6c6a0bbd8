"""The command `new`: from a class list, a problem for each student, a sheet to print, and a key for the teacher.

The folder has two parts:

- `students/` has a folder for each student, and all of it may be handed out: the problem as JSON, which the page loads,
  and as CSV, for a spreadsheet; and the sheet as PDF. Nothing in it reveals another student's problem.
- `teacher/` is for the teacher alone: `handed_out.json`, against which sheets are marked; all the sheets in one file,
  for printing; all the keys in one file, and each key in its own file; and the secret.

Problems are drawn with a secret, so that no one knows them beforehand. It is kept in the teacher's part, which must be
kept from students in any case. So each new folder has its own problems, and the same command on the same folder makes
the same problems again, even for a longer list. If the secret were kept beside the class list, next year's students, or
the next sheet, would get the same problems without warning.

What this cannot prevent: anyone who has the givens can get all the results from this software, or from the page. If the
sheet counts towards a grade, let students work in a room without computers, or mark the working and not the result.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from workbook.course import typeset
from workbook.course.address import site_address
from workbook.course.class_list import read_class_list
from workbook.course.drawing import Map, Wanted, public, with_a_secret
from workbook.course.handed_out import FILE, HandedOut, Student, read_handed_out, write_handed_out
from workbook.course.join import joined
from workbook.course.processes import processes
from workbook.course.progress import shown
from workbook.course.secret import read_or_draw_secret
from workbook.file_names import file_name
from workbook.marking.files import save
from workbook.marking.forms import LARGEST
from workbook.marking.fresh import check_places, check_sizes
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet, counted
from workbook.networks import BIASES, REDUCTIONS, Network, check_network, network_of
from workbook.quantities import results_of
from workbook.replacing import record, recorded, replace, replace_folder

FEW = 8
"""For this many students or fewer, starting other processes takes longer than the work."""

MOST_WORKERS = 4
"""Each of them takes a hundred megabytes."""

MOST_PRODUCTS = 72
"""The largest product of hidden units, outputs and examples. Hardly any larger problem is free of ties in rounding: a
search takes minutes for each student, or finds none."""

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
{problems} in {folder}.
  students/  a folder for each student: the problem as .json for the page, as .csv for a spreadsheet, the sheet as .pdf
  teacher/   for you alone: worksheets.pdf to print, keys.pdf, {file} for marking{secret}
{known}
Anyone who has the givens can get all the results from this software, or from the page. For a grade, let students work
in a room without computers, or mark the working and not the result."""

DRAWN = """\
The problems come from {secret}. Keep it: the same command makes the same problems again.
For another sheet, or another year, take another secret: the same one gives a student the same problem."""
PUBLIC = "These are the public problems, by number: anyone can work them out before they are handed out."


Workers = Callable[[str], Map]
"""From a name for the work to a `map` that does it."""


class How(NamedTuple):
    """How sheets are printed: the paper, how many steps are already worked out on them, and the site's address.

    The address may be empty.
    """

    paper: str
    faded: int
    site: str


class Printed(NamedTuple):
    """A student's sheet and key as PDF."""

    worksheet: bytes
    key: bytes


def add_to(commands: Any) -> None:
    """Add this command to the `argparse` parser."""
    parser = commands.add_parser(
        "new",
        help="make a problem, a sheet and a key for each student of a class",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "class_list", metavar="CLASS.csv", type=Path, help="a column named id, and perhaps one named name"
    )
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path, help="what is made; it must not hold anything of your own"
    )
    parser.add_argument(
        "--sizes",
        metavar="N",
        type=int,
        nargs="+",
        default=[*Wanted().sizes],
        help=f"inputs, hidden units, outputs and, if wished, examples: at most {LARGEST.D}, {LARGEST.K}, {LARGEST.C} "
        f"and {LARGEST.N}, as on the page (default: %(default)s)",
    )
    parser.add_argument(
        "--places", metavar="N", type=int, default=Wanted().places, help="decimals (default: %(default)s)"
    )
    for part, default in Wanted().network._asdict().items():
        names = ", ".join(dict.fromkeys(NAMES[part]))
        parser.add_argument(f"--{part}", metavar="NAME", default=default, help=f"{names} (default: %(default)s)")
    parser.add_argument(
        "--faded", metavar="N", type=int, default=0, help="sheets on which the first N steps are worked"
    )
    parser.add_argument("--paper", choices=typeset.PAPERS, default="a4", help="(default: %(default)s)")
    parser.add_argument(
        "--site",
        metavar="URL",
        default=os.environ.get("SITE_URL", ""),
        help="where the book is published: each sheet then has a code that opens its problem there "
        "(default: the variable SITE_URL)",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--secret", metavar="FILE", type=Path, help=f"where the secret is, or will be (default: FOLDER/{SECRET})"
    )
    source.add_argument("--public", action="store_true", help="the public problems, by number")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Run the command.

    Raises: ValueError if an argument or the class list is not as expected, if problems that were handed out would
    change, or if the folder holds anything that was not written there, or was changed since; OSError if something
    cannot be read or written. Then nothing is changed.
    """
    wanted, how = _wanted(arguments), How(arguments.paper, arguments.faded, _site(arguments))
    students = read_class_list(arguments.class_list)
    folder = arguments.folder.resolve()
    if arguments.secret and arguments.secret.resolve().is_relative_to(folder):
        raise ValueError(f"--secret: expected a file outside {arguments.folder}, which is written as a whole")
    before = read_handed_out(folder / HANDED_OUT) if (folder / HANDED_OUT).exists() else {}
    _check_nobody_is_forgotten(before, students)
    with replace_folder(folder, recorded(folder)) as new, _workers(len(students)) as workers:
        (new / "teacher").mkdir(mode=0o700)
        if arguments.public:
            handed_out = list(public(students, wanted, workers("drawing problems")))
        else:
            if (folder / SECRET).exists():
                shutil.copy2(folder / SECRET, new / SECRET)
            secret = read_or_draw_secret(arguments.secret or new / SECRET)
            handed_out = with_a_secret(students, secret, wanted, workers("drawing problems"))
        _check_nothing_changes(before, handed_out)
        write_handed_out(new / HANDED_OUT, handed_out)
        _print_all(new, handed_out, how, workers)
        record(new)
    print(_closing(arguments, len(students)))


def _wanted(arguments: argparse.Namespace) -> Wanted:
    network = network_of({part: getattr(arguments, part) for part in Network._fields})
    check_network(network)
    most = len(results_of(network))
    if not 0 <= arguments.faded <= most:
        raise ValueError(f"--faded: expected 0 to {most} steps, got {arguments.faded}")
    sizes = check_sizes(tuple(arguments.sizes), network, LARGEST)
    products = sizes.K * sizes.C * sizes.N
    if products > MOST_PRODUCTS:
        raise ValueError(
            f"sizes: expected hidden units times outputs times examples to be at most {MOST_PRODUCTS}, got {products}: "
            "among larger problems hardly one is without a tie in rounding"
        )
    return Wanted(tuple(arguments.sizes), check_places(arguments.places), network)


def _site(arguments: argparse.Namespace) -> str:
    try:
        return site_address(arguments.site)
    except ValueError as complaint:
        raise ValueError(f"--site: {complaint}") from None


@contextmanager
def _workers(count: int) -> Iterator[Workers]:
    """From a name for the work to a `map` that shows its progress, on several cores if there is enough to do."""
    if count <= FEW:
        yield lambda doing: lambda work, items: shown(map(work, items), doing, len(items))
    else:
        with processes(min(os.cpu_count() or 1, MOST_WORKERS)) as pool:
            yield lambda doing: lambda work, items: shown(pool.map(work, items), doing, len(items))


def _check_nobody_is_forgotten(before: Mapping[str, HandedOut], students: Iterable[Student]) -> None:
    for id in sorted(before.keys() - {student.id for student in students}):
        raise ValueError(f"the class list: expected {id} as well, who was given a problem; or choose another folder")


def _check_nothing_changes(before: Mapping[str, HandedOut], handed_out: Iterable[HandedOut]) -> None:
    for student, problem in handed_out:
        if student.id in before and before[student.id].problem != problem:
            raise ValueError(
                f"{student.id} was given another problem before: expected the same options, or another folder"
            )


def _print_all(new: Path, handed_out: Sequence[HandedOut], how: How, workers: Workers) -> None:
    """Write each student's files, and the teacher's PDFs."""
    (new / "teacher/keys").mkdir()
    worksheets, keys = {}, {}
    for each, its in zip(handed_out, workers("typesetting")(partial(_printed, how), handed_out), strict=True):
        id, name = each.student.id, file_name(each.student.id)
        own = new / "students" / name
        own.mkdir(parents=True)
        for ending in ("json", "csv"):
            save(own / f"{name}.{ending}", each.problem, _begun(each.problem, how.faded))
        worksheets[id], keys[id] = own / f"{name}.pdf", new / f"teacher/keys/{name}.pdf"
        replace(worksheets[id], its.worksheet)
        replace(keys[id], its.key)
    together = {"Worksheets": worksheets, "Keys": keys}
    for title, content in zip(together, workers("joining")(_joined, together.items()), strict=True):
        replace(new / f"teacher/{title.lower()}.pdf", content)


def _printed(how: How, each: HandedOut) -> Printed:
    id = each.student.id
    return Printed(
        typeset.pdf(f"Worksheet of {id}", typeset.worksheet(each, *how)),
        typeset.pdf(f"Key of {id}", typeset.key(each, how.paper)),
    )


def _joined(titled: tuple[str, Mapping[str, Path]]) -> bytes:
    return joined(*titled)


def _begun(problem: Problem, count: int) -> Sheet:
    """A sheet with the first steps filled in."""
    return Sheet(
        {entry: f"{problem.solution[entry]:.{problem.places}f}" for step in problem.steps[:count] for entry in step}
    )


def _closing(arguments: argparse.Namespace, count: int) -> str:
    secret = arguments.secret or arguments.folder / SECRET
    return CLOSING.format(
        problems=f"{counted(count, 'problem')} {'is' if count == 1 else 'are'}",
        folder=arguments.folder,
        file=FILE,
        secret="" if arguments.public or arguments.secret else ", and the secret",
        known=PUBLIC if arguments.public else DRAWN.format(secret=secret),
    )
