"""The results of a class as a folder: the gradebooks, a page for each student, and the report."""

from __future__ import annotations

from pathlib import Path

from workbook.course.feedback import feedback, feedback_name
from workbook.course.gradebook import canvas, gradebook, moodle
from workbook.course.marking import Results
from workbook.course.report import report
from workbook.replacing import record, recorded, replace_folder

ENCODINGS = {"gradebook.csv": "utf-8-sig", "moodle.csv": "utf-8-sig", "canvas.csv": "utf-8"}
"""The tables. Excel needs a byte order mark, or it shows accents wrongly.

Moodle removes the mark (`trim_utf8_bom` in its lib/csvlib.class.php). Canvas leaves it in the first heading, and
accepts the file only because it looks for "Student" anywhere in there (lib/gradebook_importer.rb). So Canvas gets
none.
"""


def write_results(results: Results, out: Path | str) -> None:
    """Write `gradebook.csv`, `moodle.csv`, `canvas.csv`, `report.html` and `feedback/<id>.html`, all or nothing.

    On Moodle and Canvas, the column of points has the folder's name.

    Raises: ValueError if the folder holds anything that was not written there, or was changed by hand; OSError if it
    cannot be written. Then the existing folder is left unchanged.
    """
    with replace_folder(out, recorded(Path(out))) as folder:
        (folder / "feedback").mkdir()
        for grade in results.grades:
            if grade.has_page:
                _text(folder / "feedback" / feedback_name(grade.student.id), feedback(grade))
        title = f"Worked sheet, {Path(out).resolve().name}"
        tables = (gradebook(results.grades), moodle(results.grades, title), canvas(results.grades, title))
        for (name, encoding), table in zip(ENCODINGS.items(), tables, strict=True):
            _text(folder / name, table, encoding)
        _text(folder / "report.html", report(results))
        record(folder)


def _text(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.write_bytes(text.encode(encoding, "backslashreplace"))
