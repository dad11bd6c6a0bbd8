"""The built site is shown on this machine; a port that cannot be had is a sentence that names PORT; and a canary."""

import contextlib
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest

from tests.copies import ROOT, copy_of_the_project, replace


def served(folder, port, where=ROOT):
    command = [sys.executable, "-m", "tools.serve", str(folder), port]
    return subprocess.Popen(command, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(port, where=ROOT):
    """What is said of a port that cannot be had."""
    with served(where, port, where) as process:
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 1
    return errors


def test_a_folder_is_shown_at_the_address_that_is_named(tmp_path):
    (tmp_path / "ü 1.html").write_text("here", encoding="utf8")
    with served(tmp_path, "0") as process:
        try:
            address = process.stdout.readline().split()[0]
            with urlopen(f"{address}%C3%BC%201.html") as page:
                assert page.read() == b"here"
        finally:
            process.terminate()


@contextlib.contextmanager
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield str(other.getsockname()[1])


def test_a_port_that_is_taken_is_said():
    with taken() as port:
        errors = said(port)
    assert errors.startswith(f"PORT: expected a free port, got {port} (")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("port", ["eighty", "", "70000", "-1", "8000.0"])
def test_what_is_no_port_is_said(port):
    errors = said(port)
    assert errors.startswith(f"PORT: expected a free port, got {port} (")
    assert errors.count("\n") == 1


def test_a_traceback_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / "tools/serve.py", "except (OSError, OverflowError, ValueError)", "except KeyError")
    with taken() as port:
        for each in (port, "eighty", "70000"):
            assert said(each, copy).startswith("Traceback")
