"""The results of a class as a folder: the gradebooks, a page for each student, and the report."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from workbook.course.feedback import feedback
from workbook.course.gradebook import canvas, gradebook, moodle
from workbook.course.marking import Results
from workbook.course.places import TABLES, WRITTEN, check_place, feedback_name, stamps
from workbook.course.report import report

MADE = tuple(zip(TABLES, (gradebook, moodle, canvas), ("utf-8-sig", "utf-8-sig", "utf-8"), strict=True))
"""Each table, what makes it, and its encoding. Excel needs a byte order mark, or it shows accents wrongly.

Moodle removes the mark (`trim_utf8_bom` in its lib/csvlib.class.php). Canvas leaves it in the first heading, and
accepts the file only because it looks for "Student" anywhere in there (lib/gradebook_importer.rb). So Canvas gets
none.
"""


def write_results(results: Results, out: Path | str) -> None:
    """Write `gradebook.csv`, `moodle.csv`, `canvas.csv`, `report.html` and `feedback/<id>.html`, all or nothing.

    A new folder is written alongside the old one and then replaces it.

    Raises: ValueError if the folder contains anything but earlier results, or a table that was changed by hand;
    OSError if it cannot be written. Then the existing folder is left unchanged.
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
    for name, make, encoding in MADE:
        _text(folder / name, make(results.grades), encoding)
    _text(folder / WRITTEN, "\n".join(stamps(folder)))
    _text(folder / "report.html", report(results))


def _text(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.write_bytes(text.encode(encoding, "backslashreplace"))
