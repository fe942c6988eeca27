"""From where a report is told: the state whose bodies "the government", "the ministry" are where nothing names another's.

Korean agencies open with a dateline, "[서울=...]", and their readers' own ministries are called by their bare names, however
much the report tells of two other states. Choosing the state named most nearby was rejected for such texts: that one is
what the ministry speaks of. ``[told_here]`` of a language's ``names.toml`` gives the form of the `dateline`, what names its `reporter`, the `places` of
the readers' own state, what else shows that a text is theirs (`marks`, outside quotations; `bodies` only they call so; `heads`: one that opens the text; all
only where the text also names one of `beside`), the `words` that are read so, and the
states that `never` call theirs so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from foedus.langs.grammar.name_entries import aliases, states
from foedus.langs.grammar.name_learning import Stretch
from foedus.langs.grammar.name_persons import Setting
from foedus.langs.grammar.name_rules import Found
from foedus.langs.registry import Language, language

LINES = 12  #: segments from the head of a document within which its dateline stands
SIGNED = 30  #: characters behind a dateline within which its reporter is named
QUOTED = re.compile("[“\"‘「『][^”\"’」』]*[”\"’」』]?")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a text says it was written: in which state, up to where in its segment, and whether a reporter signs there."""

    state: str
    end: int
    signed: bool


def datelines(stretches: Sequence[Stretch]) -> dict[int, Dateline]:
    """Return the datelines at the head of a document, by the number of their segment.

    Examples
    --------
    >>> datelines([Stretch("[베이징=한가람통신]", "ko"), Stretch("중국은 침묵했다.", "ko")])
    {0: Dateline(state='CHN', end=11, signed=False)}
    """
    out = {}
    for i, s in enumerate(stretches[:LINES]):
        table = language(s.language).table("names")
        cues = table.get("told_here")
        match = re.search(cues["dateline"], s.text) if cues else None
        if cues is None or match is None:
            continue
        seat = next((e.of for e in aliases(s.language).get(match["place"], ()) if e.cls == "seat" and e.of in states()), None)
        state = table["own_government"]["here_is"] if match["place"] in cues["places"] else seat
        if state is not None:
            out[i] = Dateline(state, match.end(), bool(re.search(cues["reporter"], s.text[match.end() : match.end() + SIGNED])))
    return out


def told_here(stretches: Sequence[Stretch], told: Mapping[str, int], lines: Collection[Dateline]) -> tuple[str | None, bool]:
    """Return the state that a text is told from, and whether its bare government is that state's too.

    It is not where a dateline is all that shows it and the text tells of one other state alone: a foreign report of an
    agency, whose government is the one told of. Of several datelines the one that a reporter signs counts: others are of pictures.

    Parameters
    ----------
    stretches
        The segments of the document, in order.
    told
        How often it names each state.
    lines
        Its datelines, in order.

    Examples
    --------
    >>> told_here([Stretch("정부는 칠레와 페루의 대화를 바란다.", "ko")], {"CHL": 1, "PER": 1}, [Dateline("KOR", 9, True)])
    ('KOR', True)
    """
    others = {s for s, n in (Counter(told) - Counter(d.state for d in lines)).items() if n > 0}
    line = next((d for d in lines if d.signed), next(iter(lines), None))
    for code in sorted({s.language for s in stretches}):
        table = language(code).table("names")
        if "told_here" not in table or (line and line.state != table["own_government"]["here_is"]):
            continue
        cues, own = table["told_here"], table["own_government"]["here_is"]
        theirs = re.compile("|".join([cues["marks"], *cues["bodies"]]))
        marked = any(theirs.search(QUOTED.sub(" ", s.text)) for s in stretches if s.language == code) or _headed(stretches, code)
        if line or (marked and others & set(cues["beside"])):
            return own, marked or bool(others & set(cues["beside"])) or len(others) != 1
    return (line.state, True) if line else (None, False)


def _headed(stretches: Sequence[Stretch], code: str) -> bool:
    """Whether a title or the first sentence of a document opens with the bare name of a body."""
    for s in (s for s in stretches[:LINES] if s.language == code):
        if re.search(language(code).table("names")["told_here"]["heads"], s.text):
            return True
        if s.kind == "sentence":
            return False
    return False


def is_here(word: str, lang: Language, setting: Setting) -> str | None:
    """Return the state whose body the bare `word` means in a text told from somewhere: that state's, or the one named first by it."""
    cues = lang.table("names").get("told_here", {})
    if word not in cues.get("words", ()):
        return None
    if setting.here:
        return setting.here if setting.spoke == setting.here else setting.others.get(word, setting.here)
    theirs = setting.home in cues.get("never", ())
    return setting.others.get(word, lang.table("names")["own_government"]["here_is"]) if theirs else None


def body_named(f: Found, s: Stretch) -> Iterator[tuple[str, str]]:
    """Yield (word, state) for each word for a body that ends the mention of a state's: ("외교부", "PER")."""
    state, _, kind = (f.actor or "").partition("_")
    if kind and state in states():
        quote = s.text[f.start : f.end]
        yield from ((w, state) for w in language(s.language).table("names").get("told_here", {}).get("words", ()) if quote.endswith(w))


def speaks_first(found: Sequence[Found]) -> str | None:
    """Return the state whose government, or a body of it, is what a sentence names first of all, else None."""
    first = min(found, key=lambda f: f.start, default=None)
    state, _, kind = (first.actor or "").partition("_") if first else ("", "", "")
    return state if first and first.kind == "government" and kind and state in states() else None


def regime_named(f: Found, s: Stretch) -> Iterator[tuple[str, str]]:
    """Yield (word, state) for each word for rulers of a kind that few states have by which a mention calls a state's government: ("junta", "NER")."""
    state, _, kind = (f.actor or "").partition("_")
    cues = language(s.language).table("names").get("own_government")
    if cues and kind in ("GOV", "MILITARY") and state in states():
        quote = s.text[f.start : f.end].lower()
        spaced = language(s.language).script != "Hang"
        for word in cues.get("ruling", ()):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)" if spaced else re.escape(word), quote):
                yield word, state
