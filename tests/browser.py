"""A browser for tests of pages: Debian's chromium with an empty profile, and a tab that remembers what went wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or ""
# No request that the browser makes for itself.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def started() -> Iterator[Browser]:
    """A browser that runs until the end of the block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A tab that remembers errors, and every request for what does not begin with `start`."""

    def __init__(self, browser: Browser, start: str, **options: object) -> None:
        """Open an empty tab."""
        self.start = start
        self.wrong: list[str] = []
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}, **options).new_page()
        self.page.on("console", lambda message: self.note(message.type == "error", message.text))
        self.page.on("pageerror", lambda error: self.note(True, str(error)))
        self.page.on("dialog", lambda dialog: (self.note(True, f"asked {dialog.message}"), dialog.dismiss()))
        self.page.on("requestfailed", lambda request: self.note(True, f"failed: {request.url}"))
        self.page.on(
            "request",
            lambda request: self.note(not request.url.startswith((start, "data:")), f"asked for {request.url}"),
        )

    def note(self, is_wrong: bool, what: str) -> None:
        """Remember what is wrong."""
        if is_wrong:
            self.wrong.append(f"{self.page.url.removeprefix(self.start)}: {what}")

    def open(self, name: str) -> Page:
        """Go to a page below the start."""
        self.page.goto(f"{self.start}/{name}")
        return self.page

    def close(self) -> list[str]:
        """Close the tab. Returns what went wrong."""
        self.page.context.close()
        return self.wrong
