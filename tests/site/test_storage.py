"""Where a browser keeps nothing of a site, its pages work all the same; and a canary."""

import pytest

FORBIDDEN = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
GONE = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: null });"
STAND_IN = 'of ["localStorage", "sessionStorage"]'


@pytest.fixture
def visit(new_page, address):
    """Open a page after a script, and list in `complaints` what its own scripts could not do."""

    def open_page(name, before=FORBIDDEN, width=1280):
        page = new_page(width)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.add_init_script(before)
        page.goto(address + name)
        return page

    return open_page


@pytest.mark.parametrize("before", [FORBIDDEN, FULL, GONE], ids=["forbidden", "full", "gone"])
def test_a_search_finds(before, visit):
    page = visit("search.html?q=softmax", before)
    page.locator("#search-results li a").first.wait_for()
    page.locator("#search-results li a", has_text="The forward pass").first.click()
    page.wait_for_url("**/forward.html*")
    assert page.complaints == []


def test_the_keys_open_the_search_and_the_button_too(visit):
    page = visit("book/sgd.html")
    page.keyboard.press("Control+K")
    page.locator("#pst-search-dialog").wait_for()
    page.keyboard.press("Escape")
    page.locator(".search-button__button").locator("visible=true").first.click()
    page.locator("#pst-search-dialog").wait_for()
    assert page.complaints == []


def test_the_theme_changes(visit):
    page = visit("book/sgd.html")
    seen = set()
    for _ in range(3):
        page.locator(".theme-switch-button").locator("visible=true").first.click()
        seen.add(page.evaluate("document.documentElement.dataset.theme"))
    assert seen == {"light", "dark"}
    assert page.complaints == []


@pytest.mark.parametrize("side", ["primary", "secondary"])
def test_a_phones_menus_open(side, visit):
    page = visit("book/sgd.html", width=390)
    page.locator(f".{side}-toggle").locator("visible=true").first.click()
    page.locator(f"#pst-{side}-sidebar-modal").wait_for()
    assert page.complaints == []


def test_no_script_stops(visit, address):
    page = visit("book/forward.html")
    for name in ("book/sheet.html", "book/live.html", "genindex.html", "404.html"):
        page.goto(address + name)
        page.wait_for_function("() => !document.querySelector('main :not(:defined)')")
    assert page.complaints == []


def test_what_is_chosen_on_a_page_holds_on_it(visit):
    page = visit("book/sgd.html")
    assert page.evaluate("localStorage.setItem('a', 1), localStorage.getItem('a')") == "1"
    assert page.evaluate("localStorage.removeItem('a'), localStorage.getItem('a')") is None
    assert page.evaluate("localStorage.setItem('a', 1), localStorage.clear(), localStorage.getItem('a')") is None


def test_what_a_full_browser_has_can_still_be_read(visit):
    page = visit("book/sgd.html", f"localStorage.setItem('a', 1); {FULL}")
    assert page.evaluate("localStorage.setItem('b', 2), ['a', 'b'].map((key) => localStorage.getItem(key))") == [
        "1",
        "2",
    ]


def test_a_browser_that_keeps_things_gets_nothing_else(visit):
    page = visit("book/sgd.html", before="")
    assert page.evaluate("[localStorage, sessionStorage].every((kept) => kept instanceof Storage)")
    assert page.evaluate("localStorage.getItem('kept')") is None


@pytest.fixture
def without_the_stand_in(new_page, address):
    """A page from which the stand-in is taken out."""

    def broken(route):
        body = route.fetch().text()
        assert STAND_IN in body
        route.fulfill(body=body.replace(STAND_IN, "of []"), content_type="text/html")

    page = new_page(1280)
    page.add_init_script(FORBIDDEN)
    page.route("**/*.html", broken)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(address + "book/sgd.html")
    return page


def test_a_page_whose_scripts_stop_is_seen(without_the_stand_in):
    page = without_the_stand_in
    assert len(page.complaints) > 1
    page.keyboard.press("Control+K")
    assert not page.locator("#pst-search-dialog").is_visible()
