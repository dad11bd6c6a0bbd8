"""Chapters are opened by services once the repository is known, and not before."""

import pytest
from bs4 import BeautifulSoup

from tests.book.small import build_few
from tests.copies import ROOT, copy_of_the_project, replace
from tools.chapters import chapters

REPOSITORY = "https://github.com/someone/something"
NAMES = [path.stem for path in chapters(ROOT)]
SERVICES = "a[href*='mybinder.org'], a[href*='colab.research']"


def links(site, name, selector):
    page = BeautifulSoup((site / f"book/{name}.html").read_text(encoding="utf8"), "html.parser")
    return {link["href"]: link["title"] for link in page.select(selector)}


@pytest.fixture(scope="module")
def with_repository(tmp_path_factory):
    """A site whose repository is set, and whose Pyodide is its own."""
    copy = copy_of_the_project(tmp_path_factory.mktemp("with repository"))
    replace(copy / "_config.yml", 'url: ""', f"url: {REPOSITORY}")
    return build_few(copy, JUPYTERLITE_PYODIDE_URL="here")


@pytest.mark.parametrize("name", NAMES)
def test_without_a_repository_there_is_no_service(name):
    assert links(ROOT / "_build/html", name, SERVICES) == {}


def test_with_a_repository_there_are_both(with_repository):
    name = "forward"
    binder, colab = links(with_repository, name, SERVICES).items()
    assert binder[0] == f"https://mybinder.org/v2/gh/someone/something/main?urlpath=lab/tree/book/{name}.ipynb"
    assert colab[0] == f"https://colab.research.google.com/github/someone/something/blob/main/book/{name}.ipynb"
    assert colab[1].endswith(f"%pip install git+{REPOSITORY}")


def test_the_button_says_that_python_comes_from_another_host_and_only_where_it_does(with_repository):
    name = "forward"
    (said,) = links(ROOT / "_build/html", name, ".btn-run-button").values()
    (unsaid,) = links(with_repository, name, ".btn-run-button").values()
    assert "cdn.jsdelivr.net" in said
    assert "cdn.jsdelivr.net" not in unsaid
