"""QTI 1.2 in a ZIP, as Canvas imports it: *Settings, Import Course Content, QTI*.

Format: IMS Question & Test Interoperability 1.2.1, with the fields that Canvas's own
exports have. Other platforms (Blackboard, Brightspace) read such files too.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from xml.etree.ElementTree import Element

from crmlab.teach.quiz.items import Item, add, as_bytes

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
RESPONSE = "response1"
EARLY = (1980, 1, 1, 0, 0, 0)  # the same questions give the same file on every day


def written(items: list[Item], name: str) -> bytes:
    """The package: a list of its files, the questions, and the quiz's settings."""
    ident = identifier(name)
    files = {
        "imsmanifest.xml": manifest(ident),
        f"{ident}/assessment_meta.xml": settings(ident, name, len(items)),
        f"{ident}/{ident}.xml": assessment(ident, name, items),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in files.items():
            package.writestr(zipfile.ZipInfo(path, EARLY), content)
    return stream.getvalue()


def identifier(name: str) -> str:
    """A name that XML takes as an id."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in name)
    return f"crmlab_{plain}"


def manifest(ident: str) -> bytes:
    """What is in the package."""
    root = Element("manifest", {"identifier": f"{ident}_manifest", "xmlns": PACKAGE})
    metadata = add(root, "metadata")
    add(metadata, "schema", "IMS Content")
    add(metadata, "schemaversion", "1.1.3")
    add(root, "organizations")
    resources = add(root, "resources")
    quiz = add(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    add(quiz, "file", href=f"{ident}/{ident}.xml")
    add(quiz, "dependency", identifierref=f"{ident}_meta")
    path = f"{ident}/assessment_meta.xml"
    meta = add(resources, "resource", identifier=f"{ident}_meta", type=META, href=path)
    add(meta, "file", href=path)
    return as_bytes(root)


def settings(ident: str, name: str, points: int) -> bytes:
    """How Canvas gives the quiz: for practice, answers shuffled, as often as wanted."""
    quiz = Element("quiz", {"identifier": ident, "xmlns": CANVAS})
    values = {
        "title": name,
        "description": "",
        "shuffle_answers": "true",
        "scoring_policy": "keep_highest",
        "quiz_type": "practice_quiz",
        "points_possible": f"{points:.1f}",
        "show_correct_answers": "true",
        "allowed_attempts": "-1",
        "available": "false",
    }
    for tag, value in values.items():
        add(quiz, tag, value)
    return as_bytes(quiz)


def assessment(ident: str, name: str, items: list[Item]) -> bytes:
    """The questions."""
    root = Element("questestinterop", {"xmlns": QTI})
    test = add(root, "assessment", ident=ident, title=name)
    fields(test, {"cc_maxattempts": "unlimited"})
    section = add(test, "section", ident="root_section")
    for item in items:
        question(section, item)
    return as_bytes(root)


def question(section, item: Item) -> None:
    """One question: what is shown, what counts, and what is said to each option."""
    ident = item.id.replace(".", "_")
    options = {f"{ident}_{n}": option for n, option in enumerate(item.options, 1)}
    element = add(section, "item", ident=ident, title=item.id)
    known = {
        "question_type": "multiple_choice_question",
        "points_possible": "1",
        "original_answer_ids": ",".join(options),
        "assessment_question_identifierref": f"{ident}_ref",
    }
    fields(add(element, "itemmetadata"), known)
    presentation(element, item, options)
    processing(element, options)
    feedback(element, "general_fb", item.about)
    for name, option in options.items():
        feedback(element, f"{name}_fb", option.feedback)


def presentation(element, item: Item, options: dict) -> None:
    shown = add(element, "presentation")
    material(shown, item.question)
    choice = add(shown, "response_lid", ident=RESPONSE, rcardinality="Single")
    choice = add(choice, "render_choice")
    for name, option in options.items():
        material(add(choice, "response_label", ident=name), option.text)


def processing(element, options: dict) -> None:
    """General feedback, feedback of the option chosen, then the points."""
    process = add(element, "resprocessing")
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE"}
    add(add(process, "outcomes"), "decvar", vartype="Decimal", **score)
    add(condition(process, "Yes"), "other")
    said(process[-1], "general_fb")
    for name in options:
        add(condition(process, "Yes"), "varequal", name, respident=RESPONSE)
        said(process[-1], f"{name}_fb")
    right = next(name for name, option in options.items() if option.right)
    add(condition(process, "No"), "varequal", right, respident=RESPONSE)
    add(process[-1], "setvar", "100", action="Set", varname="SCORE")


def condition(process, on: str):
    return add(add(process, "respcondition", **{"continue": on}), "conditionvar")


def said(condition, name: str) -> None:
    add(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)


def feedback(element, name: str, words: str) -> None:
    material(add(add(element, "itemfeedback", ident=name), "flow_mat"), words)


def material(parent, words: str) -> None:
    """Words that are shown as HTML: its marks are written out."""
    html = f"<p>{escape(words, quote=False)}</p>"
    add(add(parent, "material"), "mattext", html, texttype="text/html")


def fields(parent, values: dict) -> None:
    metadata = add(parent, "qtimetadata")
    for label, entry in values.items():
        field = add(metadata, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)
