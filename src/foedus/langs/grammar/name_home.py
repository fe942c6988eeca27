"""Which state each sentence of a document is about: the one whose parliament is meant by "the parliament"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from anyascii import anyascii

from foedus.langs.grammar.name_entries import owner_of, persons, shared_rows, states
from foedus.langs.grammar.name_persons import state_of
from foedus.langs.grammar.name_rules import Found

WINDOW = 16  #: mentions looked back at
ANYWHERE = 0.25  #: what a mention anywhere in the document counts beside one close by
PARTIES = 4  #: how many mentions of parties and bodies of a state make a text one told from within it
OURS = 2  #: ... of the state whose readers the language has
TITLED = 6  #: what standing in a title counts beside a mention anywhere
WITHIN = 3  #: what a party or body of a state counts beside its name: who names parties tells of a country from within


@dataclass(frozen=True, slots=True)
class Home:
    """What a sentence is about: `state`; `near`: where it names states if the title has several, before them the last of those;
    `within`: the state from within which the text tells, as it names its parties and bodies again and again;
    `latest`: how late each state is named last, up to and in it."""

    state: str | None
    near: tuple[tuple[int, str], ...] = ()
    within: str | None = None
    latest: Mapping[str, int] = field(default_factory=dict)


def homes(first: Sequence[Sequence[Found]], date: str | None, titles: Collection[int] = (), ours: str | None = None) -> Iterator[Home]:
    """Yield for each stretch the state told of most around it, the one named last of equals; None where none is named.

    A title that names one state says what the text is about; of several in it, "the government" is of the one named last.

    Parameters
    ----------
    first
        What each stretch of the document names.
    date
        The document's date, for whom its persons serve.
    titles
        Which of the stretches are titles.
    ours
        The state whose readers the language has, if it has one: fewer of its bodies show that a text is told from within it.
    """
    named = [[s for f in found if (s := _state(f, date)) for _ in range(WITHIN if owner_of(f.actor) else 1)] for found in first]
    whole = Counter(s for here in named for s in here)
    titled = {s for i in titles for s in named[i]}
    for state in titled if len(titled) == 1 else ():
        whole[state] += TITLED
    own = Counter(s for found in first for f in found if (s := owner_of(f.actor)))
    within = next((s for s, n in own.most_common(1) if n >= (OURS if s == ours else PARTIES)), None)
    most = max(whole, key=lambda s: whole[s], default=None)
    last: tuple[tuple[int, str], ...] = ()
    trail: list[str] = []
    at: dict[str, int] = {}  # where in the trail each state stands last
    for here, found in zip(named, first, strict=True):
        count = Counter(trail[-WINDOW:]) + Counter(here)
        at |= {s: n for n, s in enumerate(here, len(trail))}
        trail += here
        told = {s: n + ANYWHERE * whole[s] for s, n in count.items()}
        near = tuple((f.start, s) for f in found if (s := _state(f, date))) if len(titled) > 1 else ()
        yield Home(max(told, key=lambda s: (told[s], at[s]), default=most), last + near, within, dict(at))
        last = tuple((-1, s) for _, s in near if s in titled)[-1:] or last


def _state(f: Found, date: str | None) -> str | None:
    """Return the state that a mention tells of."""
    return belongs_to(f.actor, date) if f.actor else f.of or None


def belongs_to(actor: str, date: str | None = None) -> str | None:
    """Return the state that an actor is, is of, or serves on `date`; None where it is of none.

    Examples
    --------
    >>> belongs_to("PER_MASSES"), belongs_to("BJP"), belongs_to("UN")
    ('PER', 'IND', None)
    """
    code = actor.partition("_")[0]
    if code in states():
        return code
    if actor in persons():
        office = persons()[actor].offices[-1].of
        return state_of(actor, date) or (office if office in states() else None)
    return owner_of(actor) or _places().get(actor)


@cache
def _places() -> Mapping[str, str]:
    """Return place or medium -> the state it lies in, for capitals and the places and media of the tables."""
    rows = [(anyascii(r["place"]), r["of"]) for r in shared_rows("capitals")] + [(r["id"], r["of"]) for r in shared_rows("places")]
    rows += [(r["id"], r["of"]) for r in shared_rows("media")]
    return {place: of for place, of in rows if of in states()}
