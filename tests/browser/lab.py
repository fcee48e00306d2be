"""A notebook that is open in JupyterLab, as a student works in it: run, write, look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MINUTES = 60_000
"""Milliseconds in one."""

NOT_RUN, HAS_RUN = re.compile(r"\[ \]:"), re.compile(r"\[\d+\]:")
"""What stands in front of a cell before and after it has run."""


@dataclass
class Lab:
    """JupyterLab in the browser's `page`; `work` is the folder that it shows, `address` its URL and token."""

    page: Page
    work: Path
    address: tuple[str, str]

    def open(self, path: str) -> None:
        """Open a notebook below `work` and wait for its kernel."""
        url, token = self.address
        self.page.goto(f"{url}lab/tree/{path}?token={token}&reset", wait_until="domcontentloaded")
        expect(self.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible(
            timeout=2 * MINUTES
        )

    def run_all(self, minutes: float = 3) -> None:
        """Run all cells from the menu and wait for the last one."""
        prompts = self.page.locator(".jp-CodeCell .jp-InputPrompt")
        self._choose_run_all()
        try:
            expect(prompts.first).not_to_have_text(NOT_RUN, timeout=MINUTES / 4)
        except AssertionError:  # JupyterLab drops what is asked while it still connects to the kernel
            self._choose_run_all()
        try:
            expect(prompts.last).to_have_text(HAS_RUN, timeout=minutes * MINUTES)
        except AssertionError as error:
            waiting = [prompt for prompt in prompts.all_inner_texts() if not HAS_RUN.search(prompt)]
            dialogs = self.page.locator("dialog").all_inner_texts()
            raise AssertionError(f"{len(waiting)} cells have not run; dialogs: {dialogs}") from error

    def cell(self, text: str) -> Locator:
        """Return the one code cell that holds this text."""
        found = self.page.locator(".jp-CodeCell").filter(has=self.page.locator(".jp-InputArea", has_text=text))
        expect(found).to_have_count(1)
        return found

    def write(self, cell: Locator, code: str) -> None:
        """Put `code` in the place of what the cell holds."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def save(self) -> None:
        """Save the notebook, and wait until it is saved."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".jp-mod-current .jp-DirtyIndicator, .lm-mod-current.jp-mod-dirty")).to_have_count(0)

    def run(self, cell: Locator, minutes: float = 1) -> str:
        """Run one cell and return what it shows, as text."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        expect(cell.locator(".jp-InputPrompt")).to_have_text(HAS_RUN, timeout=minutes * MINUTES)
        return self.output(cell)

    def output(self, cell: Locator) -> str:
        """Return what the cell shows, as text."""
        return "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts())

    @property
    def code_cells(self) -> list[Locator]:
        """All code cells, in order."""
        return self.page.locator(".jp-CodeCell").all()

    def _choose_run_all(self) -> None:
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
