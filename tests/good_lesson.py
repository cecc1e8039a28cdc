"""A small lesson that keeps every rule, for the tests to break in one place."""

import io
from base64 import b64encode

import nbformat
import numpy as np
from matplotlib.image import imsave
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from crmlab.teach.chinese import marked

NAME = "00_start_here"
ALT = "Bar chart of customers by weeks since their last order, split at week 13."
ABOUT = """## About this lesson

**You will be able to**

- read a table and say what one row is
- count customers rather than orders
- choose where to draw a line

**You need first:** nothing.

**Minutes:** 8 to teach, 20 to practise

**Concepts:** 0.1, 0.2, 0.3, 0.4"""
TERMS = """The **grain** (数据粒度) of this is an order. A **share** (占比) has a whole.
The **cut-off date** (截止日期) is 30 June 2025. The **planted truth** (预设真值) waits.
There are **6,000** customers, and **64.3%** of them ordered within `13` weeks."""
TAKE_AWAYS = """## Take-aways

- one **share** and a **grain**
- two, the **cut-off date**
- three, **planted truth**"""
TABLE = "customers    6000\nactive       3857\nshare       0.643"
ANSWER = "The table ends here. 6,000 customers, 3,857 letters at ¥2.00 cost ¥7,714"


def markdown(source, slide="skip", notes=None):
    cell = new_markdown_cell(source, metadata={"slideshow": {"slide_type": slide}})
    if notes:
        cell.metadata["notes"] = notes
    return cell


def code(source, outputs=(), slide="skip", notes=None, tags=None):
    cell = new_code_cell(source, metadata={"slideshow": {"slide_type": slide}})
    cell.outputs = list(outputs)
    if notes:
        cell.metadata["notes"] = notes
    if tags:
        cell.metadata["tags"] = tags
    return cell


def result(text):
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


def printed(text):
    return new_output("stream", name="stdout", text=text)


def png(edge):
    """A picture of nine white pixels, but for one on its edge."""
    pixels, file = np.ones((3, 3, 3)), io.BytesIO()
    pixels[1, 2] = edge
    imsave(file, pixels)
    return b64encode(file.getvalue()).decode()


WHITE, CUT_OFF = png(edge=1), png(edge=0)


def figure(alt=ALT, png=WHITE):
    image = f'<img alt="{alt}" src="data:image/png;base64,{png}">'
    return new_output("display_data", data={"text/html": image, "text/plain": alt})


def good_lesson():
    """The notebook; its cells are found by name in ``CELLS``."""
    cells = [
        markdown("# 00 · Start here", "slide", "1 min. Welcome everybody."),
        markdown("## The question\n\n> Chen Yu asks: “Do I write to 6,000 customers?”"),
        markdown(ABOUT),
        markdown("## One row, one order", "slide", "3 min. Ask what one row is."),
        code("counts = orders.describe()\ncounts", [result(TABLE)], "fragment"),
        markdown(TERMS),
        code(
            'play(still_active, waits, weeks=slider("weeks", 1, 52, start=13))',
            tags=["nbval-ignore-output"],
        ),
        code(
            "ax = still_active(waits, weeks=13)",
            [figure()],
            "slide",
            "2 min. Ask where they would draw the line. Each bar is a number of weeks; "
            "what lies left of week 13 is active, and the bars fall slowly after it.",
        ),
        markdown("## The answer", "slide", "1 min. Let them say it."),
        code("print(letters)", [printed(ANSWER)]),
        markdown(
            "**Decision.** Write to the active ones, at **¥7,714** in all.", "fragment"
        ),
        markdown(TAKE_AWAYS, "slide", "1 min. Read them out."),
        markdown("## Common misconceptions\n\n- one\n- two"),
        markdown(
            "## Further reading\n\n- Buttle, F. (2009). *CRM*. "
            "https://doi.org/10.4324/9780080949611\n- Fader, P. (2012). *Focus*."
        ),
        markdown("## Test yourself"),
        markdown(f"## Exercises\n\n[Exercises](../exercises/{NAME}/{NAME}.ipynb)"),
        markdown("## Next lesson\n\nCustomers and what they are worth to a firm."),
    ]
    notebook = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.metadata["crmlab"] = {
        "lesson": "00",
        "title": "Start here",
        "concepts": ["0.1", "0.2", "0.3", "0.4"],
        "teach_minutes": 8,
        "practise_minutes": 20,
    }
    number_cells(notebook)
    return notebook


PLACES = [
    "title",
    "question",
    "about",
    "heading",
    "table",
    "terms",
    "widget",
    "still",
    "answer",
    "price",
    "decision",
    "takeaways",
    "misconceptions",
    "reading",
    "self-test",
    "exercises",
    "next",
]


def cell(notebook, place):
    """A cell of the good lesson, by name."""
    return notebook.cells[PLACES.index(place)]


def number_cells(notebook):
    """Execution counts as after a run from top to bottom."""
    ran = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, ran_cell in enumerate(ran, start=1):
        ran_cell.execution_count = count
        for out in ran_cell.outputs:
            if out.output_type == "execute_result":
                out.execution_count = count


def save(notebook, folder, chinese=marked):
    """Write it as a lesson of a course in this folder; returns the path."""
    for prose in notebook.cells:
        if prose.cell_type == "markdown":
            prose.source = chinese(prose.source)
    for place in (f"exercises/{NAME}", "notebooks"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    (folder / "exercises" / NAME / f"{NAME}.ipynb").touch()
    path = folder / "notebooks" / f"{NAME}.ipynb"
    # Not nbformat.write: that one would mend what a test has broken.
    text = nbformat.v4.writes(notebook)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
