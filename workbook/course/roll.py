"""Whose a submission is, judging by the names of its file and folders, by what is in it, or by its givens."""

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

BY_NAME, BY_ITSELF, BY_GIVENS = "the file's name", "an id in the file", "the givens, which one student alone has"

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
        if others and not uploaded & set(self.with_givens(brought)):
            return Whose("", f"handed in by {_listed(uploaded)}, but named after {_listed(others)}")
        named = uploaded & named or uploaded or named
        said = self._known(brought.student)
        if len(named) > 1 and not said:
            said = named & set(self.with_givens(brought))
        if named and said:
            return _only(named & said, BY_NAME) or Whose("", f"may be by {_listed(named | said)}")
        for found, why in ((named, BY_NAME), (said, BY_ITSELF)):
            if found:
                return _only(found, why) or Whose("", f"may be by {_listed(found)}")
        if brought.student:
            return Whose("", f"says that it is by {brought.student}, to whom no problem was handed out")
        alone = self.with_givens(brought)
        if len(alone) == 1:
            return Whose(alone[0], BY_GIVENS)
        return Whose(
            "", "no id in its name or in it" + (f", and its givens are those of {_listed(alone)}" if alone else "")
        )

    def with_givens(self, brought: Brought) -> list[str]:
        """Which students were given the numbers in a file."""
        return self._by_givens.get(_numbers(brought.givens), [])

    @cached_property
    def _by_givens(self) -> dict[Givens, list[str]]:
        found: dict[Givens, list[str]] = {}
        for id, (_, problem) in self.handed_out.items():
            found.setdefault(frozenset(problem.givens.items()), []).append(id)
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


def _only(ids: set[str], why: str) -> Whose | None:
    return Whose(next(iter(ids)), why) if len(ids) == 1 else None


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
