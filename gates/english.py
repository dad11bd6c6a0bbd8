"""Text is plain British English: spelled as in the dictionary, without the words that gates/words.toml replaces.

The gate reads the chapters and pages, and the docstrings, comments and messages of all Python code.
In the scripts of the site it looks for the replaced words alone.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

from gates.prose import Text, texts

WORDS = Path(__file__).with_name("words.toml")
SPELLER = Path(__file__).with_name("spell.cjs")
NODE = Path(sys.executable).with_name("node")
CODE = ("nnlib", "workbook", "gates", "extensions", "tools", "peers")
SCRIPTS = "book/_static/**/*.js"

NO_TEXT = re.compile(
    r"```\{(?:literalinclude|math|bibliography|eval-rst)\}.*?```"  # what is not the page's own text
    r"|```(?:text|sh|python)\n.*?```"
    r"|\{[\w-]+\}(?=`)|\$\$.*?\$\$(?: \([\w-]+\))?|\$[^$\n]+\$|`[^`]+`"  # maths and code
    r"|\]\([^)]*\)|<[^>\n]*>|https?://\S+"  # where links lead, and HTML
    r"|^:\w+:[^\n]*$|^`{3,}(?:\{[\w-]+\}|$)"  # the syntax of directives,
    r"|^\([\w-]+\)=$|^eq-\w+$|^\s*>>> [^\n]*$",  # of labels, of doctests
    re.DOTALL | re.MULTILINE,
)
WORD = re.compile(r"(?<![\w.\\{/-])[A-Za-z][a-z]+(?:'(?!s\b)[a-z]+)?(?![\w({=/]|\.\w)")
"""A word that is neither part of a name in code nor an abbreviation in capitals."""


def complaints(root: Path) -> list[str]:
    """Each word that the book replaces, and each that is not in the dictionary, with the place where it is."""
    prose = [*texts(root), *_explanations(root)]
    return replaced([*prose, *_messages(root)]) + misspelt(prose)


def _modules(root: Path) -> Iterator[tuple[str, str]]:
    for folder in CODE:
        for path in sorted(root.glob(f"{folder}/**/*.py")):
            yield str(path.relative_to(root)), path.read_text(encoding="utf8")


def _explanations(root: Path) -> Iterator[Text]:
    """Docstrings and comments."""
    for place, source in _modules(root):
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Expr(ast.Constant(str(docstring))):
                    yield Text(place, docstring)
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield Text(place, token.string)


def _messages(root: Path) -> Iterator[Text]:
    """Every string in the code, and the whole text of the site's scripts."""
    for place, source in _modules(root):
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Constant(str(string)):
                    yield Text(place, string)
    for path in sorted(root.glob(SCRIPTS)):
        yield Text(str(path.relative_to(root)), path.read_text(encoding="utf8"))


def replaced(found: list[Text]) -> list[str]:
    """Each word or phrase for which the book has a better one."""
    instead: dict[str, str] = _words()["instead"]
    complaints = [
        f"{place}: {match[0]!r}. Write: {better}"
        for place, text in found
        for pattern, better in instead.items()
        for match in re.finditer(rf"\b{pattern}\b", " ".join(_text(text).split()), re.IGNORECASE)
    ]
    return list(dict.fromkeys(complaints))


def misspelt(found: list[Text]) -> list[str]:
    """Each word that is neither in the dictionary nor in the project's own list."""
    words = {(place, word) for place, text in found for word in WORD.findall(_text(text))}
    unknown = {word for _, word in words}.difference(" ".join(_words()["known"].values()).split())
    answer = subprocess.run(
        [NODE, SPELLER], input="\n".join(sorted(unknown)), capture_output=True, text=True, encoding="utf8", check=True
    )
    wrong = set(answer.stdout.split())
    return [
        f"{place}: {word!r} is not in the dictionary. If it is right, add it to gates/words.toml"
        for place, word in sorted(words)
        if word in wrong
    ]


def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf8"))


def _text(text: str) -> str:
    return NO_TEXT.sub(" ", text)
