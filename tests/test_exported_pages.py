"""Pages are read by all, and no wider than they are.

That is the page that "Save and Export" makes of a lesson, and what a teacher prints.

axe-core looks at each in Chromium; what it calls serious or critical is a fault.
"""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from nbconvert import HTMLExporter

from crmlab import lab
from crmlab.checkout import LESSON_FILES
from crmlab.game.league import Field, policy_files
from crmlab.teach import class_page, league_pages, words
from crmlab.teach.quiz import files

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted((ROOT / "notebooks").glob(LESSON_FILES)),
    *(ROOT / "solutions").glob("06_*/06_*.ipynb"),
]
WIDE = 1280


def exported(path, **options):
    return HTMLExporter(**options).from_filename(path)[0]


@pytest.fixture(scope="module")
def look(browser):
    """A function that gives a page's width and what axe-core finds serious in it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def found(html):
        page = browser.new_page(viewport={"width": WIDE, "height": 900})
        page.route("**/*", lambda route: route.abort())
        page.set_content(html)
        faults = axe.run(page, options={"resultTypes": ["violations"]}).response
        width = page.evaluate("document.documentElement.scrollWidth")
        page.close()
        serious = [
            f"{fault['id']}: {fault['nodes'][0]['html'][:90]}"
            for fault in faults["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
        return width, serious

    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name + path.stem)
def test_a_page_has_no_serious_fault_and_does_not_scroll_sideways(look, path):
    template = {
        "template_name": "page",
        "extra_template_basedirs": [str(lab.SETTINGS)],
    }
    assert look(exported(path, **template)) == (WIDE, [])


def test_nbconvert_alone_would_have_faults(look):
    _, serious = look(exported(PAGES[0]))
    assert {fault.split(":")[0] for fault in serious} == {
        "color-contrast",
        "link-in-text-block",
    }


def test_the_students_jupyterlab_exports_by_that_template():
    assert lab.EXPORT[:2] == [
        "--HTMLExporter.template_name=page",
        f"--HTMLExporter.extra_template_basedirs={lab.SETTINGS}",
    ]


def class_of_two():
    """The page of a class of which one was right and one wrong."""
    states = pd.DataFrame({"state": ["graded", "late"], "days_late": [0, 2]})
    told = {"outcome": "right", "reason": "", "message": "", "score": 2, "points": 2}
    wrong = told | {"outcome": "wrong", "reason": "orders", "message": "M.", "score": 0}
    known = {
        name: {"fault": "", "verdicts": {"E0.1": verdict}}
        for name, verdict in [("li", told), ("he", wrong)]
    }
    return class_page.page("00_start_here", "00", states, known)


def league_of_one():
    """The standings of a league with one team, and that team's page."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "we.yml").write_text("plan: [{group: everyone, service: 0.6}]")
        field = Field(7, customers=60, lucks=range(1))
        results = field.play(policy_files(folder))
    return league_pages.played(field, results, 7).pages.values()


def paper_and_key():
    return [page.decode() for page in files("06", "06", "paper").values()]


PRINTED = {
    "glossary": lambda: [words.page()],
    "paper": paper_and_key,
    "class": lambda: [class_of_two()],
    "league": league_of_one,
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_teacher_gets_has_no_serious_fault(look, name):
    for html in PRINTED[name]():
        assert look(html) == (WIDE, [])
        assert html.count("<main>") == 1  # where a screen reader jumps to
