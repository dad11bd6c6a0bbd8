"""What was handed out: each student's problem. Sheets are marked against it, whatever givens they contain."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from workbook.marking.files import to_json
from workbook.marking.problems import Problem, stated
from workbook.networks import network_of
from workbook.replacing import replace

FILE = "handed_out.json"
"""For the teacher alone: anyone who has it can have all the problems worked out."""


PROBLEM_OF = "problem of "
"""A problem's name, before the student's id."""


class Student(NamedTuple):
    """Someone who gets a problem: an id that is unique in the class, and a name, which may be empty."""

    id: str
    name: str = ""


class HandedOut(NamedTuple):
    """A student and the problem that they were given."""

    student: Student
    problem: Problem


def write_handed_out(path: Path, handed_out: Iterable[HandedOut]) -> None:
    """Store who was given what."""
    records = [each.student._asdict() | {"handed out": json.loads(to_json(each.problem))} for each in handed_out]
    replace(path, (json.dumps(records, indent=1, ensure_ascii=False) + "\n").encode())


def read_handed_out(path: Path) -> dict[str, HandedOut]:
    """Who was given what, by the student's id.

    Raises: ValueError if the file is not one that `write_handed_out` wrote.
    """
    try:
        records = json.loads(path.read_text(encoding="utf-8-sig"))
        return {record["id"]: HandedOut(Student(record["id"], record["name"]), _problem(record)) for record in records}
    except KeyError as missing:
        raise ValueError(f"{path}: expected a file that `new` wrote, got a student without {missing}") from None
    except TypeError:
        raise ValueError(f"{path}: expected a file that `new` wrote, got other data") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        got = "one that is not JSON, or was cut off or changed"
        raise ValueError(f"{path}: expected a file that `new` wrote, got {got}") from None
    except ValueError as complaint:
        raise ValueError(f"{path}: expected a file that `new` wrote: {complaint}") from None


def _problem(record: Mapping[str, Any]) -> Problem:
    """The problem in a record. It was checked when drawn and is not checked again, so a thousand take a second."""
    given = record["handed out"]
    return stated(given["problem"], given["givens"], given["places"], network_of(given.get("network", {})))
