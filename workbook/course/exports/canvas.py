"""Canvas, by IMS QTI 1.2: a quiz for each problem, with a numerical question for each entry.

Source of the format: IMS Question and Test Interoperability, ASI Best Practice and Implementation Guide, version 1.2,
2002; and `numeric_interaction.rb` of Canvas's `qti_exporter`, which treats every range as a right answer, so
slips cannot be named.
"""

from collections.abc import Sequence
from html import escape
from xml.etree.ElementTree import Element

from workbook.course.exports.blanks import Blank, blanks
from workbook.course.exports.markup import JUDGED_ALONE, givens, identifier, identity, number, symbol
from workbook.course.exports.xml import add, written, zipped
from workbook.marking.problems import Problem

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
QUIZ = "http://canvas.instructure.com/xsd/cccv1p0"
ATTACHED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def canvas(problems: Sequence[Problem]) -> dict[str, bytes]:
    """The package, as a zip file."""
    quizzes = {identity(problem): problem for problem in problems}
    files = {"imsmanifest.xml": _manifest(list(quizzes))}
    for name, problem in quizzes.items():
        every = blanks(problem)
        files[f"{name}/assessment_meta.xml"] = _settings(name, problem, every)
        files[f"{name}/{name}.xml"] = _questions(name, problem, every)
    return {"canvas.zip": zipped(files)}


def _manifest(names: Sequence[str]) -> bytes:
    manifest = Element("manifest", xmlns=PACKAGE, identifier=f"package_of_{names[0]}")
    metadata = add(manifest, "metadata")
    add(metadata, "schema", "IMS Content")
    add(metadata, "schemaversion", "1.1.3")
    add(manifest, "organizations")
    resources = add(manifest, "resources")
    for name in names:
        quiz = add(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
        add(quiz, "file", href=f"{name}/{name}.xml")
        add(quiz, "dependency", identifierref=f"{name}_settings")
        settings = f"{name}/assessment_meta.xml"
        attached = add(resources, "resource", identifier=f"{name}_settings", type=ATTACHED, href=settings)
        add(attached, "file", href=settings)
    return written(manifest)


def _settings(name: str, problem: Problem, every: Sequence[Blank]) -> bytes:
    quiz = Element("quiz", xmlns=QUIZ, identifier=name)
    add(quiz, "title", problem.name)
    add(quiz, "description", givens(problem) + f"<p>{JUDGED_ALONE}</p>")
    add(quiz, "quiz_type", "assignment")
    add(quiz, "points_possible", f"{sum(each.weight for each in every)}.0")
    add(quiz, "shuffle_answers", "false")
    return written(quiz)


def _questions(name: str, problem: Problem, every: Sequence[Blank]) -> bytes:
    root = Element("questestinterop", xmlns=QTI)
    assessment = add(root, "assessment", ident=name, title=problem.name)
    section = add(assessment, "section", ident="root_section")
    given = givens(problem)
    for blank in every:
        _question(section, name, problem, blank, given)
    return written(root)


def _question(section: Element, name: str, problem: Problem, blank: Blank, given: str) -> None:
    ident = f"{name}_{identifier(blank.entry)}"
    item = add(section, "item", ident=ident, title=blank.entry.where)
    metadata = add(add(item, "itemmetadata"), "qtimetadata")
    for label, value in (
        ("question_type", "numerical_question"),
        ("points_possible", f"{blank.weight}.0"),
        ("assessment_question_identifierref", f"{ident}_question"),
    ):
        field = add(metadata, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", value)
    presentation = add(item, "presentation")
    asked = f"<p>{symbol(blank.entry, problem.shapes[blank.entry.name])} = ?</p><p>{escape(JUDGED_ALONE)}</p>{given}"
    add(add(presentation, "material"), "mattext", asked, texttype="text/html")
    response = add(presentation, "response_str", ident="response1", rcardinality="Single")
    add(add(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    processing = add(item, "resprocessing")
    add(add(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    for low, high in blank.accepted:
        condition = add(processing, "respcondition")
        condition.set("continue", "No")
        accepted = add(condition, "conditionvar")
        add(accepted, "vargte", number(low), respident="response1")
        add(accepted, "varlte", number(high), respident="response1")
        add(condition, "setvar", "100", action="Set", varname="SCORE")
