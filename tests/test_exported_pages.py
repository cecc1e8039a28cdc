"""The page that "Save and Export" makes of a lesson: read by all, no wider than it is.

axe-core looks at each in Chromium; what it calls serious or critical is a fault.
"""

from pathlib import Path

import pytest
from nbconvert import HTMLExporter

from crmlab import lab
from crmlab.checkout import LESSON_FILES

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
