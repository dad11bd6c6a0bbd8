"""PrairieLearn's own renderer of Mustache, `chevron`, shows the question, and nothing in it is taken for markup."""

import json
import runpy
from html.parser import HTMLParser

import chevron
from conftest import PROBLEMS, sheets

from workbook.course.exports.prairielearn import prairielearn

TAGS = {"p", "strong", "table", "tbody", "tr", "td", "ul", "li", "sub", "sup"}
TAGS |= {"pl-question-panel", "pl-string-input", "pl-submission-panel"}


class Seen(HTMLParser):
    """The inputs, and the text."""

    def __init__(self, html):
        super().__init__()
        self.inputs, self.text, self.tags = [], "", set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "pl-string-input":
            self.inputs.append(dict(attributes)["answers-name"])

    def handle_data(self, data):
        self.text += data


def question(problem, folder):
    for name, content in prairielearn("monday", [problem]).items():
        if name.startswith("questions/"):
            (folder / name.rpartition("/")[2]).write_bytes(content)
    return runpy.run_path(str(folder / "server.py")), (folder / "question.html").read_text(encoding="utf8")


def test_the_question_is_shown(exported, tmp_path):
    server, template = question(exported, tmp_path)
    data = {
        "params": {},
        "correct_answers": {},
        "options": {"question_path": str(tmp_path)},
        "variant_seed": 7,
        "submitted_answers": {},
        "format_errors": {},
        "partial_scores": {},
        "feedback": {},
        "score": 0,
    }
    server["generate"](data)
    data = json.loads(json.dumps(data))
    data["submitted_answers"] = {
        f"{entry.name}_{entry.row + 1}_{entry.column + 1}": text
        for entry, text in sheets(exported)["following"].entries.items()
    }
    server["parse"](data)
    server["grade"](data)
    seen = Seen(chevron.render(template, json.loads(json.dumps(data))))
    assert len(seen.inputs) == len(set(seen.inputs)) == len(exported.record)
    assert set(seen.inputs) == set(data["submitted_answers"])
    assert exported.name in seen.text
    assert "follows." in seen.text
    assert seen.tags <= TAGS


def test_a_problem_is_chosen_by_the_seed(tmp_path):
    every = list(PROBLEMS.values())
    for name, content in prairielearn("monday", every).items():
        if name.startswith("questions/"):
            (tmp_path / name.rpartition("/")[2]).write_bytes(content)
    server = runpy.run_path(str(tmp_path / "server.py"))
    titles = []
    for seed in range(len(every)):
        data = {"params": {}, "correct_answers": {}, "options": {"question_path": str(tmp_path)}, "variant_seed": seed}
        server["generate"](data)
        titles.append(data["params"]["title"])
    assert titles == [each.name for each in every]
