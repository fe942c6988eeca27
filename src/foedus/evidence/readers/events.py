"""Reads events: one row for each clause that tells one, with who, whom, when, where, and whether it is told as done.

The simple words of a clause decide (lexicons of verbs and nouns of action by language); a speaker is not taken for a
doer. Participants are the actors that the actors reader finds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.authors import NOBODY, Author, authors
from foedus.evidence.claims.grammar import reporting
from foedus.evidence.claims.speakers import UNSPECIFIED
from foedus.evidence.events.clock import Clock
from foedus.evidence.events.coding import NEVER, code
from foedus.evidence.events.context import complete, main_body, main_states
from foedus.evidence.events.dating import date_tellings, with_entries
from foedus.evidence.events.era import era, last_told
from foedus.evidence.events.identity import identify, known_once
from foedus.evidence.events.lexicon import lexicon
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.telling import Telling
from foedus.evidence.mentions import Mention, outermost
from foedus.evidence.readers.dates import read_dated
from foedus.evidence.resolutions import clauses
from foedus.evidence.rows import Row, row
from foedus.evidence.shared import rows_named
from foedus.evidence.syntax.analyse import analyse
from foedus.langs.grammar.occasion import occasion
from foedus.langs.grammar.resolve import Dated, Told
from foedus.langs.registry import language

NAME = "events"
VERSION = "1"
TABLE = "events"

HEADS = frozenset(("title", "heading"))
TOP = 4  #: segments
READ = HEADS | {"sentence", "list_item"}


def read(document: Document, actors: Iterable[Row | None] | None = None) -> Iterator[Row]:
    """Yield one row per telling of an event in `document`.

    Parameters
    ----------
    actors
        Rows of the table ``actors`` for this document; None asks the actors reader.
    """
    all_rows = rows_named("actors", document) if actors is None else [r for r in actors if r is not None]
    rows, offices = outermost(all_rows), _offices(all_rows)
    mentions = sorted((*document.view.from_raw(r["start"], r["end"]), r["actor"], r["kind"]) for r in rows)
    parts = list(read_dated(document))
    told_of = [d for _, own, dated in parts for d in dated if own[d.index].kind in READ]
    published = document.metadata.published or _headed(parts) or _signed_on(document, parts) or _occasion(document, parts) or last_told(_passed(document, parts))
    times = era(told_of, published, sum(s.kind in READ for _, own, _ in parts for s in own))
    signed, speaking = _signed(document, mentions), authors(document, all_rows)
    words_of = sorted((*document.view.from_raw(r["start"], r["end"]), r["speaker"]) for r in rows_named("claims", document) if isinstance(r["speaker"], str) and r["form"] == "direct")
    for part, segments, dated in _stretches(parts):
        lang = language(part.language)
        words = lexicon(lang)
        if words is None:
            continue
        kept = [n for n, s in enumerate(segments) if s.kind in READ]
        own = [segments[n] for n in kept]
        index = {n: k for k, n in enumerate(kept)}
        texts = [document.slice(s) for s in own]
        table = lang.table("syntax")
        named = [_inside(s, mentions) for s in own]
        led = clauses(texts, named, lang)
        heads = [s.kind in HEADS and n not in led for n, s in enumerate(own)]
        spans = [[(m.start, m.end) for m in x] for x in named]
        parsed = analyse(
            [led[n].read(text) if n in led else text for n, text in enumerate(texts)], lang, words.wanted, heads,
            [led[n].forth(x) if n in led else x for n, x in enumerate(spans)],
        )
        parsed = [tuple(map(led[n].back, ps)) if n in led else ps for n, ps in enumerate(parsed)]
        sentences = [
            Sentence(text, here, predicates, heads[n], s.block, led[n].holder if n in led else ())
            for n, (s, text, here, predicates) in enumerate(zip(own, texts, named, parsed, strict=True))
        ]
        here = [replace(d, index=index[d.index]) for d in dated if d.index in index]
        sentences = with_entries(sentences, here)
        discourse = table["discourse"]
        frames = reporting(lang)
        heard = {k: tuple((a - s.start, b - s.start, (who,)) for a, b, who in _within(s, words_of)) for k, s in enumerate(own)}
        body = (signed.get(part.id) or signed.get("", []))[:1]
        voice = speaking.get(part.id, NOBODY) if not body else Author((), tuple(body))
        told = code(sentences, words, discourse, voice.all, frames.according if frames else NEVER, offices, voice.one, heard)
        told = date_tellings(known_once(told, sentences), sentences, here, published, Clock.of(lang), (*voice.all, *voice.one), times)
        names = [m for x in sentences for m in x.mentions]
        for t in complete(identify(told, sentences), main_states(names), sentences, main_body(names, voice.all)):
            made = _row(document, part, own[t.sentence], t)
            if made is not None:
                yield made


def _stretches(
    parts: Iterable[tuple[Part, tuple[Segment, ...], list[Dated]]],
) -> Iterator[tuple[Part, tuple[Segment, ...], list[Dated]]]:
    """Yield the parts by language, as `Document.stretches` does, each with its sentences and dates."""
    for part, segments, dated in parts:
        for tongue in dict.fromkeys(s.language for s in segments):
            at = {n: k for k, n in enumerate(n for n, s in enumerate(segments) if s.language == tongue)}
            here = [replace(d, index=at[d.index]) for d in dated if d.index in at]
            yield replace(part, language=tongue), tuple(segments[n] for n in at), here


def _passed(document: Document, parts: Iterable[tuple[Part, tuple[Segment, ...], list[Dated]]]) -> Iterator[Dated]:
    """Yield the dates that the text tells of, but for those until which something lasts."""
    for part, own, dated in parts:
        lang = language(part.language)
        clock = Clock.of(lang) if lexicon(lang) is not None else Clock()
        for d in dated:
            s = own[d.index]
            if s.kind in READ and not clock.lasts(document.slice(s), d.match.start, d.match.end):
                yield d


def _headed(parts: Iterable[tuple[Part, tuple[Segment, ...], list[Dated]]]) -> str | None:
    """Return the day that a heading at the top tells in full: the day of writing where the document tells none.

    Headings that tell several days head the entries of a chronology.
    """
    top: str | None = None
    days: set[str] = set()
    for _, segments, dated in parts:
        for d in dated:
            if segments[d.index].kind in HEADS and d.match.complete and d.match.precision == "day" and not d.match.last:
                top = top or (d.resolution.iso if d.index <= TOP else None)
                days.add(d.resolution.iso)
    return top if len(days) == 1 else None


def _occasion(document: Document, parts: Sequence[tuple[Part, tuple[Segment, ...], list[Dated]]]) -> str | None:
    """Return the month of the day that the first part opens with, where it speaks of its own days."""
    part, own, _ = parts[0] if parts else (None, (), [])
    return occasion([Told(document.slice(s), s.block, language(part.language)) for s in own if s.kind in READ]) if part else None


def _signed_on(document: Document, parts: Sequence[tuple[Part, tuple[Segment, ...], list[Dated]]]) -> str | None:
    """Return the day or month that stands alone on the last line: "March 2011"."""
    _, own, dated = parts[-1] if parts else (None, (), [])
    last = max((n for n, s in enumerate(own) if s.kind in READ), default=None)
    for d in (d for d in dated if d.index == last and d.match.precision in ("day", "month") and d.match.last is None):
        text = document.slice(own[d.index])
        if not any(c.isalnum() for c in text[: d.match.start] + text[d.match.end :]):
            return d.resolution.iso
    return None


def _offices(rows: Iterable[Row]) -> dict[str, str]:
    """Return person -> the state or body named inside the mention of the person: "Ghanaian President John Mahama"."""
    out: dict[str, str] = {}
    person: Row | None = None
    for r in sorted(rows, key=lambda r: (r["start"], -r["end"])):
        if person is not None and r["end"] <= person["end"] and r["kind"] in ("state", "government", "organisation", "population"):
            out.setdefault(person["actor"], r["actor"])
        elif person is None or r["start"] >= person["end"]:
            person = r if r["kind"] == "person" else None
    return out


def _inside(s: Segment, mentions: list[tuple[int, int, str, str]]) -> tuple[Mention, ...]:
    here = mentions[bisect_left(mentions, (s.start,)) : bisect_left(mentions, (s.end,))]
    return tuple(Mention(a - s.start, b - s.start, who, kind) for a, b, who, kind in here if b <= s.end)


def _within(s: Segment, words_of: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the stretches that begin in a segment and are the words of somebody known."""
    here = words_of[bisect_left(words_of, (s.start,)) : bisect_left(words_of, (s.end,))]
    return [x for x in here if x[2] != UNSPECIFIED]


def _signed(document: Document, mentions: list[tuple[int, int, str, str]]) -> dict[str, list[str]]:
    """Return the organisations in the bylines of each part, and under "" those of all, which "we" may stand for."""
    out: dict[str, list[str]] = {"": []}
    for part, s in document.segments():
        if s.kind == "byline":
            for m in _inside(s, mentions):
                if m.kind == "organisation":
                    out[""].append(m.actor)
                    out.setdefault(part.id, []).append(m.actor)
    return out


def _row(document: Document, part: Part, s: Segment, t: Telling) -> Row | None:
    sides = " + ".join(t.actors) + (" -> " + " + ".join(t.recipients) if t.recipients else "")
    when = f", {t.date}" if t.date else ""
    doubt = "" if t.status == "happened" else f" [{t.status}]"
    return row(
        TABLE, document, part.id, s.start + t.start, s.start + t.end, method=f"{NAME}/{VERSION}", confidence=t.confidence,
        event=t.event, type=t.type, mode=t.mode, context=list(t.context), date=t.date, place=t.place,
        actors=list(t.actors), recipients=list(t.recipients), status=t.status,
        gloss=f"{t.type}: {sides or '?'}{when}{doubt}",
    )  # fmt: skip
