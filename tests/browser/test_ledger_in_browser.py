"""The ledger in headless Chromium with every network request refused."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foedus.pipeline.ledger import write_ledger

pytestmark = pytest.mark.browser

CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
MADE = runpy.run_path(str(Path(__file__).parents[1] / "seal" / "example.py"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'foedus[test]'")
    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH: apt-get install chromium")
    with api.sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ledger")
    return write_ledger(MADE["folder_of_all"](root), root / "ledger.html", today=date(2031, 7, 1))[1]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_ledger_is_quiet_and_fits(browser: Any, page_file: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text))
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda r: faults.append(r.url) if not r.url.startswith("file:") else None)
    page.add_init_script("window.refused = []; document.addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective));")
    page.goto(page_file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate("window.refused") == []
    assert page.locator("#histogram rect").count() == 10
    assert page.locator("rect.outcome").count() == 2
    inside = "[...document.querySelectorAll('svg text')].every(t => { const a = t.getBoundingClientRect(), b = t.closest('svg').getBoundingClientRect(); return a.left >= b.left - 1 && a.right <= b.right + 1 && a.bottom <= b.bottom + 1; })"
    assert page.evaluate(inside)
    assert page.locator("main").bounding_box()["width"] > width * 0.6
    assert faults == []
    context.close()
