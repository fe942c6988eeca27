"""The page: whole, linked, inert, and complete whatever is missing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from foedus.case.schema import Anchor, Value
from foedus.core.errors import FoedusError
from foedus.report.html import render_report, script_json

VOID = {"meta", "br", "img", "link", "input", "rect"}


class Page(HTMLParser):
    """Collects elements, ids, links and texts, and checks that elements nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.texts: dict[str, str] = {}
        self.within: list[str | None] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag not in VOID:
            self.open.append(tag)
            self.within.append(str(found.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, f"</{tag}> closes another element at {self.getpos()}"
            self.within.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        for name in self.within:
            if name:
                self.texts[name] = self.texts.get(name, "") + data


@pytest.fixture(scope="module")
def html(sample: Any) -> str:
    return render_report(*sample)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_elements_nest_and_ids_are_unique(page: Page) -> None:
    assert page.open == []
    assert sorted(page.ids) == sorted(set(page.ids))


def test_every_link_inside_the_page_has_a_target(page: Page) -> None:
    inside = [str(a["href"]) for t, a in page.tags if t == "a" and str(a.get("href", "")).startswith("#")]
    assert len(inside) > 40
    assert {h[1:] for h in inside} <= set(page.ids)


def test_nothing_is_fetched(page: Page) -> None:
    for tag, attrs in page.tags:
        assert "src" not in attrs, tag
        assert not any(name.startswith("on") for name in attrs), tag
        assert tag not in {"link", "iframe", "object", "embed", "base", "form"}
    outside = [a["href"] for t, a in page.tags if t == "a" and not str(a["href"]).startswith("#")]
    assert outside == ["https://example.org/ports"]


def test_markup_in_a_document_is_inert(html: str, page: Page) -> None:
    assert "<script>document.title" not in html
    assert "&lt;script&gt;document.title = &#39;owned&#39;&lt;/script&gt;" in html
    assert sum(t == "b" for t, _ in page.tags) == 0
    assert "javascript:" not in " ".join(str(v) for t, a in page.tags if t == "a" for v in a.values())


def test_full_texts_are_the_documents_as_decoded(sample: Any, page: Page) -> None:
    shown = page.texts["fulltext"]
    for name in ("harbour-en.txt", "harbour-es.txt", "harbour-ko.txt"):
        assert sample.documents[name].text in shown
    assert "Fog is expected" not in shown


def test_sources_keep_their_language(page: Page) -> None:
    spoken = {a["lang"] for t, a in page.tags if t == "blockquote"}
    assert {"en", "es", "ko"} <= spoken


def test_equal_arguments_give_equal_pages(sample: Any, html: str) -> None:
    assert render_report(*sample) == html


def test_the_head_says_what_the_report_rests_on(html: str) -> None:
    for words in ("Illustration: an invented case for tests.", "4\u00a0documents in English, Spanish and Korean", "5 March 2031",
                  "400\u00a0draws, seed 7", "foedus 0.1.0", "ffffffffffffffff"):
        assert words in html
    assert "Partial run" not in html


def test_a_partial_run_is_called_partial(sample: Any) -> None:
    stopped = replace(sample.run, partial=True, planned=9000)
    text = render_report(sample.case, stopped, {}, sample.documents)
    assert "<strong>Partial run.</strong>" in text
    assert "<title>PARTIAL: " in text
    assert "<h1>PARTIAL: " in text
    assert "Provisional: partial run, 400 of 9,000\u00a0draws." in text
    assert "partial run, 400 of 9,000\u00a0draws, seed 7" in text  # in the box of facts, and below every figure
    assert "foedus run CASE --seed 7 --draws 9000" in text
    assert "PARTIAL" not in render_report(sample.case, sample.run, {}, sample.documents)


def test_inputs_show_their_basis(page: Page, html: str) -> None:
    assert "in-guards-LEAGUE-position" in page.ids
    assert html.count('class="unstated"') == 11
    assert "300–450\u00a0guards" in html


def test_every_output_has_a_path_to_its_sources(page: Page, html: str) -> None:
    for engine in ("weighted_mean", "weighted_median", "challenge"):
        assert f"why-guards-{engine}" in page.ids
    # The swings of the fixture are 88, 26, 15 and 3.
    assert "67\u00a0% of all movement" in html
    assert "20\u00a0% comes from stated inputs, 0\u00a0% comes from inferred inputs and 80\u00a0% comes from assumed inputs" in html


def test_without_evidence_accounts_drivers_or_documents_the_page_still_stands(sample: Any) -> None:
    bare = sample.case.model_copy(update={"accounts": (), "limits": (), "label": None, "decided": None})
    run = replace(sample.run, accounts={}, engines=tuple(replace(e, drivers=()) for e in sample.run.engines))
    text = render_report(bare, run, {}, {})
    Page(text)
    assert "This document is not among the documents of the case." in text
    assert "No finding is recorded" in text
    assert "No account was run on this issue" in text
    assert "The evidence holds no attributed statements" in text


def test_a_run_without_results_says_so_and_carries_no_scripts(sample: Any) -> None:
    text = render_report(sample.case, replace(sample.run, engines=(), accounts={}), {}, sample.documents)
    page = Page(text)
    assert "there is no answer yet" in text
    assert "This issue was not run" in text
    assert not any(t == "script" for t, _ in page.tags)


def test_a_stale_anchor_is_flagged_in_place(sample: Any) -> None:
    first = sample.case.stakeholders[0]
    stale = Value(value=400.0, anchors=(Anchor(doc="harbour-en.txt", start=3, end=9, quote="never said"),))
    case = sample.case.model_copy(
        update={"stakeholders": (first.model_copy(update={"position": stale}), *sample.case.stakeholders[1:])}
    )
    text = render_report(case, sample.run, {}, sample.documents)
    assert "The document no longer holds these words at this place." in text


def test_a_run_of_another_case_is_refused(sample: Any) -> None:
    other = sample.case.model_copy(update={"stakeholders": sample.case.stakeholders[1:]})
    with pytest.raises(FoedusError, match="report-other-case"):
        render_report(other, sample.run, {}, sample.documents)


def test_long_documents_are_shown_around_their_quotes(make: Any, sample: Any) -> None:
    filler = "Nothing happened on the quay that day. " * 6000
    texts = {**make.TEXTS, "harbour-en.txt": make.TEXTS["harbour-en.txt"] + "\n" + filler}
    documents = make.read_documents(texts)
    text = render_report(make.make_case(documents), sample.run, {}, documents)
    assert "only the passages around the cited words are printed" in text
    assert len(text) - len(render_report(*sample)) < 20_000


def test_texts_in_scripts_cannot_end_them() -> None:
    hostile = {"name": "</script><script>alert(1)</script>", "line": "a\u2028b"}
    text = script_json(hostile)
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text) == hostile


def test_actor_names_with_markup_stay_text(sample: Any) -> None:
    actors = tuple(a.model_copy(update={"name": "</script><img src=x onerror=alert(1)>"}) for a in sample.case.actors)
    text = render_report(sample.case.model_copy(update={"actors": actors}), sample.run, sample.evidence, sample.documents)
    assert not re.search(r"<img", text)
    Page(text)
