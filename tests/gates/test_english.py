"""Words that the book replaces, and words that are misspelt; and canaries."""

import json

import pytest

from gates import english
from gates.prose import Text
from tests.copies import ROOT, copy_of_the_project


def test_the_words_are_plain_british_english():
    assert english.complaints(ROOT) == []


ADDED = {
    "README.md": "It stands in the list.",
    "nnlib/network.py": '"""It stands in the list."""',
    "gates/paper.py": "# It stands in the list.",
    "workbook/show.py": 'NOTE = "It stands in the list."',
    "book/_static/folds.js": "// It stands in the list.",
}


def test_a_word_that_the_book_replaces_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    before = english.complaints(copy)
    for name, text in ADDED.items():
        path = copy / name
        path.write_text(f"{path.read_text(encoding='utf8')}\n{text}\n", encoding="utf8")
    chapter = copy / "book/decimals.ipynb"
    notebook = json.loads(chapter.read_text(encoding="utf8"))
    notebook["cells"][0]["source"] = ["Teh rounding."]
    chapter.write_text(json.dumps(notebook), encoding="utf8")
    assert set(english.complaints(copy)) - set(before) == {
        *(f"{name}: 'stands in'. Write: is in" for name in ADDED),
        "decimals.ipynb, cell 0: 'Teh' is not in the dictionary. If it is right, add it to gates/words.toml",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was rightly rounded.", "'rightly'"),
        ("The reader is told so.", "'is told'"),
        ("A list is no array.", "'is no array'"),
        ("One calls it dead.", "'One calls'"),
        ("Work it out\nanew.", "'anew'"),
        ("Who cuts digits off is wrong.", "'Who cuts digits off is'"),
        ("The result hangs on the rule.", "'hangs on'"),
        ("We optimize it.", "'optimize'"),
        ("```{admonition} Note\n:class: note\n\nIt was rightly rounded.\n```", "'rightly'"),
        ("```{note}\nRead this.\n```\n\nIt was rightly rounded. See {eq}`eq-z1` and `code`.", "'rightly'"),
    ],
)
def test_each_replaced_word_is_found(text, found):
    (complaint,) = english.replaced([Text("here", text)])
    assert complaint.startswith(f"here: {found}. Write: ")


@pytest.mark.parametrize(
    "text", ["There is no kink, and it is no longer there.", "Who is right?", "They can be told apart.", "Resize it."]
)
def test_what_only_looks_like_a_replaced_word_passes(text):
    assert english.replaced([Text("here", text)]) == []


def test_spelling_is_british():
    wrong = ["Analyze", "color", "recieve", "teh"]
    right = ["colour", "Analyse", "don't", "Euler's", "logits", "`colr`", "$colr$", "W_colr", "colr.py", "colr(x)"]
    assert english.misspelt([Text("here", " ".join(wrong + right))]) == [
        f"here: {word!r} is not in the dictionary. If it is right, add it to gates/words.toml" for word in wrong
    ]
