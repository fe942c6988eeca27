"""By which words persons are called in a text, so that a bare "the envoy" is whoever was told of as one.

What stands beside a name, or right behind it between commas, is learnt from the text itself. Not chosen: a longer list of titles, which no list ends.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Lexicon
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.mentions import Mention

BODIES = frozenset(("organisation", "institution", "group"))
STATES = frozenset(("state", "government"))
WE = re.compile(r"(\w+),\s")
AHEAD = re.compile(r"\b(\w+)\s(\w+)(?:\s[^,.;:]{1,60})?,\s$")
REACH = 90  #: code points before a name in which its aside may begin
LEAST = 4  #: letters of a title, where words are spelt with letters
ASIDE = re.compile(r",\s(\w+)\s([^,.;:]{4,60})(?=[,.;:])")


def learn_roles(s: Sentence, lexicon: Lexicon, told: Discourse) -> None:
    """Remember by which words the persons of a sentence are called ("the envoy Ann Smith", "Ann Smith, the envoy")."""
    people = [m for m in s.mentions if m.kind == "person"]
    for m in people:
        for word in _behind(m, s) if lexicon.suffixes else _before(m, s, told):
            told.roles[word] = m.actor


def learn_author(s: Sentence, told: Discourse) -> None:
    """Remember whom "we" means where a sentence says it: "We, the foreign ministers of Estonia and Latvia, condemn"."""
    for a in (a for p in s.predicates for a in p.get("subject")) if not told.author else ():
        first = WE.match(s.text, a.start)
        if first and told.pronouns.get(first[1].lower()) == "author":
            told.author = list(dict.fromkeys(m.actor for m in s.mentions if a.start < m.start and m.end <= a.end and m.kind in BODIES | STATES))


def learn_bodies(s: Sentence, told: Discourse) -> None:
    """Remember the words that bodies of a sentence are short for ("the International Monetary Fund": "Fund")."""
    for m in s.mentions:
        words = s.text[m.start : m.end].split()
        core = next((words[:n] for n, w in enumerate(words) if n and w in told.markers), words)
        if m.kind in BODIES and len(core) > 1 and core[-1][:1].isupper() and core[-1][1:].islower():
            told.bodies[core[-1].lower()] = m.actor


def _before(m: Mention, s: Sentence, told: Discourse) -> list[str]:
    """Return the words of a mention that are no part of the name, with the word before it and the first noun of an aside behind it."""
    name = set(_plain(m.actor).replace("_", "-").split("-"))
    lead = re.findall(r"\w+", s.text[max(0, m.start - REACH) : m.start])[-1:] if s.text[m.start - 1 : m.start] == " " else []
    words = [*lead, *re.findall(r"\w+", s.text[m.start : m.end])]
    aside = ASIDE.match(s.text, m.end)
    if aside and aside[1].lower() in told.back:
        words += aside[2].split()[:1]
    ahead = AHEAD.search(s.text, max(0, m.start - REACH), m.start)
    if ahead and ahead[1].lower() in told.back:  # "the envoy of Chad, Ann Smith"
        words.append(ahead[2])
    taken = {w for x in s.mentions if x.kind != "person" for w in s.text[x.start : x.end].lower().split()}
    low = [w.lower() for w in words if len(w) >= LEAST and not w.isdigit()]
    return [w for w in low if _plain(w) not in name and w not in told.back and w not in told.markers and w not in taken]


def _behind(m: Mention, s: Sentence) -> list[str]:
    """Return the heads of the phrases that begin with a mention and end in a title."""
    return [a.lemma for p in s.predicates for a in p.arguments if a.start <= m.start and a.heads and 0 < a.heads[0][0] - m.end <= 1]


def _plain(word: str) -> str:
    return "".join(c for c in normalize("NFD", word.lower()) if c.isascii())
