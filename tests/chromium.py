"""The browser for tests of pages; conftest.py makes it known to all of them.

A test is skipped with a reason where there is no Chromium or no Playwright; in CI it
fails.
"""

import os
import shutil

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser"])), None)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


def do_without(reason):
    """Skip, but in CI fail: there the browser has to be."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        do_without("Chromium is not installed here (on Debian: apt install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        do_without("Playwright is not installed here (uv sync --all-extras)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS.split()
        )
        yield chromium
        chromium.close()
