"""A folder is written whole or not at all, and nothing in it is lost that is not written again."""

import errno
import os
from pathlib import Path

import pytest

from workbook.replacing import RECORD, record, recorded, replace_folder

FILES = {"a.txt", "part/b.txt"}


def fill(folder, text, files=FILES):
    for name in files:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != RECORD)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def write(folder, text, meanwhile=lambda: None):
    with replace_folder(folder, recorded(folder)) as new:
        fill(new, text)
        record(new)
        meanwhile()


@pytest.mark.parametrize("place", ["folder", "new/deep/folder"])
def test_a_folder_is_made_and_made_again(tmp_path, place):
    for text in ("one", "two"):
        write(tmp_path / place, text)
        assert contents(tmp_path / place) == dict.fromkeys(FILES, text)
    assert os.listdir((tmp_path / place).parent) == ["folder"]


def test_a_file_that_is_not_written_again_goes(tmp_path):
    write(tmp_path / "folder", "one")
    with replace_folder(tmp_path / "folder", recorded(tmp_path / "folder")) as new:
        fill(new, "two", ["a.txt"])
    assert contents(tmp_path / "folder") == {"a.txt": "two"}


@pytest.mark.parametrize("other", ["thesis.txt", "part/mine.txt", "other/a.txt"])
def test_a_folder_with_anything_else_is_refused(tmp_path, other):
    write(tmp_path, "old")
    fill(tmp_path, "mine", [other])
    with pytest.raises(ValueError, match=f"holds only what this command writes; got {other}, which may be your own"):
        write(tmp_path, "new")
    assert contents(tmp_path) == dict.fromkeys(FILES, "old") | {other: "mine"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_changed_is_not_lost_and_may_be_moved(tmp_path, name):
    folder = tmp_path / "folder"
    write(folder, "old")
    fill(folder, "mine", [name])
    with pytest.raises(
        ValueError, match=f"{name}: expected the file .*, got one that was changed, .*: move it elsewhere first"
    ):
        write(folder, "new")
    assert contents(folder) == dict.fromkeys(FILES, "old") | {name: "mine"}
    (folder / name).rename(tmp_path / "mine.txt")
    write(folder, "new")
    assert contents(folder) == dict.fromkeys(FILES, "new")


def test_without_its_record_a_folder_is_refused(tmp_path):
    write(tmp_path, "old")
    (tmp_path / RECORD).unlink()
    with pytest.raises(ValueError, match=r"got a\.txt, which may be your own"):
        write(tmp_path, "new")
    assert contents(tmp_path) == dict.fromkeys(FILES, "old")


def test_what_comes_in_meanwhile_is_not_lost(tmp_path):
    folder = tmp_path / "folder"
    write(folder, "one")
    with pytest.raises(ValueError, match="got late"):
        write(folder, "two", lambda: (folder / "late.txt").write_text("late"))
    assert contents(folder) == dict.fromkeys(FILES, "one") | {"late.txt": "late"}


def test_what_a_machine_leaves_in_folders_is_nothing(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".DS_Store").write_text("")
    write(folder, "new")
    assert contents(folder) == dict.fromkeys(FILES, "new")


@pytest.mark.parametrize("stop", [(0, "before"), (0, "after"), (1, "before"), (1, "after")])
def test_stopped_at_any_moment_the_folder_is_as_it_was_or_complete(tmp_path, monkeypatch, stop):
    folder = tmp_path / "folder"
    write(folder, "one")
    rename, calls = Path.rename, []

    def stopped(path, target):
        calls.append(path)
        if stop == (len(calls) - 1, "before"):
            raise KeyboardInterrupt
        rename(path, target)
        if stop == (len(calls) - 1, "after"):
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(folder, "two")
    assert contents(folder) == dict.fromkeys(FILES, "two" if stop == (1, "after") else "one")
    assert os.listdir(tmp_path) == ["folder"]


def test_a_failure_leaves_what_was_there(tmp_path):
    folder = tmp_path / "folder"
    write(folder, "one")

    def full_disk():
        raise OSError(errno.ENOSPC, "no space")

    with pytest.raises(OSError, match="no space"):
        write(folder, "two", full_disk)
    assert contents(folder) == dict.fromkeys(FILES, "one")
    assert os.listdir(tmp_path) == ["folder"]


def test_a_folder_that_cannot_take_the_place_leaves_the_old_one(tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    write(folder, "one")
    rename = Path.rename

    def failing(path, target):
        if path.name == "new":
            raise PermissionError(errno.EACCES, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(PermissionError, match="in use"):
        write(folder, "two")
    assert contents(folder) == dict.fromkeys(FILES, "one")


def test_a_file_in_the_place_is_refused(tmp_path):
    (tmp_path / "folder").write_text("mine")
    with pytest.raises(ValueError, match="expected a folder, or a name that is free"):
        write(tmp_path / "folder", "new")
    assert (tmp_path / "folder").read_text() == "mine"
