"""Files of treaty organisations (``data/<id>.toml``, or a file of one's own) to `Compact`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from foedus.compacts.model import (
    Article,
    Chair,
    Compact,
    Domestic,
    Duration,
    Membership,
    Organ,
    OrganRule,
    Source,
)
from foedus.compacts.toml_reading import COMMON, Table, bad, parsed, read_sources, unique
from foedus.compacts.words import known
from foedus.core.errors import FoedusError, nearest
from foedus.rules.votes import WORDS

KEYS = ("actor", "name", "about", "as_of", "sources", "membership", "articles", "organs", "rules", "chairs", "domestic", "durations", "bodies")
NOT_COMPACTS = ("machine.toml", "words.toml")


@cache
def compacts() -> Mapping[str, Compact]:
    """Return the treaty organisations that foedus ships, by id."""
    folder = files("foedus.compacts") / "data"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".toml") and p.name not in NOT_COMPACTS), key=lambda p: p.name)
    return {p.name.removesuffix(".toml"): read_compact(p.read_text(encoding="utf-8"), p.name.removesuffix(".toml")) for p in found}


def compact(name: str) -> Compact:
    """Return the treaty organisation called `name`.

    Raises
    ------
    FoedusError
        If foedus ships none of that name (``compact-unknown``).
    """
    if name not in compacts():
        raise FoedusError("compact-unknown", f"there is no treaty organisation {name!r}", None, f"one of {', '.join(compacts())}", f"foedus compact {nearest(name, list(compacts()), 1)}")
    return compacts()[name]


def read_compact(text: str, name: str) -> Compact:
    """Return the treaty organisation that a TOML text describes.

    Parameters
    ----------
    text
        TOML as docs/compacts.md describes it.
    name
        Its id, and the name of the file in messages.

    Raises
    ------
    FoedusError
        If it is no TOML, a key or word is unknown, a source is missing, or a state has two statuses on a day
        (``compact-file``, ``compact-word``).
    """
    table = parsed(text, name)
    table.only(*KEYS)
    sources = read_sources(table)
    membership = tuple(_membership(t, sources) for t in table.tables("membership"))
    organs = tuple(_organ(t, sources) for t in table.tables("organs"))
    if not membership or not any(o.decides for o in organs):
        raise bad("it has no members, or no organ that decides", name, "[[membership]] and [[organs]] with decides = true", "see docs/compacts.md")
    _one_status_a_day(membership, name)
    rules = tuple(_rule(t, sources) for t in table.tables("rules"))
    chairs = tuple(_chair(t, sources) for t in table.tables("chairs"))
    for organ in (*(r.organ for r in rules), *(c.organ for c in chairs)):
        if organ not in {o.id for o in organs}:
            raise bad(f"there is no organ {organ!r}", name, f"one of {', '.join(o.id for o in organs)}", f'[[organs]] with id = "{organ}"')
    as_of = table.day("as_of")
    if as_of is None:
        raise bad("as_of is missing", name, "the day up to which the file was kept", "as_of = 2026-01-01")
    return Compact(
        name, table.text("actor"), table.text("name"), table.text("about", ""), as_of, sources, membership,
        tuple(_article(t, sources) for t in table.tables("articles")), organs, rules, chairs,
        tuple(_domestic(t, sources) for t in table.tables("domestic")),
        tuple(_duration(t, sources) for t in table.tables("durations")), _bodies(table, {o.id for o in organs}),
    )  # fmt: skip


def _membership(t: Table, sources: Mapping[str, Source]) -> Membership:
    t.only("member", "status", *COMMON)
    if t.day("since") is None:
        raise bad("a membership has no beginning", t.where, "since = a day", "since = 1994-04-20")
    return Membership(member=t.text("member"), status=known(t.text("status", "active"), "statuses", t.where), **t.statement(sources))


def _article(t: Table, sources: Mapping[str, Source]) -> Article:
    t.only("number", "instrument", "about", "bond", "allows", "covers", "on_request", *COMMON)
    return Article(
        number=t.text("number"), instrument=t.text("instrument"), about=t.text("about"), bond=known(t.text("bond"), "bonds", t.where),
        allows=tuple(known(k, "kinds", t.where) for k in t.texts("allows")),
        covers=tuple(_covered(c, t) for c in t.texts("covers")), on_request=t.flag("on_request", False), **t.statement(sources),
    )  # fmt: skip


def _covered(data: str, t: Table) -> tuple[str, ...]:
    return tuple(known(f.strip(), "features", t.where) for f in data.split("&"))


def _organ(t: Table, sources: Mapping[str, Source]) -> Organ:
    t.only("id", "name", "about", "decides", "seats", *COMMON)
    return Organ(id=t.text("id"), name=t.text("name"), about=t.text("about", ""), decides=t.flag("decides", False), seats=t.whole("seats"), **t.statement(sources))


def _rule(t: Table, sources: Mapping[str, Source]) -> OrganRule:
    t.only("organ", "name", "about", "rule", "kinds", "concerned", *COMMON)
    rule, concerned = t.mapping("rule"), t.text("concerned", "") or None
    if rule is None:
        raise bad("the rule is missing", t.where, "a rule as docs/rules.md describes it", 'rule = {unopposed = "all"}')
    if concerned is not None and concerned not in WORDS:
        raise bad(f"concerned is no vote: {concerned!r}", t.where, f"one of {', '.join(WORDS)}", 'concerned = "outside"')
    kinds = tuple(known(k, "kinds", t.where) for k in t.texts("kinds"))
    return OrganRule(organ=t.text("organ"), name=t.text("name"), about=t.text("about"), rule=rule, kinds=kinds, concerned=concerned, **t.statement(sources))


def _chair(t: Table, sources: Mapping[str, Source]) -> Chair:
    t.only("organ", "member", *COMMON)
    return Chair(organ=t.text("organ"), member=t.text("member"), **t.statement(sources))


def _domestic(t: Table, sources: Mapping[str, Source]) -> Domestic:
    t.only("member", "body", "seats", "rule", "hours", *COMMON)
    seats, rule = t.whole("seats"), t.mapping("rule")
    if (seats is None) != (rule is None):
        raise bad("seats and rule go together", t.where, "both, or none of them", 'seats = 90, rule = {yes = {at_least = "2/3"}}')
    return Domestic(member=t.text("member"), body=t.text("body"), seats=seats, rule=rule, hours=t.hours(), **t.statement(sources))


def _duration(t: Table, sources: Mapping[str, Source]) -> Duration:
    t.only("stage", "hours", *COMMON)
    return Duration(stage=t.text("stage"), hours=t.hours(), **t.statement(sources))


def _bodies(table: Table, organs: set[str]) -> tuple[tuple[str, str, date | None], ...]:
    out = []
    for one in table.tables("bodies"):
        one.only("id", "organ", "on")
        if one.text("organ") not in organs:
            raise bad(f"there is no organ {one.text('organ')!r}", one.where, f"one of {', '.join(sorted(organs))}", "mend organ")
        out.append((one.text("id"), one.text("organ"), one.day("on")))
    unique([b[0] for b in out], table.where, "body")
    return tuple(out)


def _one_status_a_day(membership: tuple[Membership, ...], name: str) -> None:
    for k, one in enumerate(membership):
        for other in membership[k + 1 :]:
            if one.member == other.member and _overlap(one, other):
                raise bad(f"{one.member} has two statuses at a time, {one.status} and {other.status}", name, "periods that do not overlap", f"until = {max(one.since, other.since)}")  # type: ignore[type-var]


def _overlap(one: Membership, other: Membership) -> bool:
    starts = [s.since for s in (one, other) if s.since is not None]
    return one.holds(max(starts)) and other.holds(max(starts))
