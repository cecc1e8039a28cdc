"""Pictures of a lesson's slides, to be looked at: python deck_pictures.py FOLDER 06 …

It runs from tests/, and writes FOLDER/06_01.png and so on; without a number, all
lessons. It also says which slides were made smaller, and which figures are.
"""

import sys
from pathlib import Path

from chromium import CHROMIUM, FLAGS
from playwright.sync_api import sync_playwright
from test_slides import LESSONS
from test_slides_browser import LOOK, faults

from crmlab.checkout import long_number, number_of
from crmlab.teach.deck import deck


def pictures(folder, path, browser):
    """Write each slide of a lesson as a PNG of 1280 × 720."""
    number = number_of(path.stem)
    file = folder / f"{number}.html"
    file.write_text(deck(path), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(file.resolve().as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    for place in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate("place => Reveal.slide(place, 0, 99)", place)
        page.screenshot(path=folder / f"{number}_{place + 1:02}.png")
        look = page.evaluate(LOOK)
        told = list(faults(look))
        if look["words"]:
            told.append(f"letters of {look['size']:.0f} pixels")
        if look["loaded"]:
            told.append(f"figure at {look['shown']:.0%} of its size")
        print(f"{number}_{place + 1:02}  {look['id'][1:]:<12} {'; '.join(told)}")
    page.close()


if __name__ == "__main__":
    folder, *asked = sys.argv[1:]
    wanted = {long_number(word) for word in asked}
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS.split()
        )
        for lesson in LESSONS:
            if not wanted or number_of(lesson.stem) in wanted:
                pictures(Path(folder), lesson, chromium)
