"""Parameters come back from a file to the last bit, and a file of any other kind is refused."""

import errno
import io
import os
import pickle
import stat
import zipfile

import numpy as np
import pytest

from nnlib import Parameters, assignment
from nnlib.numbers import FixedPoint
from workbook import parameters_file

PARAMS = assignment.givens().params


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "network.npz"
    parameters_file.save_parameters(path, PARAMS)
    return path


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
@pytest.mark.parametrize("as_text", [False, True])
def test_what_was_saved_comes_back(dtype, as_text, tmp_path):
    path = tmp_path / "named as I like"
    saved = Parameters(*(part.astype(dtype) for part in PARAMS))
    parameters_file.save_parameters(str(path) if as_text else path, saved)
    assert [found.name for found in tmp_path.iterdir()] == ["named as I like"]
    loaded = parameters_file.load_parameters(str(path) if as_text else path)
    assert isinstance(loaded, Parameters)
    for before, after in zip(saved, loaded, strict=True):
        assert after.dtype == dtype
        np.testing.assert_array_equal(after, before)


def written(path, **arrays):
    with open(path, "wb") as file:
        np.savez(file, **arrays)


def complaint(path):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is looked at
        parameters_file.load_parameters(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: expected parameters that were saved, but ")
    return message


def test_a_file_cut_off_anywhere_is_refused(file):
    whole = file.read_bytes()
    for length in range(0, len(whole), 7):
        file.write_bytes(whole[:length])
        complaint(file)


def test_a_damaged_file_is_refused(file):
    whole = bytearray(file.read_bytes())
    place = whole.find(PARAMS.W1.tobytes())
    assert place > 0
    whole[place] ^= 1
    file.write_bytes(whole)
    assert "CRC" in complaint(file)


def npy():
    file = io.BytesIO()
    np.save(file, PARAMS.W1)
    return file.getvalue()


FOREIGN = [b"", b"not a network", b"\x89PNG\r\n\x1a\n" + bytes(50), b"PK\x03\x04" + bytes(50), pickle.dumps(1), npy()]


@pytest.mark.parametrize("content", FOREIGN, ids=["empty", "text", "picture", "half a zip", "pickle", "one array"])
def test_a_foreign_file_is_refused(content, tmp_path):
    path = tmp_path / "foreign"
    path.write_bytes(content)
    complaint(path)


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "letters.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("W1", "a letter")
    complaint(path)


def test_a_protected_zip_is_refused(file):
    content = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        while start >= 0:
            content[start + offset] |= 1  # "encrypted"
            start = content.find(sign, start + 1)
    file.write_bytes(content)
    assert "encrypted" in complaint(file)


def test_a_way_of_packing_that_python_does_not_know_is_refused(file):
    content = bytearray(file.read_bytes())
    content[content.find(b"PK\x01\x02") + 10] = 99
    file.write_bytes(content)
    complaint(file)


class Evil:
    """What runs code while it is being unpickled."""

    ran = False

    def __reduce__(self):
        return _run, ()


def _run():
    Evil.ran = True


def test_nothing_in_a_file_is_executed(tmp_path):
    for name, content in (("array.npz", np.array([[Evil()]], object)), ("bare", pickle.dumps(Evil()))):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            written(path, **{**PARAMS._asdict(), "W1": content})
        complaint(path)
    assert not Evil.ran


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"W2": PARAMS.W2.T}, "W2: expected shape (C, 3), got (3, 2)"),
        ({"W1": PARAMS.W1.ravel()}, "W1: expected shape (K, D), got (12,)"),
        ({"b1": PARAMS.b1[:2]}, "b1: expected shape (3, 1), got (2, 1)"),
        ({"b2": np.array([[np.nan], [1]])}, "b2: expected finite numbers, got nan at (0, 0)"),
        ({"W1": np.full((3, 4), "1")}, "W1: expected floats, got dtype <U1"),
        ({"W1": np.ones((3, 4), int)}, "W1: expected floats, got dtype int64"),
        ({"W3": PARAMS.W1}, "unexpected keyword argument 'W3'"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(change, said, tmp_path):
    written(tmp_path / "other.npz", **{**PARAMS._asdict(), **change})
    assert said in complaint(tmp_path / "other.npz")


def test_a_part_missing_is_named(tmp_path):
    written(tmp_path / "less.npz", **dict(list(PARAMS._asdict().items())[:3]))
    assert "missing 1 required positional argument: 'b2'" in complaint(tmp_path / "less.npz")


def test_no_file_is_no_damaged_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        parameters_file.load_parameters(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("params", "error", "message"),
    [
        (PARAMS._replace(W2=PARAMS.W2.T), ValueError, "W2: expected shape (C, 3), got (3, 2)"),
        (PARAMS._replace(b1=PARAMS.b1 * np.inf), ValueError, "b1: expected finite numbers, got inf at (0, 0)"),
        (assignment.givens(FixedPoint).params, TypeError, "W1: expected floats, got dtype object"),
    ],
)
def test_what_cannot_be_loaded_is_not_saved(params, error, message, tmp_path):
    with pytest.raises(error) as caught:
        parameters_file.save_parameters(tmp_path / "file", params)
    assert str(caught.value) == message
    assert not (tmp_path / "file").exists()


def full_disk(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("broken", ["numpy.savez", "pathlib.Path.write_bytes", "os.replace", "shutil.copymode"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(broken, file, monkeypatch):
    before = file.read_bytes()
    monkeypatch.setattr(broken, full_disk)
    with pytest.raises(OSError, match="No space left"):
        parameters_file.save_parameters(file, Parameters(*(2 * part for part in PARAMS)))
    assert file.read_bytes() == before
    assert [found.name for found in file.parent.iterdir()] == [file.name]


def test_a_link_stays_a_link(file):
    link = file.parent / "latest"
    link.symlink_to(file.name)
    doubled = Parameters(*(2 * part for part in PARAMS))
    parameters_file.save_parameters(link, doubled)
    assert link.is_symlink()
    np.testing.assert_array_equal(parameters_file.load_parameters(file).W1, doubled.W1)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_the_permissions_of_a_file_stay(mode, file):
    file.chmod(mode)
    parameters_file.save_parameters(file, PARAMS)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_new_file_has_the_permissions_of_any_new_file(file):
    other = file.parent / "other"
    other.touch()
    assert file.stat().st_mode == other.stat().st_mode


def test_a_name_without_a_folder_is_in_the_current_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    parameters_file.save_parameters("here.npz", PARAMS)
    assert os.listdir() == ["here.npz"]


def header(shape):
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"shape": shape, "fortran_order": False, "descr": "<f8"})
    return file.getvalue()


@pytest.mark.parametrize("shape", [(10**6, 10**6), (10**9, 10**9), (2**14, 2**14)])
def test_a_header_that_claims_more_than_the_limit_is_refused_before_it_is_read(shape, tmp_path):
    path = tmp_path / "claims.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("W1.npy", header(shape))
    size = 8 * shape[0] * shape[1]
    assert f"W1.npy: expected at most {parameters_file.MOST_BYTES} bytes, got {size}" in complaint(path)


def test_a_small_file_that_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "bomb.npz"
    with open(path, "wb") as file:
        np.savez_compressed(file, **{**PARAMS._asdict(), "W1": np.zeros((10**3, 10**3))})
    monkeypatch.setattr(parameters_file, "MOST_BYTES", 10**6)
    monkeypatch.setattr(np, "load", lambda *_, **__: pytest.fail("it was read"))
    assert path.stat().st_size < 10**5
    assert "the file: expected at most 1000000 bytes, got " in complaint(path)


def test_more_than_the_limit_is_not_saved(tmp_path, monkeypatch):
    monkeypatch.setattr(parameters_file, "MOST_BYTES", 100)
    with pytest.raises(ValueError, match="params: expected at most 100 bytes, got 184"):
        parameters_file.save_parameters(tmp_path / "file", PARAMS)
    assert not list(tmp_path.iterdir())
