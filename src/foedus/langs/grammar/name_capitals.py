"""Surnames that a document writes in capitals: "Mikheil SAAKASHVILI", "el presidente Evo MORALES".

Factbooks and some agencies do so to tell the surname from the other names. A word in capitals right behind a name or a title
is otherwise an abbreviation or the name of a ship, so the document must show that it writes surnames so: at least once
the word behind a given name of the tables is the surname of a person they hold, or no abbreviation they know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.langs.grammar.name_entries import aliases, shared_table
from foedus.langs.grammar.name_learning import Stretch

_IN_CAPITALS = r"[A-ZÀ-ÖØ-ÞČŁŞŠŽ]{4,}(?:-[A-ZÀ-ÖØ-ÞČŁŞŠŽ]{2,})?(?![\w-])"
#: A word in capitals.
WORD = re.compile(rf"(?<![\w-]){_IN_CAPITALS}")
#: What opens a turn in a transcript: "MS. MOORE:", "PRESIDENTE PEDRO CASTILLO:".
LABEL = re.compile(r"^[\s*_]*(?:[A-ZÀ-ÖØ-ÞČŁŞŠŽ][A-ZÀ-ÖØ-ÞČŁŞŠŽ.,’'-]+ ){0,9}[A-ZÀ-ÖØ-ÞČŁŞŠŽ][A-ZÀ-ÖØ-ÞČŁŞŠŽ.’'-]+(?=\s*:\s)")
#: What stands before a surname in capitals, and the surname.
SURNAME = re.compile(rf"((?<![\w’'-])[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿā-ž’'-]+ )({_IN_CAPITALS})")


def surnames_in_capitals(stretches: Sequence[Stretch]) -> frozenset[str]:
    """Return the words in capitals that are surnames in this document; none where it does not write surnames so.

    Parameters
    ----------
    stretches
        The sentences and headings of the document; those in capitals as a whole show nothing.
    """
    given = shared_table("given_names")["latin"]
    words: set[str] = set()
    shown = False
    for s in stretches:
        if s.text.isupper():
            continue
        for m in SURNAME.finditer(s.text):
            before, word = m[1].strip(), m[2]
            known = aliases(s.language).get(word, ())
            if any(e.cls not in ("surname", "person") for e in known) or len(word.title()) != len(word):
                continue
            words.add(word)
            bearers = aliases(s.language).get(word.title(), ())
            shown = shown or (before in given and (not bearers or any(e.cls in ("surname", "person") for e in bearers)))
    return frozenset(words) if shown else frozenset()
