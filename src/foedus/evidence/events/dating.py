"""When: the date in the clause, else in the sentence, else the one the text has come to, else its own month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from foedus.evidence.events.clock import MONTH, Clock, one_month
from foedus.evidence.events.era import (
    LAST,
    RECENT,
    YEAR,
    Era,
    era,
    focus,
    just_past,
    long_before,
    older,
    since,
)
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import level, state_of
from foedus.evidence.events.stated import Stated, parties
from foedus.evidence.events.telling import Telling
from foedus.langs.grammar.resolve import Dated

REACH = 6  #: sentences that a date governs within a paragraph, or after a heading or a question
FLOW = 4  #: sentences over which a story of the past flows on into the next paragraph
AHEAD = frozenset(("planned", "offered", "predicted", "hypothetical"))
PAST = frozenset(("happened", "reported"))
NOT_DONE = frozenset(("denied", "refrained"))
WORDS = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"))
PERFORMED = WORDS | {"SUPPORT"}
ASIDE = re.compile(r",(?=\D)|[–—(]|(?<=\s)-(?=\s)|\)")
ASKING = ("?", "？")
ENTRY = ",:.;–—-“‘\"("  #: what stands behind the date that opens an entry of a chronology
SET_OFF = re.compile(r"\s?(?:\([^()]{1,12}\)\s?)?(?::|\.?[—–―=-]\s)")  #: ... and sets it off from what it tells
NEAR = 2  #: sentences over which an undated deed of earlier days is of the month told last, not of its year alone
ROW, APART = 3, 2  #: paragraphs in a row that open with a date, and how far each may be from the next
NEXT = 1  #: sentence that it governs beyond
OPENING = 20  #: code points before a date that opens its sentence
HEAD_NOUN = re.compile(r"\s(?:[^\W\d]+\s){1,2}")  #: between the year of a noun and the clause that tells of it
LONG_WORD = 4  #: letters; a preposition has no more
ALONG = 24  #: code points beside a clause
LEADING = 4  #: words that lead a clause in
UNREAL = frozenset(("hypothetical", "predicted"))  #: what has no date unless it is told


@dataclass(frozen=True, slots=True)
class Governing:
    """The date that the text has come to: told in `sentence`, of `parties`, or of whatever follows where these are None."""

    iso: str
    sentence: int
    block: int
    parties: frozenset[str] | None


def date_tellings(
    tellings: Sequence[Telling], sentences: Sequence[Sentence], dated: Sequence[Dated], published: str | None,
    clock: Clock, author: Sequence[str] = (), times: Era | None = None,
) -> list[Telling]:  # fmt: skip
    """Give each telling its date.

    Parameters
    ----------
    dated
        The dates of the part, as the dates reader resolves them.
    published
        The day of writing; its month dates what a text of its own days tells of the states it is about.
    author
        Ids of who writes: what they do in the present is of the day of writing.
    times
        How the whole document stands to what it tells; None judges by `dated`.

    Notes
    -----
    A date governs the undated deeds of its paragraph: all of them in a text of the past, those of the same parties
    elsewhere; a date in a heading or a question governs what follows it. What a text of many months tells without a
    date, and nothing governs, has none.
    """
    by: dict[int, list[Dated]] = {}
    for d in dated:
        if d.match.precision not in ("decade", "century") and not clock.lasts(sentences[d.index].text, d.match.start, d.match.end):
            by.setdefault(d.index, []).append(d)
    times = times or era(dated, published)
    own: dict[int, list[Telling]] = {}
    for t in tellings:
        own.setdefault(t.sentence, []).append(t)
    first: list[Telling] = []
    story: list[Governing | None] = []
    now: Governing | None = None
    entries = _entries(dated, sentences)
    for n, s in enumerate(sentences):
        here = own.get(n, [])
        if now is not None and now.sentence in entries and now.block != s.block and n > max(entries):
            now = None  # the last entry does not govern what stands below the chronology
        asks = s.heading or s.text.rstrip().endswith(ASKING)
        if asks and now is not None and now.parties is None:
            now = None
        dates = [(d.match.start, d.match.end, d.resolution.iso) for d in by.get(n, ()) if d.match.precision != "year"]
        moved = clock.elapsed(s.text, now.iso if now else None, published, dates, near=now is not None and n - now.sentence <= REACH)
        found = [_dated(t, _told(t, here, by, published, s, clock, today=times.today and not times.past), moved, s, published) for t in here]
        if n in entries:  # what an entry tells is of its day
            found = [t if t.stated or t.status in AHEAD else replace(t, date=entries[n], stated=True) for t in found]
        found = [replace(t, lately=True) if not t.stated and clock.lately.search(s.text[t.start : t.word[0]]) else t for t in found]
        found = [replace(t, stated=True) if not t.stated and clock.always.search(s.text[_led(t, s) : t.end + ALONG]) else t for t in found]
        first += found
        story += [now] * len(found)
        free = [d for d in by.get(n, []) if not clock.hangs(s.text, d.match.start, d.match.end) and clock.owner(s.text, d.match.start) is None]
        on = [m for m in moved if now is None or m[2] > now.iso]  # a look back does not take the text with it
        if n in entries:
            now = Governing(entries[n], n, s.block, None)
            continue
        now = _come_to(found, free, on, n, s, asks, published, years=times.past) or now
    stated = Stated([t for t in first if t.stated and len(t.date or "") >= MONTH and t.status in PAST])
    about = focus(sentences)
    return [
        t if t.stated else replace(t, date=_untold(t, g, stated, times, sentences, about, published, author))
        for t, g in zip(first, story, strict=True)
    ]


def _entries(dated: Sequence[Dated], sentences: Sequence[Sentence]) -> dict[int, str]:
    """Return sentence -> the date that opens it as the head of an entry ("8 April 2012: …"), where there are several.

    Days and months that open paragraph after paragraph head entries too, though nothing sets them off.
    """
    out: dict[int, str] = {}
    bare: list[tuple[int, str]] = []
    for d in dated:
        text, match = sentences[d.index].text, d.match
        opens = match.precision not in ("decade", "century") and not re.search(r"[^\W_]", text[: match.start])
        if opens and SET_OFF.match(text, match.end) and text[match.end :].strip(" :=—–-"):
            out.setdefault(d.index, d.resolution.iso)
        elif opens and text[match.end :].strip(" .:=—–-") and match.first.month is not None and not match.relative and (not d.index or sentences[d.index - 1].block != sentences[d.index].block):
            bare.append((d.index, d.resolution.iso))
    heads = sorted({*out.items(), *bare})
    near = {(a, b): sentences[b[0]].block - sentences[a[0]].block <= APART for a, b in pairwise(heads)}
    for a, b, c in zip(heads, heads[1:], heads[2:], strict=False):
        if near[a, b] and near[b, c] and len({a[1], b[1], c[1]}) == ROW:
            out = dict((a, b, c)) | out
    return out if len(set(out.values())) > 1 else {}


def with_entries(sentences: Sequence[Sentence], dated: Sequence[Dated]) -> list[Sentence]:
    """Return the sentences of a part, each with the sentence that opens its entry where they stand in a chronology."""
    heads = _entries(dated, sentences)
    out: list[Sentence] = []
    now: tuple[int, int] | None = None  # the entry, and its block
    for n, s in enumerate(sentences):
        now = (n, s.block) if n in heads else now if now is not None and now[1] == s.block else None
        out.append(s if now is None else replace(s, entry=now[0]))
    return out


def _dated(t: Telling, told: Dated | None, moved: Sequence[tuple[int, int, str]], s: Sentence, published: str | None) -> Telling:
    """Return a telling with the date of its sentence, or the one that a span of time leads to from another deed."""
    verbs = [p.start for p in s.predicates if p.kind == "verb"]
    gone = t.status in AHEAD and published is not None
    reach = [m for m in moved if _spans(m, t) and not (gone and just_past(m[2], published or "")) and not (t.status in PAST and published and m[2][: len(published)] > published[: len(m[2])]) and (told is None or any(told.match.end <= v < m[0] <= t.word[0] for v in verbs))]
    if reach:
        near = [m for m in reach if m[0] <= t.word[0]] or reach[:1]
        return replace(t, date=one_month(near[-1][2]), stated=True)
    return t if told is None else replace(t, date=one_month(told.resolution.iso), stated=True)


def _come_to(
    found: Sequence[Telling], dates: Sequence[Dated], moved: Sequence[tuple[int, int, str]], n: int, s: Sentence, asks: bool,
    published: str | None, *, years: bool,
) -> Governing | None:  # fmt: skip
    """Return the date that sentence `n` takes the text to, or None; a mere year takes a text of the past with it (`years`)."""
    aside = _asides(s)  # "a city that fell in 1999" takes the text nowhere
    led = {d.resolution.iso for d in dates if d.match.start <= OPENING}  # a year in the middle of a report is told by the way
    told = [t for t in found if t.stated and t.status in PAST and not t.noun and t.word not in aside and (years or len(t.date or "") > YEAR or t.date in led)]
    if told:
        named = (*(i for t in told for i in (*t.actors, *t.recipients)), *(m.actor for m in s.mentions))
        return Governing(told[-1].date or "", n, s.block, frozenset(map(level, named)))
    fine = [d for d in dates if (years or d.match.precision in ("day", "month")) and (published is None or d.resolution.iso[: len(published)] <= published)]
    entry = _entry(dates, s)
    if entry is not None and (published is None or entry.resolution.iso <= published):
        return Governing(entry.resolution.iso, n, s.block, None)
    if asks and len(fine) == 1:
        return Governing(fine[0].resolution.iso, n, s.block, None)
    if moved:
        return Governing(moved[-1][2], n, s.block, frozenset(level(m.actor) for m in s.mentions))
    opens = [d for d in fine if d.match.start <= OPENING and all(m.start > d.match.start for m in s.mentions)]
    if opens:
        return Governing(opens[0].resolution.iso, n, s.block, frozenset(level(m.actor) for m in s.mentions))
    return None


def _asides(s: Sentence) -> set[tuple[int, int]]:
    """Return the words of a sentence that tell in a relative clause."""
    return {(p.start, p.end) for p in s.predicates if p.link == "relative"}


def _entry(dates: Sequence[Dated], s: Sentence) -> Dated | None:
    """Return the date that is the whole of a sentence without a verb, or opens it: the head of an entry ("14 February.")."""
    if any(p.kind == "verb" for p in s.predicates):
        return None
    opening = next((d for d in dates if not re.search(r"\w", s.text[: d.match.start])), None)
    rest = s.text[opening.match.end :].strip() if opening is not None else ""
    return opening if opening is not None and (len(rest) <= 1 or rest[0] in ENTRY) else None


def _untold(
    t: Telling, g: Governing | None, stated: Stated, times: Era, sentences: Sequence[Sentence],
    about: frozenset[str], published: str | None, author: Sequence[str],
) -> str | None:  # fmt: skip
    """Return the date of a telling that does not tell one."""
    if published and t.present and t.type in PERFORMED and not sentences[t.sentence].heading and set(t.actors) & set(author):
        return published[:MONTH]  # "we condemn", "we demand": done by writing it
    done = t.status in PAST
    if t.status in UNREAL:
        return None
    if t.lately and done and published and t.word not in _asides(sentences[t.sentence]):
        return published[:MONTH]
    thin = t.concept == t.type.lower() and not sentences[t.sentence].heading  # a type is no event
    if done and g is not None and g.parties is None and g.block == sentences[t.sentence].block and not sentences[g.sentence].heading:
        return g.iso  # under the date of its entry
    carried = _carried(t, stated, REACH if thin else len(sentences)) if done else None
    if carried and (times.past or not published or since(carried.split("/")[0], published) <= LAST):
        return carried
    s = sentences[t.sentence]
    if times.past:
        if t.present and (g is None or g.parties is not None):  # what a chronology tells is past, in whatever tense
            return published if set(t.actors) & set(author) else None
        if s.heading and g is None:
            return stated.earliest[:YEAR] or None
        return _of_story(t, g, s, published)
    beside = [o for o in stated.of(t.sentence) if not o.noun and _meet(o, t) and (o.word not in _asides(s) or t.word in _asides(s))]
    if beside and done and (not t.noun or since((beside[0].date or "").split("/")[0], published or "") > RECENT):
        return (beside[0].date or "").split("/")[0][:MONTH]
    if g is not None and _governs(g, t, s) and (done or t.status in NOT_DONE):
        return g.iso.split("/")[0][:MONTH]
    if s.heading and done and (ahead := _below(t, stated, published)):
        return ahead
    plain = not (t.noun or t.present)
    back = g is not None and g.block == s.block and (since(g.iso.split("/")[0], published) > RECENT if times.now and published else not published)
    if g is not None and back and plain and done:
        near = t.sentence - g.sentence <= NEAR
        return g.iso.split("/")[0][: MONTH if near else YEAR]  # the paragraph tells of earlier days
    if not (plain and t.actors and t.word not in _asides(s)) and not _current(t, about):
        return None
    return published[:MONTH] if t.present and times.today and published else times.now


def _of_story(t: Telling, g: Governing | None, s: Sentence, published: str | None) -> str | None:
    """Return the month, or beyond the paragraph the year, that a text of the past has come to."""
    if g is None or (published and not older(g.iso, published)):
        return None
    near = g.parties is None or t.sentence - g.sentence <= (REACH if g.block == s.block else FLOW)
    return g.iso.split("/")[0][: MONTH if near else YEAR]


def _governs(g: Governing, t: Telling, s: Sentence) -> bool:
    if t.sentence - g.sentence > REACH or (t.present and g.parties is not None):
        return False
    if g.parties is None:
        return True
    near = g.block == s.block or t.sentence - g.sentence <= NEXT
    return near and bool(g.parties & {level(i) for i in t.actors})


def _spans(moved: tuple[int, int, str], t: Telling) -> bool:
    """Whether a span of time opens the sentence of a telling, or stands in its clause."""
    return moved[0] <= t.word[0] or moved[1] <= t.end + 1


def _meet(one: Telling, two: Telling) -> bool:
    return bool(parties(one) & parties(two))


def _below(t: Telling, stated: Stated, published: str | None) -> str | None:
    """Return the month of what the same parties do in the text under a heading."""
    own = parties(t)
    for o in stated.behind(t.sentence, REACH):
        if own & {level(i) for i in o.actors}:
            month = (o.date or "").split("/")[0][:MONTH]
            return month if since(month, published or month) <= LAST else None
    return None


def _carried(t: Telling, stated: Stated, reach: int) -> str | None:
    """Return the date told elsewhere in the part for the same event, or for what the same participants did just before."""
    found = stated.nearest(t, reach) or stated.talks(t)
    return found.date if found else None


def _told(
    t: Telling, beside: Sequence[Telling], by: dict[int, list[Dated]], published: str | None, s: Sentence, clock: Clock, *, today: bool
) -> Dated | None:
    """Return the date that the sentence of a telling tells for it."""
    here = by.get(t.sentence, [])
    if t.word in _asides(s) and not clock.relative_first:  # "the 2011 clash that claimed dozens of lives"
        of_noun = [d for d in here if HEAD_NOUN.fullmatch(s.text, d.match.end, max(d.match.end, t.start))]
        if of_noun:
            return of_noun[-1]
    if not t.noun:
        here = [d for d in here if d.match.precision != "year" or not clock.belongs(s.text, d.match.start, d.match.end)]
    here = [d for d in here if (own := clock.owner(s.text, d.match.start)) is None or (own[0] < t.word[1] and t.word[0] < own[1])]
    if published and t.status in AHEAD:  # "..., he said on Tuesday": a day just past dates the words, not the deed
        here = [d for d in here if not just_past(d.resolution.iso, published)]
    if published and today and not t.noun:  # "despite the accord of May 2016": a noun's date of long ago is not that of a deed of today
        here = [d for d in here if not (clock.hangs(s.text, d.match.start, d.match.end) and long_before(d.resolution.iso.split("/")[-1], published))]
    if published and t.status in PAST:  # what has happened has not happened later than it was written
        here = [d for d in here if d.resolution.iso.split("/")[-1][: len(published)] <= published]
    here = [d for d in here if not (_of_another(d, t, beside, s, clock) or _in_commas(d, t, s) or _cut_off(d, t, s))]
    bound = [d for d in here if clock.bounds(s.text, d.match.start, d.match.end)]
    within = [d for d in bound if t.start < d.match.end and d.match.start < t.end]
    here = [d for d in here if d not in bound] or ([] if t.noun else within)
    inside = [d for d in here if t.start < d.match.end and (d.match.start < t.end or not s.text[t.end : d.match.start].strip())]
    if inside:
        return min(inside, key=lambda d: (not t.noun and clock.hangs(s.text, d.match.start, d.match.end), _gap(d, t)))
    # A date outside the clause but before it opens the sentence: "On 5 May, ... and ..."
    opening = [d for d in here if d.match.end <= t.start and not clock.hangs(s.text, d.match.start, d.match.end)]
    behind = [d for d in here if d.match.end <= t.start and not re.search(r"\w", s.text[d.match.end : t.start])] if t.word in _asides(s) else []
    if behind:  # "the treaty of December 2022, with which they gave in"
        return behind[-1]
    carried = any(p.kind == "verb" and t.start <= p.start < t.end for p in s.predicates)
    if t.noun and not carried:  # "In December the riots grew into an uprising"
        opening = [d for d in opening if not re.search(rf"\w{{{LONG_WORD + 1},}}", s.text[: d.match.start])]
    return opening[-1] if opening else None


def _led(t: Telling, s: Sentence) -> int:
    """Return where the clause of a telling begins, with the few words that lead it in ("Decades ago, ...")."""
    return 0 if len(s.text[: t.start].split()) <= LEADING else t.start


def _cut_off(d: Dated, t: Telling, s: Sentence) -> bool:
    """Whether a semicolon stands between a date and the word that tells."""
    between = s.text[d.match.end : t.word[0]] if d.match.end <= t.word[0] else s.text[t.word[1] : d.match.start]
    return ";" in between


def _in_commas(d: Dated, t: Telling, s: Sentence) -> bool:
    """Whether a date stands in an aside between subject and verb: "the envoy, named in late May, thanked"."""
    left = max((m.end() for m in ASIDE.finditer(s.text, t.start, d.match.start)), default=-1)
    right = ASIDE.search(s.text, d.match.end, t.word[0])
    return left >= 0 and right is not None and any(len(w) > LONG_WORD for w in s.text[left : d.match.start].split())


def _of_another(d: Dated, t: Telling, beside: Sequence[Telling], s: Sentence, clock: Clock) -> bool:
    """Whether a date stands in a relative clause that does not tell `t`: "Egypt, which had signed in 1979, recalled"."""
    a, b = d.match.start, d.match.end
    for p in s.predicates:
        start, end = p.clause
        if p.kind == "verb" and p.link == "relative" and start <= a and b <= end and not start <= t.word[0] < end:
            told = any(o.word == (p.start, p.end) for o in beside) or (clock.relative_first and not s.text[b : p.start].strip())
            own = any(x.role == "subject" and not x.borrowed and x.end <= a for x in p.arguments)  # "the ban that China imposed last May"
            if told or (start > t.start and (own or not clock.relative_first)):
                return True
    return False


def _gap(d: Dated, t: Telling) -> int:
    a, b = t.word
    return max(d.match.start - b, a - d.match.end, 0)


def _current(t: Telling, about: frozenset[str]) -> bool:
    """Whether a telling is of the states that the text is about: all of them, or, of a deed done, one or whom it does not say."""
    states = {s for i in (*t.actors, *t.recipients, *((t.place,) if t.place else ())) if (s := state_of(i))}
    if t.noun:
        return states <= about
    if t.present and t.type not in WORDS:  # what is told in the present may have lasted long
        whom = {s for i in t.recipients if (s := state_of(i))}
        return states <= about or (bool(whom) and whom <= about)
    return bool(states & about) or not states or not t.recipients or t.type in WORDS
