"""Finds the names of actors in the sentences of one document.

Two passes: the first learns what the document itself introduces (abbreviations in parentheses, full names whose
surname is used later), the second reads with that knowledge. Everything a language needs to know is in its
``names.toml``; a language without one yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from foedus.langs.grammar.era import historic
from foedus.langs.grammar.name_alone import abroad, alone
from foedus.langs.grammar.name_capitals import LABEL, WORD, surnames_in_capitals
from foedus.langs.grammar.name_double import with_given
from foedus.langs.grammar.name_entries import (
    CUES,
    aliases,
    shared_table,
)
from foedus.langs.grammar.name_forms import (
    base_person,
    declines,
    romanised,
)
from foedus.langs.grammar.name_here import body_named, datelines, regime_named, speaks_first, told_here
from foedus.langs.grammar.name_home import belongs_to, homes
from foedus.langs.grammar.name_learning import (
    ABBREVIATION,
    INTRODUCED,
    PARENTHESIS,
    Learned,
    Stretch,
    identity,
    known_again,
    learn_name,
    learn_short_forms,
    learn_surnames,
    learn_titled_surnames,
    learn_titled_words,
    learn_word,
)
from foedus.langs.grammar.name_persons import Setting, first_surname
from foedus.langs.grammar.name_rules import Found, abbreviates, apply, rules
from foedus.langs.grammar.name_short import short_names
from foedus.langs.grammar.name_things import is_noun, without_thing
from foedus.langs.grammar.name_tokens import Matcher, Token, matcher, shadow
from foedus.langs.grammar.name_told import by_state, states_told
from foedus.langs.grammar.name_treaties import names_treaty
from foedus.langs.grammar.resolve import Told, parse_iso
from foedus.langs.registry import Language, language

URL = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,80}\.\w+|\b[\w-]{1,80}\.(?:com|org|net|ru|kz|cn|info|int|gov|edu|eu)\b\S*"
)
#: Segments that tell who wrote a text, and a name in capitals there.
NAMING = frozenset(("byline", "heading", "title"))
CAPITALS = re.compile(r"\b([A-ZÀ-ÖØ-ÞČŁŞŠŽ]{2,})(?: [A-ZÀ-ÖØ-ÞČŁŞŠŽ][A-ZÀ-ÖØ-ÞČŁŞŠŽ’'-]+){1,3}\b")
#: Initials set off behind a name.
BESIDE = re.compile(r",? ?[–—-]? ?\b([A-Z][A-Za-z]{1,9})\b(?=[,;.:)]| [–—-])")
#: Classes of names that an office can be of.
OWNERS = frozenset(("state", "adjective", "organisation", "seat", "media"))


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of an actor at ``[start, end)`` of its stretch; `within`: inside that of a person, whose office is of it."""

    start: int
    end: int
    actor: str
    name: str
    kind: str
    metonym: bool
    confidence: float
    within: bool = False




def find_names(stretches: Sequence[Stretch], date: str | None = None) -> list[list[Name]]:
    """Return the mentions of actors in each stretch of one document.

    None overlap but those of the states and bodies whose office a person holds, which stand inside the person's.

    Parameters
    ----------
    stretches
        The sentences of the document, in order, in any mix of languages.
    date
        The document's date, ISO 8601 and possibly partial; offices and surnames are read as of then.

    Examples
    --------
    >>> [m.actor for m in find_names([Stretch("Paris wrote to Kazakhstan.", "en")])[0]]
    ['FRA_GOV', 'KAZ']
    """
    family = surnames_in_capitals(stretches)
    stretches = [replace(s, text=_in_small_letters(s, family)) for s in stretches]
    told = [Told(s.text, 0, language(s.language)) for s in stretches]
    past = historic(told, parse_iso(date))
    known = [t for s in stretches for t in matcher(s.language).tokens(s.text)]
    named = frozenset(e.id for t in known if t.cls == "person" for e in t.entries)
    setting = Setting(date, named, "\n".join(s.text for s in stretches), past, told=states_told(known))
    first = [_read(s, setting, []) for s in stretches]
    again = known_again(first)
    first = [[_recognised(f, again) for f in found] for found in first]
    setting = replace(setting, again=again)
    learned: Learned = {}
    seen = {f.actor or "" for found in first for f in found}
    codes = sorted({s.language for s in stretches})
    for code in codes:
        learn_short_forms(language(code), seen, learned)
    for s, found in zip(stretches, first, strict=True):
        for f in found:
            learn_name(s, f, learned)
    learn_surnames(stretches, first, setting, learned)
    learn_titled_surnames(stretches, first, learned)
    learn_titled_words(stretches, first, learned)
    for s, found in zip(stretches, first, strict=True):
        for f in found:
            if f.makes == "new person" and " " not in f.text:
                learn_word(s, f, learned)
    leads = {identity(f)[0]: f.of for found in first for f in found if f.of}
    setting = replace(setting, leads=leads)
    own = {code: Matcher(language(code), learned) for code in codes}
    out = []
    titles = [i for i, s in enumerate(stretches) if s.kind == "title"]
    ours = {language(code).table("names").get("own_government", {}).get("here_is") for code in codes}
    lines = datelines(stretches)
    told_of = [[f for f in found if i not in lines or f.start >= lines[i].end] for i, found in enumerate(first)]
    around = homes(told_of, date, titles, ours.pop() if len(ours) == 1 else None)
    origin, rules_here = told_here(stretches, setting.told, list(lines.values()))
    setting = replace(setting, here=origin, here_rules=rules_here)
    bodies = {pair for s, found in zip(stretches, first, strict=True) for f in found for pair in body_named(f, s)}
    regimes: dict[str, list[str]] = {}
    spoke: str | None = None
    named_first: str | None = None
    whose = {word: state for word, state in bodies if state == origin}  # whose body of this name is named first
    for s, found, home in zip(stretches, first, around, strict=True):
        extra = own[s.language].tokens(s.text)
        others = {word: state for word, state in whose.items() if state != origin}
        for word, state in (pair for f in found for pair in regime_named(f, s)):
            regimes[word] = [*(x for x in regimes.get(word, ()) if x != state), state]
        here = replace(
            setting, home=home.state, near=home.near, within=home.within, others=others, latest=home.latest, regimes=regimes, spoke=spoke, first=named_first,
        )  # fmt: skip
        read = _read(s, here, extra) if extra or _bare(s) else found
        for word, state in (pair for f in read for pair in body_named(f, s)):
            whose.setdefault(word, state)
        spoke = speaks_first(read) if s.kind == "sentence" else None
        named_first = next((one for f in sorted(read, key=lambda f: f.start) if (one := f.of or belongs_to(f.actor or "", date))), None)
        out.append([_name(abroad(f, s.text, here, language(s.language))) for f in read])
    return out


def _bare(s: Stretch) -> bool:
    """Whether a stretch names a body or government that may be that of the state told of around it."""
    rulers = language(s.language).table("names").get("own_government", {}).get("military", ())
    return any(t.cls in ("body", "government") or (rulers and t.entries[0].id in rulers) for t in matcher(s.language).tokens(s.text))


def _in_small_letters(s: Stretch, family: Collection[str]) -> str:
    """Return the text of a stretch with names that stand in capitals as they are written elsewhere: of the author, and surnames."""
    text = s.text
    if family and not text.isupper():
        text = WORD.sub(lambda m: m[0].title() if m[0] in family else m[0], text)
    text = LABEL.sub(lambda m: m[0].title() if len(m[0].title()) == len(m[0]) and _may_name(m[0]) else m[0], text, count=1)
    if s.kind not in NAMING or not CAPITALS.search(text):
        return text
    given = shared_table("given_names")["latin"]
    return CAPITALS.sub(lambda m: m[0].title() if m[1].title() in given and len(m[0].title()) == len(m[0]) else m[0], text)


def _may_name(label: str) -> bool:
    """Whether the label of a turn in capitals names somebody: by a short form of address ("MS."), or a given name."""
    words = label.split()
    return any(w.title().strip(".,") in shared_table("given_names")["latin"] for w in words) or (len(words) > 1 and words[0].endswith("."))


def _read(s: Stretch, setting: Setting, extra: list[Token]) -> list[Found]:
    """Return what one stretch names; `extra` are the names that the document itself has introduced."""
    lang = language(s.language)
    if not lang.table("names"):
        return []
    closed = [m.span() for m in URL.finditer(s.text)]
    tokens = [t for t in matcher(s.language).tokens(s.text) if not _touches(t.start, t.end, closed)]
    if extra:
        tokens = _with_learned(tokens, [t for t in extra if not _touches(t.start, t.end, closed)])
    tokens = [t for t in tokens if not names_treaty(t, s.text, lang)]
    tokens = with_given(by_state(_with_short(tokens, s.text, lang), s.text, setting.told, aliases(lang.code)), s.text, s.kind, lang)
    shade = shadow(s.text, tokens)
    found = [
        f
        for rule in rules(s.language)
        if not rule.where or s.kind in rule.where
        for f in (
            without_thing(_recognised(_base(f, lang), setting.again), s.text, lang, setting)
            for f in apply(rule, s.text, shade, setting, lang)
        )
        if _plausible(f, lang) and not _touches(f.start, f.end, closed)
    ]
    chosen = _longest(_without_cut(_without_apposed(found, tokens, s.text, lang)))
    taken = [(f.start, f.end) for f in chosen]
    for token in tokens:
        if not _touches(token.start, token.end, taken):
            single = alone(token, s.text, s.kind, lang, setting)
            if single:
                chosen.append(without_thing(single, s.text, lang, setting))
    chosen = [_with_initials(_with_parenthesis(f, s.text, lang), s.text, lang) for f in chosen if f.makes != "skip"]
    whole = _longest(chosen)
    return [*whole, *_named_within(whole, found, tokens, s, lang, setting)]


def _named_within(
    whole: list[Found], found: list[Found], tokens: list[Token], s: Stretch, lang: Language, setting: Setting
) -> Iterator[Found]:
    """Yield the states and bodies that the offices of persons are of: mentions inside those of the persons."""
    title = set(lang.table("names").get("office", {}).get("with_state", ""))
    for person in whole:
        if person.kind != "person" and person.makes != "new person":
            continue
        office = [t for t in tokens if person.start <= t.start and t.end <= person.end and not _touches(t.start, t.end, [person.core])]
        if len(office) < 2 or title & {c for t in office if t.cls == "role" for c in t.entries[0].of}:
            continue
        names = [
            f
            for f in found
            if f.kind != "person" and f.makes not in ("new person", "skip")
            and person.start <= f.start and f.end <= person.end and not _touches(f.start, f.end, [person.core])
        ]
        taken = [(f.start, f.end) for f in names]
        names += [
            single for t in office if t.cls in OWNERS and not _touches(t.start, t.end, taken) and (single := alone(t, s.text, s.kind, lang, setting))
        ]
        yield from (replace(f, within=True) for f in _longest(names))


def _base(f: Found, lang: Language) -> Found:
    """Return an unknown name in its base form and with its Latin spelling, where the language declines names."""
    if f.makes == "new person" and f.actor is None and lang.table("names").get("surnames_each") == 2:
        return replace(f, surname=first_surname(f.text, shared_table("given_names")["latin"]))
    if not declines(lang) or f.actor is not None:
        return f
    if f.makes == "new person":
        name = base_person(f.text, lang)
        return replace(f, text=name, latin=f.latin or romanised(name, lang) or "")
    if f.makes == "organisation":
        first, _, rest = f.text.partition(" ")
        entries = aliases(lang.code).get(first, ())
        if rest and entries and entries[0].cls == "head":
            return replace(f, text=f"{entries[0].id} {rest}")
    return f


def _recognised(f: Found, again: Mapping[str, str]) -> Found:
    """Return a new person as the one that the name in Hangul spells, if it spells one."""
    return replace(f, actor=again[f.text]) if f.makes == "new person" and f.actor is None and f.text in again and not f.latin else f


def _touches(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in spans)


def _longest(found: list[Found]) -> list[Found]:
    """Return a non-overlapping choice: leftmost first, then longest, then as listed."""
    order = sorted(range(len(found)), key=lambda i: (found[i].start, -found[i].end, i))
    out: list[Found] = []
    for i in order:
        if not out or found[i].start >= out[-1].end:
            out.append(found[i])
    return out


def _without_apposed(found: list[Found], tokens: list[Token], text: str, lang: Language) -> list[Found]:
    """Drop the holder of an office that is said of the person named right before: "Ana Ruiz, the Chilean president"."""
    link = lang.table("names").get("office", {}).get("apposed")
    if link is None:
        return found
    named = {f.end for f in found if f.makes in ("new person", "person") and f.core != (0, 0)}
    named |= {t.end for t in tokens if t.cls in ("person", "surname")}
    held = [f for f in found if f.makes == "person" and f.core == (0, 0)]
    apposed = [f for f in held if any(re.fullmatch(link, text[end : f.start]) for end in named if 0 < f.start - end < 24)]
    return [f for f in found if f not in apposed]


def _without_cut(found: list[Found]) -> list[Found]:
    """Drop unknown organisations that reach from before into one defined by its initials."""
    defined = [f for f in found if f.makes == "organisation" and f.latin]
    return [
        f
        for f in found
        if not (f.makes == "organisation" and any(f.start < d.start < f.end <= d.end for d in defined))
    ]


def _with_learned(tokens: list[Token], extra: list[Token]) -> list[Token]:
    spans = [(t.start, t.end) for t in extra]
    # what the document defines wins, except inside a longer known name
    kept = [
        t for t in tokens if not any(t.start < b and a < t.end and t.end - t.start <= b - a for a, b in spans)
    ]
    held = [(t.start, t.end) for t in kept]
    return sorted([*kept, *(t for t in extra if not _touches(t.start, t.end, held))], key=lambda t: t.start)


def _with_short(tokens: list[Token], text: str, lang: Language) -> list[Token]:
    held = [(t.start, t.end) for t in tokens if t.cls not in CUES]
    short = [t for t in short_names(text, lang) if not _touches(t.start, t.end, held)]
    spans = [(t.start, t.end) for t in short]
    kept = [t for t in tokens if not _touches(t.start, t.end, spans)]
    return sorted([*kept, *short], key=lambda t: t.start)


def _plausible(f: Found, lang: Language) -> bool:
    """Whether an unknown name may be one: none of its words is on the language's lists of other words."""
    if f.makes == "new person":
        other = set(lang.table("names").get("not_persons", {}).get("words", ()))
        return not set(re.split(r"[\s-]+", f.text)) & other and not is_noun(f.text, lang)
    if f.makes == "organisation":
        table = lang.table("names").get("not_organisations", {})
        other = table.get("words", ())
        return f.text not in other and f.text.split()[-1] not in other and not f.text.endswith(tuple(table.get("endings", ())))
    return True


def _with_parenthesis(f: Found, text: str, lang: Language) -> Found:
    """Draw a following parenthesis into the mention if it gives the same name once more."""
    match = PARENTHESIS.match(text, f.end)
    if match is None or f.kind in ("population", "place") or f.makes == "adjective":
        return f
    inner = match[1].strip()
    short = ABBREVIATION.fullmatch(inner)
    if f.makes in ("organisation", "media") or f.kind in INTRODUCED:
        known = [e.id for e in aliases(lang.code).get(inner, ()) if e.cls == "organisation"]
        if f.actor in known:
            return replace(f, end=match.end())  # "the Community of Examples (Coex)"
        if known and f.actor is None and abbreviates(inner[0], text[f.start : f.end]) and not _ends_in(text[f.start : f.end], known, lang):
            return replace(f, end=match.end(), actor=known[0])  # another way to write a known name
        if known and f.kind == "institution":  # "the National Electoral Council (CNE)": the initials tell which
            return replace(f, end=match.end(), actor=known[0], name="", kind="")
        if known and f.actor not in known and _ends_in(text[f.start : f.end], known, lang):
            return f  # "the council of the Known Organisation (KO)": the initials are the organisation's
        latin = inner[0].isascii() and inner[0].isupper() and not text[f.end - 1].isascii()
        if short or latin:
            new = f.actor is None
            return replace(f, end=match.end(), latin=anyascii(short[1]) if short and new else f.latin or inner)
    elif (f.kind == "person" or f.makes == "new person") and not text[f.end - 1].isascii() and re.fullmatch(r"[A-ZÀ-ɏ][\w.'’ -]+", inner):
        return replace(f, end=match.end(), latin=f.latin or (inner if " " in inner else ""))
    return f


def _ends_in(text: str, ids: Collection[str], lang: Language) -> bool:
    words = text.split()
    return any(e.id in ids for k in range(1, len(words)) for e in aliases(lang.code).get(" ".join(words[k:]), ()))


def _with_initials(f: Found, text: str, lang: Language) -> Found:
    """Draw in the initials that stand for a newly named organisation, before it or after: "the CRN (Council for ...)"."""
    cues = lang.table("names").get("introduced")
    if cues is None or f.latin:
        return f
    beside = BESIDE.match(text, f.end) if f.kind == "organisation" else None
    if beside and any(e.id == f.actor for e in aliases(lang.code).get(beside[1], ())):
        return replace(f, end=beside.end())  # "the Community of Examples, CEX, ..."
    if f.makes != "organisation":
        return f
    name = text[f.start : f.end]
    after = re.compile(cues["after"]).match(text, f.end)
    if after and (after["sure"] or abbreviates(after["short"], name)):
        return replace(f, end=after.end(), latin=after["short"])
    before = re.search(cues["before"], text[max(0, f.start - 24) : f.start])
    known = before is not None and before["short"] in aliases(lang.code)
    if before and text[f.end : f.end + 1] == ")" and (abbreviates(before["short"], name) or not known):
        start = f.start - len(before.group()) + before.start("short") - before.start()
        return replace(f, start=start, end=f.end + 1, latin=before["short"])
    return f


def _name(f: Found) -> Name:
    actor, name, kind = identity(f)
    return Name(f.start, f.end, actor, name, kind, f.metonym, f.confidence, f.within)


