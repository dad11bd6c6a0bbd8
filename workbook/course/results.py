"""The results of a class as a folder: the gradebooks, a page for each student, and the report."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from workbook.course.feedback import feedback
from workbook.course.gradebook import canvas, gradebook, moodle
from workbook.course.marking import Results
from workbook.course.places import check_place, feedback_name
from workbook.course.report import report


def write_results(results: Results, out: Path | str) -> None:
    """Write `gradebook.csv`, `moodle.csv`, `canvas.csv`, `report.html` and `feedback/<id>.html`, all or nothing.

    The folder is written beside, and then takes the place of earlier results.

    Raises: ValueError, when the folder holds anything but earlier results; OSError, when it cannot be written; then
    what was there stays.
    """
    place = Path(out).resolve()
    check_place(place)
    beside, old = (place.with_name(f".{place.name}.{os.getpid()}.{ending}") for ending in ("part", "old"))
    try:
        _write(results, beside)
        if place.exists():
            os.replace(place, old)
        try:
            os.replace(beside, place)
        except OSError:
            if old.exists():
                os.replace(old, place)
            raise
    finally:
        for folder in (beside, old):
            shutil.rmtree(folder, ignore_errors=True)


def _write(results: Results, folder: Path) -> None:
    (folder / "feedback").mkdir(parents=True)
    for grade in results.grades:
        if grade.has_page:
            _text(folder / "feedback" / feedback_name(grade.student.id), feedback(grade))
    for name, make in (("gradebook.csv", gradebook), ("moodle.csv", moodle), ("canvas.csv", canvas)):
        _text(folder / name, make(results.grades))
    _text(folder / "report.html", report(results))


def _text(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf8", "backslashreplace"))
