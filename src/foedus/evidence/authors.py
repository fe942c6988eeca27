"""Who speaks in a document: whom its "I" and its "we" mean, and whose the statements are that it gives to nobody else.

Who holds an office of a state speaks for it: "we" in a president's address is the state, "we" in a party's declaration the
party. Where the document speaks in nobody's person, and where the place that should name the speaker names nobody known, there
is no author: a wrong one would be worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.documents.model import Document
from foedus.documents.voice import Voice, speaks_for, speaks_itself, voices
from foedus.evidence.rows import Row
from foedus.evidence.shared import rows_named
from foedus.langs.grammar.name_entries import persons, states
from foedus.langs.grammar.name_persons import state_of

BODIES = frozenset(("government", "organisation", "institution", "group", "military"))
MOST = 0.6  #: of the letters of a line that is a name
JOINT = frozenset(("defines", "issued"))


@dataclass(frozen=True, slots=True)
class Author:
    """Ids of who speaks. `one`: "I", and whose claims they are; `all`: "we"."""

    one: tuple[str, ...] = ()
    all: tuple[str, ...] = ()


NOBODY = Author()


def authors(document: Document, rows: Sequence[Row] | None = None) -> dict[str, Author]:
    """Return part -> who speaks in it, only for parts that say so; a translation speaks for whom the others do.

    Parameters
    ----------
    rows
        Rows of the table ``actors``; None asks the actors reader.
    """
    found = rows_named("actors", document) if rows is None else rows
    placed = sorted(((*document.view.from_raw(r["start"], r["end"]), r) for r in found), key=lambda x: (x[0], -x[1]))
    out: dict[str, Author] = {}
    own = [p for p in document.parts if speaks_itself(document, p)]
    for part in own:
        author = next((a for v in voices(document, part) if (a := _told(v, placed, document)) is not NOBODY), None)
        if author is not None:
            out[part.id] = author
    first = next(iter(out.values()), None)
    return out if first is None else {p.id: out.get(p.id, first) for p in own}


def _told(voice: Voice, placed: Sequence[tuple[int, int, Row]], document: Document) -> Author:
    text = document.view.text
    # a name may hold initials in brackets, at which the words that tell who speaks end
    inside = [(a, b, r) for a, b, r in placed if voice.start <= a and (b <= voice.end or (a < voice.end and text[voice.end : b].lstrip().startswith("(")))]
    if not inside:
        return NOBODY
    outer = [x for x in inside if not any(y is not x and y[0] <= x[0] and x[1] <= y[1] and y[1] - y[0] > x[1] - x[0] for y in inside)]
    if voice.how == "line" and sum(b - a for a, b, _ in outer) < MOST * len(text[voice.start : voice.end].strip()):
        return NOBODY
    people = [x for x in outer if x[2]["kind"] == "person"]
    bodies = [x for x in outer if x[2]["kind"] in BODIES]
    lands = [x for x in outer if x[2]["kind"] == "state"]
    joint = voice.how in JOINT or (len(lands) > 1 and not bodies)
    if people:
        chosen = people if joint else people[:1]
        who = tuple(dict.fromkeys(r["actor"] for _, _, r in chosen))
        served = dict.fromkeys(s for x in chosen for s in _serves(x, inside, document.metadata.published))
        return Author(who, tuple(served) or who)
    if voice.how in ("line", "opens") and not bodies:
        return NOBODY  # a state alone on a line is a heading, and one that condemns something is told of
    if not bodies and not joint and not _of_state(text[voice.start : voice.end], sum(b - a for a, b, _ in lands)):
        return NOBODY  # a people's name within a name unknown to the tables
    last = voice.how == "before" and any("가" <= c <= "힣" for c in text[voice.start : voice.end])
    named = (bodies or lands) if not joint else [*bodies, *lands]
    chosen = named if joint else named[-1:] if last else named[:1]
    who = tuple(dict.fromkeys(r["actor"] for _, _, r in chosen))
    return Author(who, who) if who else NOBODY


def _of_state(words: str, named: int) -> bool:
    """Whether words that name no more than a state mean it: they are its name, or an office of it."""
    return named >= MOST * len(words.strip()) or speaks_for(words)


def _serves(person: tuple[int, int, Row], inside: Sequence[tuple[int, int, Row]], date: str | None) -> Iterator[str]:
    """Yield the state or body whose office a person holds: as the name says, as the tables have it, as stands beside it."""
    a, b, row = person
    within = [r["actor"] for x, y, r in inside if a <= x and y <= b and r is not row and r["kind"] in BODIES | {"state"}]
    known = persons().get(row["actor"])
    table = state_of(row["actor"], date) or (known.offices[-1].of if known and known.offices else None)
    beside = [r["actor"] for x, y, r in inside if (y <= a or x >= b) and r["kind"] in BODIES | {"state"}]
    first = next(iter([*within, *([table] if table else []), *beside]), None)
    if first:
        code = first.split("_")[0]
        yield code if code in states() else first
