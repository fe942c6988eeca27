"""A decision on a terminal: scales with positions and outcomes, the forecast, why, and what would change it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from foedus.cli.passages import visible
from foedus.cli.session import say
from foedus.cli.strips import heights, interval, marks

if TYPE_CHECKING:
    from foedus.pipeline.deciding import Answer, Decision
    from foedus.problems.problem import Matter

#: Issues up to this number are shown in detail without being asked for.
DETAILED = 3
#: Lines of each list, at most.
LONGEST = 6


def show(done: Decision, *, detailed: bool = False) -> None:
    """Print a decision, issue by issue; in detail if there are few issues or `detailed` asks for it."""
    p = done.problem
    width = max(40, min(72, shutil.get_terminal_size((100, 20)).columns - 26))
    uncertain = f", {done.draws} draws, seed {done.seed}" if done.draws > 1 else ""
    say(visible(p.title) + (f" ({p.decided})" if p.decided else ""))
    say(f"{len({s.actor for s in p.stakes})} actors, {len(p.matters)} issue{'s' * (len(p.matters) != 1)}{uncertain}", "")
    letters = _letters(list(done.engines))
    full = detailed or len(p.matters) <= DETAILED
    if not full:
        say("outcomes: " + "  ".join(f"{mark} {name.replace('_', ' ')}" for name, mark in letters.items()) + "  * several", "")
    for matter, answer in zip(p.matters, done.answers, strict=True):
        _issue(done, matter, answer, letters, width, full)
    _inside(done, full)
    if not full:
        say("", f"more on one issue: foedus decide … --issue {p.matters[0].id}")


def _issue(done: Decision, m: Matter, a: Answer, letters: dict[str, str], width: int, full: bool) -> None:
    from foedus.problems.problem import middle

    name = f"{m.id}: {visible(m.question)}" if m.question and m.question != m.id else m.id
    say(name, *(f"  {at:g} = {visible(means)}" for at, means in sorted(m.means.items())))
    stakes = [s for s in done.problem.stakes if s.issue == m.id]
    strip = heights([(middle(s.position), middle(s.capability) * middle(s.salience) or 1e-12) for s in stakes], m.lower, m.upper, width)
    label = 18 if full else 12
    left = f"{m.lower:g}"
    say(f"{'weight':<{label}}{left:>6} {strip} {m.upper:g}")
    if m.reference is not None:
        say(f"{'reference point':<{label}}{'':>6} {marks([(m.reference, '^')], m.lower, m.upper, width)} {m.reference:g}")
    low, high = a.forecast.interval()
    if full:
        for o in a.outcomes:
            ends = o.interval
            spread = f"  {ends[0]:.4g} to {ends[1]:.4g}" if ends[0] != ends[1] else ""
            say(f"{o.engine.replace('_', ' '):<{label}}{'':>6} {interval(ends[0], o.mean, ends[1], m.lower, m.upper, width)} {o.mean:.4g}{spread}")
    else:
        say(f"{'outcomes':<{label}}{'':>6} {marks([(o.mean, letters[o.engine]) for o in a.outcomes], m.lower, m.upper, width)}".rstrip())
    say(f"{'forecast':<{label}}{'':>6} {interval(low, a.forecast.median, high, m.lower, m.upper, width)} {a.forecast.median:.4g}  80 %: {low:.4g} to {high:.4g}")
    if m.outcome is not None:
        say(f"{'decided':<{label}}{'':>6} {marks([(m.outcome, '!')], m.lower, m.upper, width)} {m.outcome:g}")
    if full:
        _why(done, a)
    else:
        say("  " + "  ".join(f"{letters[o.engine]} {o.mean:.4g}" for o in a.outcomes))
    say("")


def _why(done: Decision, a: Answer) -> None:
    single = ", ".join(f"{v:.4g} ({q:.0%})" for v, q in a.forecast.likeliest())
    if single:
        say(f"  likeliest single points: {single}")
    sides = {"below": "below it", "with": "with it (within a tenth of the scale)", "above": "above it"}
    say(f"  around the outcome of {done.explained.replace('_', ' ')}:")
    for c in a.camps:
        names = [visible(x) for x in c.actors]
        say(f"    {c.share:4.0%} {sides[c.side]}: {', '.join(names[:8])}{f' and {len(names) - 8} more' if len(names) > 8 else ''}")
    say("  who could change it most (outcome if absent; if at either end of the scale; if it cared fully):")
    for v in a.levers[:LONGEST]:
        say(f"    {visible(v.actor):<22} {v.absent:9.4g}   {v.lower:9.4g} to {v.upper:<9.4g} {v.devoted:9.4g}")
    if a.turns:
        say("  the smallest single changes that carry it to the target:")
        for t in a.turns[:LONGEST]:
            say(f"    {visible(t.actor)}: {t.field} from {t.now:.4g} to {t.then:.4g} (outcome {t.outcome:.4g})")
    if a.advice is not None:
        d = a.advice
        best = f"declare {d.declare:.4g} for an outcome of {d.declared:.4g}" if d.declare != d.ideal else "no other position does better than its own"
        say(f"  {visible(d.actor)} wants {d.ideal:.4g}; as things stand it gets {d.outcome:.4g}; {best}")
        for q in d.persuade[:LONGEST]:
            say(f"    persuading {visible(q.actor)} by a tenth of the scale brings it {q.gain:.4g} nearer")
    for o in a.outcomes:
        say(*(f"  note on {o.engine.replace('_', ' ')}: {n}" for n in o.notes))


def _inside(done: Decision, full: bool) -> None:
    for name, lines in done.stories.items():
        if name != "exchange" and not full:
            continue
        say(f"{name.replace('_', ' ')}, what happens inside:", *(f"  {visible(line)}" for line in lines[:LONGEST]))
        if len(lines) > LONGEST:
            say(f"  and {len(lines) - LONGEST} more (--json has all)")
        say("")
    if done.bills and any(b.own or b.received or b.paid for b in done.bills):
        most = max(abs(b.balance) for b in done.bills) or 1.0
        say("who gains and who pays by the exchanges (own, from others, to others, balance; salience x points):")
        for b in done.bills:
            bar = ("+" if b.balance >= 0 else "-") * round(20 * abs(b.balance) / most)
            say(f"  {visible(b.actor):<22} {b.own:8.1f} {b.received:8.1f} {-b.paid:8.1f} {b.balance:8.1f}  {bar}".rstrip())


def _letters(names: list[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for name in names:
        parts = name.split("_")
        for mark in (parts[-1][0].upper(), parts[0][0].upper(), parts[-1][0], *"0123456789"):
            if mark not in out.values():
                out[name] = mark
                break
    return out
