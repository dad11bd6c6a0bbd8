"""Imports run one way, between modules and between folders, in scripts too; `nnlib` needs NumPy alone; and canaries.

Of the scripts, nothing is written twice, and nothing is exported that no other script takes.
"""

import ast
import re
import sys
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePath

import pytest

from tests.copies import ROOT, copy_of_the_project

ROOMS = ("nnlib", "workbook", "peers", "gates", "extensions", "tools")
"""In their order: each may import from those before it."""

SCRIPTS = "book/_static/live"

DEFINITION = re.compile(r"^(?:export )?((?:function|const|class) [^\n]+(?:\n[ })\]][^\n]*)*)", re.MULTILINE)
"""A definition at the top of a script: its first line, the indented ones after it, and its last bracket."""

EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)

TAKEN = re.compile(r'(?:import|const) \{([^}]*)\} (?:from|= await) |import\("[^"]+"\)\.(\w+)')
"""What another script takes: names in brackets, or a type."""


def modules(root):
    """Each module's file, under its dotted name."""
    found = {}
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imported(path):
    """What a file imports, for types too: each dotted name as it could be a module's."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from ([alias.name] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ([f"{node.module}.{alias.name}", str(node.module)] for alias in node.names)


def imports(root):
    """The modules of the project that each module imports."""
    known = modules(root)
    return {
        name: {next((each for each in names if each in known), None) for names in imported(path)} - {None}
        for name, path in known.items()
    }


def of_folders(graph, root):
    """The folders that each folder's modules import from.

    Save a package's `__init__`, which only passes names on, and its `__main__`, which nothing imports.
    """
    files = modules(root)
    found = {}
    for name, others in graph.items():
        if files[name].name not in ("__init__.py", "__main__.py"):
            folder = found.setdefault(files[name].parent, set())
            folder |= {files[other].parent for other in others} - {files[name].parent}
    return found


def circle(graph):
    """The names in a circle, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def upward(graph):
    """Imports from a room that comes later, or of a module that is a command."""
    return {
        f"{name} imports {other}"
        for name, others in graph.items()
        for other in others
        if other.endswith("__main__") or ROOMS.index(other.partition(".")[0]) > ROOMS.index(name.partition(".")[0])
    }


def strangers(root, room="nnlib", allowed=("numpy",)):
    """What a room imports beyond itself, Python's own library and what is allowed."""
    return {
        f"{name} imports {names[-1]}"
        for name, path in modules(root).items()
        if name.partition(".")[0] == room
        for names in imported(path)
        if names[-1].partition(".")[0] not in {room, *allowed, *sys.stdlib_module_names}
    }


def scripts(root):
    """The modules that each of the pages' modules imports, for types too, as paths from their folder."""
    folder = root / SCRIPTS
    return {
        str(path.relative_to(folder)): {
            str((path.parent / name).resolve().relative_to(folder.resolve()))
            for name in re.findall(r'(?:from|import)\s*\(?"([^"]+)"', path.read_text(encoding="utf8"))
        }
        for path in sorted(folder.rglob("*.js"))
    }


def up_from_the_engine(graph):
    """What the engine imports from outside."""
    return {
        f"{name} imports {other}"
        for name, others in graph.items()
        for other in others
        if name.startswith("engine/") and not other.startswith("engine/")
    }


def texts_of_scripts(root):
    """Each script's text, and that of the tests' own script, which imports what is for tests alone."""
    paths = [*(root / SCRIPTS).rglob("*.js"), root / "tests/live/work.mjs"]
    return [path.read_text(encoding="utf8") for path in sorted(paths)]


def written_twice(root):
    """The first lines of definitions that are in more than one script."""
    counts = Counter(each for text in texts_of_scripts(root) for each in set(DEFINITION.findall(text)))
    return {each.splitlines()[0] for each, count in counts.items() if count > 1}


def taken_by_none(root):
    """What a script exports although no other script imports it."""
    texts = texts_of_scripts(root)
    taken = {name for text in texts for names in TAKEN.findall(text) for name in re.findall(r"\w+", "".join(names))}
    return {name for text in texts for name in EXPORTED.findall(text)} - taken


def test_nothing_is_written_in_two_scripts_or_exported_in_vain():
    assert sum(len(DEFINITION.findall(text)) for text in texts_of_scripts(ROOT)) > 200
    assert written_twice(ROOT) == set()
    assert taken_by_none(ROOT) == set()


def test_what_is_written_in_two_scripts_or_exported_in_vain_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    elements = copy / SCRIPTS / "elements.js"
    text = elements.read_text(encoding="utf8")
    elements.write_text(f"{text}\nexport const alone = 1;\n", encoding="utf8")
    with (copy / SCRIPTS / "note.js").open("a", encoding="utf8") as note:
        note.write(text[text.index("export function write") :].removeprefix("export "))
    assert "function write(place, text) {" in written_twice(copy)
    assert taken_by_none(copy) == {"alone"}


def test_no_script_is_in_a_circle_and_the_engine_needs_no_element():
    graph = scripts(ROOT)
    assert len(graph) > 40
    assert sum(map(len, graph.values())) > 100
    assert circle(graph) == []
    assert up_from_the_engine(graph) == set()


@pytest.mark.parametrize(
    ("file", "line", "seen"),
    [
        ("engine/exact.js", 'import { Ranges } from "./accepted.js";', "engine/exact.js"),
        ("engine/paper.js", '/** @typedef {import("./problem.js").Problem} Problem */', "engine/paper.js"),
        ("engine/summary.js", 'import "../note.js";', "engine/summary.js imports note.js"),
    ],
)
def test_an_import_that_runs_back_in_a_script_is_seen(file, line, seen, tmp_path):
    copy = copy_of_the_project(tmp_path)
    path = copy / SCRIPTS / file
    path.write_text(f"{line}\n{path.read_text(encoding='utf8')}", encoding="utf8")
    assert seen in circle(scripts(copy)) or seen in up_from_the_engine(scripts(copy))


def test_no_module_and_no_folder_is_in_a_circle():
    graph = imports(ROOT)
    assert len(graph) > 50
    assert circle(graph) == []
    assert circle(of_folders(graph, ROOT)) == []


def test_no_room_imports_from_a_later_one():
    graph = imports(ROOT)
    assert {name.partition(".")[0] for name in graph} == set(ROOMS)
    assert upward(graph) == set()


def test_nnlib_needs_numpy_alone():
    assert strangers(ROOT) == set()


@pytest.mark.parametrize(
    ("file", "line", "seen"),
    [
        (
            "nnlib/checks.py",
            "if TYPE_CHECKING:\n    from nnlib.network import Array",
            {"nnlib.checks"},
        ),
        ("workbook/quantities.py", "from workbook.steps import steps", {"workbook.quantities"}),
        ("workbook/show.py", "from workbook.figures.palette import light", {PurePath("workbook/figures")}),
        ("nnlib/training.py", "from workbook.symbols import Symbol", "nnlib.training imports workbook.symbols"),
        ("nnlib/training.py", "import matplotlib", "nnlib.training imports matplotlib"),
        ("extensions/colours.py", "from extensions.maths import Typesetter", {"extensions.colours"}),
        (
            "extensions/directives.py",
            "from gates.__main__ import GATES",
            "extensions.directives imports gates.__main__",
        ),
        ("extensions/live.py", "from tools.lite import build", "extensions.live imports tools.lite"),
        ("gates/prose.py", "from extensions.maths import KATEX", "gates.prose imports extensions.maths"),
    ],
)
def test_an_import_that_runs_back_is_seen(file, line, seen, tmp_path):
    copy = copy_of_the_project(tmp_path)
    path = copy / file
    path.write_text(f"{path.read_text(encoding='utf8')}\n{line}\n", encoding="utf8")
    graph = imports(copy)
    folders = {each.relative_to(copy) for each in circle(of_folders(graph, copy))}
    assert seen in strangers(copy) | upward(graph) or seen <= {*circle(graph), *folders}
