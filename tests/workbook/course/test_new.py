"""The command `new`, as a teacher runs it: what comes out, what is refused, and what nobody may learn from it."""

import errno
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
from unittest.mock import Mock

import pytest
from pypdf import PdfReader

from tests.book.another import another, run
from tests.copies import ROOT
from workbook import load, mark, problem
from workbook.__main__ import main
from workbook.course import new
from workbook.course.handed_out import HandedOut, Student, read_handed_out
from workbook.course.processes import processes
from workbook.course.secret import seed
from workbook.course.typeset import key, pdf
from workbook.file_names import file_name
from workbook.marking.marks import Verdict
from workbook.networks import Network

IDS = ["s1", "../x", "CON", "=1+1", "Ünal", "0042"]
SMALL = ["--sizes", "2", "2", "2"]


def class_list(folder, ids=IDS):
    path = folder / "class.csv"
    path.write_text("id,name\n" + "".join(f"{id},Name of {id}\n" for id in ids), encoding="utf8")
    return path


def made(folder, *options, ids=IDS, to="out"):
    """A folder that the command made."""
    assert main(["new", str(class_list(folder, ids)), str(folder / to), *SMALL, *options]) == 0
    return folder / to


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files(ids=IDS):
    names = [file_name(id) for id in ids]
    own = [f"students/{name}/{name}.{ending}" for name in names for ending in ("csv", "json", "pdf")]
    teachers = ["handed_out.json", "keys.pdf", "secret.txt", "worksheets.pdf", *(f"keys/{name}.pdf" for name in names)]
    return {*own, *(f"teacher/{name}" for name in teachers)}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return made(tmp_path_factory.mktemp("course"))


def test_each_student_and_the_teacher_get_their_files(out):
    assert set(contents(out)) == files() | {".written"}
    assert os.listdir(out.parent) in (["class.csv", "out"], ["out", "class.csv"])
    assert os.name == "nt" or stat.S_IMODE((out / "teacher").stat().st_mode) == 0o700
    assert os.name == "nt" or stat.S_IMODE((out / "teacher/secret.txt").stat().st_mode) == 0o600


def test_a_students_files_load_and_the_manifest_has_the_same_problem(out):
    handed_out = read_handed_out(out / "teacher/handed_out.json")
    assert [*handed_out] == IDS
    for id, (student, given) in handed_out.items():
        assert student == Student(id, f"Name of {id}")
        assert given.name == f"problem of {id}"
        for ending in ("csv", "json"):
            loaded = load(out / f"students/{file_name(id)}/{file_name(id)}.{ending}")
            assert loaded.problem == given
            assert not loaded.sheet.entries
            assert not loaded.sheet.remarks


def test_problems_are_those_of_the_secret(out):
    secret = bytes.fromhex((out / "teacher/secret.txt").read_text())
    for id, (_, given) in read_handed_out(out / "teacher/handed_out.json").items():
        assert given.tables == problem(seed(secret, id), (2, 2, 2)).tables


def test_sheets_and_keys_are_those_of_each_student(out):
    handed_out = read_handed_out(out / "teacher/handed_out.json")
    together = {name: PdfReader(out / f"teacher/{name}.pdf") for name in ("worksheets", "keys")}
    for reader in together.values():
        text = "".join("".join(page.extract_text() for page in reader.pages).split())
        assert all(text.count(f":{id}Name:Nameof{id}page1") == 1 for id in IDS)
    for id, each in handed_out.items():
        own = PdfReader(out / f"students/{file_name(id)}/{file_name(id)}.pdf")
        assert f"Worksheet: {id} " in own.pages[0].extract_text()
        assert (out / f"teacher/keys/{file_name(id)}.pdf").read_bytes() == pdf(f"Key of {id}", key(each, "a4"))


def test_what_students_get_tells_no_seed_no_secret_and_no_other_student(out):
    secret = (out / "teacher/secret.txt").read_text().strip()
    found = contents(out / "students")
    for id in IDS:
        number = seed(bytes.fromhex(secret), id)
        others = {f"problem of {other}" for other in IDS if other != id}
        own = {name: content for name, content in found.items() if name.startswith(f"{file_name(id)}/")}
        assert len(own) == 3
        for name, content in own.items():
            text = content.decode("latin-1")
            if name.endswith(".pdf"):
                text += "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
                text += str(PdfReader(io.BytesIO(content)).metadata)
            for told in (secret, str(number), f"{number:x}", *others):
                assert told not in text + name


def test_the_same_command_makes_the_same_again_also_for_a_longer_list(tmp_path):
    ids = IDS[:2]
    before = contents(made(tmp_path, ids=ids))
    assert contents(made(tmp_path, ids=ids)) == before
    longer = contents(made(tmp_path, ids=["first", *reversed(ids)]))
    assert set(longer) == files(["first", *ids]) | {".written"}
    students = {name: content for name, content in before.items() if "students/" in name or "/keys/" in name}
    assert students.items() <= longer.items()


def test_another_folder_has_other_problems(tmp_path):
    one, other = made(tmp_path, ids=["s1"]), made(tmp_path, ids=["s1"], to="other")
    assert contents(one)["students/s1/s1.csv"] != contents(other)["students/s1/s1.csv"]


def test_a_secret_of_ones_own_is_made_once_and_stays_out_of_the_folder(tmp_path):
    secret = tmp_path / "secret"
    one = made(tmp_path, "--secret", str(secret), ids=["s1"])
    other = made(tmp_path, "--secret", str(secret), ids=["s1"], to="other")
    assert contents(one) == contents(other)
    assert "teacher/secret.txt" not in contents(one)
    assert os.name == "nt" or stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_the_public_problems_come_by_number(tmp_path):
    out = made(tmp_path, "--public", ids=["s1", "s2"])
    tables = [each.problem.tables for each in read_handed_out(out / "teacher/handed_out.json").values()]
    assert tables == [problem(number, (2, 2, 2)).tables for number in range(2)]
    assert "teacher/secret.txt" not in contents(out)


def test_by_default_problems_are_like_the_assignment_whatever_it_is(tmp_path):
    wider = {"W2": "1 2 3\n" * 4, "b2": "1\n" * 4, "y": "1\n0\n0\n0"}
    copy = another(tmp_path / "copy", hidden="sigmoid", **wider)
    run(copy, "-m", "workbook", "new", str(class_list(tmp_path, ["s1"])), str(tmp_path / "out"))
    given = read_handed_out(tmp_path / "out/teacher/handed_out.json")["s1"].problem
    assert (given.network, given.sizes[:3]) == (Network("sigmoid"), (4, 3, 4))


def test_another_network_on_another_paper_begun(tmp_path):
    network = ["--hidden", "sigmoid", "--output", "sigmoid", "--loss", "half squares", "--biases", "not updated"]
    out = made(tmp_path, *network, "--places", "5", "--paper", "letter", "--faded", "2", ids=["s1"])
    given = read_handed_out(out / "teacher/handed_out.json")["s1"].problem
    assert given.network == Network("sigmoid", "sigmoid", "half squares", "mean", "not updated")
    assert given.places == 5
    reader = PdfReader(out / "students/s1/s1.pdf")
    assert float(reader.pages[0].mediabox.width) == 612
    text = "".join(page.extract_text() for page in reader.pages)
    begun = {entry: f"{given.solution[entry]:.5f}" for step in given.steps[:2] for entry in step}
    assert all(number.replace("-", "\N{MINUS SIGN}") in text for number in begun.values())
    sheet = load(out / "students/s1/s1.csv").sheet
    assert sheet.entries == begun
    assert mark(given, sheet).count(Verdict.RIGHT) == len(begun)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--sizes", "2"], "sizes: expected 1 to 6 inputs, 2 to 6 hidden units, 2 to 6 outputs and, if wished, 1 to 4"),
        (["--sizes", "4", "5", "3", "8"], "1 to 4 examples, got (4, 5, 3, 8)"),
        (["--sizes", "7", "3", "2"], "sizes: expected 1 to 6 inputs"),
        (["--sizes", "6", "6", "6", "4"], "sizes: expected a product of at most 500"),
        (["--sizes", "4", "6", "5", "3"], "hidden units times outputs times examples to be at most 72, got 90"),
        (["--site", "example.org"], "--site: expected an address such as https://example.org/course/"),
        (["--places", "40"], "places: expected 2 to 16, got 40"),
        (["--hidden", "gelu"], "hidden: expected relu"),
        (["--output", "sigmoid"], "output: expected softmax with cross-entropy"),
        (["--faded", "26"], "--faded: expected 0 to 25 steps, got 26"),
        (["--secret", "{out}/secret"], "--secret: expected a file outside"),
        (["--secret", "{out}.csv"], "class.csv: expected a secret"),
    ],
)
def test_a_wrong_option_is_said_in_a_line_and_nothing_is_made(tmp_path, capsys, options, complaint):
    out = tmp_path / "class"
    arguments = [option.format(out=out) for option in options]
    assert main(["new", str(class_list(tmp_path)), str(out), *arguments]) == 2
    said = capsys.readouterr()
    assert complaint in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert os.listdir(tmp_path) == ["class.csv"]


@pytest.mark.parametrize(
    ("ids", "options", "complaint"),
    [
        (["s2"], [], "the class list: expected s1 as well, who was given a problem"),
        (["s1", "s2"], ["--places", "5"], "s1 was given another problem before"),
        (["s1", "s2"], ["--public"], "s1 was given another problem before"),
    ],
)
def test_what_was_handed_out_is_not_replaced(tmp_path, capsys, ids, options, complaint):
    before = contents(made(tmp_path, ids=["s1"]))
    assert main(["new", str(class_list(tmp_path, ids)), str(tmp_path / "out"), *SMALL, *options]) == 2
    assert complaint in capsys.readouterr().err
    assert contents(tmp_path / "out") == before


def test_a_folder_with_something_else_is_refused_before_any_work(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(new, "with_a_secret", None)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.txt").write_text("years of work")
    assert main(["new", str(class_list(tmp_path)), str(tmp_path / "out")]) == 2
    assert "got thesis.txt" in capsys.readouterr().err
    assert contents(tmp_path / "out") == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize("name", ["students/s1/s1.csv", "teacher/keys.pdf"])
def test_a_file_that_was_changed_is_not_overwritten(tmp_path, capsys, name):
    made(tmp_path, ids=["s1"])
    (tmp_path / "out" / name).write_bytes(b"mine")
    assert main(["new", str(class_list(tmp_path, ["s1"])), str(tmp_path / "out"), *SMALL]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"{tmp_path / 'out' / name}: expected the file as this command writes it, got one that was ")
    assert (tmp_path / "out" / name).read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["keys.pdf", "handed_out.json", "s1.csv", "s1.pdf"])
def test_a_full_disk_changes_nothing(tmp_path, capsys, monkeypatch, name):
    before = contents(made(tmp_path, ids=["s1"]))
    written = os.replace

    def full_disk(source, target):
        if str(target).endswith(name):
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        written(source, target)

    monkeypatch.setattr(os, "replace", full_disk)
    assert main(["new", str(class_list(tmp_path, ["s1", "s2"])), str(tmp_path / "out"), *SMALL]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == f"{tmp_path / 'out'}: the disk is full: make room, and run this again"
    assert contents(tmp_path / "out") == before
    assert sorted(os.listdir(tmp_path)) == ["class.csv", "out"]


@pytest.mark.parametrize("when", ["with_a_secret", "_print_all", "record"])
def test_stopping_it_is_said_in_a_line_and_leaves_the_folder_as_it_was(tmp_path, capsys, monkeypatch, when):
    before = contents(made(tmp_path, ids=["s1"]))
    capsys.readouterr()
    monkeypatch.setattr(new, when, Mock(side_effect=KeyboardInterrupt))
    assert main(["new", str(class_list(tmp_path, ["s1", "s2"])), str(tmp_path / "out"), *SMALL]) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "stopped: the folder is as it was before, or it is complete"
    assert contents(tmp_path / "out") == before
    assert sorted(os.listdir(tmp_path)) == ["class.csv", "out"]


def test_the_processes_leave_stopping_to_the_one_that_waits_for_them():
    with processes(1) as pool:
        assert pool.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["new", str(class_list(tmp_path)), str(tmp_path / "file/out")]) == 2
    expected = f"{tmp_path / 'file/out'}: expected a folder, or a name that is free; {tmp_path / 'file'} is a file\n"
    assert capsys.readouterr().err == expected


def test_a_class_list_that_cannot_be_read_is_said_with_what_to_do(tmp_path, capsys):
    (tmp_path / "class.xlsx").write_bytes(b"PK\3\4")
    for name, words in {
        "nowhere.csv": "there is no such file or folder: check its name",
        ".": "this is a folder: give the name of a file",
        "class.xlsx": "expected a CSV file, got a workbook; Excel saves it as “CSV UTF-8”",
    }.items():
        assert main(["new", str(tmp_path / name), str(tmp_path / "out")]) == 2
        assert capsys.readouterr().err == f"{tmp_path / name}: {words}\n"


@pytest.mark.parametrize("name", ["typst", "segno", "pikepdf"])
def test_a_missing_package_is_said(tmp_path, capsys, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    site = ["--site", "https://example.org"]
    assert main(["new", str(class_list(tmp_path)), str(tmp_path / "out"), *SMALL, *site]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == f"{name} is missing: it comes with the project's extra `course`"
    assert os.listdir(tmp_path) == ["class.csv"]


def test_a_class_is_served_by_several_processes_alike(tmp_path):
    """By the command itself. One process, or more, the files are the same."""
    ids = [f"s{number}" for number in range(new.FEW + 1)]
    few = made(tmp_path, ids=ids[:2], to="few")
    arguments = [str(class_list(tmp_path, ids)), str(tmp_path / "out"), "--secret", str(few / "teacher/secret.txt")]
    run = subprocess.run(
        [sys.executable, "-m", "workbook", "new", *arguments, *SMALL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert all(f"{doing}: 9 of 9" in run.stderr for doing in ("drawing problems", "typesetting"))
    assert "joining: 2 of 2" in run.stderr
    assert re.match("9 problems are in .*out", run.stdout)
    own = {name: content for name, content in contents(few).items() if "/s" in name and "secret" not in name}
    assert own.items() <= contents(tmp_path / "out").items()


def test_how_far_it_is_is_shown_for_a_few_students_too(tmp_path, capsys):
    made(tmp_path, ids=["s1", "s2"])
    said = capsys.readouterr().err
    assert all(f"{doing}: {n} of 2" in said for doing in ("drawing problems", "typesetting") for n in (0, 2))


def test_without_the_package_that_shows_it_the_work_is_done(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    made(tmp_path, ids=["s1"])
    assert capsys.readouterr().err == ""


def test_help_and_complaints_name_the_program_as_it_was_typed(tmp_path):
    for arguments in (["new", "--help"], ["new", str(tmp_path)]):
        run = subprocess.run(
            [sys.executable, "-m", "workbook", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (run.stdout + run.stderr).startswith("usage: python -m workbook new ")


def test_the_sites_address_may_come_from_where_the_book_is_built(tmp_path, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://example.org/course")
    out = made(tmp_path, ids=["s1"])
    text = "".join(page.extract_text() for page in PdfReader(out / "students/s1/s1.pdf").pages)
    assert "https://example.org/course/book/sheet.html" in text
    assert "http" not in "".join(page.extract_text() for page in PdfReader(out / "teacher/keys/s1.pdf").pages)


def test_the_closing_words_say_what_it_does_not_do(tmp_path, capsys):
    made(tmp_path, ids=["s1"])
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("1 problem is in ")
    assert "Anyone who has the givens can get all the results from this software, or from the page." in said
    assert "a room without computers" in said
    made(tmp_path, "--public", ids=["s1"], to="public")
    assert "anyone can work them out before they are handed out" in capsys.readouterr().out


def test_the_manifest_is_read_back(tmp_path):
    out = made(tmp_path, ids=["s1"])
    path = out / "teacher/handed_out.json"
    (each,) = read_handed_out(path).values()
    assert isinstance(each, HandedOut)
    assert json.loads(path.read_text(encoding="utf8"))[0]["id"] == "s1"
