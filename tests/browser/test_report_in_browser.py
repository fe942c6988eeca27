"""The report in headless Chromium with every network request refused."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foedus.report.html import render_report

pytestmark = pytest.mark.browser

CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
#: Reports what the page's own policy refused; the page itself cannot know.
WATCH = "window.refused = []; document.addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective + ' ' + e.blockedURI));"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'foedus[test]'")
    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH: apt-get install chromium")
    with api.sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


MADE = runpy.run_path(str(Path(__file__).parents[1] / "report" / "example.py"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_report(*MADE["example"]()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "report.html").write_text(MADE["shipped_report"](folder / "case"), encoding="utf-8")
    return folder / "report.html"


class Visit:
    """A page, and everything that went wrong on it."""

    def __init__(self, browser: Any, report: Path, width: int, *, scripts: bool = True) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, accept_downloads=True
        )
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.route("**/*", self._route)
        self.page.on("console", lambda m: self.faults.append(f"console {m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.faults.append(f"page error: {e}"))
        self.page.on("requestfailed", lambda r: self.faults.append(f"failed request: {r.url[:200]}"))
        if scripts:
            self.page.add_init_script(WATCH)
        self.page.goto(report.as_uri())
        if scripts:
            self.page.wait_for_function(
                "[...document.querySelectorAll('figure.chart')].every(f => f.dataset.drawn === 'true')", timeout=20_000
            )

    def _route(self, route: Any) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.faults.append(f"request: {route.request.url[:200]}")
            route.abort()

    def close(self) -> None:
        self.context.close()


@pytest.fixture(params=[("report", 360), ("report", 1280), ("shipped", 360), ("shipped", 1280)], ids=lambda p: f"{p[0]}-{p[1]}")
def visit(request: pytest.FixtureRequest, browser: Any) -> Iterator[Visit]:
    which, width = request.param
    made = Visit(browser, request.getfixturevalue(which), width)
    yield made
    made.close()


def test_the_page_draws_everything_and_asks_for_nothing(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    marks = page.eval_on_selector_all(
        "figure.chart .plot", "hosts => hosts.map(h => h.querySelectorAll('svg .role-mark path, svg .role-mark line, svg .role-mark text').length)"
    )
    assert len(marks) >= 4
    assert min(marks) > 10
    page.screenshot(path=tmp_path / "head.png")
    page.locator("figure.chart").first.screenshot(path=tmp_path / "figure.png")
    assert min(p.stat().st_size for p in tmp_path.glob("*.png")) > 10_000
    assert page.evaluate("window.refused") == []
    assert page.title() != "owned"  # a document of the made-up case tries to rename the page
    assert visit.faults == []


def test_nothing_is_wider_than_the_screen_even_with_everything_open(visit: Visit) -> None:
    page = visit.page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert visit.faults == []


def test_text_in_figures_stays_inside_them(visit: Visit) -> None:
    outside = visit.page.evaluate(
        """[...document.querySelectorAll('.plot svg')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(t => t.textContent).filter(t => {
                const b = t.getBoundingClientRect();
                return b.left < box.left - 1 || b.right > box.right + 1 || b.bottom > box.bottom + 1;
            }).map(t => t.textContent);
        })"""
    )
    assert outside == []


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_figures_can_be_saved(browser: Any, report: Path, kind: str, tmp_path: Path) -> None:
    visit = Visit(browser, report, 1280)
    with visit.page.expect_download() as waiting:
        visit.page.click(f"#fig-guards-drivers-weighted_mean button[data-save={kind}]")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    data = path.read_bytes()
    assert path.name == f"fig-guards-drivers-weighted_mean.{kind}"
    if kind == "svg":
        assert b"hatch-low" in data
        assert b"Northern Union" in data
    elif kind == "png":
        assert data.startswith(b"\x89PNG")
        assert len(data) > 5_000
    else:
        assert data.decode("utf-8-sig").splitlines()[1].startswith('"Northern Union, position","assumed","215","462"')
    assert visit.faults == []
    visit.close()


def test_a_link_to_a_span_opens_the_document_and_lands_on_it(browser: Any, report: Path) -> None:
    visit = Visit(browser, report, 1280)
    link = visit.page.locator("#sources blockquote[lang=ko] ~ figcaption a.go").first
    target = str(link.get_attribute("href"))
    link.click()
    visit.page.wait_for_function("t => document.querySelector(t).closest('details').open", arg=target)
    words = visit.page.evaluate("t => document.querySelector(t).nextElementSibling.textContent", target)
    assert words.startswith("북부 특사는")
    assert visit.faults == []
    visit.close()


def test_the_path_from_number_to_source_works_without_scripts(browser: Any, report: Path) -> None:
    visit = Visit(browser, report, 1280, scripts=False)
    page = visit.page
    why = page.locator("#why-guards-weighted_mean")
    why.locator("> summary").click()
    step = why.locator("details.step").nth(1)
    step.locator("summary").click()
    assert step.locator("mark").first.is_visible()
    assert "up to 400 guards" in step.locator("mark").first.inner_text()
    assert page.locator("#fig-guards-forecast noscript").count() == 1
    visit.close()


def test_the_printed_report_opens_what_is_closed(browser: Any, report: Path) -> None:
    visit = Visit(browser, report, 1280)
    closed = "document.querySelectorAll('details:not([open])').length"
    before = visit.page.evaluate(closed)
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert visit.page.evaluate("document.querySelectorAll('details.document:not([open])').length") == 0
    visit.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert visit.page.evaluate(closed) == before > 0
    visit.close()
