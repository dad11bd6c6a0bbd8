"""`export`: from the files of a course to those of a platform, whole or not at all."""

import argparse
import io
import json
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from workbook import problem, save, the_assignment
from workbook.course import export
from workbook.course.handed_out import HandedOut, Student, write_handed_out

HOSTILE = "<&>\"' ]]> {1:NUMERICAL:=5} {{params}} ~#= \\ \x01"


def command(*words):
    parser = argparse.ArgumentParser()
    export.add_to(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["export", *map(str, words)])
    return arguments.run(arguments)


def below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    path = tmp_path_factory.mktemp("course") / "handed_out.json"
    problems = [replace(problem(seed, (2, 2, 2)), name=f"sheet {seed}") for seed in (1, 2)]
    write_handed_out(path, [HandedOut(Student(f"id-{i}", "N"), each) for i, each in enumerate(problems)])
    return path


LAYOUT = {
    "moodle": ["moodle.xml"],
    "canvas": ["canvas.zip"],
    "qti": ["qti21.zip"],
    "nbgrader": [f"source/monday-00{i}/{name}" for i in (1, 2) for name in (f"monday-00{i}.ipynb", "problem.json")],
    "otter": [f"monday-00{i}/{name}" for i in (1, 2) for name in (f"monday-00{i}.ipynb", "problem.json")],
    "prairielearn": [
        f"questions/monday/{name}" for name in ("info.json", "problems.json", "question.html", "server.py")
    ],
}


@pytest.mark.parametrize("platform", export.PLATFORMS)
def test_a_class_is_exported(platform, handed_out, tmp_path, capsys):
    command(platform, handed_out, "--to", tmp_path / "new/monday")
    assert [each for each in below(tmp_path / "new/monday") if "serverFilesCourse" not in each] == LAYOUT[platform]
    said = capsys.readouterr().out
    assert said.startswith(f"2 problems for {platform}, in ")
    alone = "counts as wrong there" in said
    assert alone == (platform in ("moodle", "canvas", "qti"))
    content = b"".join(path.read_bytes() for path in (tmp_path / "new/monday").rglob("*") if path.is_file())
    assert b"id-0" not in content


@pytest.mark.parametrize("platform", export.PLATFORMS)
def test_the_same_problems_give_the_same_files(platform):
    problems = [problem(1, (2, 2, 2))]
    assert export.PLATFORMS[platform].files("monday", problems) == export.PLATFORMS[platform].files("monday", problems)


def test_problems_come_from_files_of_either_kind(handed_out, tmp_path):
    save(tmp_path / "a.json", the_assignment())
    save(tmp_path / "b.csv", problem(5))
    read = export.read_problems([tmp_path / "b.csv", handed_out, tmp_path / "a.json"], "monday")
    assert [each.name for each in read] == [f"monday, problem {n}" for n in range(1, 5)]
    assert (read[0].tables, read[3].tables) == (problem(5).tables, the_assignment().tables)
    assert export.read_problems([tmp_path / "b.csv", handed_out, tmp_path / "a.json", handed_out], "monday") == read
    (tmp_path / "MONDAY.JSON").write_bytes(handed_out.read_bytes())
    assert export.read_problems([tmp_path / "MONDAY.JSON"], "monday") == export.read_problems([handed_out], "monday")


@pytest.mark.parametrize(
    ("file", "content", "complaint"),
    [
        ("a.json", "nothing", "a.json: not a JSON file"),
        ("a.json", "[1]", "expected a file that `new` wrote"),
        ("a.json", "{}", "expected an object with"),
        ("a.png", "", "expected a file that ends in .json"),
    ],
)
def test_what_is_not_a_problem_is_said_and_nothing_is_written(file, content, complaint, tmp_path):
    (tmp_path / file).write_text(content)
    with pytest.raises(ValueError, match=complaint):
        command("moodle", tmp_path / file, "--to", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.write_bytes", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        export.write(tmp_path / "out", {"moodle.xml": b"new"})
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_is_neither_mixed_with_another_nor_overwritten(handed_out, tmp_path):
    command("otter", handed_out, "--to", tmp_path / "monday")
    command("otter", handed_out, "--to", tmp_path / "monday")
    save(tmp_path / "tuesday.json", the_assignment())
    before = {name: (tmp_path / "monday" / name).read_bytes() for name in below(tmp_path / "monday")}
    with pytest.raises(
        ValueError, match=r"monday.monday-001.monday-001\.ipynb: expected .*, or that is from another homework"
    ):
        command("otter", tmp_path / "tuesday.json", "--to", tmp_path / "monday")
    with pytest.raises(ValueError, match=r"got monday-001/monday-001\.ipynb, which may be your own"):
        command("moodle", handed_out, "--to", tmp_path / "monday")
    assert {name: (tmp_path / "monday" / name).read_bytes() for name in below(tmp_path / "monday")} == before


def identifiers(tree):
    """All by which a platform knows the elements of a tree."""
    return {each.get("identifier") for each in tree.iter() if each.get("identifier")}


@pytest.mark.parametrize("platform", export.PLATFORMS)
def test_two_homeworks_meet_nowhere_in_a_course(platform, tmp_path):
    exported = {}
    for seed, title in enumerate(("monday", "tuesday")):
        save(tmp_path / f"{seed}.json", problem(seed, (2, 2, 2)))
        problems = export.read_problems([tmp_path / f"{seed}.json"], title)
        exported[title] = export.PLATFORMS[platform].files(title, problems)
    one, other = exported.values()
    if platform in ("prairielearn", "nbgrader", "otter"):
        assert all(name.startswith("serverFilesCourse/") for name in one.keys() & other.keys())
    elif platform == "moodle":
        for title, files in exported.items():
            texts = [each.text for each in ElementTree.fromstring(files["moodle.xml"]).iter("text")]
            assert {f"$course$/top/One small network/{title}", f"{title}, problem 1"} < {*texts}
    else:
        one, other = map(unzipped, (one, other))
        assert one.keys() & other.keys() <= {"imsmanifest.xml", "test.xml"}
        manifests = [ElementTree.fromstring(files["imsmanifest.xml"]) for files in (one, other)]
        assert identifiers(manifests[0]) & identifiers(manifests[1]) == set()


def unzipped(files):
    (content,) = files.values()
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("platform", ["moodle", "canvas", "qti"])
def test_hostile_names_are_text(platform):
    exported = replace(problem(1, (2, 2, 2)), name=HOSTILE)
    files = export.PLATFORMS[platform].files("monday", [exported])
    files = files if platform == "moodle" else unzipped(files)
    shown = HOSTILE.replace("\x01", "\N{REPLACEMENT CHARACTER}")
    trees = [ElementTree.fromstring(content) for content in files.values()]
    named = [text for tree in trees for each in tree.iter() for text in (each.text, each.get("title")) if text == shown]
    assert named
    blanks = sum((each.text or "").count(":NUMERICAL:=") for tree in trees for each in tree.iter("text"))
    assert blanks == (len(exported.record) + 1 if platform == "moodle" else 0)  # and once in the name itself


@pytest.mark.parametrize(("platform", "items"), [("canvas", "resources/resource"), ("qti", "resources/resource")])
def test_a_package_has_each_file_that_its_manifest_names(platform, items):
    files = unzipped(export.PLATFORMS[platform].files("monday", [problem(1, (2, 2, 2)), problem(2, (2, 2, 2))]))
    manifest = ElementTree.fromstring(files.pop("imsmanifest.xml"))
    named = {each.get("href") for each in manifest.iter() if each.tag.endswith("}file")}
    assert named == set(files)
    identifiers = [each.get("identifier") for each in manifest.iter() if each.tag.endswith("}resource")]
    assert len(identifiers) == len(set(identifiers))
    assert {each.get("identifierref") for each in manifest.iter() if each.tag.endswith("}dependency")} < {*identifiers}


def test_the_notebook_for_students_holds_no_solution():
    exported = the_assignment()
    content = export.PLATFORMS["nbgrader"].files("monday", [exported])["source/monday-001/monday-001.ipynb"].decode()
    assert not any(f'"{number:.4f}' in content for number in exported.solution.values())
    graded = [each["metadata"]["nbgrader"] for each in json.loads(content)["cells"] if each["metadata"]]
    assert [(each["grade"], each["locked"]) for each in graded] == [(True, True)]
