"""A decision on a terminal: scales with positions and outcomes, the forecast, why, and what would change it."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from foedus.cli.passages import visible
from foedus.cli.session import say
from foedus.cli.strips import heights, interval, marks

if TYPE_CHECKING:
    from foedus.analysis.explain.advice import Advice
    from foedus.pipeline.deciding import Answer, Decision
    from foedus.problems.problem import Matter, Problem

#: Issues up to this number are shown in detail without being asked for.
DETAILED = 3
#: Lines of each list, at most.
LONGEST = 6
#: Letters of the longest name in a table.
NAME = 24
#: Marks of the longest bar in a table.
BAR = 14


def show(done: Decision, *, detailed: bool = False) -> None:
    """Print a decision, issue by issue; in detail if there are few issues or `detailed` asks for it."""
    p = done.problem
    width = max(40, min(72, shutil.get_terminal_size((100, 20)).columns - 28))
    uncertain = f", {done.draws} draws, seed {done.seed}" if done.draws > 1 else ""
    say(visible(p.title) + (f" ({p.decided})" if p.decided else ""))
    say(f"{_count(len({s.actor for s in p.stakes}), 'actor')}, {_count(len(p.matters), 'issue')}{uncertain}", "")
    letters = _letters(list(done.engines))
    full = detailed or len(p.matters) <= DETAILED
    if not full:
        say("outcomes: " + "  ".join(f"{mark} {name.replace('_', ' ')}" for name, mark in letters.items()) + "  * several", "")
    for matter, answer in zip(p.matters, done.answers, strict=True):
        _issue(done, matter, answer, letters, width, full)
    _inside(done, full)
    _notes(done)
    if not full:
        say("", f"more on one issue: foedus decide … --issue {p.matters[0].id}")


def number(value: float, m: Matter) -> str:
    """Return a value on the scale of an issue with as many digits as tell hundredths of the scale apart."""
    span = m.upper - m.lower
    digits = min(12, max(0, math.ceil(2.5 - math.log10(span))))
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _issue(done: Decision, m: Matter, a: Answer, letters: dict[str, str], width: int, full: bool) -> None:
    from foedus.problems.problem import middle

    name = f"{m.id}: {visible(m.question)}" if m.question and m.question != m.id else m.id
    say(name, *(f"  {at:g} = {visible(means)}" for at, means in sorted(m.means.items())), *_rule(done.problem, m))
    low, high = a.forecast.interval()
    lowest, highest = min(o.mean for o in a.outcomes), max(o.mean for o in a.outcomes)
    say(
        f"  forecast {number(a.forecast.median, m)}, 80 % between {number(low, m)} and {number(high, m)}; "
        f"the models put it between {number(lowest, m)} and {number(highest, m)}"
    )
    stakes = [s for s in done.problem.stakes if s.issue == m.id]
    strip = heights([(middle(s.position), middle(s.capability) * middle(s.salience) or 1e-12) for s in stakes], m.lower, m.upper, width)
    label = 16

    def line(name: str, strip: str, said: str = "", left: str = "") -> None:
        say(f"{name:<{label}}{left:>7} {strip} {said}".rstrip())

    line("weight", strip, f"{m.upper:g}", f"{m.lower:g}")
    if m.reference is not None:
        line("reference point", marks([(m.reference, "^")], m.lower, m.upper, width), f"{m.reference:g}")
    if full:
        for o in a.outcomes:
            ends = o.interval
            spread = f"  {number(ends[0], m)} to {number(ends[1], m)}" if ends[0] != ends[1] else ""
            line(o.engine.replace("_", " "), interval(ends[0], o.mean, ends[1], m.lower, m.upper, width), number(o.mean, m) + spread)
    else:
        line("outcomes", marks([(o.mean, letters[o.engine]) for o in a.outcomes], m.lower, m.upper, width))
    line("forecast", interval(low, a.forecast.median, high, m.lower, m.upper, width), number(a.forecast.median, m))
    if m.outcome is not None:
        line("decided", marks([(m.outcome, "!")], m.lower, m.upper, width), f"{m.outcome:g}")
    if full:
        _why(done, m, a)
    else:
        say("  " + "  ".join(f"{letters[o.engine]} {number(o.mean, m)}" for o in a.outcomes))
    _moves(m, a)
    say("")


def procedure(m: Matter) -> dict[str, object] | None:
    """Return how an issue is decided, as ``--json`` prints it: None where nothing is known of it.

    ``named`` is what the file calls the rule, ``body`` whose rule it is and what it says; ``rule``, ``setter``, ``consent``, ``amendment``
    and ``members`` are what the engines go by.
    """
    if not (m.rule or m.procedure):
        return None
    said = m.procedure
    return {
        "named": m.rule or None, "body": m.body or None, "rule": said.get("rule"), "setter": said.get("setter"), "consent": _consent(said.get("rule")),
        "amendment": said.get("amendment"), "members": list(said["members"]) if "members" in said else None,
    }  # fmt: skip


def _consent(rule: Any) -> list[str]:
    """Return those who must say yes whatever the others do, as far as a rule names them."""
    if not rule:
        return []
    key, value = next(iter(rule.items()))
    if key == "consent" and value != "all":
        return list(value)
    return [a for one in value for a in _consent(one)] if key == "all" else []


def _rule(p: Problem, m: Matter) -> list[str]:
    found = procedure(m)
    if found is None:
        return []
    if not m.procedure:
        return [f"  the file names the rule {visible(m.rule)}, which is not known here"]
    named = ", ".join(visible(p.names.get(a, a)) for a in _consent(m.procedure["rule"]))
    text = f"{visible(m.rule)} = {visible(m.body)}" if m.body else json.dumps(m.procedure["rule"], ensure_ascii=False)
    setter = m.procedure.get("setter")
    proposes = f"{visible(p.names.get(setter, setter))} proposes" if setter else "nobody is named who proposes"
    return [f"  decided by: {text}", f"  {proposes}{f'; {named} must consent' if named else ''}"]


def _why(done: Decision, m: Matter, a: Answer) -> None:
    single = ", ".join(f"{number(v, m)} ({q:.0%})" for v, q in a.forecast.likeliest())
    if single:
        say(f"  likeliest single points: {single}")
    sides = {"below": "below it", "with": "with it (within a tenth of the scale)", "above": "above it"}
    say(f"  around the outcome of {done.explained.replace('_', ' ')}:")
    for c in a.camps:
        names = [visible(x) for x in c.actors]
        say(f"    {c.share:4.0%} {sides[c.side]}: {', '.join(names[:8])}{f' and {len(names) - 8} more' if len(names) > 8 else ''}")
    rows = [
        (_name(v.actor), *(number(x, m) for x in (v.absent, v.lower, v.upper, v.devoted))) for v in a.levers[:LONGEST]
    ]  # fmt: skip
    now = f", {number(a.levers[0].unmoved, m)} as things stand{' with uncertain numbers in their middle' if done.draws > 1 else ''}" if a.levers else ""
    say(f"  who could change it most: its outcome{now}")
    _columns([("", "without it", f"if at {m.lower:g}", f"if at {m.upper:g}", "if it cared fully"), *rows])


def _moves(m: Matter, a: Answer) -> None:
    """Print what was asked for: the changes that reach a target, and advice."""
    if a.target is not None:
        if a.turns:
            say(f"  the smallest single changes that carry it to {number(a.target, m)} or beyond:")
            say(*(
                f"    {visible(t.actor)}: {t.field} from {number(t.now, m) if t.field == 'position' else f'{t.now:.3g}'} to "
                f"{number(t.then, m) if t.field == 'position' else f'{t.then:.3g}'} (outcome {number(t.outcome, m)})"
                for t in a.turns[:LONGEST]
            ))  # fmt: skip
        else:
            say(f"  no single change of a position or salience carries it to {number(a.target, m)}")
    if a.advice is not None:
        _advice(m, a.advice)


def _advice(m: Matter, d: Advice) -> None:
    best = "no other position does better than its own"
    if d.declare != d.ideal:
        best = f"declare {number(d.declare, m)} for an outcome of {number(d.declared, m)}"
    say(f"  {visible(d.actor)} wants {number(d.ideal, m)}; as things stand it gets {number(d.outcome, m)}; {best}")
    say(*(f"    persuading {visible(q.actor)} by a tenth of the scale brings it {number(q.gain, m)} nearer" for q in d.persuade[:LONGEST]))


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
        say("what the exchanges bring, in salience x points: by one's own, and gained and lost by those of others;", "  at the end what others gain and lose by one's own, half of it counted to each partner")
        rows = [("", "own", "gained", "lost", "balance", "", "others gain", "others lose")]
        for b in done.bills:
            bar = (("+" if b.balance >= 0 else "-") * round(BAR * abs(b.balance) / most)).ljust(BAR)
            rows.append((_name(b.actor), f"{b.own:.1f}", f"{b.received:.1f}", f"{-b.paid:.1f}", f"{b.balance:.1f}", bar, f"{b.brought:.1f}", f"{-b.caused:.1f}"))
        _columns(rows)
        say("")


def _notes(done: Decision) -> None:
    """Print each note of an engine once."""
    found: dict[str, list[str]] = {}
    for a in done.answers:
        for o in a.outcomes:
            for n in o.notes:
                names = found.setdefault(n, [])
                if o.engine not in names:
                    names.append(o.engine)
    if found:
        say("notes:", *(f"  {', '.join(n.replace('_', ' ') for n in names)}: {text}" for text, names in found.items()))


def _columns(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows in columns: the first to the left, all others to the right."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        say(("    " + "  ".join(cells)).rstrip())


def _name(actor: str) -> str:
    shown = visible(actor)
    return shown if len(shown) <= NAME else shown[: NAME - 1] + "…"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' * (n != 1)}"


def _letters(names: list[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for name in names:
        parts = name.split("_")
        for mark in (parts[-1][0].upper(), parts[0][0].upper(), parts[-1][0], *"0123456789"):
            if mark not in out.values():
                out[name] = mark
                break
    return out
