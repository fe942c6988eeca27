"""What ``foedus compact ID replay`` and ``what-if`` print: a timeline, bars of hours, the record beside them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from foedus.cli.compact_told import kept
from foedus.cli.session import Outcome, say, table
from foedus.cli.strips import cell

if TYPE_CHECKING:
    from foedus.compacts.deployment import Sent
    from foedus.compacts.hinges import Hinge
    from foedus.compacts.journal import Entry
    from foedus.compacts.model import Compact, Source
    from foedus.compacts.run import Run
    from foedus.compacts.scenario import Scenario
    from foedus.compacts.what_if import Changes, Difference

WIDTH = 60  #: columns of the bars


def replay(compact: Compact, scenario: Scenario, motion: str | None, draws: int | None, seed: int) -> Outcome:
    """Run a scenario, one motion or all, and tell it beside the record."""
    from foedus.compacts.as_data import hinges_data, run_data
    from foedus.compacts.hinges import hinges
    from foedus.compacts.run import run

    ids = [scenario.motion(motion).id] if motion else [m.id for m in scenario.motions]
    likely = {m: run(compact, scenario, m) for m in ids}
    drawn = {m: run(compact, scenario, m, draws=draws, seed=seed) for m in ids} if draws else {}
    turning = {m: hinges(one) for m, one in likely.items()}

    def show() -> None:
        say(scenario.name, *([scenario.about] if scenario.about else []))
        say(f"hour 0 is {scenario.zero_is or 'the beginning'}: {scenario.zero:%d.%m.%Y %H:%M} (UTC{scenario.zero:%z})")
        if scenario.illustrative:
            say("an illustration, not a record")
        say("", *(f"{a.by}: {a.about}{'' if a.confirmed else ' [not confirmed]'}" for a in scenario.accounts if a.about))
        for m, one in likely.items():
            _motion(one)
            _turns(turning[m])
            if m in drawn:
                _draws(drawn[m])
        _footing([e for one in likely.values() for e in _journal(one)], scenario)

    result = {m: {**run_data(likely[m]), "turns_on": hinges_data(turning[m]), **({"drawn": {k: run_data(drawn[m])[k] for k in ("draws", "shares", "hours")}} if m in drawn else {})} for m in ids}
    return Outcome({"scenario": scenario.id, "compact": compact.id, "motions": result}, show, kept(compact, scenario.day))


def what_if_told(compact: Compact, scenario: Scenario, changes: Changes, motion: str | None, draws: int | None, seed: int) -> Outcome:
    """Run a motion as it stands and with changes, and tell the difference."""
    from foedus.compacts.as_data import difference_data
    from foedus.compacts.what_if import what_if

    found = what_if(compact, scenario, changes, motion, draws=draws, seed=seed)
    return Outcome(difference_data(found), lambda: _difference(found), kept(compact, scenario.day))


def _motion(one: Run) -> None:
    told = one.motion.about or one.motion.id
    say("", f"motion {one.motion.id}: {told}", f"  {one.organ.name} by {one.rule.name} -> {one.outcome}", "")
    if one.motion.note:
        say(f"  {one.motion.note}", "")
    rows = [(e.hour, 1, e.at, e.target, e.reason) for e in _journal(one)]
    rows += [(one.scenario.hour(a.at), 0, a.at, "", f"on record ({a.precision}): {a.stage + ': ' if a.stage else ''}{a.about}{'' if a.confirmed else ' [not confirmed]'}") for a in one.scenario.acts]
    rows.sort(key=lambda r: (r[0], r[1]))
    table([("hour", True), ("local", False), ("", False), ("", False)], [[f"{hour:+.0f}", _local(at), state, why] for hour, _, at, state, why in rows])
    _bars(one)
    _record(one)


def _bars(one: Run) -> None:
    """Draw how long each state lasted, and when each contributor was free to send and had arrived."""
    entries = _journal(one)
    if len(entries) < 2 or entries[-1].hour <= entries[0].hour:
        return
    start, end = entries[0].hour, entries[-1].hour
    say("", f"from hour {start:+.0f} to {end:+.0f}, {(end - start) / WIDTH:.1f} h a column")
    for k, entry in enumerate(entries):
        until = entries[k + 1].hour if k + 1 < len(entries) else entry.hour
        say(f"{entry.target:>13} {_bar(entry.hour, until, start, end, '█')}")
    decided = one.hours("DECIDED")
    may, there = one.inputs.may_send(decided)[0], one.inputs.arrivals(decided)[0]
    for k in np.argsort(may, kind="stable"):
        if np.isfinite(may[k]):
            people, at = one.contributors[k].people, cell(float(may[k]), start, end, WIDTH)
            home, way = _bar(float(decided[0]), float(may[k]), start, end, "░")[:at], _bar(float(may[k]), float(there[k]), start, end, "▒")[at:].rstrip()
            count = _people(people) and f" {_people(people)}"
            said = "" if one.contributors[k].confirmed or not count else "?"
            say(f"{one.inputs.contributors[k]:>13} {home}{way}{count}{said}")
    if np.isfinite(may).any():
        say(f"{'':>13} ░ steps at home  ▒ on the way  (people sent; ? not confirmed)")


def _bar(begin: float, stop: float, start: float, end: float, mark: str) -> str:
    first, last = cell(begin, start, end, WIDTH), cell(stop, start, end, WIDTH)
    return "".join(mark if first <= k <= max(first, last) else " " for k in range(WIDTH))


def _record(one: Run) -> None:
    from foedus.compacts.journal import compare

    found = compare(one)
    if not found:
        return
    rows = []
    for c in found:
        here = "never" if c.hour is None else _local(one.scenario.moment(c.hour))
        verdict = "not reached" if c.off is None else "within" if c.off == 0 else f"{abs(c.off):.0f} h {'early' if c.off < 0 else 'late'}"
        rows.append([c.mark.state, here, f"{_local(c.mark.earliest)} to {_local(c.mark.latest)}", verdict])
    say("")
    table([("state", False), ("here", False), ("on record", False), ("", False)], rows)


def _turns(found: list[Hinge]) -> None:
    """Tell each fact the end rests on, whether sources confirm it, and what would come of it if it were otherwise."""
    if not found:
        return
    say("", "what the end turns on")
    rows = []
    for h in found:
        named = " and ".join(f.about for f in h.facts)
        other = " and ".join(f.otherwise for f in h.facts)
        rows.append([named, "yes" if h.confirmed else "no" if len(h.facts) == 1 else "not all", f"{other}: " + (f"{h.outcome}, {h.why}" if h.alters else f"still {h.outcome}")])
    table([("fact", False), ("confirmed", False), ("if it were otherwise", False)], rows)
    if not any(h.alters for h in found):
        say("no one or two of these alter it")
    elif not any(h.alters for h in found if len(h.facts) == 1):
        say("none of these alters it alone")


def _draws(one: Run) -> None:
    from foedus.compacts.as_data import quantiles

    say("", f"{one.draws:,} draws: " + ", ".join(f"{state} {share:.1%}" for state, share in one.shares.items()))
    states = [s for s in one.table.states if not np.isnan(one.hours(s)).all()]
    table([("hour of", False), ("5 %", True), ("median", True), ("95 %", True)], [[s, *(f"{q:+.0f}" for q in quantiles(one, s))] for s in states])


def _difference(found: Difference) -> None:
    from foedus.compacts.as_data import changes_data

    before, after = found.before, found.after
    say(f"{before.scenario.name}, motion {before.motion.id}: {before.motion.about or before.motion.id}")
    say(*(f"  changed: {k.replace('_', ' ')}: {_plain(v)}" for k, v in changes_data(found.changes).items()), "")
    there, here = {e.target: e for e in _journal(before)}, {e.target: e for e in _journal(after)}
    rows = [[s, _when(there.get(s)), _when(here.get(s)), _apart(there.get(s), here.get(s))] for s in before.table.states if s in there or s in here]
    table([("", False), ("as it was", False), ("with the change", False), ("difference", False)], rows)
    for named, one in (("as it was", before), ("with the change", after)):
        last = _journal(one)[-1] if _journal(one) else None
        say("", f"{named}: {one.outcome}")
        # Who could carry it and how it was voted on explain the end more than the last step of a mission does.
        say(*(f"  {e.target} by {e.rule}: {e.reason}" for e in _journal(one) if e.target in ("VOTE", "DECIDED", "BLOCKED") or e is last))
        if one.draws:
            say("  " + ", ".join(f"{state} {share:.1%}" for state, share in one.shares.items()) + f" of {one.draws:,} draws")
    _moved(found)
    end = "The change alters the end." if found.changed else "The end is the same."
    say("", end + (" The deployment is another." if found.sends_otherwise and not found.changed else ""))
    if not before.motion.confirmed and before.motion.note:
        say(f"not confirmed: {before.motion.note}")


def _moved(found: Difference) -> None:
    """Tell who sends what in each of two runs, where that differs."""
    if not found.sends_otherwise:
        return
    say("", "who sends people")
    rows = [[m.member, _sends(m.before, found.before), _sends(m.after, found.after), "differs" if m.differs else ""] for m in found.deployment]
    table([("", False), ("as it was", False), ("with the change", False), ("", False)], rows)


def _sends(one: Sent | None, run: Run) -> str:
    if one is None:
        return "nobody"
    share = "" if one.share == 1.0 else f" in {one.share:.0%} of the draws"
    at = "" if one.arrives is None else f", there {_local(run.scenario.moment(one.arrives))}"
    return f"{_people(one.people) or 'people'}{at}{share}"


def _people(people: tuple[int, int] | None) -> str:
    return "" if people is None else f"{people[0]}" if people[0] == people[1] else f"{people[0]} to {people[1]}"


def _journal(one: Run) -> list[Entry]:
    from foedus.compacts.journal import journal

    return journal(one)


def _footing(entries: list[Entry], scenario: Scenario) -> None:
    found: dict[str, Source] = {s.title: s for e in entries for s in e.sources}
    found.update({scenario.sources[k].title: scenario.sources[k] for a in scenario.acts for k in a.sources})
    say("", "sources:", *(f"  {s.title}{f' <{s.url}>' if s.url else ''}" for s in found.values()))
    doubts = dict.fromkeys(d for e in entries for d in e.doubts)
    if doubts:
        say("", "not confirmed by a source, in part or whole:", *(f"  {d}" for d in doubts))


def _local(at: datetime) -> str:
    return at.strftime("%d.%m. %H:%M")


def _when(entry: Entry | None) -> str:
    return "-" if entry is None else f"{entry.hour:+.0f} h  {_local(entry.at)}"


def _apart(before: Entry | None, after: Entry | None) -> str:
    if before is None or after is None:
        return "only with the change" if before is None else "only as it was"
    hours = after.hour - before.hour
    return "" if abs(hours) < 0.5 else f"{hours:+.0f} h"


def _plain(value: object) -> str:
    from foedus.compacts.what_if import written

    if isinstance(value, dict) and not all(isinstance(v, str) for v in value.values()):
        return written(value)
    return ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
