"""The computation graph has the arrows that the code has, and the symbols of the book."""

import re
from xml.etree import ElementTree

from nnlib import assignment, backward, forward
from nnlib.numbers import FixedPoint
from workbook.figures.graph import BACK_EDGES, BOXES, EDGES, forward_graph, graph
from workbook.quantities import QUANTITIES

SVG = "{http://www.w3.org/2000/svg}"
IN_LABEL = {"f": set(), "H⊤": {"H"}, "W2⊤": {"W2"}, "x⊤": {"x"}, "": set()}
IN_LABEL |= {"ŷ − y": {"y_hat", "y"}, "⊙ f'(Z1)": {"Z1"}}


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def made_of(number, named):
    """The named quantities that a number was worked from."""
    if id(number) in named:
        return {named[id(number)]}
    return set().union(*(made_of(operand, named) for operand in number.operands))


def drawn():
    """What the graph says that each quantity is made of. The loss is where the two passes turn."""
    sources = {}
    for (start, end), text in (EDGES | BACK_EDGES).items():
        sources.setdefault(end, set()).update({start} - {"loss"} | IN_LABEL[text_of(text)])
    return {name: made for name, made in sources.items() if name != "loss"}


def worked():
    """What the recorded operations say."""
    params, x, y, _ = assignment.givens(FixedPoint)
    trace = forward(params, x)
    back = backward(params, trace, y)
    named, found = {}, {}
    for name, quantity in {"x": x, "y": y, **params._asdict(), **trace._asdict(), **back._asdict()}.items():
        if name in BOXES:
            found[name] = set().union(*(made_of(number, named) for number in quantity.flat))
            named = {id(number): name for number in quantity.flat} | named
    return {name: made for name, made in found.items() if made}


def test_the_arrows_are_those_of_the_code():
    assert drawn() == worked()


def test_a_wrong_arrow_is_seen(monkeypatch):
    monkeypatch.delitem(EDGES, ("b2", "Z2"))
    assert drawn() != worked()


def texts(svg):
    return [
        re.sub(r"\s", "", "".join(node.itertext())) for node in ElementTree.fromstring(svg.source).iter(f"{SVG}text")
    ]


def test_each_box_has_its_symbol():
    assert set(BOXES) <= set(QUANTITIES)
    assert {text_of(QUANTITIES[name].symbol.pieces()).replace(" ", "") for name in BOXES} <= set(texts(graph("all")))


def test_the_forward_graph_is_a_part_of_the_whole():
    forward_only = texts(forward_graph("forward"))
    assert set(forward_only) < set(texts(graph("all")))
    assert "δ2" not in forward_only


def test_boxes_stand_apart():
    places = [(x - half, x + half, y) for x, y, half in BOXES.values()]
    for i, (left, right, y) in enumerate(places):
        assert all(right < a or b < left or y != h for a, b, h in places[:i])
