"""Tellings and differences: attributed, ordered, nothing merged."""

from __future__ import annotations

from typing import Any

from foedus.evidence.rows import group_row
from foedus.report.brief import brief
from foedus.report.cite import Citations
from foedus.report.html import render_report
from foedus.report.names import Names
from foedus.report.sources import Sources
from foedus.report.versions import families, parallels


def test_claims_name_their_speaker_form_and_teller(sample: Any) -> None:
    tree = brief(*sample)
    leads = [c.lead for col in tree.tellings.columns for c in (*col.first, *col.rest)]
    assert "Mira Oda says (in indirect speech):" in leads
    assert "River League and Northern Union say (in indirect speech):" in leads
    assert any(lead.startswith("Northern Union, as told by") for lead in leads)


def test_a_text_that_judges_in_its_own_voice_is_said_to_do_so(make: Any, sample: Any) -> None:
    claim = make.claim(
        sample.documents, "harbour-en.txt", "Guard for Port Lenne under discussion", speaker="UNSPECIFIED", form="author",
        polarity="deny",
    )
    tree = brief(sample.case, sample.run, {"claims": [claim]}, sample.documents)
    assert tree.tellings.columns[0].first[0].lead == "The text denies (the text's own voice):"


def test_framings_list_who_uses_and_who_denies(make: Any, sample: Any) -> None:
    words = "Minister Oda called the strike a lawful protest."
    denial = make.claim(
        sample.documents, "harbour-en.txt", words, speaker="NORTH", framing="lawful_protest", polarity="deny"
    )
    evidence = {**sample.evidence, "claims": [*sample.evidence["claims"], denial]}
    tree = brief(sample.case, sample.run, evidence, sample.documents)
    row = next(f for f in tree.tellings.framings if f.label == "lawful protest")
    assert [u.name for u in row.used] == ["Mira Oda"]
    assert [u.name for u in row.denied] == ["Northern Union"]
    ids = {c.id for col in tree.tellings.columns for c in (*col.first, *col.rest)}
    assert {link.href.removeprefix("#") for u in (*row.used, *row.denied) for link in u.links} <= ids


def test_sources_stand_in_order_of_date_each_in_its_language(sample: Any) -> None:
    tree = brief(*sample)
    assert [c.language for c in tree.tellings.columns] == ["en", "es", "ko"]
    assert all(c.quote.language == col.language for col in tree.tellings.columns for c in col.first)


def test_many_claims_are_cut_off_and_the_rest_is_counted(make: Any, sample: Any) -> None:
    claim = make.claim(sample.documents, "harbour-ko.txt", "경비대", speaker="CHAIR")
    evidence = {"claims": [{**claim, "id": f"cl-{k}"} for k in range(75)]}
    column = brief(sample.case, sample.run, evidence, sample.documents).tellings.columns[0]
    assert (len(column.first) + len(column.rest), column.left_out) == (60, 15)


def test_a_source_says_of_how_many_sentences_nothing_was_read(make: Any, sample: Any) -> None:
    claim = make.claim(sample.documents, "harbour-en.txt", "Guard for Port Lenne under discussion", speaker="UNSPECIFIED", form="author")
    start, end = claim["end"] + 10, claim["end"] + 40
    places = [(claim["start"], claim["end"], "en"), (start, end, "en"), (end, end + 20, "es")]
    evidence = {
        "claims": [claim],
        "segments": [{"doc": claim["doc"], "start": a, "end": b, "kind": "sentence", "language": code} for a, b, code in places],
        "actors": [{"doc": claim["doc"], "start": a, "end": a + 5, "actor": "NORTH"} for a, _, _ in places],
    }
    (column,) = brief(sample.case, sample.run, evidence, sample.documents).tellings.columns
    assert column.silence == "Of 2\u00a0sentences here that name an actor, 1 gave no row of evidence; foedus silent lists it."
    (column,) = brief(sample.case, sample.run, {**evidence, "events": [{**evidence["actors"][1], "id": "ev-1"}]}, sample.documents).tellings.columns
    assert column.silence is None


def test_accounts_print_what_they_change(sample: Any) -> None:
    account = brief(*sample).tellings.accounts[0]
    change = account.changes[0]
    assert (change.what, change.base, change.told) == ("River League, position", "300–450\u00a0guards", "300\u00a0guards")
    assert change.quotes[0].text == "hasta 300 guardias"


def test_gravest_findings_come_first_with_both_quotes(sample: Any) -> None:
    cards = brief(*sample).tellings.findings
    assert [c.severity for c in cards] == ["high", "low"]
    assert [q.text for q in cards[0].quotes] == ["400 guards", "300 guardias"]


def test_aligned_versions_mark_only_what_differs_between_them(sample: Any) -> None:
    (table,) = brief(*sample).tellings.parallels
    assert (len(table.rows), table.differing) == (2, 1)
    marked = ["".join(s.text for s in c.stretches if s.mark) for row in table.rows for c in row]
    assert marked == ["400 guards", "300 guardias", "", ""]


def test_that_texts_share_a_source_is_no_marked_difference(sample: Any) -> None:
    spans = sample.evidence["alignment"][0]["spans"]
    shared = group_row("findings", method="x/1", confidence=1.0, kind="same_source", severity="medium", anchors=spans)
    (table,) = parallels(sample.evidence["alignment"], [shared], Citations(sample.documents, {}))
    assert table.differing == 0


def test_families_join_versions_met_in_separate_rows() -> None:
    def row(*docs: str) -> dict[str, Any]:
        return {"spans": [{"doc": d, "part": "p1"} for d in docs]}

    found = families([row("a", "b"), row("c", "d"), row("d", "b"), row("e", "f")])
    assert sorted(sorted(d for d, _ in f) for f in found) == [["a", "b", "c", "d"], ["e", "f"]]


def test_documents_of_one_source_count_once() -> None:
    sources = Sources({"a": "so-1", "b": "so-1", "c": "so-2"})
    assert sources.independent("abcd") == 3
    assert sources.told("abcd") == "4\u00a0documents, 3\u00a0independent sources"
    assert sources.told("abb") == "2\u00a0documents, 1\u00a0independent source"
    assert sources.told("acd") == "3\u00a0documents"
    assert sources.others("a", "abcd") == ("b",)
    assert sources.others("d", "abcd") == ()
    assert Sources.of({"documents": [{"doc": "a", "family": "so-1"}, {"doc": "b"}]}) == Sources({"a": "so-1"})


def test_every_count_of_documents_says_how_many_are_independent(sample: Any) -> None:
    rows = [{"doc": d, "family": "so-1" if d.startswith("harbour-e") else f"so-{d}"} for d in sample.documents]
    spans = sample.evidence["alignment"][0]["spans"][:2]
    fold = group_row("findings", method="x/1", confidence=1.0, kind="same_source", severity="medium", anchors=spans, explanation="harbour-en.txt and harbour-es.txt are one.")
    evidence = sample.evidence | {"documents": rows, "findings": [*sample.evidence["findings"], fold]}
    made = brief(sample.case, sample.run, evidence, sample.documents)
    assert any(f.name == "Independent sources" and f.value.startswith("at most 3") for f in made.head.facts)
    assert any("which leaves 3\u00a0sources" in limit for limit in made.limits)
    same = {r.doc: r.same for r in made.references}
    number = {r.doc: r.number for r in made.references}
    assert same["harbour-en.txt"] == (number["harbour-es.txt"],)
    assert same["harbour-ko.txt"] == ()
    assert [c.id for c in made.tellings.folded] == [f"f-{fold['id']}"]
    told = [r.sources for i in made.issues for g in i.groups for r in g.rows if len(r.quotes) > 1]
    assert all(t and "document" in t for t in told)
    page = render_report(sample.case, sample.run, evidence, sample.documents)
    assert "Counted once" in page
    assert f"one source with {number['harbour-es.txt']}" in page


def test_explanations_show_names_and_numbers_instead_of_ids(sample: Any) -> None:
    names = Names(sample.case, sample.evidence)
    text = names.readable("oda_mira speaks in a/x.txt, vale_rosa in x.txt.", {"x.txt": 4, "a/x.txt": 2})
    assert text == "Mira Oda speaks in document 2, Rosa Vale in document 4."
