"""Words that one of two versions in one language has and the other has not: compared as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from foedus.evidence.rows import Row
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.sides import Side, finding, show, which

_TOKEN = re.compile(r"[^\W_]+")
_RUN = 4  # words that one version has and the other lacks, to be told of whatever they say


def runs(one: Side, two: Side) -> Iterator[Row]:
    """Yield the runs of words, and the single words that change what is said, that only one of two versions has."""
    a, b = (list(_TOKEN.finditer(s.text)) for s in (one, two))
    matcher = SequenceMatcher(None, [m.group().lower() for m in a], [m.group().lower() for m in b], autojunk=False)
    for op, i, j, k, m in matcher.get_opcodes():
        for here, there, words, first, last, other in ((one, two, a, i, j, b[k:m]), (two, one, b, k, m, a[i:j])):
            if op == "equal" or first == last:
                continue
            start, end = words[first].start(), words[last - 1].end()
            against = there.text[other[0].start() : other[-1].end()] if other else ""
            kind = "omitted" if here is one else "added"
            name, lacks = which(here, there)
            if last - first >= _RUN and len(other) * 3 <= last - first:
                yield finding(
                    kind, "low", [here.place(start, end), there.span], f"“{show(here.text[start:end])}” of {name} is not in {lacks}.", 0.7
                )
                continue
            for x, y, strong in _telling_words(here, start, end, against):
                yield finding(
                    kind, "medium" if strong else "low", [here.place(x, y), there.span],
                    f"The word “{show(here.text[x:y])}” of {name} is not in {lacks}.", 0.7,
                )


def _telling_words(here: Side, start: int, end: int, against: str) -> Iterator[tuple[int, int, bool]]:
    """Words of ``here.text[start:end]`` that change what is said and have no like in what stands in their place."""
    table = cues(here.language)
    if table is None:
        return
    text = here.text[start:end]
    for name, (x, y) in table.focused(text).items():
        if not table.may_focus(name, against):
            yield start + x, start + y, True
    if not table.manners(against):
        yield from ((start + x, start + y, False) for x, y in table.manners(text))
