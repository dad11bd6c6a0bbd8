"""PrairieLearn: a question that marks as this package does, because it calls it."""

import json
import uuid
from collections.abc import Sequence
from pathlib import Path

import nnlib
import workbook
from workbook.file_names import file_name
from workbook.marking.files import to_json
from workbook.marking.problems import Problem


def prairielearn(title: str, problems: Sequence[Problem]) -> dict[str, bytes]:
    """A course's files by name: one question with all the problems, and the packages that it needs."""
    texts = [json.loads(to_json(each)) for each in problems]
    content = json.dumps([{part: text[part] for part in text if part != "sheet"} for text in texts], indent=1)
    info = {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, content)),
        "title": f"One small network: {title}",
        "topic": "Neural networks",
        "type": "v3",
        "singleVariant": len(problems) == 1,
    }
    question = f"questions/{file_name(title)}"
    own = Path(__file__).with_name("prairielearn_question")
    return {
        f"{question}/info.json": _json(info),
        f"{question}/problems.json": content.encode(),
        f"{question}/server.py": (own / "server.py").read_bytes(),
        f"{question}/question.html": (own / "question.html").read_bytes(),
        **_packages(),
    }


def _packages() -> dict[str, bytes]:
    """The sources of `nnlib` and `workbook`, as they are here."""
    return {
        f"serverFilesCourse/{package.__name__}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for package in (nnlib, workbook)
        for folder in [Path(package.__path__[0])]
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
