"""Questions in other forms: each is read back, and has lost and changed nothing."""

import io
import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from moodle_xml_parser.parser import parse_bytes
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

import crmlab
from crmlab import cli
from crmlab.checkout import find_lesson
from crmlab.teach import FOLDER, questions
from crmlab.teach.quiz import QuizError, canvas, files, gift, items, moodle, self_test
from crmlab.teach.quiz.items import Item, Option

LESSONS = sorted(path.stem for path in (FOLDER / "questions").glob("*.yml"))
# What has a meaning of its own in one of the forms.
ODD = "a < b & c > d {x} = ~y #1 :: -> \\n “é” 客户 100% // [html] &amp; ]]>"
HOSTILE = [
    Item(
        "Q1.1",
        "1.1",
        "easy",
        f"{ODD} question?",
        [
            Option(f"right {ODD}", True, f"yes {ODD}"),
            Option(f"%50% {ODD}", False, f"no {ODD}"),
            Option("= -> ~", False, "%25%"),
        ],
        f"about {ODD}",
    )
]


def plain(items):
    """Items as a reader should find them: text, and for each option what is said."""
    return [
        (item.id, item.question, item.about)
        + tuple((o.text, o.right, o.feedback) for o in item.options)
        for item in items
    ]


BANKS = [pytest.param(items(lesson), id=lesson) for lesson in LESSONS]
BANKS.append(pytest.param(HOSTILE, id="hostile"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_items_are_the_bank_with_words_on_every_option(lesson):
    for item, entry in zip(items(lesson), questions(lesson), strict=True):
        assert item.id == entry["id"]
        assert item.question == " ".join(entry["question"].split())
        for option, wanted in zip(item.options, entry["options"], strict=True):
            assert option.text == " ".join(str(wanted["text"]).split())
            assert option.right is bool(wanted.get("right"))
            assert option.feedback == " ".join(
                wanted.get("why", "That is right.").split()
            )


def test_a_lesson_without_questions_is_named():
    with pytest.raises(QuizError, match="Lesson A1 has no questions"):
        items("A1")


# --- Moodle XML, read by another program


@pytest.mark.parametrize("known", BANKS)
def test_moodle_xml_is_read_back_whole(known):
    read = parse_bytes(moodle.written(known, "06 a/b"))
    found = [
        (question.name, question.text_pre_parse, question.general_feedback)
        + tuple(
            (o.answer, o.score_fraction == 100, o.feedback) for o in question.options
        )
        for question in read["multichoice"]
    ]
    assert found == plain(known)


def test_moodle_gets_a_category_ids_and_one_right_answer():
    root = ElementTree.fromstring(moodle.written(items("06"), "06 a/b"))
    category, *asked = root.findall("question")
    assert category.findtext("category/text") == "$course$/top/CRM Lab/06 a-b"
    assert [q.findtext("idnumber") for q in asked] == [i.id for i in items("06")]
    for question in asked:
        assert question.get("type") == "multichoice"
        assert question.findtext("single") == "true"
        fractions = [answer.get("fraction") for answer in question.findall("answer")]
        assert sorted(fractions) == ["0", "0", "0", "100"]


# --- GIFT, read by its rules


def read_gift(text):
    """The questions of a GIFT text, as Moodle's importer reads it: escapes first."""
    marks = {f"\\{mark}": chr(0xE000 + n) for n, mark in enumerate("~=#{}:\\")}
    back = {hidden: mark[1] for mark, hidden in marks.items()}

    def shown(words):
        return unescape("".join(back.get(letter, letter) for letter in words.strip()))

    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.splitlines() if not line.startswith("//")]
        block = "\n".join(lines)
        if block.startswith("$CATEGORY:"):
            continue
        escape = re.compile("|".join(re.escape(mark) for mark in marks))
        block = escape.sub(lambda found: marks[found[0]], block)
        name, question, answers = re.fullmatch(
            r"::([^:]*)::\[html\]([^{]*)\{([^}]*)\}", block
        ).groups()
        answers, about = answers.split("####")
        assert "->" not in answers  # it would be a question of matching
        options = []
        for sign, words in re.findall(r"([=~])([^=~]*)", answers):
            assert not words.startswith("%")  # it would be a weight
            option, feedback = words.split("#")
            options.append((shown(option), sign == "=", shown(feedback)))
        yield (shown(name), shown(question), shown(about), *options)


@pytest.mark.parametrize("known", BANKS)
def test_gift_is_read_back_whole(known):
    text = gift.written(known, "06 a/b").decode("utf-8")
    assert text.startswith("$CATEGORY: $course$/top/CRM Lab/06 a-b\n\n")
    assert list(read_gift(text)) == plain(known)


# --- QTI for Canvas, held against another writer


def text2qti(items):
    """The XML that text2qti makes of the same questions."""
    lines = ["Quiz title: 06"]
    for number, item in enumerate(items, 1):
        lines += ["", f"{number}. {item.question}", f"... {item.about}"]
        for letter, option in zip("abcd", item.options, strict=False):
            lines.append(f"{'*' if option.right else ''}{letter}) {option.text}")
            lines.append(f"... {option.feedback}")
    config = Config()
    config.load()
    return QTI(Quiz("\n".join(lines), config=config)).assessment


def alike(xml):
    """Every element with its text and attributes; each identifier by its first use."""
    names = {}

    def name(identifiers):
        return [names.setdefault(one, len(names)) for one in identifiers.split(",")]

    for element in ElementTree.fromstring(xml).iter():
        text = unescape((element.text or "").strip())
        for curly, straight in zip("‘’“”", "''\"\"", strict=True):
            text = text.replace(curly, straight)  # text2qti makes them all curly
        if element.tag.endswith("varequal") or re.search(r"_ref(_|$)|_\w+,", text):
            text = name(text)
        known = {key: words for key, words in element.items() if "schema" not in key}
        known |= {
            key: name(known[key]) for key in ("ident", "linkrefid") if key in known
        }
        known.pop("title", None)  # text2qti gives all questions the same
        yield element.tag, text, known


@pytest.mark.parametrize("lesson", LESSONS)
def test_qti_is_what_text2qti_makes_of_the_same_questions(lesson):
    ours = list(alike(canvas.assessment("crmlab_06", "06", items(lesson))))
    theirs = list(alike(text2qti(items(lesson))))
    for mine, other in zip(ours, theirs, strict=True):
        if mine[1] == "unlimited":  # ours may be tried again
            continue
        assert mine == other


DTD = Path(__file__).with_name("qti_1_2_1.dtd").read_text(encoding="utf-8")


def faults_in_qti(xml):
    """What in a document the DTD of QTI 1.2.1 forbids, and links that lead nowhere."""
    models = dict(re.findall(r"<!ELEMENT (\w+) (\(.*?\)[*+]?)>", DTD, re.DOTALL))
    known = dict(re.findall(r"<!ATTLIST (\w+) ([^>]*)>", DTD))
    root = ElementTree.fromstring(xml)
    for element in root.iter():
        tag = element.tag.removeprefix(f"{{{canvas.QTI}}}")
        if tag not in models:
            yield f"{tag} is unknown"
            continue
        inside = [child.tag.removeprefix(f"{{{canvas.QTI}}}") for child in element]
        model = models[tag].replace("#PCDATA", "")  # becomes a regular expression
        model = re.sub(r"[\s,]", "", re.sub(r"\w+", r"(?:\g<0>;)", model))
        if not re.fullmatch(model, "".join(f"{name};" for name in inside)):
            yield f"{tag} holds {' '.join(inside)}"
        if "#PCDATA" not in models[tag] and (element.text or "").strip():
            yield f"{tag} has words of its own"
        rules = re.findall(r"(\w+) (CDATA|\(.*?\)) (#\w+)", known.get(tag, ""))
        allowed = {name: set(re.findall(r"\w+", kind)) for name, kind, _ in rules}
        for name, said in element.items():
            if name not in allowed or not allowed[name] & {"CDATA", said}:
                yield f"{tag} has {name}={said}"
        need = {name for name, _, how in rules if how == "#REQUIRED"}
        yield from (f"{tag} lacks {name}" for name in need - set(element.keys()))
    idents = [e.get("ident") for e in root.iterfind(".//{*}item")]
    if len(idents) != len(set(idents)):
        yield "two items have one ident"
    for item in root.iterfind(".//{*}item"):
        said = {e.get("ident") for e in item.iterfind("{*}itemfeedback")}
        shown = {e.get("linkrefid") for e in item.iterfind(".//{*}displayfeedback")}
        chosen = {e.get("ident") for e in item.iterfind(".//{*}response_label")}
        asked = {e.text for e in item.iterfind(".//{*}varequal")}
        if shown != said or asked != chosen:
            yield f"links of {item.get('ident')}"


@pytest.mark.parametrize("known", BANKS)
def test_qti_keeps_the_format_s_own_rules(known):
    xml = canvas.assessment("crmlab_06", "06 a/b & <c>", known)
    assert list(faults_in_qti(xml)) == []


SPOILT = {
    ("<presentation>", "<presentation><foo />"): "foo is unknown",
    (' rcardinality="Single"', ' rcardinality="One"'): "has rcardinality=One",
    ('<response_lid ident="response1"', "<response_lid"): "response_lid lacks ident",
    ("<resprocessing>", "<resprocessing><outcomes />"): "resprocessing holds outcomes",
    ("<item ", "<item colour='red' "): "item has colour=red",
    ("<presentation>", "<presentation>words"): "presentation has words",
    ('linkrefid="general_fb"', 'linkrefid="other_fb"'): "links of",
    ('ident="Q6_2"', 'ident="Q6_1"'): "two items",
}


@pytest.mark.parametrize("change", SPOILT)
def test_what_breaks_the_format_s_rules_is_found(change):
    xml = canvas.assessment("crmlab_06", "06", items("06")).decode("utf-8")
    spoilt = xml.replace(*change, 1)
    assert spoilt != xml
    assert any(SPOILT[change] in fault for fault in faults_in_qti(spoilt))


def read_qti(content):
    """The questions of a package, found by the manifest as Canvas does."""
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.testzip() is None
    manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
    there = [file.get("href") for file in manifest.iterfind(".//{*}file")]
    assert sorted([*there, "imsmanifest.xml"]) == sorted(package.namelist())
    (quiz,) = manifest.iterfind(".//{*}resource[@type='imsqti_xmlv1p2']")
    root = ElementTree.fromstring(package.read(quiz.find("{*}file").get("href")))
    for item in root.iterfind(".//{*}item"):
        said = {
            told.get("ident"): words(told) for told in item.iterfind("{*}itemfeedback")
        }
        (right,) = item.iterfind(".//{*}setvar/../{*}conditionvar/{*}varequal")
        shown = {}
        for condition in item.iterfind(".//{*}respcondition"):
            answer = condition.findtext("{*}conditionvar/{*}varequal")
            for link in condition.iterfind("{*}displayfeedback"):
                shown[answer] = said[link.get("linkrefid")]
        yield (
            item.get("title"),
            words(item.find("{*}presentation")),
            shown[None],
            *(
                (
                    words(label),
                    label.get("ident") == right.text,
                    shown[label.get("ident")],
                )
                for label in item.iterfind(".//{*}response_label")
            ),
        )


def words(element):
    """The words of the first piece of material, without its paragraph."""
    html = element.find(".//{*}mattext").text
    return unescape(html.removeprefix("<p>").removesuffix("</p>"))


@pytest.mark.parametrize("known", BANKS)
def test_a_package_is_read_back_whole(known):
    assert list(read_qti(canvas.written(known, "06 a/b & <c>"))) == plain(known)


def test_the_same_questions_are_the_same_bytes():
    for form in ("moodle", "canvas", "gift", "paper"):
        assert files("06", "T", form) == files("06", "T", form)


# --- paper


class Lists(HTMLParser):
    """The texts of <li> in a page, by how deep they stand; what is asked by <p>."""

    def __init__(self, page):
        super().__init__()
        self.open, self.found = [], []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "li" in self.open and data.strip():
            self.found.append((self.open.count("li"), self.open[-1], data.strip()))


def test_a_paper_and_its_key_belong_together():
    known = {item.question: item for item in items("06")}
    made = files("06", "Touchpoints", "paper", draw=10, seed=7)
    assert list(made) == ["paper_7.html", "paper_7_key.html"]
    paper, key = (Lists(page).found for page in made.values())
    letters = [text for _, tag, text in key if tag == "strong"]
    asked = [text for depth, _, text in paper if depth == 1]
    options = [text for depth, _, text in paper if depth == 2]
    assert len(asked) == len(letters) == len(set(asked)) == 10
    for n, (question, letter) in enumerate(zip(asked, letters, strict=True)):
        four = options[4 * n : 4 * n + 4]
        (right,) = [o.text for o in known[question].options if o.right]
        assert sorted(four) == sorted(o.text for o in known[question].options)
        assert four["ABCD".index(letter)] == right
    assert len(set(letters)) == 4


def test_a_paper_says_nothing_of_what_is_right():
    (paper, key) = files("06", "T", "paper").values()
    assert b"That is right" not in paper and b"Q6." not in paper
    assert b"Q6.1" in key
    for item in items("06"):
        assert item.question in unescape(paper.decode())


def test_another_seed_is_another_paper():
    papers = [files("06", "T", "paper", seed=n)[f"paper_{n}.html"] for n in (1, 2)]
    assert Lists(papers[0]).found != Lists(papers[1]).found


@pytest.mark.parametrize(("draw", "said"), [(99, "15 questions, so 99"), (0, "not 0")])
def test_what_cannot_be_drawn_is_refused(draw, said):
    with pytest.raises(QuizError, match=said):
        files("06", "T", "paper", draw=draw)


def test_only_a_paper_is_drawn_and_other_forms_are_unknown():
    with pytest.raises(QuizError, match="The file for gift has all questions"):
        files("06", "T", "gift", draw=5)
    with pytest.raises(QuizError, match="no form 'word'; there are moodle, canvas"):
        files("06", "T", "word")


# --- the command


@pytest.mark.parametrize(
    ("form", "endings"),
    [
        ("moodle", ["moodle.xml"]),
        ("canvas", ["canvas.zip"]),
        ("gift", ["gift.txt"]),
        ("paper", ["paper_3.html", "paper_3_key.html"]),
    ],
)
def test_the_command_writes_the_files_and_says_where(
    form, endings, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("crmlab.commands.for_class.find_checkout", lambda: tmp_path)
    (tmp_path / "notebooks").mkdir()
    lesson = FOLDER.parents[1] / "notebooks" / "06_touchpoints.ipynb"
    (tmp_path / "notebooks" / lesson.name).write_bytes(lesson.read_bytes())
    words = ["quiz", "6", "--for", form]
    assert cli.main([*words, *(["--seed", "3"] if form == "paper" else [])]) == 0
    made = sorted(path.name for path in (tmp_path / "for_class").iterdir())
    assert made == [f"06_touchpoints_{ending}" for ending in endings]
    said = capsys.readouterr().out
    assert all(f"06_touchpoints_{ending}" in said for ending in endings)


# --- in a notebook


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_answer_opens_and_says_whether_it_is_right(lesson):
    html = crmlab.quiz(lesson)._repr_html_()
    opened = re.findall(
        r"<details><summary>(.*?)</summary><p[^>]*><strong>(.*?)</strong> ?(.*?)</p>",
        html,
    )
    found = {(unescape(text), verdict, unescape(why)) for text, verdict, why in opened}
    for item in items(lesson):
        for option in item.options:
            verdict = "✓ Right." if option.right else "✗ Not so."
            why = "" if option.right else option.feedback
            assert (option.text, verdict, why) in found
    assert "<script" not in html and "onclick" not in html
    ElementTree.fromstring(html)  # every element is closed


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_ends_in_its_questions(lesson):
    notebook = nbformat.read(find_lesson(FOLDER.parents[1], lesson), as_version=4)
    ids = [cell.id for cell in notebook.cells]
    assert "self-test" in ids
    title, cell, after = notebook.cells[ids.index("self-test") - 1 :][:3]
    assert title.source == "## Test yourself"
    assert cell.source == f'import crmlab\n\ncrmlab.quiz("{lesson}")'
    assert cell.outputs[0].data["text/html"] == crmlab.quiz(lesson)._repr_html_()
    assert after.source.startswith("## Exercises")


def test_the_right_answer_stands_in_every_place():
    places = []
    for lesson in LESSONS:
        html = crmlab.quiz(lesson)._repr_html_()
        for question in html.split('<li style="margin-bottom:1em">')[1:]:
            places.append(re.findall("✓|✗", question).index("✓"))
    assert all(places.count(n) > len(places) / 8 for n in range(4))


def test_a_section_asks_on_its_own_concepts():
    asked = crmlab.quiz(6, "6.2", "6.3")
    assert {item.concept for item in asked.items} == {"6.2", "6.3"}
    assert "6 questions" in repr(asked) or len(asked.items) != 6
    with pytest.raises(QuizError, match="asks nothing on 7.1; it asks on 6.1, 6.2"):
        crmlab.quiz("06", "7.1")
    with pytest.raises(QuizError, match="has no questions"):
        crmlab.quiz("A1")


def test_odd_words_stay_words_there():
    html = self_test.SelfTest("01", HOSTILE)._repr_html_()
    ElementTree.fromstring(html)
    assert ODD in unescape(html)
