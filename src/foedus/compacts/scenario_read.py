"""Files of scenarios (``data/scenarios/<id>.toml``, or a file of one's own) to `Scenario`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.compacts.model import Duration, Source
from foedus.compacts.scenario import (
    Account,
    Act,
    Approval,
    Contributor,
    Ending,
    Mark,
    Motion,
    Request,
    Scenario,
)
from foedus.compacts.toml_reading import Table, bad, parsed, read_sources, unique
from foedus.compacts.words import known
from foedus.core.errors import nearest
from foedus.rules.votes import WORDS

KEYS = (
    "compact", "name", "about", "party", "zero", "zero_is", "illustrative", "sources", "accounts", "requests", "motions", "contributors",
    "approvals", "endings", "durations", "acts", "record",
)  # fmt: skip


@cache
def scenarios() -> Mapping[str, Scenario]:
    """Return the scenarios that foedus ships, by id."""
    folder = files("foedus.compacts") / "data" / "scenarios"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return {p.name.removesuffix(".toml"): read_scenario(p.read_text(encoding="utf-8"), p.name.removesuffix(".toml")) for p in found}


def read_scenario(text: str, name: str) -> Scenario:
    """Return the scenario that a TOML text describes (docs/compacts.md).

    Parameters
    ----------
    text
        The TOML text.
    name
        Its id, and the name of the file in messages.

    Raises
    ------
    FoedusError
        If it is no TOML, a key or word is unknown, or a statement has no source and is neither marked ``confirmed = false`` nor
        part of an illustrative scenario (``compact-file``, ``compact-word``).
    """
    table = parsed(text, name)
    table.only(*KEYS)
    sources, free = read_sources(table), table.flag("illustrative", False)
    zero = _moment(table, "zero")
    motions = tuple(_motion(t, sources, free) for t in table.tables("motions"))
    unique([m.id for m in motions], name, "motion")
    ids = tuple(m.id for m in motions)
    if not ids:
        raise bad("it has no motion", name, "[[motions]] with id and kind", '[[motions]]\nid = "force"\nkind = "force"')

    def told(t: Table) -> dict[str, Any]:
        return _told(t, sources, free)

    return Scenario(
        name, table.text("compact"), table.text("name"), table.text("about", ""), table.text("party", ""), zero, table.text("zero_is", ""), free, sources,
        tuple(Account(by=t.text("by"), about=t.text("about", ""), features=_features(t), at=t.moment("at"), **told(t)) for t in _each(table, "accounts", "by", "about", "features", "at")),
        tuple(
            Request(by=t.text("by"), to=t.texts("to"), kind=known(t.text("kind"), "kinds", t.where), article=t.text("article", ""), at=_moment(t, "at"), **told(t))
            for t in _each(table, "requests", "by", "to", "kind", "article", "at")
        ),
        motions,
        tuple(
            Contributor(motion=_one_of(t, "motion", ids), member=t.text("member"), people=_people(t), **told(t))
            for t in _each(table, "contributors", "motion", "member", "people")
        ),
        tuple(
            _approval(t, sources, free)
            for t in _each(table, "approvals", "member", "at", "present", "yes", "no", "passed", "about")
        ),
        tuple(Ending(motion=_one_of(t, "motion", ids), at=_moment(t, "at"), about=t.text("about", ""), **told(t)) for t in _each(table, "endings", "motion", "at", "about")),
        tuple((t.text("motion", "") or None, Duration(stage=t.text("stage"), hours=t.hours(), **told(t))) for t in _each(table, "durations", "motion", "stage", "hours")),
        tuple(
            Act(at=_moment(t, "at"), precision=t.text("precision", "hour"), about=t.text("about"), stage=_stage(t), **told(t))
            for t in _each(table, "acts", "at", "precision", "about", "stage")
        ),
        tuple(
            Mark(motion=_one_of(t, "motion", ids), state=t.text("state"), earliest=_moment(t, "earliest"), latest=_moment(t, "latest"), **told(t))
            for t in _each(table, "record", "motion", "state", "earliest", "latest")
        ),
    )  # fmt: skip


def _each(table: Table, key: str, *keys: str) -> list[Table]:
    found = table.tables(key)
    for one in found:
        one.only(*keys, "source", "confirmed", "note")
    return found


def _told(t: Table, sources: Mapping[str, Source], free: bool) -> dict[str, Any]:
    confirmed = t.flag("confirmed", not free)
    found = Table({**t.data, "confirmed": confirmed}, t.where).statement(sources)
    return {k: found[k] for k in ("sources", "confirmed", "note")}


def _moment(t: Table, key: str) -> datetime:
    found = t.moment(key)
    if found is None:
        raise bad(f"{key} is missing", t.where, "day, hour and offset", f"{key} = 2022-01-06T03:00:00+06:00")
    return found


def _features(t: Table) -> tuple[str, ...]:
    return tuple(known(f, "features", t.where) for f in t.texts("features"))


def _stage(t: Table) -> str:
    found = t.text("stage", "")
    return known(found, "stages", t.where) if found else ""


def _approval(t: Table, sources: Mapping[str, Source], free: bool) -> Approval:
    yes, no, present, passed = t.whole("yes"), t.whole("no"), t.whole("present"), t.data.get("passed")
    if passed is not None and not isinstance(passed, bool):
        raise bad(f"passed is neither true nor false: {passed!r}", t.where, "true or false, or figures in yes and no", "passed = true")
    if yes is None and no is not None:
        raise bad("those against are told, those for are not", t.where, "yes beside no", "yes = 0")
    if passed is not None and yes is not None:
        raise bad("it tells figures and whether it passed", t.where, "yes and no, which the rule of the body tries, or passed", "take passed out")
    if present is not None and present < (yes or 0) + (no or 0):
        raise bad(f"{(yes or 0) + (no or 0)} voted and {present} were there", t.where, "no more votes than people present", "mend present, yes or no")
    return Approval(member=t.text("member"), at=_moment(t, "at"), yes=yes, no=no, passed=passed, about=t.text("about", ""), present=present, **_told(t, sources, free))


def _one_of(t: Table, key: str, ids: tuple[str, ...]) -> str:
    found = t.text(key)
    if found not in ids:
        raise bad(f"there is no motion {found!r}", t.where, f"one of {', '.join(ids)}", f"nearest: {nearest(found, ids, 1)}")
    return found


def _people(t: Table) -> tuple[int, int] | None:
    found = t.data.get("people")
    if found is None:
        return None
    pair = [found, found] if isinstance(found, int) else found
    if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(p, int) for p in pair) or not 0 <= pair[0] <= pair[1]:
        raise bad(f"people is {found!r}", t.where, "a number, or the least and the most", "people = [100, 200]")
    return pair[0], pair[1]


def _motion(t: Table, sources: Mapping[str, Source], free: bool) -> Motion:
    t.only("id", "kind", "about", "organ", "articles", "votes", "chances", "dependence", "term", "source", "confirmed", "note")
    votes, chances = dict(t.mapping("votes") or {}), dict(t.mapping("chances") or {})
    for member, vote in votes.items():
        if vote not in WORDS:
            raise bad(f"{member} cannot vote {vote!r}", t.where, f"one of {', '.join(WORDS)}", f'{member} = "yes"')
    dependence, term = t.data.get("dependence", 0.0), t.data.get("term")
    for told, value, most in (*((f"the chance of {m}", c, 1) for m, c in chances.items()), ("dependence", dependence, 1), ("term", term or 0, float("inf"))):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise bad(f"{told} is {value!r}", t.where, f"a number from 0 to {most}", f"mend {told}")
    return Motion(
        id=t.text("id"), kind=known(t.text("kind"), "kinds", t.where), about=t.text("about", ""), organ=t.text("organ", "") or None,
        articles=t.texts("articles"), votes=votes,
        chances=chances, dependence=float(dependence), term=None if term is None else float(term), **_told(t, sources, free),
    )  # fmt: skip
