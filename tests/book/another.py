"""Books on other assignments: copies of the project in which one file is edited, run and built as its author would."""

import os
import re
import subprocess

from tests.copies import ROOT, copy_of_the_project

PYTHON = ROOT / ".venv/bin/python"


def another(folder, **values):
    """A copy with other values in its one file. The matrices are texts, as they stand there."""
    copy = copy_of_the_project(folder)
    path = copy / "nnlib/assignment.py"
    text = path.read_text(encoding="utf8")
    for name, value in values.items():
        pattern = rf'^{name}(: [\w\[\], .]+)? = (""".*?"""|.*?)$'
        (old,) = re.finditer(pattern, text, re.MULTILINE | re.DOTALL)
        text = f"{text[: old.start()]}{name} = {value!r}{text[old.end() :]}"
    path.write_text(text, encoding="utf8")
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    return copy


def run(copy, *command):
    """What a command says in the copy; it must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(
        [PYTHON, *command], cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def made(copy):
    """Run the chapters, the README and the build, as `make notebooks readme book` does. What the gates say."""
    run(copy, "-m", "gates.notebooks", *run(copy, "-m", "gates.chapters").split())
    run(copy, "-m", "gates.readme")
    run(copy, ROOT / ".venv/bin/jupyter-book", "build", ".", "-W", "-n", "--keep-going", "--quiet")
    return run(copy, "-m", "gates")
