"""Each element once in Firefox, which reads scripts with another engine than Chromium; and canaries."""

import json
import os
import shutil
import subprocess
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from nnlib import Parameters, assignment, backward, cross_entropy, f, f_prime, forward, sgd_step
from tests.copies import ROOT, SITE
from tests.live.test_network import worked
from tests.site.conftest import served
from tests.workbook.marking.share import fresh
from workbook import load, mark, the_assignment
from workbook.marking.problems import Problem, table
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import printed
from workbook.marking.slips import DEGREES, NO_BIAS
from workbook.show import rounded

WIDE, NARROW = 1280, 390
SMALL = "book/glossary.html"
MISSING = "Firefox: expected firefox-esr or firefox on the path, got neither. On Debian: apt-get install firefox-esr"


def firefox_here():
    """The browser's program."""
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not found:
        pytest.fail(MISSING)
    return found


class Firefox:
    """A browser that does one task after another. What goes wrong on its page fails the task."""

    def __init__(self, home: Path) -> None:
        command = [ROOT / ".venv/bin/node", ROOT / "tests/site/firefox.mjs", firefox_here(), home]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.home = home
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, encoding="utf8", **pipes)

    def ask(self, task, **rest):
        """What was found, and what went wrong on the page until now."""
        self.process.stdin.write(json.dumps({"task": task, **rest}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def __call__(self, task, **rest):
        answer = self.ask(task, **rest)
        assert answer["complaints"] == []
        return answer["found"]

    def visit(self, address):
        self("go", address=address)
        self("wait", script="!document.querySelector('main :not(:defined)')")

    def read(self, selector):
        """The texts of these elements, or what these fields hold."""
        return self("run", script=f"[...document.querySelectorAll({selector!r})].map((e) => e.value ?? e.innerText)")

    def said(self, selector):
        return " ".join(self.read(selector)).replace("−", "-")

    def close(self):
        self.process.communicate(timeout=30)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    firefox = Firefox(tmp_path_factory.mktemp("home"))
    yield firefox
    firefox.close()


@pytest.fixture
def firefox(browser):
    browser("open", width=WIDE)
    return browser


def a_turn_marks_names_the_slip_and_unfolds(firefox, site):
    firefox.visit(site + "book/forward.html")
    assert DEGREES.name in checked(firefox, sheet_with(DEGREES, "sin_Z1", the_assignment()))
    said = checked(firefox, printed(the_assignment().solution, 4))
    assert "Everything is right" in said
    assert DEGREES.name not in said
    assert firefox("run", script=f"document.querySelector({TURN!r}).closest('.admonition').nextElementSibling.open")


TURN = "nn-turn[steps='sin_Z1 H']"


def checked(firefox, sheet):
    """What is said of the sheet's numbers for this turn."""
    numbers = [text for entry, text in sheet.entries.items() if entry.name in ("sin_Z1", "H")]
    firefox("write", selector=f"{TURN} input", texts=numbers)
    firefox("press", selector=f"{TURN} button::-p-text(Check)")
    return firefox.said(f"{TURN} [role=status]")


FIELDS = "nn-sheet .nn-lines input"


def a_sheet_is_marked_saved_cleared_and_loaded(firefox, site):
    made = fresh(5)
    sheet = sheet_with(NO_BIAS, "Z1", made)
    verdicts = [each.verdict.word for each in mark(made, sheet).entries.values()]
    firefox.visit(f"{site}book/sheet.html?problem=5")
    firefox("write", selector=FIELDS, texts=list(sheet.entries.values()))
    assert shown_verdicts(firefox) == verdicts
    assert NO_BIAS.advice in firefox.said("nn-sheet .nn-words")
    firefox("press", selector="nn-sheet .nn-compare > button")
    assert f"With this slip: {NO_BIAS.name}" in firefox.said("nn-sheet .nn-contrast")
    firefox("press", selector="nn-sheet button::-p-text(Save)")
    path = firefox.home / "saved.json"
    path.write_text(firefox("downloaded"), encoding="utf8")
    work = load(path)
    assert (work.problem.tables, dict(work.sheet.entries)) == (made.tables, dict(sheet.entries))
    firefox("press", selector="nn-sheet button::-p-text(Clear)")
    firefox("run", script="document.querySelector('nn-sheet .nn-note button')?.click()")
    assert firefox.read(FIELDS) == [""] * len(made.record)
    firefox("choose", selector="nn-sheet .nn-controls input[type=file]", path=str(path))
    firefox("wait", script=f"document.querySelector({FIELDS!r}).value")
    assert firefox.read(FIELDS) == list(sheet.entries.values())
    assert shown_verdicts(firefox) == verdicts


def shown_verdicts(firefox):
    return [text.partition(" ")[2] for text in firefox.read("nn-sheet .nn-lines .nn-verdict")]


EDITED = "nn-live .nn-cell input"


def the_network_follows_an_edit_takes_the_step_and_tells_the_address(firefox, site):
    made = with_tables({"b1": [["0.25"], *the_assignment().tables["b1"][1:]]})
    firefox.visit(site + "book/live.html")
    assert results(firefox) != worked(made, "paper")
    names = [entry.name for entry in made.givens if entry.name != "y"]
    firefox("run", script=f"document.querySelectorAll({EDITED!r})[{names.index('b1')}].classList.add('edited')")
    firefox("write", selector=f"{EDITED}.edited", texts=["0.25"])
    assert results(firefox) == worked(made, "paper")
    firefox("press", selector="nn-live button::-p-text(Take one step)")
    stepped = after_the_step(made)
    assert results(firefox) == worked(stepped, "paper")
    address = firefox("run", script="location.href")
    query = dict(parse_qsl(urlsplit(address).query))
    assert query == {name: ",".join(chain(*stepped.tables[name])) for name in Parameters._fields}
    firefox.visit(address)
    assert results(firefox) == worked(stepped, "paper")


def with_tables(tables):
    return Problem("", {**the_assignment().tables, **{name: table(rows) for name, rows in tables.items()}})


def after_the_step(made):
    """The problem whose parameters are those after the step."""
    numbers = dict(zip(made.record, worked(made, "paper"), strict=False))
    tables = {name: [list(row) for row in made.tables[name]] for name in Parameters._fields}
    for entry, text in numbers.items():
        name, _, ending = entry.name.rpartition("_")
        if ending == "new":
            tables[name][entry.row][entry.column] = text
    return with_tables(tables)


def results(firefox):
    """All results of the live network, and last the loss after the step."""
    after = firefox.said("nn-live .nn-said").partition("after the step ")[2].split(". ")[0].rstrip(".")
    return [text.replace("−", "-") for text in firefox.read("nn-live .nn-value")] + [after]


def moved(firefox, element):
    """Where the slider stands after a key, and what is said there."""
    before = firefox.read(f"{element} input")
    firefox("key", selector=f"{element} input", key="ArrowRight")
    assert firefox.read(f"{element} input") != before
    return float(firefox.read(f"{element} input")[0]), firefox.said(f"{element} output")


def the_point_on_f_moves(firefox, site):
    firefox.visit(site + "book/forward.html")
    z, said = moved(firefox, "nn-activation")
    assert f"f(z) = {rounded(f(z), 4)}, f′(z) = {rounded(f_prime(z), 4)}" in said


def the_rate_moves(firefox, site):
    firefox.visit(site + "book/sgd.html")
    firefox("press", selector="details:has(> nn-rate) > summary")
    rate, said = moved(firefox, "nn-rate")
    params, x, y, _ = assignment.givens(float)
    gradients = backward(params, forward(params, x), y).gradients
    assert rounded(cross_entropy(forward(sgd_step(params, gradients, rate), x), y), 6) in said


SEARCH = "#pst-search-dialog input[type=search]"


def the_search_finds_a_chapter(firefox, site):
    firefox.visit(site + SMALL)
    firefox("press", selector=".search-button-field")
    firefox("write", selector=SEARCH, texts=["backpropagation"])
    firefox("key", selector=SEARCH, key="Enter")
    firefox("wait", script="document.querySelector('.search-summary')?.innerText.includes('found')")
    found = firefox("run", script="[...document.querySelectorAll('#search-results a')].map((a) => a.pathname)")
    assert "/book/backpropagation.html" in found


def the_theme_that_is_chosen_stays(firefox, site):
    theme = "document.documentElement.dataset.theme"
    firefox.visit(site + SMALL)
    before = firefox("run", script=theme)
    firefox("press", selector=".theme-switch-button")
    chosen = firefox("run", script=theme)
    firefox.visit(site + "book/bibliography.html")
    assert firefox("run", script=theme) == chosen != before


MENU = "#pst-primary-sidebar-modal"


def the_menu_opens_on_a_phone(firefox, site):
    firefox("open", width=NARROW)
    firefox.visit(site + SMALL)
    firefox("press", selector=".primary-toggle")
    assert firefox("run", script=f"document.querySelector({MENU!r}).open")
    firefox("press", selector=f"{MENU} a[href='bibliography.html']")
    firefox("wait", script="location.pathname.endsWith('/book/bibliography.html')")


SCRIPTS, PAGES = "_static/**/*.js", "book/*.html"
FORGETFUL = "addEventListener('pagehide', () => localStorage.clear())"
WITHOUT_MODALS = "HTMLDialogElement.prototype.showModal = () => {}"
OTHER_NUMBERS = (SCRIPTS, '"sin"', '"cos"')
CHECKS = {
    a_turn_marks_names_the_slip_and_unfolds: (SCRIPTS, '"nn-turn"', '"nn-lost"'),
    a_sheet_is_marked_saved_cleared_and_loaded: (SCRIPTS, '"wrong here"', '"follows"'),
    the_network_follows_an_edit_takes_the_step_and_tells_the_address: OTHER_NUMBERS,
    the_point_on_f_moves: OTHER_NUMBERS,
    the_rate_moves: OTHER_NUMBERS,
    the_search_finds_a_chapter: ("searchindex.js", '"book/backpropagation"', '"book/forgotten"'),
    the_theme_that_is_chosen_stays: (PAGES, "<head>", f"<head><script>{FORGETFUL}</script>"),
    the_menu_opens_on_a_phone: (PAGES, "<head>", f"<head><script>{WITHOUT_MODALS}</script>"),
}
"""What is checked, and what it must see: some files of the site, and a text in them that becomes another."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_in_firefox(check, firefox, address):
    check(firefox, address)


def broken(site, files, old, new):
    """The site, with this text changed wherever it occurs in these files."""
    texts = {path: path.read_text(encoding="utf8") for path in site.glob(files)}
    assert any(old in text for text in texts.values())
    for path, text in texts.items():
        path.write_text(text.replace(old, new), encoding="utf8")
    return site


@pytest.fixture
def copy_of_the_site(tmp_path):
    return shutil.copytree(SITE, tmp_path / "html", ignore=shutil.ignore_patterns("lite"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_is_broken_is_seen_in_firefox(check, firefox, copy_of_the_site):
    with served(broken(copy_of_the_site, *CHECKS[check])) as address, pytest.raises(AssertionError):
        check(firefox, address)


def test_a_missing_firefox_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("FIREFOX", raising=False)
    with pytest.raises(pytest.fail.Exception, match="apt-get install firefox-esr"):
        firefox_here()
