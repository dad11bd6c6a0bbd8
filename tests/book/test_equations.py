"""Each link to an equation gives the number that is printed beside it; and a canary."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.copies import SITE, pages

PLACE = "equation-"


def numbers_on(read):
    """What is printed beside each equation of a page, by its place."""
    shown = {each["id"]: each.select_one(".eqno") for each in read.select(f"[id^={PLACE}]")}
    return {place: number.get_text().strip(" #¶\n") for place, number in shown.items() if number}


def other_numbers(site):
    """The links whose number is not the equation's."""
    texts = {page.resolve(): page.read_text(encoding="utf8") for page in pages(site)}
    read = {page: BeautifulSoup(text, "html.parser") for page, text in texts.items() if PLACE in text}
    printed = {page: numbers_on(each) for page, each in read.items()}
    found = []
    for page, each in read.items():
        for link in each.select(f'a[href*="#{PLACE}"]:not(.headerlink)'):
            address = urlsplit(link["href"])
            target = (page.parent / unquote(address.path)).resolve() if address.path else page
            said = re.findall(r"\(\d+\)", link.get_text())
            if said != [printed[target][address.fragment]]:
                found.append(f"{page.name}: {link.get_text()}")
    return found, sum(map(len, printed.values()))


def test_a_link_to_an_equation_has_its_number():
    found, count = other_numbers(SITE)
    assert found == []
    assert count


@pytest.mark.parametrize(("said", "wrong"), [("The loss (2)", False), ("The loss (1)", True), ("The loss", True)])
def test_another_number_is_seen(said, wrong, tmp_path):
    equation = (
        f'<div id="{PLACE}eq-a"><span class="eqno">(2)<a class="headerlink" href="#{PLACE}eq-a">#</a></span></div>'
    )
    (tmp_path / "b.html").write_text(equation, encoding="utf8")
    (tmp_path / "a.html").write_text(f'<a href="b.html#{PLACE}eq-a">{said}</a>', encoding="utf8")
    assert other_numbers(tmp_path)[0] == [f"a.html: {said}"] * wrong
