"""Names that bodies of several states bear, read as that of the state the text tells of.

"Socialist Party", 국민당 and "PSD" are names in many states. The tables mark such a name with ``?`` at its end: it counts
only in a text that names the state of its bearer, by its own name, a demonym, a seat of power, a body of it or one who held
office there. Of several bearers the one is meant whose state stands beside the name ("the French Socialist Party"), else the
one whose state the text names most. A bearer without the mark is meant where no other's state is told of. Giving such a
name to its best-known bearer everywhere was rejected: it makes a party of one state act in the politics of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from foedus.langs.grammar.name_entries import Entry, persons
from foedus.langs.grammar.name_tokens import Token

#: What may stand between a name and the demonym or name of its state: "Partido Socialista de Chile", "the SPD (Germany)".
BETWEEN = re.compile(r"[\s·]?|\s(?:of|in|de|del|de la|в)\s(?:the\s)?|\s?\(")

#: Classes of words that names of bodies are made of.
WORDS = frozenset(("head", "adjective", "masses"))


def states_told(tokens: Iterable[Token]) -> Counter[str]:
    """Return how often names of each state, its people and seats of power and those who held its offices are among `tokens`."""
    count: Counter[str] = Counter()
    for token in tokens:
        entry = token.entries[0]
        if entry.cls in ("state", "adjective", "people"):
            count[entry.id] += 1
        elif entry.cls == "seat":
            count[entry.of] += 1
        elif entry.cls == "person":
            count.update({office.of for office in persons()[entry.id].offices})
        elif entry.cls == "organisation" and not any(e.told for e in token.entries):
            count[entry.of] += 1
    return count


def by_state(
    tokens: Sequence[Token], text: str, told: Mapping[str, int], known: Mapping[str, tuple[Entry, ...]] | None = None
) -> list[Token]:
    """Return the tokens of a sentence, each name of several bodies with the one meant, without those that may be anyone's.

    What is left of such a name are its words: those that may make up the name of a body the tables do not have.

    Parameters
    ----------
    told
        How often the document tells of each state (`states_told`).
    known
        What each word of the language may mean.
    """
    out: list[Token] = []
    for i, token in enumerate(tokens):
        if not any(e.told for e in token.entries):
            out.append(token)
        elif chosen := _bearer(token.entries, _beside(tokens, i, text), told):
            out.append(replace(token, entries=(chosen,)))
        else:
            words = re.finditer(r"\w+", text[token.start : token.end]) if known else ()
            spans = [(m[0], token.start + m.start(), token.start + m.end()) for m in words]
            out += [Token(a, b, e) for word, a, b in spans if (e := (known or {}).get(word, ())) and e[0].cls in WORDS]
    return out


def _bearer(entries: Sequence[Entry], beside: set[str], told: Mapping[str, int]) -> Entry | None:
    """Return which of its bearers a name means."""
    if beside:
        return next((e for e in entries if e.of in beside), None if all(e.told for e in entries) else entries[0])
    best = max(entries, key=lambda e: (told.get(e.of, 0), not e.told))
    if told.get(best.of, 0):
        return best
    return next((e for e in entries if not e.told), None)


def _beside(tokens: Sequence[Token], at: int, text: str) -> set[str]:
    """Return the states whose name or demonym stands right before or after a name."""
    token = tokens[at]
    pairs = [(t, text[t.end : token.start]) for t in tokens[max(0, at - 1) : at]]
    pairs += [(t, text[token.end : t.start]) for t in tokens[at + 1 : at + 2]]
    return {t.entries[0].id for t, gap in pairs if t.cls in ("state", "adjective") and BETWEEN.fullmatch(gap)}
