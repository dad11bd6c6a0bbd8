"""Marking in a pool of somebody else's: the page's lines for Dask, run with a pool of the same interface."""

import pickle
import re
import sys
from pathlib import Path
from types import SimpleNamespace

from tests.workbook.course.submissions import from_the_page, place
from tests.workbook.marking.share import fresh
from workbook.__main__ import main
from workbook.course import mark_folder, write_results
from workbook.course.handed_out import HandedOut, Student, write_handed_out
from workbook.marking.reading import BLANK, printed

PAGE = Path(__file__).parents[3] / "book/teachers.md"
IDS = [f"s{i}" for i in range(5)]


class Pool:
    """What `mark_folder` may ask of a pool: `map`. What goes there and comes back is pickled, as between machines."""

    def __init__(self):
        self.tasks = 0

    def map(self, function, *tasks):
        for task in zip(*tasks, strict=True):
            self.tasks += 1
            far, arguments = pickle.loads(pickle.dumps((function, task)))
            yield pickle.loads(pickle.dumps(far(*arguments)))


def a_class(folder, shift=0):
    """Five students, one of whom sent a picture and one a blank sheet, under the names that the page has."""
    given = {id: HandedOut(Student(id, f"Zoë {id}"), fresh(i + shift)) for i, id in enumerate(IDS)}
    (folder / "monday/teacher").mkdir(parents=True, exist_ok=True)
    write_handed_out(folder / "monday/teacher/handed_out.json", given.values())
    for id, (_, problem) in given.items():
        sheet = BLANK if id == "s2" else printed(problem.solution, problem.places)
        place(folder / "submissions", f"{id}.json", from_the_page(problem, sheet))
    place(folder / "submissions", "s4 (1).png", b"")
    return given


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def the_pages_lines():
    (lines,) = re.findall(r"^```python\n(from dask.*?)^```", PAGE.read_text(encoding="utf8"), re.DOTALL | re.MULTILINE)
    return lines


def test_the_pages_lines_for_dask_give_the_same_files_as_the_command(tmp_path, monkeypatch):
    a_class(tmp_path)
    monkeypatch.chdir(tmp_path)
    pool = Pool()
    client = SimpleNamespace(get_executor=lambda: pool)
    monkeypatch.setitem(sys.modules, "dask", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "dask.distributed", SimpleNamespace(Client=lambda: client))
    exec(compile(the_pages_lines(), PAGE.name, "exec"), {"__name__": "__main__"})
    assert pool.tasks == 1
    assert main(["mark", "submissions", "--handed-out", "monday/teacher/handed_out.json", "--out", "one/results"]) == 0
    assert contents(tmp_path / "results") == contents(tmp_path / "one/results")


def test_a_pool_gets_several_files_a_task_and_the_results_are_in_order(tmp_path, monkeypatch):
    given = a_class(tmp_path)
    monkeypatch.setattr("workbook.course.marking.PART", 2)
    for source in (tmp_path / "monday/teacher/handed_out.json", given):
        pool = Pool()
        write_results(mark_folder(tmp_path / "submissions", source, pool=pool), tmp_path / "pool/out")
        write_results(mark_folder(tmp_path / "submissions", source), tmp_path / "alone/out")
        assert pool.tasks > 1
        assert contents(tmp_path / "pool/out") == contents(tmp_path / "alone/out")


def test_a_worker_that_stays_reads_what_was_handed_out_again_when_it_has_changed(tmp_path):
    def right():
        found = mark_folder(tmp_path / "submissions", tmp_path / "monday/teacher/handed_out.json", pool=Pool())
        return [grade.flags for grade in found.grades if grade.student.id in ("s0", "s1")]

    a_class(tmp_path)
    assert right() == [(), ()]
    a_class(tmp_path, shift=7)
    assert right() == [(), ()]
