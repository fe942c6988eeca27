"""What ``foedus compact`` prints of an organisation: its members in time, its articles, bonds, and who can block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.cli.session import Outcome, say, table
from foedus.core.errors import FoedusError, nearest

if TYPE_CHECKING:
    from foedus.compacts.bonds import Bond
    from foedus.compacts.model import Compact, Statement
    from foedus.rules.blocking import Blocking

MARKS = {"active": "█", "frozen": "▒", "suspended": "░", "observer": "·", "associate": "·", "invited": "·", "withdrawn": " "}
COLUMNS = 46  #: years beside each other, at most


def listed() -> Outcome:
    """List the organisations."""
    from foedus.compacts.composition import members_on
    from foedus.compacts.read import compacts
    from foedus.compacts.scenario_read import scenarios

    found: list[dict[str, Any]] = [
        {
            "id": c.id, "name": c.name, "as_of": c.as_of.isoformat(), "members": len(members_on(c, c.as_of, voting=True)),
            "scenarios": [s.id for s in scenarios().values() if s.compact == c.id],
            "statements": len(c.statements), "unconfirmed": sum(not s.confirmed for s in c.statements),
        }
        for c in compacts().values()
    ]  # fmt: skip

    def show() -> None:
        head = [("", False), ("", False), ("members", True), ("kept to", False), ("statements", True), ("not confirmed", True)]
        table(head, [[str(c[k]) for k in ("id", "name", "members", "as_of", "statements", "unconfirmed")] for c in found])
        say("", "scenarios: " + ", ".join(s for c in found for s in c["scenarios"]), "foedus compact ID --on DATE [members|bound A B|block|power|replay SCENARIO|what-if SCENARIO]")

    return Outcome({"compacts": found}, show)


def summary(compact: Compact, on: date) -> Outcome:
    """Tell an organisation as it is on a day."""
    from foedus.compacts.as_data import compact_data
    from foedus.compacts.composition import members_on, rules_on
    from foedus.compacts.model import holding

    def show() -> None:
        say(f"{compact.name} on {on}", *([compact.about] if compact.about else []), "")
        by_status: dict[str, list[str]] = {}
        for member, status in members_on(compact, on).items():
            by_status.setdefault(status, []).append(member)
        say(*(f"{status}: {', '.join(who)}" for status, who in by_status.items()) if by_status else ["no members"])
        say(*(f"chair of {c.organ}: {c.member}{_mark(c)}" for c in holding(compact.chairs, on)), "")
        articles = holding(compact.articles, on)
        table([("article", False), ("", False)], [[a.name, a.about + _mark(a)] for a in articles])
        say("")
        for organ in holding(compact.organs, on):
            rules = rules_on(compact, organ, on)
            say(organ.name, *(f"  {r.name}: {r.about}{_mark(r)}" for r in rules))
        _notes([*articles, *holding(compact.chairs, on), *holding(compact.rules, on)])

    return Outcome(compact_data(compact, on), show, kept(compact, on))


def members(compact: Compact, on: date) -> Outcome:
    """Tell who belongs to an organisation on a day, and draw who did in each year."""
    from foedus.compacts.as_data import statement
    from foedus.compacts.composition import members_on

    now = members_on(compact, on)
    first = min(m.since for m in compact.membership if m.since is not None)
    last = max(on, compact.as_of)
    years = list(range(first.year, last.year + 1))
    step = -(-len(years) // COLUMNS)
    shown = years[::step]
    states = list(dict.fromkeys([*now, *(m.member for m in compact.membership)]))

    def show() -> None:
        rows, told = [], []
        for state in states:
            # What it was in the middle of each stretch; the last column is the day asked for.
            days = [min(date(y + step // 2, 7, 1), last) for y in shown]
            rows.append([state, now.get(state, "-"), "".join(MARKS.get(compact.status(state, d) or "", " ") for d in days)])
            told.append([state, "; ".join(f"{m.status} {m.since}{f' to {m.until}' if m.until else ''}{_mark(m)}" for m in compact.membership if m.member == state)])
        said = f"{shown[0]} to {shown[-1]}" + (f", {step} years a column" if step > 1 else "")
        # A strip that wraps says nothing, so the days stand below it and not beside it.
        table([("", False), (str(on), False), (said, False)], rows)
        say("")
        table([("", False), ("days", False)], told)
        say("", "  ".join(f"{MARKS[s]} {s}" for s in ("active", "frozen", "suspended", "observer")))
        _notes(compact.membership)

    result = {"id": compact.id, "on": on.isoformat(), "members": now, "history": [statement(compact, m) for m in compact.membership]}
    return Outcome(result, show, kept(compact, on))


def bound(among: Sequence[Compact] | None, words: list[str], on: date, name: str) -> Outcome:
    """Tell which articles bind two states to each other on a day, or to whom one state is bound."""
    from foedus.compacts.as_data import bond_data
    from foedus.compacts.bonds import bonds, bound_to
    from foedus.compacts.read import compacts

    if not 1 <= len(words) <= 2:
        raise FoedusError("compact-states", f"{len(words)} states are named", None, "one state, or two", f"foedus compact {name} bound ARM KAZ")
    known = {m.member for c in among or compacts().values() for m in c.membership}
    if missing := [w for w in words if w not in known]:
        raise FoedusError("compact-states", f"{missing[0]!r} was never in {'any of them' if among is None else name}", None, f"ISO 3166-1 alpha-3 codes such as {', '.join(sorted(known)[:6])}", _bound_again(name, words, missing[0], nearest(missing[0], sorted(known), 1)))
    found = bound_to(words[0], on, among) if len(words) == 1 else {words[1]: bonds(words[0], words[1], on, among)}

    def show() -> None:
        if len(words) == 2:
            some = found[words[1]]
            say(f"{words[0]} and {words[1]} on {on}:" + ("" if some else " no article binds them to each other"))
            _bonds(some)
            return
        say(f"{words[0]} on {on} is bound to {len(found)} states")
        by_article: dict[tuple[str, str], list[str]] = {}
        for other, some in found.items():
            for b in some:
                by_article.setdefault((b.compact.name, f"{b.article.name}: {b.article.about}{_mark(b.article)}"), []).append(other)
        for (organisation, article), others in by_article.items():
            say("", organisation, f"  {article}", f"  with {', '.join(others)}")

    result = {"state": words[0], "on": on.isoformat(), "bound": [{"to": other, "articles": [bond_data(b) for b in some]} for other, some in found.items()]}
    remarks = [r for c in among or [] for r in kept(c, on)]
    return Outcome(result, show, remarks)


def _bound_again(name: str, words: list[str], wrong: str, near: str) -> str:
    return " ".join(["foedus compact", name, "bound", *(near if w == wrong else w for w in words)])


def block(compact: Compact, organ: str | None, rule: str | None, on: date) -> Outcome:
    """Tell who can stop a decision of an organ on a day."""
    from foedus.compacts.composition import body_on
    from foedus.rules.blocking import minimal_blocking

    body = body_on(compact, organ, on)
    ruled = body.ruled(rule)
    try:
        kinds = minimal_blocking(ruled.rule, len(body.members))
    except ValueError as error:
        raise FoedusError("power-size", str(error), f"{compact.id}: {ruled.name}", "a rule that treats more members alike", "foedus power --help") from None
    alone = [body.members[m] for b in kinds if sum(k for _, k in b.parts) == 1 for c, _ in b.parts for m in c]

    def show() -> None:
        say(f"{body.name} on {on}", f"rule {ruled.name}: {ruled.about}", f"source: {ruled.source}", "")
        say(f"who blocks alone: {', '.join(alone) or 'nobody'}")
        for b in kinds:
            if sum(k for _, k in b.parts) > 1:
                say(f"together: {_parts(b, body.members)} ({b.number:,} coalition{'s' if b.number > 1 else ''})")

    told = [{"parts": [{"of": [body.members[m] for m in c], "number": k} for c, k in b.parts], "coalitions": b.number} for b in kinds]
    return Outcome({"id": compact.id, "organ": body.name, "rule": ruled.name, "on": on.isoformat(), "alone": alone, "minimal": told}, show, kept(compact, on))


def scenarios_of(compact: Compact) -> Outcome:
    """List the scenarios of an organisation."""
    from foedus.compacts.scenario_read import scenarios

    found: list[dict[str, Any]] = [
        {"id": s.id, "name": s.name, "about": s.about, "motions": [m.id for m in s.motions], "zero": s.zero.isoformat()} for s in scenarios().values() if s.compact == compact.id
    ]

    def show() -> None:
        for s in found:
            say(s["id"], f"  {s['name']}: {s['about']}", f"  motions: {', '.join(s['motions'])}")
        if not found:
            say(f"no scenario about {compact.name} is shipped; docs/compacts.md says how to write one")

    return Outcome({"id": compact.id, "scenarios": found}, show)


def _bonds(some: Sequence[Bond]) -> None:
    told = None
    for b in some:
        status = "" if b.statuses == ("active", "active") else f" ({b.statuses[0]}, {b.statuses[1]})"
        say("", *([f"{b.compact.name}{status}"] if b.compact.id != told else []), f"  {b.article.name}{_mark(b.article)}", f"  {b.article.about}")
        say(*(f"  source: {b.compact.sources[s].title}" for s in b.article.sources))
        told = b.compact.id


def _parts(b: Blocking, members: Sequence[str]) -> str:
    told = []
    for columns, k in b.parts:
        names = [members[m] for m in columns]
        shown = ", ".join(names if len(names) <= 6 else [*names[:3], f"and {len(names) - 3} more"])
        told.append(shown if k == len(names) else f"any {k} of {len(names)} ({shown})")
    return " with ".join(told)


def _mark(one: Statement) -> str:
    return "" if one.confirmed else " [not confirmed]"


def _notes(found: Iterable[Statement]) -> None:
    notes = dict.fromkeys(s.note for s in found if not s.confirmed and s.note)
    if notes:
        say("", "not confirmed:", *(f"  {n}" for n in notes))


def kept(compact: Compact, on: date) -> list[str]:
    """Return the remark that a day lies beyond what the file of an organisation holds; none if it does not."""
    return [f"the file on {compact.name} was kept up to {compact.as_of}; what changed later is not in it"] if on > compact.as_of else []
