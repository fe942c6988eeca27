"""The rules that build longer names from known names and cue words, as written in a language's ``names.toml``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from foedus.langs.grammar.dates import find_dates
from foedus.langs.grammar.name_entries import aliases, persons, shared_table, states
from foedus.langs.grammar.name_persons import (
    SPELLED,
    Setting,
    by_office_told,
    by_surname,
    contradicts,
    distinctive,
    state_of,
)
from foedus.langs.grammar.name_sounds import likeness, sounds
from foedus.langs.grammar.name_tokens import Shadow, Token, expand
from foedus.langs.registry import Language, language

#: What a rule makes -> (suffix of the id, kind, English name, confidence).
COLLECTIVE = {
    "government": ("_GOV", "government", "Government of {}", 0.9),
    "military": ("_MILITARY", "military", "Armed forces of {}", 0.8),
    "population": ("_MASSES", "population", "People of {}", 0.75),
}

#: A full name in Latin letters behind a name in Hangul, and the word in Hangul right before one.
LATIN = re.compile(r" ?\(([A-ZÀ-Þ][\w'’.-]+(?: [\w'’.-]+)+)[),;]")
GIVEN_BEFORE = re.compile(r"(?:^|[^가-힣])([가-힣]{2,6}) $")
#: The rest of a name in Hangul whose full form in Latin letters shows that it does not end with the word before.
LONGER = re.compile(r"((?: [가-힣]{1,8}){1,2}) ?\(([A-ZÀ-Þ][\w'’.-]+(?: [\w'’.-]+){2,})[),;]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern over shadows and what it makes of a match.

    `spelled`: the last words of the name must sound like those of the group ``latin``;
    `initials`: the abbreviation in group ``latin`` must be made of initials of the name;
    `twice`: a name found by it must recur in the document, because its head word is a common noun too.
    """

    name: str
    makes: str
    pattern: re.Pattern[str]
    not_inside: re.Pattern[str] | None
    span: str | None
    where: frozenset[str]
    confidence: float
    twice: bool
    initials: bool
    spelled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a sentence that a rule reads as one name.

    `actor` is None where the name is not in the lexicon; `text` then holds the name as written, `latin` its
    Latin spelling if the document gives one, and `makes` says what it is; `of` is the state that a new person leads,
    `surname` the word of its name that is the surname where the last one is not, `core` where the name of a person
    stands in its mention; `within` that it stands inside a person's.
    """

    start: int
    end: int
    actor: str | None
    name: str
    kind: str
    metonym: bool
    confidence: float
    makes: str
    text: str = ""
    latin: str = ""
    of: str = ""
    surname: str = ""
    core: tuple[int, int] = (0, 0)
    within: bool = False


@cache
def rules(code: str) -> tuple[Rule, ...]:
    """Return the rules of a language in the order written."""
    lang = language(code)
    return tuple(
        Rule(
            r["name"],
            r["makes"],
            re.compile(expand(r["pattern"], lang)),
            re.compile(r["not_inside"]) if "not_inside" in r else None,
            r.get("span"),
            frozenset(r.get("where", ())),
            float(r.get("confidence", 0.0)),
            bool(r.get("twice", False)),
            bool(r.get("initials", False)),
            bool(r.get("spelled", False)),
        )
        for r in lang.table("names").get("rule", ())
    )


def government_of(of: str) -> str:
    """Return the id of the government of a state; an organisation is its own."""
    return f"{of}_GOV" if of in states() else of


def state_meant(token: Token) -> str:
    """Return the state or organisation that a name used as an attribute points to."""
    entry = token.entries[0]
    return entry.of if entry.cls in ("seat", "media") else entry.id


def apply(rule: Rule, text: str, shade: Shadow, setting: Setting, lang: Language) -> Iterator[Found]:
    """Yield what `rule` finds in a sentence."""
    for match in _matches(rule, text, shade):
        start, end = match.span(rule.span) if rule.span else match.span()
        if start == end:
            continue
        a, b = shade.span(start, end)
        while a < b and text[a].isspace():
            a += 1
        while a < b and text[b - 1].isspace():
            b -= 1
        found = _make(rule, match, text, shade, setting, a, b, lang)
        if found:
            yield found


def _matches(rule: Rule, text: str, shade: Shadow) -> Iterator[re.Match[str]]:
    """Yield the matches of a rule; where one holds what it may not, the search goes on inside it."""
    at = 0
    while (match := rule.pattern.search(shade.text, at)) is not None:
        start, end = match.span(rule.span) if rule.span else match.span()
        at = max(match.end(), match.start() + 1)
        if rule.not_inside and start < end:
            a, b = shade.span(start, end)
            if rule.not_inside.search(text[a:b].strip()):
                at = match.start() + 1
                continue
        yield match


def _group(match: re.Match[str], *names: str) -> int | None:
    """Return where the first of the named groups that matched starts."""
    for name in names:
        if name in match.re.groupindex and match.start(name) >= 0:
            return match.start(name)
    return None


def abbreviates(short: str, name: str) -> bool:
    """Return whether the letters of `short` are, in order, initials of words of `name`, the first of the first.

    Names in Hangul are not spelled by their initials: any Latin letters may stand for them.
    """
    if not name[0].isascii() and "가" <= name[0] <= "힣":
        return short.isascii()
    initials = iter(word[0].upper() for word in re.findall(r"\w+", name))
    return name[0].upper() == short[0].upper() and all(letter in initials for letter in short.upper())


def resolve(
    token: Token, setting: Setting, *, titled: bool, beside: Collection[Token] = ()
) -> tuple[str, float] | None:
    """Return (person id, confidence) for a token of class person or surname; `beside` stand in its title."""
    ids = [e.id for e in token.entries if e.cls == token.cls]
    if token.cls == "person" and len(ids) == 1:
        return ids[0], 0.97
    strict = token.entries[0].of == "titled"
    ids = _holding(ids, beside)
    if not ids:
        return None
    return by_surname(ids, setting, titled=titled or token.cls == "person", strict=strict)


def _holding(ids: list[str], beside: Collection[Token]) -> list[str]:
    """Return those of the bearers of a surname who held the office that stands with it, of the state named with it.

    Where the title tells one state and none of them ever held an office there, it is a namesake: none is returned.
    """
    table = persons()
    roles = {code for t in beside if t.cls == "role" for code in t.entries[0].of} - {"O"}
    of = {t.entries[0].id for t in beside if t.cls in ("state", "adjective")}
    there = [i for i in ids if any(o.of in of for o in table[i].offices)] if of else ids
    if len(of) == 1 and roles & set("PMKFD") and not there:
        return []
    pool = there or ids
    return [i for i in pool if any(o.roles & roles for o in table[i].offices)] or pool


def _make(
    rule: Rule, match: re.Match[str], text: str, shade: Shadow, setting: Setting, a: int, b: int, lang: Language
) -> Found | None:
    if rule.makes == "skip":
        return Found(a, b, None, "", "", False, 0.0, "skip")
    if rule.makes in ("new person", "organisation", "place"):
        x, y = shade.span(*match.span("name"))
        if rule.twice and setting.text.count(text[x:y].strip()) < 2:
            return None
        if rule.makes == "organisation" and _ends_in_owner_of_initials(match, shade, x, lang):
            return None
        if rule.initials:
            # other capitalised words may stand before the name: from the first word on that the letters begin
            starts = [m.start() for m in re.finditer(r"\S+", text[x:y])]
            cut = next((i for i in starts if abbreviates(match.group("latin"), text[x + i : y])), None)
            if cut is None:
                return None
            a, x = (a + cut if a == x else a), x + cut
        latin = match.group("latin") if "latin" in match.re.groupindex else ""
        if rule.spelled:
            cut = _spelled_from(text[x:y], latin or "")
            if cut is None:
                return None
            a, x = (a + cut if a == x else a), x + cut
        led = _led(match, shade) if rule.makes == "new person" else ""
        return Found(a, b, None, "", "", False, rule.confidence, rule.makes, text[x:y].strip(), latin or "", led, core=(x, y))
    who, of = _group(match, "who"), _group(match, "of", "of2")
    if rule.makes == "bearer" and who is not None:
        # an unlisted spelling of a distinctive name, or somebody else who bears a common one
        alone = by_surname(
            [e.id for e in shade.token_at[who].entries if e.cls == "surname"], setting, titled=False
        )
        given = text[a : shade.token_at[who].start].strip()
        if alone is None or alone[1] < rule.confidence or not distinctive(alone[0]) or contradicts(given, alone[0], setting.text):
            return Found(a, b, None, "", "", False, rule.confidence, "new person", text[a:b], core=(a, b))
        return Found(a, b, alone[0], "", "person", False, rule.confidence, "person", core=(a, b))
    if rule.makes == "person" and who is not None:
        token = shade.token_at[who]
        beside = [shade.token_at[i] for i in range(*match.span()) if i in shade.token_at and i != who]
        person = resolve(token, setting, titled=True, beside=beside)
        if person is not None and token.cls == "surname" and _namesake(text, token, person[0]):
            return _other_bearer(text, token, b, rule.confidence or 0.5)
        if person is None:
            return None
        name = next(e.name for e in token.entries if e.id == person[0])
        return Found(a, b, person[0], name, "person", False, person[1], "person", core=(token.start, token.end))
    if rule.makes == "holder":
        role = _group(match, "role")
        if of is None or role is None or _shared(text[:a], shade, a, lang):
            return None
        codes = shade.token_at[role].entries[0].of
        told, then = _told(text, a, lang)
        holder = by_office_told(state_meant(shade.token_at[of]), codes, setting, told, then=then)
        return Found(a, b, holder, "", "person", False, 0.7, "person") if holder else None
    return _collective(rule, match, shade, setting, a, b, who, of)


def _shared(before: str, shade: Shadow, start: int, lang: Language) -> bool:
    """Whether another state stands joined before the one whose office is named: 칠레와 페루 대통령 are two."""
    link = re.search(lang.table("names").get("office", {}).get("joined", "(?!)"), before)
    ends = {t.end for t in shade.token_at.values() if t.cls == "state"}
    return start in ends or (link is not None and any(link.start() < end <= start for end in ends))


def _namesake(text: str, token: Token, person: str) -> bool:
    """Whether the given name around a surname in Hangul is another's: right before it, or in Latin letters behind: 살레(Amina Saleh)."""
    if not "가" <= text[token.start] <= "힣":
        return False
    latin = LATIN.match(text, token.end)
    if latin:
        return contradicts(latin[1], person, "")
    if _longer(text, token):
        return True
    before = GIVEN_BEFORE.search(text[: token.start])
    given = before[1] if before else ""
    return given in shared_table("given_names")["hangul"] and contradicts(given, person, "")


def _longer(text: str, token: Token) -> re.Match[str] | None:
    """Match the rest of a name that a surname only stands inside of: 나빌 하산 카림(Nabil Hassan Karim)."""
    rest = LONGER.match(text, token.end)
    if rest is None or not "가" <= text[token.start] <= "힣":
        return None
    words = rest[2].split()
    return rest if likeness(sounds(text[token.start : token.end]), sounds(words[-1])) < SPELLED else None


def _other_bearer(text: str, token: Token, end: int, confidence: float) -> Found | None:
    """Return the person whose given name says that a surname in Hangul is not that of who is known by it."""
    before, latin = GIVEN_BEFORE.search(text[: token.start]), LATIN.match(text, token.end)
    if rest := _longer(text, token):
        a, name_end = before.start(1) if before else token.start, rest.end(1)
        return Found(a, max(end, rest.end()), None, "", "", False, confidence, "new person", text[a:name_end], rest[2], core=(a, name_end))
    if before is None:
        return None
    a, name = before.start(1), text[before.start(1) : token.end]
    return Found(a, end, None, "", "", False, confidence, "new person", name, latin[1] if latin else "", core=(a, token.end))


def _ends_in_owner_of_initials(match: re.Match[str], shade: Shadow, start: int, lang: Language) -> bool:
    """Whether the initials are those of the last name in it alone: "the council of the Known Organisation (KO)"."""
    inner = shade.token_at.get(match.end("name") - 1)
    if inner is None or inner.cls != "organisation" or inner.start <= start or "latin" not in match.re.groupindex:
        return False
    known = aliases(lang.code).get(match.group("latin") or "", ())
    return bool({e.id for e in known} & {e.id for e in inner.entries})


def _spelled_from(name: str, latin: str) -> int | None:
    """Return from where in `name` on its words sound one by one like those of `latin`; None where they do not."""
    words = list(re.finditer(r"\S+", name))[-len(latin.split()) :]
    alike = len(words) == len(latin.split()) and all(
        likeness(sounds(w[0]), sounds(letters)) >= SPELLED for w, letters in zip(words, latin.split(), strict=True)
    )
    return words[0].start() if alike else None


def _led(match: re.Match[str], shade: Shadow) -> str:
    """Return the state whose highest office stands beside a name, if exactly one is named with it."""
    tokens = [shade.token_at[i] for i in range(*match.span()) if i in shade.token_at]
    led = {t.entries[0].id for t in tokens if t.cls in ("state", "adjective")}
    high = any(t.cls == "role" and set(t.entries[0].of) & set("PMLK") for t in tokens)
    return led.pop() if high and len(led) == 1 else ""


def _told(text: str, start: int, lang: Language) -> tuple[list[str], bool]:
    """Return the dates a sentence tells in full, and whether the office at `start` is held then, not now."""
    dates = [m for m in find_dates(text, lang) if m.complete]
    cues = lang.table("names").get("office", {})
    before = text[:start]
    then = bool(cues) and re.search(cues["then"], before) is not None
    led = bool(cues) and any(re.fullmatch(cues["between"], text[m.end : start]) for m in dates if m.end <= start)
    return [m.first.iso for m in dates], then or led


def body_of(state: str, suffix: str, a: int, b: int, confidence: float, *, metonym: bool = False) -> Found:
    """Return the mention of a body of a state: its ministry, parliament, court, police (``shared/bodies.toml``)."""
    body = shared_table("bodies")[suffix]
    own = body.get("own", {}).get(state, suffix)
    return Found(
        a, b, f"{state}_{own}", body["name"].format(states()[state][1]), body["kind"], metonym, confidence, "government"
    )


def _body(match: re.Match[str], shade: Shadow) -> str:
    """Return the suffix of the body that a rule has matched; empty where the words mean the government itself."""
    return next((t.entries[0].of for i in range(*match.span()) if (t := shade.token_at.get(i)) and t.cls == "body"), "")


def _collective(
    rule: Rule, match: re.Match[str], shade: Shadow, setting: Setting, a: int, b: int, who: int | None, of: int | None
) -> Found | None:
    suffix, kind, name, confidence = COLLECTIVE[rule.makes]
    state: str | None = None
    metonym = False
    if who is not None:
        person = resolve(shade.token_at[who], setting, titled=True)
        state = (state_of(person[0], setting.date) or setting.leads.get(person[0])) if person else None
    elif of is not None:
        state = state_meant(shade.token_at[of])
        metonym = shade.token_at[of].entries[0].metonym and rule.makes == "government"
    if state is None:
        return None
    if rule.makes == "government" and state in states() and (own := _body(match, shade)):
        return body_of(state, own, a, b, confidence, metonym=metonym)
    if state not in states():
        if rule.makes == "government":
            return Found(a, b, state, "", "organisation", False, 0.6, rule.makes)
        return Found(a, b, f"{state}{suffix}", name.format(state), kind, False, 0.6, rule.makes)
    return Found(
        a, b, f"{state}{suffix}", name.format(states()[state][1]), kind, metonym, confidence, rule.makes
    )
