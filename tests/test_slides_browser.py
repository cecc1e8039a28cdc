"""Decks in a real browser without a network: whole, legible, with the notes.

And the questions of `crmlab.quiz` on a saved page, by keyboard.

Skipped with a reason where there is no Chromium or no Playwright; in CI that fails.
"""

import re

import nbformat
import pytest
from good_lesson import good_lesson
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from test_slides import LESSONS

import crmlab
from crmlab.teach.deck import deck
from crmlab.teach.deck.handout import print_pdf

SMALLEST = 16  # pixels of 720: 24 on a projector of 1080
# A picture that is taller than a slide is shown smaller, and so are its letters.
LEAST = 0.8  # of the size at which it was made
LOOK = """() => {
  const slide = Reveal.getCurrentSlide(), page = slide.querySelector('.page');
  const frame = slide.querySelector('.body').getBoundingClientRect();
  const parts = [...slide.querySelectorAll('.body *')];
  const beyond = parts.filter(part => {
    const box = part.getBoundingClientRect();
    return box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2 ||
      box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
  });
  const lettered = parts.filter(part => [...part.childNodes].some(
    node => node.nodeType === 3 && node.textContent.trim()));
  const image = slide.querySelector('img');
  return {
    id: slide.id,
    cut: beyond.map(part => part.outerHTML.slice(0, 60)),
    size: Math.min(
      ...lettered.map(part => parseFloat(getComputedStyle(part).fontSize))),
    words: slide.querySelector('.body').innerText.trim().length,
    silent: image ? !image.alt : false,
    shown: image ? image.clientHeight / image.naturalHeight : 0,
    loaded: image ? image.naturalWidth : 0,
    page: [page.offsetWidth, page.offsetHeight],
    inside: slide.getBoundingClientRect().width <= innerWidth + 1,
  };
}"""


@pytest.fixture
def written(tmp_path):
    """Write a notebook to a file; its path."""

    def write(notebook):
        nbformat.write(notebook, tmp_path / "00_start_here.ipynb")
        return tmp_path / "00_start_here.ipynb"

    return write


@pytest.fixture
def opened(browser, tmp_path):
    """Open a deck's HTML as a file, with the network blocked; the page, at its end."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    wrong = []
    context.set_offline(True)
    context.on("console", lambda said: wrong.append(said.text))
    context.on("weberror", lambda error: wrong.append(str(error.error)))

    def asked(request):
        if not request.url.startswith((tmp_path.as_uri(), "data:", "blob:", "about:")):
            wrong.append(f"asked for {request.url}")

    context.on("request", asked)

    def open_page(html):
        file = tmp_path / "deck.html"
        file.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        return page

    yield open_page
    context.close()
    assert wrong == []


def looked_at(page):
    """What the browser shows of each slide, one after the other, all clicks made."""
    for number in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate("number => Reveal.slide(number, 0, 99)", number)
        yield page.evaluate(LOOK)


def faults(slide):
    """What is wrong with one slide, a sentence each."""
    if slide["cut"]:
        yield f"cut off: {slide['cut']}"
    if slide["words"] and slide["size"] < SMALLEST:
        yield f"letters of {slide['size']} pixels"
    if not slide["words"] and not slide["loaded"]:
        yield "nothing is on it"
    if slide["silent"]:
        yield "a figure that is read out to nobody"
    if slide["page"] != [1280, 720] or not slide["inside"]:
        yield f"a page of {slide['page']}"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_slide_is_whole_and_legible(opened, path):
    slides = list(looked_at(opened(deck(path))))
    assert {s["id"]: found for s in slides if (found := list(faults(s)))} == {}
    small = {s["id"][1:] for s in slides if s["loaded"] and s["shown"] < LEAST}
    assert small == set()


def test_what_is_cut_off_or_blank_is_seen(opened, written):
    def change(notebook):
        row = "<tr><td>5</td></tr>"
        html = {"text/html": f"<table>{60 * row}</table>"}
        notebook.cells[4].outputs = [new_output("display_data", html)]
        notebook.cells[3].source = "<!-- nothing -->"

    notebook = good_lesson()
    change(notebook)
    notebook.cells[4].metadata["slideshow"]["slide_type"] = "slide"
    slides = list(looked_at(opened(deck(written(notebook)))))
    assert "nothing is on it" in list(faults(slides[1]))
    assert re.match("cut off: .*5", " ".join(faults(slides[2])))


def test_a_formula_is_set_without_a_network(opened, written):
    notebook = good_lesson()
    notebook.cells[3].source = (
        r"The rate is $\frac{\sum_t r^t m}{(1+i)^t}$ and $\hat\mu \le \sqrt{x}$."
        "\n\n$$\\text{value} = \\alpha + \\beta x \\in \\mathbb{R}$$"
    )
    page = opened(deck(written(notebook)))
    page.evaluate("Reveal.slide(1)")
    assert page.locator("section.present mjx-container").count() == 3
    assert "$" not in page.locator("section.present .body").inner_text()
    assert page.locator("section.present [data-mjx-error]").count() == 0
    heard = page.locator("section.present mjx-container").first
    assert "sum_t r^t m" in heard.get_attribute("aria-label")


def test_the_speaker_sees_notes_clock_and_the_next_slide(opened):
    from playwright.sync_api import expect

    page = opened(deck(LESSONS[0]))
    with page.expect_popup() as window:
        page.keyboard.press("s")
    speaker = window.value
    speaker.locator(".speaker-controls-notes .value").filter(has_text="min").wait_for()
    first = speaker.locator(".speaker-controls-notes .value").inner_text()
    assert first == page.locator("section.present aside.notes").text_content()
    page.bring_to_front()
    page.keyboard.press("ArrowRight")
    notes = page.locator("section.present aside.notes").text_content()
    assert notes != first
    speaker.locator(".speaker-controls-notes .value").filter(has_text=notes).wait_for()
    expect(speaker.locator(".timer")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    expect(speaker.locator(".clock-value")).to_have_text(re.compile(r"\d"))
    expect(speaker.locator(".pacing")).to_be_visible()
    expect(speaker.locator("#upcoming-slide iframe")).to_have_count(1)


def test_keys_and_a_reader_find_their_way(opened):
    page = opened(deck(LESSONS[0]))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert page.evaluate("Reveal.getIndices().h") == 2
    assert page.locator('section.present [lang="zh"]').count() == 1


def test_the_handout_has_a_page_for_each_slide(browser, tmp_path):
    html = deck(LESSONS[0])
    file, pdf = tmp_path / "deck.html", tmp_path / "deck.pdf"
    file.write_text(html, encoding="utf-8")
    print_pdf(file, pdf)
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", content)) == html.count("<section ")


def test_the_handout_shows_what_a_click_brings(browser, tmp_path):
    file = tmp_path / "deck.html"
    file.write_text(deck(LESSONS[0]), encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{file.as_uri()}?print-pdf")
    page.wait_for_selector("body.paper")
    look = "part => [getComputedStyle(part).opacity, getComputedStyle(part).visibility]"
    parts = page.locator(".fragment").all()
    assert parts
    assert {tuple(part.evaluate(look)) for part in parts} == {("1", "visible")}
    page.close()


def test_questions_on_a_saved_page_are_answered_by_keyboard(browser, tmp_path):
    from playwright.sync_api import expect

    html = {"text/html": crmlab.quiz("06", "6.2")._repr_html_()}
    cell = new_code_cell("quiz", outputs=[new_output("display_data", html)])
    saved, _ = HTMLExporter().from_notebook_node(new_notebook(cells=[cell]))
    file = tmp_path / "saved.html"
    file.write_text(saved, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)  # a page, and no more
    page = context.new_page()
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    part = page.get_by_role("region", name="questions on lesson 06")
    assert part.count() == 1
    answers = part.locator("details")
    assert answers.count() % 4 == 0 and answers.count() >= 4
    why = answers.nth(0).locator("p")
    assert not why.is_visible()
    answers.nth(0).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(why).to_be_visible()
    assert why.inner_text().startswith(("✓ Right.", "✗ Not so."))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(answers.nth(1).locator("p")).to_be_visible()
    context.close()
