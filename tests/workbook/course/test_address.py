"""A problem's address holds its givens and nothing else."""

from urllib.parse import parse_qs, urlsplit

import pytest

from workbook import problem, the_assignment
from workbook.course.address import page_address, site_address
from workbook.marking.problems import problem_of
from workbook.networks import Network, network_of

MADE = [
    the_assignment(),
    problem(5, (2, 3, 2, 3)),
    problem(3, (3, 2, 1), 5, Network("leaky relu", "sigmoid", "binary cross-entropy", "sum", "shared")),
    problem(1, (3, 2, 1), 8, Network("tanh", "linear", "half squares", "mean", "none")),
]


@pytest.mark.parametrize("made", MADE, ids=lambda made: str(made.network))
def test_it_tells_the_whole_problem_and_no_more(made):
    told = {
        name: text for name, (text,) in parse_qs(urlsplit(page_address("https://example.org/", made)).query).items()
    }
    network = network_of({part: told.pop(part) for part in Network._fields if part in told})
    sizes, places = told.pop("sizes"), told.pop("places")
    assert sizes == ",".join(map(str, made.sizes))
    tables = {}
    for name, table in made.tables.items():
        numbers, columns = told.pop(name).split(","), len(table[0])
        tables[name] = [numbers[i : i + columns] for i in range(0, len(numbers), columns)]
    assert problem_of(made.name, tables, places, network) == made
    assert not told


@pytest.mark.parametrize("given", ["https://example.org/course", "https://example.org/course/", ""])
def test_a_sites_address_ends_in_a_slash(given):
    assert site_address(given) == ("https://example.org/course/" if given else "")


@pytest.mark.parametrize("given", ["example.org", "ftp://example.org", "https:///course", "course/"])
def test_anything_else_is_refused(given):
    with pytest.raises(ValueError, match=r"expected an address such as https://example\.org/course/, got"):
        site_address(given)
