"""IMS QTI 2.1: a package with an item for each problem, and a test that selects one of them.

Source of the format: IMS Question and Test Interoperability, Information Model, version 2.1, 2012.
"""

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from workbook.course.exports.blanks import Blank, blanks
from workbook.course.exports.markup import JUDGED_ALONE, givens, identifier, identity, number, sheet
from workbook.course.exports.xml import add, plain, written, zipped
from workbook.marking.accepted import Range
from workbook.marking.problems import Problem

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"


def qti(title: str, problems: Sequence[Problem]) -> dict[str, bytes]:
    """The package, as a zip file."""
    items = {identity(problem): problem for problem in problems}
    files = {f"{name}.xml": written(_item(name, problem)) for name, problem in items.items()}
    names = list(items)
    return {"qti21.zip": zipped({"imsmanifest.xml": _manifest(names), "test.xml": _test(title, names), **files})}


def _manifest(names: Sequence[str]) -> bytes:
    manifest = Element("manifest", xmlns=PACKAGE, identifier=f"package_of_{names[0]}")
    metadata = add(manifest, "metadata")
    add(metadata, "schema", "QTIv2.1 Package")
    add(metadata, "schemaversion", "1.0.0")
    add(manifest, "organizations")
    resources = add(manifest, "resources")
    test = add(resources, "resource", identifier=f"test_of_{names[0]}", type="imsqti_test_xmlv2p1", href="test.xml")
    add(test, "file", href="test.xml")
    for name in names:
        add(test, "dependency", identifierref=name)
    for name in names:
        item = add(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=f"{name}.xml")
        add(item, "file", href=f"{name}.xml")
    return written(manifest)


def _test(title: str, names: Sequence[str]) -> bytes:
    test = Element("assessmentTest", xmlns=QTI, identifier=f"test_of_{names[0]}", title=title)
    part = add(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="simultaneous")
    section = add(part, "assessmentSection", identifier="section", title="A problem", visible="true")
    add(section, "selection", select="1")
    for name in names:
        add(section, "assessmentItemRef", identifier=name, href=f"{name}.xml")
    return written(test)


def _item(name: str, problem: Problem) -> Element:
    named = {"identifier": name, "title": plain(problem.name), "adaptive": "false", "timeDependent": "false"}
    item = Element("assessmentItem", named, xmlns=QTI)
    every = blanks(problem)
    for blank in every:
        response = add(
            item, "responseDeclaration", identifier=identifier(blank.entry), cardinality="single", baseType="float"
        )
        add(add(response, "correctResponse"), "value", blank.answer)
    for outcome, most in (("SCORE", 0), ("MAXSCORE", sum(blank.weight for blank in every))):
        declared = add(item, "outcomeDeclaration", identifier=outcome, cardinality="single", baseType="float")
        add(add(declared, "defaultValue"), "value", str(most))
    add(item, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")
    item.append(_body(problem))
    processing = add(item, "responseProcessing")
    for blank in every:
        _judge(processing, blank)
    for blank in every:
        for count, wrong in enumerate(blank.wrong, 1):
            feedback = add(
                item, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=_slip(blank, count), showHide="show"
            )
            feedback.text = f"{blank.entry.where}. {wrong.feedback}"
    return item


def _body(problem: Problem) -> Element:
    """The problem and its sheet; each blank is an element in a table cell."""
    entry = '<textEntryInteraction responseIdentifier="{}" expectedLength="10" />'
    blank = sheet(problem, lambda each: entry.format(identifier(each)))
    return ElementTree.fromstring(f"<itemBody>{givens(problem)}<p>{JUDGED_ALONE}</p>{blank}</itemBody>")


def _judge(processing: Element, blank: Blank) -> None:
    condition = add(processing, "responseCondition")
    right = add(condition, "responseIf")
    either = add(right, "or")
    for numbers in blank.accepted:
        _within(either, blank, numbers)
    _set(right, "SCORE", "sum", "float", str(blank.weight))
    for count, wrong in enumerate(blank.wrong, 1):
        named = add(condition, "responseElseIf")
        _within(named, blank, wrong.numbers)
        _set(named, "FEEDBACK", "multiple", "identifier", _slip(blank, count))


def _within(parent: Element, blank: Blank, numbers: Range) -> None:
    both = add(parent, "and")
    for comparison, end in zip(("gte", "lte"), numbers, strict=True):
        compared = add(both, comparison)
        add(compared, "variable", identifier=identifier(blank.entry))
        add(compared, "baseValue", number(end), baseType="float")


def _set(parent: Element, outcome: str, operation: str, kind: str, value: str) -> None:
    made = add(add(parent, "setOutcomeValue", identifier=outcome), operation)
    add(made, "variable", identifier=outcome)
    add(made, "baseValue", value, baseType=kind)


def _slip(blank: Blank, count: int) -> str:
    return f"{identifier(blank.entry)}_slip_{count}"
