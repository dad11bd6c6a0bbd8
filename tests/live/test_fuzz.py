"""Whatever is written, both sides of marking end, and mean the same: numbers, sheets, files, addresses; and canaries.

The page's own time for each task is measured in node, to see that none hangs.
"""

import json
import random
import shutil
import subprocess
from decimal import Decimal
from urllib.parse import urlencode

import pytest

from nnlib import Parameters
from nnlib.outputs import SAFE
from tests.copies import replace
from tests.full import FULL
from tests.live.node import LIVE, answers, form, texts
from tests.workbook.marking.share import fresh
from tests.workbook.marking.table import READ, REFUSED
from workbook import mark, the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.files import from_json, to_json
from workbook.marking.forms import LARGEST
from workbook.marking.limits import LIVE as LIVE_LIMITS
from workbook.marking.numerals import INVISIBLE, SPACES, Unreadable, is_blank, normalized, read_number
from workbook.marking.problems import Problem, problem_of, stated
from workbook.marking.reading import Sheet, rows_of
from workbook.marking.replay import LIMIT, PAPER, Impossible, OnPaper
from workbook.quantities import GIVENS

TIMES = 10 if FULL else 1
LONGEST_WORK = 1.0
ALPHABET = "0123456789.,-+eExX·10^{}[]()= '\u2212\u2013\u200b\u00a0\uff11\u0663\\$;|Za~"
USUAL = texts(the_assignment())


def decimal(draw):
    """A number, sane or not, with logits to 1e12 among them."""
    size = draw.choice([1, 1, 3, 10, 100, 10 ** draw.uniform(0, 12)])
    text = draw.choice(["{:.4f}", "{:.4f}", "{:.2f}", "{:.15g}", "{:.3e}"]).format(draw.uniform(-size, size))
    return draw.choice([text] * 12 + ["0", "1", "-1e11", "999999999999", "1e-50", "-3.7e-60", "1e-300", "-0.00005"])


def written(draw):
    """A number as people write it, or what is none."""
    if draw.random() < 0.7:
        return decimal(draw)
    table = draw.choice(READ + REFUSED)[0]
    noise = "".join(draw.choice(ALPHABET) for _ in range(draw.randint(0, 12)))
    return draw.choice([table, noise, decimal(draw).replace(".", ","), f"Z1 = {decimal(draw)}", ""])


def page(tasks, folder=LIVE, timeout=120):
    found = answers([{**task, "isTimed": True} for task in tasks], folder, timeout)
    assert max(each["seconds"] for each in found) < LONGEST_WORK
    return [each["answer"] for each in found]


def same(tasks, expected, folder=LIVE):
    for task, here, there in zip(tasks, page(tasks, folder), expected, strict=True):
        assert here == there, task


def numbers():
    draw = random.Random(1)
    return [written(draw) for _ in range(3000 * TIMES)]


def read_in_python(text):
    try:
        return {"number": normalized(text), "blank": is_blank(text)}
    except Unreadable as complaint:
        return {"complaint": str(complaint), "blank": is_blank(text)}


def test_texts_are_read_the_same_way():
    cases = numbers()
    same([{"task": "number", "text": text} for text in cases], [read_in_python(text) for text in cases])


def test_whatever_is_pasted_is_parted_at_once():
    draw = random.Random(2)
    pasted = [draw.choice("\t \n;,").join(written(draw) for _ in range(draw.randint(1, 9))) for _ in range(500 * TIMES)]
    page([{"task": "pieces", "text": text} for text in pasted])


def problem_from(draw):
    """A problem that can be worked, with some givens that no one would choose."""
    tables = fresh(draw.randint(0, 20)).tables
    for _ in range(20):
        changed = {name: [list(row) for row in rows] for name, rows in tables.items()}
        for _ in range(draw.randint(0, 3)):
            row = draw.choice(changed[draw.choice(["W1", "b1", "W2", "b2", "x", "learning_rate"])])
            row[draw.randrange(len(row))] = decimal(draw)
        try:
            return problem_of("drawn", changed, draw.choice([4, 4, 4, 2, 6, 16]))
        except ValueError:
            continue
    return the_assignment()


def sheet_from(draw, made):
    sheet = {entry: f"{number:.{made.places}f}" for entry, number in made.solution.items()}
    for entry in draw.sample(list(sheet), draw.choice([1, 1, 2, 4, 20])):
        sheet[entry] = draw.choice([written(draw), written(draw), ""])
    return sheet


def marking(seed, count):
    draw = random.Random(seed)
    cases = []
    for _ in range(count):
        made = problem_from(draw)
        cases.append((made, [sheet_from(draw, made) for _ in range(4)]))
    return cases


def marks_in_python(made, sheets):
    return [[[each.verdict.word, each.explanation] for each in mark(made, Sheet(s)).entries.values()] for s in sheets]


def marking_task(made, sheets):
    return {"task": "mark", "givens": texts(made), "places": made.places, "sheets": [list(s.values()) for s in sheets]}


def test_sheets_are_marked_the_same_way():
    cases = marking(3, 25 * TIMES)
    same([marking_task(*case) for case in cases], [marks_in_python(*case) for case in cases])


BLANK_EXPONENTIALS = [
    {"Z2": [number, "0.2"], "e_Z2": [None, None], "sum_e_Z2": total, "y_hat": ["0.1351", "0.8649"]}
    for number in ("883.2", "106", "150", "-135000000", "-999999999999", "999999999999")
    for total in ("3.0939", "5")
]


def test_an_exponential_that_is_left_blank_never_hangs_the_page():
    made = the_assignment()
    sheets = []
    for quantities in BLANK_EXPONENTIALS:
        sheet = {entry: f"{number:.4f}" for entry, number in made.solution.items()}
        for entry in made.record:
            if entry.name in quantities:
                value = quantities[entry.name]
                sheet[entry] = (value[entry.row] if isinstance(value, list) else value) or ""
        sheets.append(sheet)
    same([marking_task(made, sheets)], [marks_in_python(made, sheets)])


def file_from(draw):
    made = draw.choice([the_assignment(), fresh(draw.randint(0, 20)), fresh(1, (2, 2, 2))])
    content = json.loads(to_json(made, Sheet(sheet_from(draw, made))))
    for _ in range(draw.choice([0, 1, 1, 2])):
        tables = [table for table in content["givens"].values() if isinstance(table, list) and table]
        spot = draw.choice([each for each in (content, content["givens"], content["sheet"], *tables) if each])
        key = draw.choice(list(spot)) if isinstance(spot, dict) else draw.randrange(len(spot))
        spot[key] = draw.choice(
            [decimal(draw), -1, 4, 4.5, "1e1", "150", [], {}, None, True, [["1"]], [[1, [2]]], "x", ["1", "2"]]
        )
        if not isinstance(content.get("givens"), dict) or not isinstance(content.get("sheet"), dict):
            break
    text = json.dumps(content, ensure_ascii=draw.random() < 0.5)
    return text[: draw.randrange(len(text))] if draw.random() < 0.1 else text


def loaded_in_python(text):
    try:
        made, sheet = from_json(text)
    except ValueError as complaint:
        return {"complaint": "not a JSON file" if str(complaint).startswith("not a JSON file") else str(complaint)}
    written = [sheet.entries.get(entry, "") for entry in made.record]
    return {
        "name": made.name,
        "givens": texts(made),
        "places": made.places,
        "texts": written,
        "remarks": list(sheet.remarks),
        **form(made),
    }


def has_the_pages_sizes(text):
    """Python works larger problems than the page does."""
    try:
        W1, W2, x = (rows_of(json.loads(text)["givens"][name]) for name in ("W1", "W2", "x"))
        sizes = len(W1[0]), len(W1), len(W2), len(x[0])
    except (ValueError, KeyError, TypeError, IndexError):
        return True
    return all(size <= largest for size, largest in zip(sizes, LARGEST, strict=True))


def with_changes(places=4, **givens):
    content = json.loads(to_json(the_assignment()))
    return json.dumps(content | {"places": places, "givens": content["givens"] | givens})


WRONG_FILES = [
    *(with_changes(learning_rate=rate) for rate in (-1, "-0.001", "1e12", None, [[1, 2]])),
    *(with_changes(places) for places in ("1e1", 4.5, 1, 17, "4.0", True, None)),
    *(with_changes(b2=biases) for biases in ([150, 0], [["150"], ["-150"]], ["1e11", "-1e11"], ["-13", "-13"])),
    *(with_changes(b2=biases) for biases in (["-12", "12"], ["-10", "-9.5"], ["", "0"], [None, " "])),
    *(with_changes(y=target) for target in ([1, 1], [0, 0], ["0.5", "0.5"], [2, -1])),
]


TOO_LARGE = [
    *(with_changes(x=column) for column in (["1"] * 13, [["1"] * 13] * 4, ["?"] * 80_000, [["1"] * 80_000])),
    *(with_changes(y=column) for column in (["1"] * 12, ["1"] * 13)),
    with_changes(W1=[["1"] * 4] * 40_000),
]


TWICE = [
    with_changes().replace(name, f"{name}: {other}, {name}", 1)
    for name, other in [
        ('"problem"', '"other"'),
        ('"places"', "5"),
        ('"learning_rate"', "[[9]]"),
        ('"sheet"', "{}"),
        ('"loss"', '"1", "loss": 2'),
        ('"dW1"', '[{"a": 1, "a": 2}, "}"]'),
        ('"H"', r'"\" {", "\u0048" : 1'),
    ]
]


AROUND = [
    json.dumps({**json.loads(with_changes()), "sheet": {"Z1": [[f"{space}1.35{space}"], [f"0.35{space}"], [space]]}})
    for space in sorted({*INVISIBLE, *SPACES, *filter(str.isspace, map(chr, range(0x10000)))})
]


def test_files_are_read_and_refused_the_same_way():
    draw = random.Random(4)
    cases = [*WRONG_FILES, *TOO_LARGE, *TWICE, *AROUND, *(file_from(draw) for _ in range(200 * TIMES))]
    found = page([{"task": "load", "text": text} for text in cases])
    for text, here in zip(cases, found, strict=True):
        expected = loaded_in_python(text)
        if has_the_pages_sizes(text) or "complaint" in expected:
            assert here == expected, text
        else:
            assert "this page takes at most" in here["complaint"], text


def test_where_a_range_alone_is_too_large_the_problem_is_refused_in_the_same_words():
    solution = the_assignment().solution[Entry("Z2", 0, 0)] - the_assignment().givens[Entry("b2", 0, 0)]
    edge = LIMIT.ln() - solution
    cases = [
        with_changes(places, b2=[[f"{edge + Decimal(i) / 5000:.4f}"], ["0"]])
        for places in (2, 3, 4)
        for i in range(-30, 30)
    ]
    expected = [loaded_in_python(text) for text in cases]
    same([{"task": "load", "text": text} for text in cases], expected)
    refused = [json.loads(text) for text, each in zip(cases, expected, strict=True) if "complaint" in each]
    assert 0 < len(refused) < len(cases)
    assert any(can_be_worked(each) for each in refused)


def can_be_worked(content):
    """Whether the problem has a solution, whatever else could stand there."""
    try:
        return bool(stated("", content["givens"], content["places"]).solution)
    except Impossible:
        return False


def address_from(draw):
    query = {}
    for name in draw.sample(GIVENS, draw.randint(0, 4)):
        count = len([text for row in the_assignment().tables[name] for text in row])
        sane = [f"{draw.uniform(-100, 100):.2f}" for _ in range(count)]
        query[name] = ",".join(draw.choice([sane, sane, [written(draw) for _ in range(draw.choice([count, 1]))]]))
    return query


def live_given(name, text):
    """Of the page's own address: what it takes."""
    number = read_number(text)
    is_taken = abs(number) <= LIVE_LIMITS["largest"] and len(normalized(text)) <= LIVE_LIMITS["longest"]
    if not is_taken or (name == "learning_rate" and number < 0):
        raise Unreadable
    return normalized(text)


def read_address(query):
    tables = {name: [text for row in rows for text in row] for name, rows in the_assignment().tables.items()}
    unread = []
    for name, usual in tables.items():
        if name in query:
            try:
                parts = [live_given(name, text) for text in query[name].split(",")]
                if len(parts) != len(usual) or (name == "y" and sorted(map(float, parts)) != [0, 1]):
                    raise Unreadable
                tables[name] = parts
            except Unreadable:
                unread.append(name)
    givens = [text for texts in tables.values() for text in texts]
    return {"texts": givens, "unread": unread, "places": 4, **form(the_assignment())}


def test_addresses_are_read_as_the_reader_of_numbers_reads():
    draw = random.Random(5)
    cases = [address_from(draw) for _ in range(300 * TIMES)]
    same([{"task": "read", "address": urlencode(query)} for query in cases], [read_address(query) for query in cases])


class WithNothing(OnPaper):
    """Paper on which a number may be one that cannot be written down."""

    def operate(self, operation, *operands):
        if None in operands:
            raise Impossible(operation)
        return super().operate(operation, *operands)


def worked(made, givens):
    paper, known = WithNothing(PAPER, 4), dict(givens)
    for entry, expression in made.record.items():
        try:
            result = paper.result(expression, known)
            known[entry] = result if result is None else paper.round(result)
        except Impossible:
            known[entry] = None
    logits = [known[entry] for entry in made.record if entry.name == "Z2"]
    if None in logits or abs(max(logits)) > SAFE:
        names = list(made.shapes)
        beyond = names[names.index("e_Z2") :]
        known |= {entry: None for entry in made.record if entry.name in beyond}
    return known


def live_in_python(made):
    known = worked(made, made.givens)
    shown = [known[entry] for entry in made.record]
    loss = None
    if shown[-1] is not None:
        after = {
            entry: known[entry._replace(name=f"{entry.name}_new")] if entry.name in Parameters._fields else number
            for entry, number in made.givens.items()
        }
        loss = next(number for entry, number in worked(made, after).items() if entry.name == "loss")
    return ["–" if number is None else f"{number:.4f}" for number in [*shown, loss]]


def live_problems(count):
    draw = random.Random(6)
    for x in (("20", "-20", "20", "20"), ("100", "-100", "100", "100")):
        yield Problem(
            "steep", {**the_assignment().tables, "x": tuple((text,) for text in x), "learning_rate": (("100",),)}
        )
    for _ in range(count):
        tables = {
            name: tuple(tuple(f"{draw.uniform(-1, 1) * draw.choice([1, 10, 100]):.3f}" for _ in row) for row in rows)
            for name, rows in the_assignment().tables.items()
        }
        rate = ((draw.choice(["0", "0.1", "3", "100"]),),)
        yield Problem("drawn", {**tables, "y": the_assignment().tables["y"], "learning_rate": rate})


def test_the_live_network_is_pythons_on_paper_at_once():
    cases = list(live_problems(60 * TIMES))
    tasks = [{"task": "work", "givens": texts(made), "kind": "paper"} for made in cases]
    same(tasks, [live_in_python(made) for made in cases])
    page([{**task, "kind": "machine"} for task in tasks])


def test_a_page_that_hangs_is_seen(tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / "engine/exact.js", "if (a < LEAST) return 0n;", "")
    sheet = {entry: "-999999999999" if entry.name == "Z2" else "" for entry in the_assignment().record}
    with pytest.raises(subprocess.TimeoutExpired):
        page([marking_task(the_assignment(), [sheet])], copy, timeout=5)


@pytest.mark.parametrize(
    ("module", "old", "new", "test"),
    [
        (
            "engine/exact.js",
            "absolute(a) >= LIMIT",
            "absolute(a) >= LIMIT * LIMIT",
            test_files_are_read_and_refused_the_same_way,
        ),
        (
            "engine/standing.js",
            ": otherwise[entry]",
            ": [[0n, 0n]]",
            test_an_exponential_that_is_left_blank_never_hangs_the_page,
        ),
        ("files.js", "parsed(rate) < 0n", "false", test_files_are_read_and_refused_the_same_way),
        ("files.js", "seen.has(name) || !seen.add(name)", "false", test_files_are_read_and_refused_the_same_way),
        (
            "engine/address.js",
            ".every(isOneHot)",
            ".every(() => true)",
            test_addresses_are_read_as_the_reader_of_numbers_reads,
        ),
        ("engine/network.js", "<= this.safe", "<= 5", test_the_live_network_is_pythons_on_paper_at_once),
        ("engine/reading.js", "ungrouped(bareOf(text))", "bareOf(text)", test_texts_are_read_the_same_way),
    ],
)
def test_a_page_that_parts_from_python_is_seen(module, old, new, test, tmp_path, monkeypatch):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / module, old, new)
    monkeypatch.setattr("tests.live.test_fuzz.page", lambda tasks, *_: answers(tasks, copy))
    with pytest.raises(AssertionError):
        test()
