"""What a name or cue word means that no rule has drawn into a longer name."""

from __future__ import annotations

import re
from dataclasses import replace

from anyascii import anyascii

from foedus.langs.grammar.name_double import TITLES
from foedus.langs.grammar.name_entries import aliases, states
from foedus.langs.grammar.name_here import is_here
from foedus.langs.grammar.name_persons import Setting
from foedus.langs.grammar.name_rules import Found, body_of, government_of, resolve
from foedus.langs.grammar.name_tokens import Token, matcher
from foedus.langs.registry import Language

#: How often a text names the state it is about, for another's people to be told of as a power.
TOLD = 3
#: What sets off the label of an entry, and what stands before the place where something is.
LABELLED = re.compile(r"\s?(?:[:–—]|\s-\s)")
IN = re.compile(r"(?:^|\W)(?:[Ii]n|[Ee]n) $")
#: How often a name of a class, or of a kind that reads differently, is right where no rule decides.
BARE = {"state": 0.97, "adjective": 0.9, "people": 0.75, "organisation": 0.95, "media": 0.8, "place": 0.8}
BY_KIND = {"group": 0.7, "population": 0.8, "place": 0.8, "military": 0.8}


def alone(token: Token, text: str, kind: str, lang: Language, setting: Setting) -> Found | None:
    """Return what a token means that no rule has used, in a segment of this text and kind."""
    entry, a, b = token.entries[0], token.start, token.end
    cls = entry.cls
    if cls in ("person", "surname"):
        person = resolve(token, setting, titled=False)
        if person is None:
            return None
        if cls == "surname" and person[0] not in setting.named and _given_to_another(text, b, kind, lang):
            return None
        name = next(e.name for e in token.entries if e.id == person[0])
        return Found(a, b, person[0], name, "person", False, person[1], cls)
    if cls == "seat":
        return _seat(token, text, kind, lang)
    if cls == "body":
        return _own_body(token, text, lang, setting)
    if cls in ("government", "military"):
        return _own_government(token, text, lang, setting)
    if cls == "people":
        return Found(a, b, f"{entry.id}_MASSES", f"People of {entry.name}", "population", False, 0.75, cls)
    if cls in BARE:
        return Found(a, b, entry.id, entry.name, entry.kind, False, BY_KIND.get(entry.kind, BARE[cls]), cls)
    return None


def _given_to_another(text: str, end: int, kind: str, lang: Language) -> bool:
    """Whether an unknown surname follows: "Thant Okello" is not who goes by "Thant". Of two surnames the first names a person."""
    table = lang.table("names")
    if lang.script != "Latn" or table.get("surnames_each") == 2 or kind in TITLES:
        return False
    after = re.match(f" ({table['name']})(?!\\.)", text[end:])
    return after is not None and after[1] not in aliases(lang.code)


def _at_hand(text: str, at: int, lang: Language, *, body: bool = False) -> str | None:
    """Return the state whose entry a sentence is, by its label ("Peru – The ministry ..."), or in whose capital it sets a body.

    A `body` may also be set in the state itself: "In Peru the senate ...".
    """
    if lang.script != "Latn":
        return None
    before = [t for t in matcher(lang.code).tokens(text[:at]) if t.cls in ("state", "adjective", "organisation", "seat")]
    first, last = (before[0], before[-1]) if before else (None, None)
    if first and first.cls == "state" and not text[: first.start].strip(" \t•*-–—") and LABELLED.match(text, first.end):
        return first.entries[0].id
    if last and len(before) == 1 and IN.search(text[: last.start]):
        place = last.entries[0].of if last.cls == "seat" else last.entries[0].id if body and last.cls == "state" else ""
        return place if place in states() else None
    return None


def _first_state(before: str, lang: Language) -> str | None:
    """Return the state that the words before name first, to which "its ministry" belongs."""
    return next((t.entries[0].id for t in matcher(lang.code).tokens(before) if t.cls in ("state", "adjective")), None)


def abroad(f: Found, text: str, setting: Setting, lang: Language) -> Found:
    """Return "the Danes" as the state in a text about another one: who acts beyond the borders is the power, not its people."""
    cues = lang.table("names").get("abroad")
    code = (f.actor or "").removesuffix("_MASSES")
    if cues is None or f.kind != "population" or code not in states() or setting.home in (None, code):
        return f
    if " " in text[f.start : f.end] or setting.told.get(setting.home or "", 0) < TOLD:
        return f
    if not re.search(cues["before"], text[max(0, f.start - 20) : f.start]) or not re.match(cues["after"], text[f.end :]):
        return f
    return replace(f, actor=code, name=states()[code][1], kind="state", makes="state")


def _own_body(token: Token, text: str, lang: Language, setting: Setting) -> Found | None:
    """Return "the parliament" as that of the state the text is about, where no word says it is another's."""
    others = lang.table("names").get("body", {})
    suffix = token.entries[0].of
    word = token.entries[0].id
    # Who names its parties tells of the country from within.
    home = _at_hand(text, token.start, lang, body=True) or setting.within or is_here(word, lang, setting) or setting.spoke or setting.home
    if only := others.get("only", {}).get(word):
        home = max((s for s in only if s in setting.latest), key=lambda s: setting.latest[s], default=only[0] if len(only) == 1 else None)
    elif "ours" in others and re.search(others["ours"], text[max(0, token.start - 20) : token.start]) and any(s in setting.told for s in others["beside"]):
        home = lang.table("names")["own_government"]["here_is"]  # in a newspaper, wherever its correspondent writes
    elif "its" in others and re.search(others["its"], text[max(0, token.start - 20) : token.start]):
        home = _first_state(text[: token.start], lang) or setting.first or home
    if home is None or (suffix in ("GOV", "POLICE", "COAST_GUARD") and word not in others.get("own", ())) or not others:
        return None
    a, b = token.start, token.end
    if re.search(others["not_before"], text[max(0, a - 60) : a]) or re.search(others["not_after"], text[b : b + 40]):
        return None
    return body_of(home, suffix, a, b, 0.6)


def _own_government(token: Token, text: str, lang: Language, setting: Setting) -> Found | None:
    """Return "the regime" as that of the state the text is about, with the words that make it a certain one."""
    cues = lang.table("names").get("own_government", {})
    if not cues or token.entries[0].id not in cues["words"]:
        return None
    a, b = token.start, token.end
    definite = re.search(cues["before"], text[max(0, a - 60) : a])
    if definite is None or re.search(cues["not_after"], text[b : b + 40]):
        return None
    here = cues.get("here")
    within = setting.within if token.entries[0].id in cues["within"] else None
    if setting.here_rules or not setting.here:
        within = within or is_here(token.entries[0].id, lang, setting)
    near = _at_hand(text, a, lang) or within or next((s for at, s in reversed(setting.near) if at < a), setting.home)
    called = setting.regimes.get(token.entries[0].id, ())
    if called and near not in called:
        near = called[-1]  # "the junta" is one that the text has called so
    state: str = cues["here_is"] if here and re.search(here, text) else near or ""
    if state not in states():
        return None
    start = a - len(definite["whole"]) if definite["whole"] else a
    if token.entries[0].id in cues.get("military", ()):
        return Found(start, b, f"{state}_MILITARY", f"Armed Forces of {states()[state][1]}", "military", False, 0.6, "military")
    return Found(start, b, f"{state}_GOV", f"Government of {states()[state][1]}", "government", False, 0.6, "government")


def _seat(token: Token, text: str, segment: str, lang: Language) -> Found:
    """Return the government that a seat of power stands for, or the place where only a place is meant."""
    entry, a, b = token.entries[0], token.start, token.end
    cues = lang.table("names")["seat"]
    before, after = text[max(0, a - 60) : a], text[b : b + 60]
    located = segment in {"table_row", "byline"} or re.search(cues["place_before"], before) or re.search(cues["place_after"], after)
    acts = re.search(cues["acts_before"], before) or ("acts_after" in cues and re.search(cues["acts_after"], after))
    if entry.kind == "capital" and located and not acts:
        return Found(a, b, anyascii(entry.id), entry.id, "place", False, 0.7, "place")
    of = government_of(entry.of)
    kind = "government" if entry.of in states() else "organisation"
    return Found(a, b, of, entry.name, kind, True, 0.92 if entry.kind == "seat" else 0.85, "seat")
