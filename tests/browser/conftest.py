"""JupyterLab on this machine, and chromium in front of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.lab import Lab

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
"""Of a browser that asks nobody but this machine for anything."""

SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},  # every cell stands in the page
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}

START_SECONDS = 120


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no chromium is installed here: `apt-get install chromium` as root")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser.new_page(viewport={"width": 1400, "height": 900})
        browser.close()


@pytest.fixture(scope="module")
def lab(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("lab")
    folders = {
        name: home / name.lower() for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "work")
    }
    for folder in folders.values():
        folder.mkdir()
    overrides = folders["JUPYTER_CONFIG_DIR"] / "labconfig"
    overrides.mkdir()
    (overrides / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
    work = folders.pop("work")
    environment = os.environ | {name: str(folder) for name, folder in folders.items()}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port-retries=50"]
    with open(home / "log", "w") as log:
        server = subprocess.Popen([*command, f"--ServerApp.root_dir={work}"], env=environment, stdout=log, stderr=log)
        try:
            yield Lab(page, work, _address(folders["JUPYTER_RUNTIME_DIR"], home / "log"))
        finally:
            server.terminate()
            server.wait(30)


def _address(runtime: Path, log: Path) -> tuple[str, str]:
    """Return the server's address and token, when it has said them."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for path in runtime.glob("jpserver-*.json"):
            told = json.loads(path.read_text() or "{}")
            if told:
                return told["url"], told["token"]
        time.sleep(0.2)
    raise TimeoutError(f"JupyterLab does not start: {log.read_text()[-2000:]}")
