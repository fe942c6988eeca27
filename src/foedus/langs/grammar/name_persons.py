"""Which person a surname or an office means, given the document's date and the full names it holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from anyascii import anyascii

from foedus.langs.grammar.name_entries import Office, Person, persons, shared_table
from foedus.langs.grammar.name_sounds import likeness, sounds

#: words before the last one of a name that belong to the surname
JOINED = frozenset(("De", "Van", "Von", "Al", "El", "San", "Santa", "Saint", "Ibn", "Ben", "Bin", "Ould", "Le", "La", "Du", "Dos", "Da"))
GENERATION = re.compile(r",? (?:Jr|Sr|Jnr|Snr|II|III|IV|hijo|padre)\b\.?$")  #: what follows the surname of one of two namesakes
INITIAL = 2  #: letters up to which a given name is an initial
SPELLED = 0.57  #: likeness of sound from which two given names are spellings of one


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document itself says.

    Attributes
    ----------
    date
        Its date, ISO 8601 and possibly partial, or None.
    named
        Ids of the known persons it names in full.
    text
        All that is read of it, to see whether a name recurs.
    historic
        It tells of a time long before its date (`foedus.langs.grammar.era`).
    leads
        Persons outside the tables whom it names with the highest office of a state: their id and the state's.
    again
        Full names in Hangul whose bearers the tables or the document's Latin letters know: their ids.
    home
        The state that the sentence being read is most likely about, whose parliament is "the parliament"; or None.
    near
        Where the sentence being read names states, in a text whose title has several (`foedus.langs.grammar.name_home`).
    within
        The state from within which the document tells, "the government" of which is its government; or None.
    here
        The state it is told from, whose ministries are called by their bare names (`foedus.langs.grammar.name_here`); or None.
    here_rules
        Whether "the government" is that state's too.
    others
        Names of bodies that the document has first used of another state's: that state, whose the bare name is then.
    regimes
        What the document has called a government by a word of its own ("the junta"): the states so named, the last one last.
    spoke
        The state whose government the sentence before names first of all, or None.
    first
        The state that the sentence before names first, or None.
    told
        How often it tells of each state (`foedus.langs.grammar.name_told`).
    latest
        How late it has named each state last, up to the sentence being read.
    """

    date: str | None = None
    named: frozenset[str] = frozenset()
    text: str = ""
    historic: bool = False
    leads: Mapping[str, str] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)
    home: str | None = None
    near: Sequence[tuple[int, str]] = ()
    within: str | None = None
    here: str | None = None
    here_rules: bool = False
    regimes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spoke: str | None = None
    first: str | None = None
    others: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)
    latest: Mapping[str, int] = field(default_factory=dict)


def holds(office: Office, date: str) -> bool:
    """Return whether an office was held on a date, both compared at the coarser precision.

    Examples
    --------
    >>> holds(Office("KAZ", frozenset("P"), "2019-03", ""), "2022-01-07")
    True
    """
    return date[: len(office.since)] >= office.since[: len(date)] and (
        not office.until or date[: len(office.until)] <= office.until[: len(date)]
    )


def _surely_holds(office: Office, date: str) -> bool:
    """As `holds`, but not in a first or last year of which the table gives no month: it may be someone else's."""
    edges = [edge for edge in (office.since, office.until) if len(edge) == 4]
    return holds(office, date) and date[:4] not in edges


def _standing(person: Person, date: str | None) -> tuple[int, str]:
    """Rank for choosing among bearers of one surname: in office at the date, else latest before it, else latest."""
    if date is None:
        return 1, max(o.since for o in person.offices)
    if any(holds(o, date) for o in person.offices):
        return 3, max(o.since for o in person.offices if holds(o, date))
    before = [o.since for o in person.offices if o.since <= date]
    return (2, max(before)) if before else (0, "")


def by_surname(
    ids: Collection[str], setting: Setting, *, titled: bool, strict: bool = False
) -> tuple[str, float] | None:
    """Return (person id, confidence) for a surname borne by `ids`, or None where it may be anyone.

    A common surname beside a title is nobody's who took office only after the document was written.

    Parameters
    ----------
    titled
        A title stands with the surname ("General Brown"), so that common surnames are admitted too.
    strict
        The word is an ordinary word as well, so that only a title or the full name elsewhere admits it.
    """
    table = persons()
    full = sorted(i for i in ids if i in setting.named)
    if len(full) == 1:
        return full[0], 0.92
    pool = full or [i for i in ids if titled or (table[i].alone and not strict)]
    if not pool:
        return None
    ranked = sorted(pool, key=lambda i: (_standing(table[i], setting.date), i), reverse=True)
    best = ranked[0]
    if len(ranked) > 1 and _standing(table[best], setting.date) == _standing(table[ranked[1]], setting.date):
        return best, 0.4
    rank = _standing(table[best], setting.date)[0]
    if rank == 0 and not full and not table[best].alone:
        return None  # whoever bears a common name and holds no office yet is not who is meant
    return best, 0.85 if rank >= 2 else 0.7 if table[best].alone else 0.5


def distinctive(person: str) -> bool:
    """Return whether the surname by itself is enough to mean this person."""
    return persons()[person].alone


def contradicts(given: str, person: str, text: str) -> bool:
    """Whether a given name before a surname says that it is somebody else's: no spelling of those of `person`.

    Parameters
    ----------
    given
        What stands before the surname; a word that `text` writes small as well is a title, not a name.

    Examples
    --------
    >>> contradicts("Igor", "putin_vladimir", ""), contradicts("Wladimir", "putin_vladimir", "")
    (True, False)
    """
    words = given.split()
    own = [w for part in person.split("_")[1:] for w in part.split("-")]
    if not words or not own or words[-1] in shared_table("given_names")["address"] or re.search(rf"\b{re.escape(given.lower().split()[-1])}\b", text):
        return False
    initial = any(len(w) <= INITIAL and o.startswith(ascii_part(w)[:1]) for w in words for o in own)
    return not initial and max(_alike(w, o) for w in words for o in own) < SPELLED


def _alike(one: str, two: str) -> float:
    """Return how alike two given names are: by sound, in Latin letters by spelling too."""
    sound = likeness(sounds(one), sounds(two))
    return min(sound, SequenceMatcher(None, ascii_part(one), two).ratio()) if one[0] < "\u0250" else sound


def by_office(of: str, roles: Iterable[str], setting: Setting) -> str | None:
    """Return who held one of the offices `roles` of `of` at the document's date; None if unknown or undated."""
    if setting.date is None:
        return None
    for role in roles:
        found = [
            (office.since, p.id)
            for p in persons().values()
            for office in p.offices
            if office.of == of and role in office.roles and _surely_holds(office, setting.date)
        ]
        if found:
            return max(found)[1]
    return None


def by_office_told(
    of: str, roles: Iterable[str], setting: Setting, told: Sequence[str], *, then: bool
) -> str | None:
    """Return whom an office without a name means where its sentence tells dates, None where that is open.

    Parameters
    ----------
    told
        The dates that the sentence tells in full, ISO 8601; those after the document are passed over.
    then
        The words say that it is the holder of those days ("then", a date right before), not the present one.
    """
    roles = tuple(roles)
    past = [t for t in told if setting.date and t[:4] < setting.date[:4]]
    at = {by_office(of, roles, replace(setting, date=t)) for t in past}
    if then or setting.historic:
        return at.pop() if len(at) == 1 else None
    now = by_office(of, roles, setting)
    return now if at <= {now} else None


def state_of(person: str, date: str | None) -> str | None:
    """Return the state or organisation a person leads at the date, or led."""
    table = persons()
    if person not in table:
        return None
    lead = [o for o in table[person].offices if o.roles & {"L", "P", "M"}]
    at = [o for o in lead if date and holds(o, date)]
    return (at or lead)[-1].of if lead else None


def ascii_part(text: str) -> str:
    """Return a name part as lower-case ASCII joined by ``-``."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


def first_surname(name: str, given: Collection[str]) -> str:
    """Return the first of the two surnames of a Spanish name of three or four words; empty where it has one.

    Examples
    --------
    >>> first_surname("Elena Prado Quintana", {"Elena"}), first_surname("Juan Carlos Prado", {"Juan", "Carlos"})
    ('Prado', '')
    """
    words = name.split()
    if len(words) not in (3, 4) or any(w[0].islower() or "." in w for w in words):
        return ""
    first = next((i for i, w in enumerate(words) if w not in given and i), len(words))
    return words[first] if first == len(words) - 2 and words[first] not in JOINED else ""


def _given_hangul(name: str) -> str:
    """Return a Korean given name in Latin letters: as most holders write it where the table says so, else by rule."""
    custom = shared_table("given_names")["given_hangul"]
    by_rule = (re.sub("^l", "r", re.sub("(?<!n)g$", "k", ascii_part(c))) for c in name)
    return "".join(custom.get(c, latin) for c, latin in zip(name, by_rule, strict=True))


def new_person_id(name: str, surname: str = "") -> str:
    """Return ``surname_givenname`` for an unknown person's name; `surname` if it is known and not the last word.

    Chinese, Korean and Vietnamese names have the surname first; a Korean name of two to four syllables is split
    after its surname, which has two syllables where the table lists it and one to follow; a Burmese name is one unit;
    of any other name the last word (with its particles) is the surname.

    Examples
    --------
    >>> new_person_id("Ana de la Rosa")
    'de-la-rosa_ana'
    >>> new_person_id("Zhou Meilin")
    'zhou_meilin'
    """
    table = shared_table("given_names")
    words = [w for w in re.split(r"\s+", re.sub(r"\b[A-ZА-Я]\.", "", name).strip()) if w]
    if len(words) == 1 and re.fullmatch("[가-힣]{2,4}", name.strip()):
        cut = 2 if len(words[0]) > 2 and words[0][:2] in table["surnames_hangul"] else 1
        family = table["surnames_hangul"].get(words[0][:cut]) or ascii_part(words[0][:cut])
        return f"{family}_{_given_hangul(words[0][cut:])}"
    if len(words) == 1:
        return ascii_part(words[0])
    if set(words) <= set(table["undivided"]) and not set(words) <= set(table["surname_first_latin"]):
        return ascii_part(name)
    if words[0] in table["surname_first_latin"] and words[0] not in table["latin"]:
        return f"{ascii_part(words[0])}_{ascii_part(' '.join(words[1:]))}"
    if surname in words[1:-1]:
        return f"{ascii_part(surname)}_{ascii_part(' '.join(words[: words.index(surname)]))}"
    own, generation = GENERATION.sub("", name.strip()), GENERATION.search(name.strip())
    if generation and " " in own:
        return f"{new_person_id(own, surname)}-{ascii_part(generation.group())}"
    cut = len(words) - 1
    while cut > 1 and (words[cut - 1].islower() or words[cut - 1] in JOINED):
        cut -= 1
    return f"{ascii_part(' '.join(words[cut:]))}_{ascii_part(' '.join(words[:cut]))}"


def surname_of(name: str) -> str | None:
    """Return the word by which later sentences are likely to call the bearer of a full name."""
    words = GENERATION.sub("", name).split()
    if len(words) < 2 or set(words) <= set(shared_table("given_names")["undivided"]):
        return None
    eastern = words[0] in shared_table("given_names")["surname_first_latin"]
    return words[0] if eastern and words[0] not in shared_table("given_names")["latin"] else words[-1]
