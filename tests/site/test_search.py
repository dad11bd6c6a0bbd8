"""A search for a word of the glossary finds its definition first."""

import pytest

FOUND = "document.querySelector('.search-summary')?.innerText.includes('found')"
FIRST = "document.querySelector('#search-results a').href"


@pytest.mark.parametrize("word", ["softmax", "kink", "learning rate", "overfitting"])
def test_the_definition_is_found_first(word, new_page, address):
    page = new_page(1280)
    page.goto(f"{address}search.html?q={word.replace(' ', '+')}")
    page.wait_for_function(FOUND)
    assert f"book/glossary.html#term-{word.replace(' ', '-')}" in page.evaluate(FIRST)
