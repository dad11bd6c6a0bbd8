"""Nothing asks an index for a package of ours by name: there it is another's, or may be one day; and canaries."""

import re
import tomllib
from itertools import pairwise

import pytest

from tests.copies import ROOT, files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
OURS = {PROJECT["name"], "crosscheck", "bench", *(path.parent.name for path in ROOT.glob("*/__init__.py"))}
NAMES = "|".join(re.sub("[-_]", "[-_.]", name) for name in sorted(OURS))
EXTRAS = rf"\[(?:{'|'.join(PROJECT['optional-dependencies'])})\b[\w,-]*\]"
ONE_OF_OURS = re.compile(rf"(?:{NAMES})(?P<more>(?:{EXTRAS})?(?:[=<>~!]=?[\d.*,]+)?)", re.IGNORECASE)
TOOLS = r"\b(?:pip[\dx.]*|uvx?|conda|mamba|poetry|pdm|hatch|micropip|piplite)\b"
COMMAND = re.compile(rf"{TOOLS}.*?\b(?:install|add|download|wheel|run|with)\b", re.IGNORECASE)
ITSELF = re.compile(rf'^    "{PROJECT["name"]}{EXTRAS}",$', re.MULTILINE)
"""One extra of the project may ask for another."""


def asked(text):
    """What a text asks an index for: after an installer's command, or written as only a requirement is."""
    for line in text.splitlines():
        command = COMMAND.search(line)
        for part in re.split("&&|[;|#]", line):
            words = [word.strip(",.:") for word in re.split(r"[\s\"'`()\\]+", part)]
            for word, following in pairwise([*words, ""]):
                found = ONE_OF_OURS.fullmatch(word)
                if found and following != "@" and (found["more"] or (command and command[0] in part)):
                    yield word


def texts():
    for path in files(ROOT):
        if path.name != "test_names.py":
            text = path.read_text(encoding="utf8")
            yield path, ITSELF.sub("", text) if path.name == "pyproject.toml" else text


def test_no_file_asks_for_them():
    assert [(str(path.relative_to(ROOT)), found) for path, text in texts() for found in asked(text)] == []


def test_no_requirement_is_theirs_by_name():
    lines = [line for path, text in texts() if "requirements" in path.name for line in text.splitlines()]
    assert not {re.match(r"[\w.-]*", line)[0] for line in lines} & OURS


@pytest.mark.parametrize(
    "text",
    [
        "pip install nnlib",
        "Needs SymPy: pip install nnlib[numbers].",
        "%pip install -q numpy workbook",
        '!python -m pip install "nnlib[numbers,progress]>=0.1"',
        "pip3 install --upgrade 'workbook'",
        "uv add nnlib",
        "uv pip install one_small_network",
        "uvx --with peers jupyter lab",
        "conda install -c conda-forge nnlib",
        'await micropip.install("nnlib")',
        "pip install one-small-network[chapters]",
        '    "nnlib[chapters]",',
        "nnlib==0.1.0",
    ],
)
def test_what_asks_for_them_is_seen(text):
    assert list(asked(text))


@pytest.mark.parametrize(
    "text",
    [
        "pip install sympy",
        '%pip install "one-small-network[chapters] @ https://example.org/one_small_network-0.1.0-py3-none-any.whl"',
        "pip install git+https://example.org/someone/nnlib",
        'python -m pip install -e ".[numbers,progress]" pytest\npytest nnlib workbook',
        "pip install ./nnlib",
        "pip install -r peers/requirements.txt",
        "from nnlib import forward",
    ],
)
def test_what_does_not_is_let_pass(text):
    assert list(asked(text)) == []
