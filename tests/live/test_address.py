"""The page reads the address that a printed sheet has: it is that problem, by its network, sizes, places and givens."""

from urllib.parse import urlsplit

from tests.live.node import answers, form, texts
from tests.workbook.course.test_address import MADE
from workbook.course.address import page_address


def test_the_page_opens_the_problem_of_a_printed_sheet():
    queries = [urlsplit(page_address("https://example.org/", made)).query for made in MADE]
    read = answers({"task": "read", "address": query} for query in queries)
    expected = [{**form(made), "texts": texts(made), "places": made.places, "unread": []} for made in MADE]
    assert read == expected
