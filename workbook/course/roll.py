"""Whose a submission is, judging by the names of its file and folders, by what is in it, and by its givens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from workbook.course.collecting import Brought, number_of
from workbook.course.handed_out import HandedOut
from workbook.marking.expressions import Entry

SHORT = 3
"""An id with fewer characters counts only if it is the whole name of a file or folder: a browser adds (1) or (2)."""

PLATFORMS = [
    re.compile(r"(?P<name>.+?)_(?P<id>[0-9]+)_assignsubmission_.*"),
    re.compile(r"(?P<name>[^_]+?)(?:_LATE)?_(?P<id>[0-9]+)_[0-9]+_(?P<own>.+)"),
]
"""How Moodle names the folder of a submission, and how Canvas names its file. The number is the platform's own id."""

BY_NAME, BY_ITSELF, BY_PROBLEM = "the file's name", "an id in the file", "the name of the problem in the file"
BY_GIVENS = "the givens"

Givens = frozenset[tuple[Entry, Decimal | str]]


class Whose(NamedTuple):
    """The student's id and how it is known; if the id is empty, why it is not known."""

    id: str
    why: str


class Roll:
    """The class, and what identifies each student's submissions."""

    def __init__(self, handed_out: Mapping[str, HandedOut]) -> None:
        self.handed_out = handed_out
        self._ids: dict[str, set[str]] = {}
        for id in handed_out:
            self._ids.setdefault(id.casefold(), set()).add(id)
        self._names: dict[str, set[str]] = {}
        for id, (student, _) in handed_out.items():
            for name in _rotations(student.name):
                self._names.setdefault(name, set()).add(id)

    def whose(self, path: PurePath, brought: Brought) -> Whose:
        """Whose submission this is, if all the evidence agrees."""
        names = (*path.parent.parts, path.stem)
        uploaded = set().union(*(self._by_platform(name) for name in names))
        named = set().union(*(self._in_name(name) for name in names))
        others = named - uploaded if uploaded else set()
        if others and not uploaded & self._with_givens(brought):
            return Whose("", f"handed in by {_listed(uploaded)}, but named after {_listed(others)}")
        if brought.owner and not self._known(brought.owner):
            return Whose("", f"has the problem of {brought.owner}, to whom no problem was handed out")
        evidence = {
            BY_NAME: uploaded & named or uploaded or named,
            BY_ITSELF: self._known(brought.student),
            BY_PROBLEM: self._known(brought.owner),
            BY_GIVENS: self._with_givens(brought),
        }
        return _agreed({how: ids for how, ids in evidence.items() if ids}, brought.student)

    def _with_givens(self, brought: Brought) -> set[str]:
        """Which students were given the numbers in a file."""
        return self._by_givens.get(_numbers(brought.givens), set())

    @cached_property
    def _by_givens(self) -> dict[Givens, set[str]]:
        found: dict[Givens, set[str]] = {}
        for id, (_, problem) in self.handed_out.items():
            found.setdefault(frozenset(problem.givens.items()), set()).add(id)
        return found

    def _known(self, text: str) -> set[str]:
        """The students that an id or a name may mean."""
        if text in self.handed_out:
            return {text}
        return self._ids.get(text.strip().casefold()) or self._names.get(_plain(text), set())

    def _by_platform(self, name: str) -> set[str]:
        """Who handed in the file or folder that a platform gave this name."""
        if not (found := _platforms(name)):
            return set()
        by_name = self._names.get(_plain(found["name"]), set())
        return by_name if len(by_name) == 1 else self._known(found["id"]) or by_name

    def _in_name(self, name: str) -> set[str]:
        """Who is named in the name that a file or folder had before it was handed in."""
        if found := _platforms(name):
            own = found.groupdict().get("own")
            return self._in_name(own) if own else set()
        whole = self._known(name)
        return whole or set().union(*(self._known(part) for part in _parts(name) if len(part) >= SHORT))


def _platforms(name: str) -> re.Match[str] | None:
    """The parts of a name that a platform gave."""
    return next((found for platform in PLATFORMS if (found := platform.fullmatch(name))), None)


def _agreed(evidence: Mapping[str, set[str]], student: str) -> Whose:
    """The one student whom all the evidence allows; `student` is what the file says, whether it means one or not."""
    agreed = set.intersection(*evidence.values()) if evidence else set()
    if student and evidence.keys() <= {BY_GIVENS}:
        return Whose("", f"says that it is by {student}, to whom no problem was handed out")
    if len(agreed) == 1:
        return Whose(agreed.pop(), next(iter(evidence)))
    if evidence.keys() <= {BY_GIVENS}:
        givens = f", and its givens are those of {_listed(agreed)}" if agreed else ""
        return Whose("", f"no id in its name or in it{givens}")
    if agreed:
        return Whose("", f"may be by {_listed(agreed)}")
    said = ", ".join(f"{_listed(ids)} by {how}" for how, ids in evidence.items())
    return Whose("", f"different students: {said}")


def _parts(name: str) -> Iterator[str]:
    """The words of a name, and all runs of neighbouring words, since an id may consist of several."""
    pieces = re.split(r"([\s_,;()\[\]+.-]+)", name)[:41]
    for i in range(0, len(pieces), 2):
        for j in range(i + 1, len(pieces) + 1, 2):
            yield "".join(pieces[i:j])


def _rotations(name: str) -> Iterable[str]:
    """The ways in which a name may be written: platforms put the last name first."""
    words = re.split(r"[\s,]+", name.strip(" ,"))
    return {_plain("".join(words[i:] + words[:i])) for i in range(len(words))} - {""}


def _plain(name: str) -> str:
    """A name without accents, capitals, spaces or punctuation."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in apart if letter.isalnum())


def _numbers(givens: Mapping[Entry, str]) -> Givens:
    return frozenset((entry, number_of(text)) for entry, text in givens.items())


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids))
