"""The ledger of sealed forecasts as one HTML page: what is open, what was graded, and whether forecasts meant what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from foedus.analysis.calibration import BARS, Calibration, Entry, State
from foedus.report import assets
from foedus.report.charts import style
from foedus.report.html import environment
from foedus.report.numbers import NBSP, between, count, day, exact, percent, resolution, rounded, significant

#: The small picture of a forecast, and the histogram, in units of their drawings.
PICTURE = (200, 40)
BARS_SIZE = (360, 150)
_SECTIONS = (
    ("graded", "Graded", (State.GRADED,), "No forecast has been graded yet."),
    ("waiting", "Waiting for their outcome", (State.DUE, State.OPEN), "No forecast is waiting."),
    ("broken", "Broken or unreadable", (State.BROKEN, State.UNREADABLE), ""),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """One sealed forecast as it is printed; `picture` is None where nothing can be drawn."""

    id: str
    title: str
    state: str
    lines: tuple[str, ...]
    picture: Picture | None
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A distribution on its scale, in units of the drawing; `outcome` is None before it is known."""

    path: str
    low: float
    high: float
    median: float
    outcome: float | None
    left: str
    right: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the histogram, in units of the drawing."""

    x: float
    y: float
    width: float
    height: float
    label: str


def render_ledger(entries: Sequence[Entry], record: Calibration | None, notes: Sequence[str], today: str) -> str:
    """Return the ledger as one HTML text without scripts.

    A Content-Security-Policy admits the style inside and nothing else, and every text that comes from a file is escaped. Equal
    arguments give equal texts.

    Parameters
    ----------
    entries
        Sealed forecasts, in order.
    record
        What the graded ones have in common; None if there are none.
    notes
        What else was found.
    today
        The day of the ledger, ISO.
    """
    sections = [
        (id_, title, [_card(e, n) for n, e in enumerate(entries) if e.state in states], empty) for id_, title, states, empty in _SECTIONS
    ]
    return environment().get_template("ledger.html.jinja").render(
        policy=assets.policy(scripted=False), style=Markup(assets.own("report.css")), ink=style()["ink"], ends=style()["ends"],
        today=day(today), facts=_facts(entries), record=_record(record), scores=_scores(record), bars=_bars(record), picture=PICTURE,
        size=BARS_SIZE, level=_level(record), graded=record.n if record else 0,
        sections=[s for s in sections if s[2] or s[3]], notes=notes,
    )  # fmt: skip


def _facts(entries: Sequence[Entry]) -> list[Fact]:
    found = {s: sum(e.state is s for e in entries) for s in State}
    always = (State.OPEN, State.DUE, State.GRADED)
    return [Fact("Sealed forecasts", f"{len(entries):,}"), *(Fact(s.value.capitalize(), f"{n:,}") for s, n in found.items() if n or s in always)]


def _record(c: Calibration | None) -> list[str]:
    if c is None:
        return []
    better = "less than" if c.crps < c.positions else "no less than"
    return [
        f"The 80{NBSP}% interval held the outcome in {c.held} of {count(c.n, 'forecast')} ({percent(c.held / c.n)}; 95{NBSP}% interval "
        f"{percent(c.low)} to {percent(c.high)}). By the forecasts' own probabilities {significant(c.expected, 3)} were to be expected.",
        f"Mean CRPS is {significant(c.crps, 3)} hundredths of the scale: {better} the {significant(c.positions, 3)} of the weighted positions; "
        f"an even spread over the scale has {significant(c.even, 3)}. Lower is better.",
    ]  # fmt: skip


def _scores(c: Calibration | None) -> list[tuple[str, str, str]]:
    """Return (what, mean error, mean CRPS) for a table."""
    if c is None:
        return []
    rows = [("Forecast (error of its median)", c.error, significant(c.crps, 3)), *((n.replace("_", " "), e, "") for n, e in c.engines.items())]
    told = [(name, significant(error, 3), crps) for name, error, crps in rows]
    return [*told, ("Weighted positions", "", significant(c.positions, 3)), ("Even spread", "", significant(c.even, 3))]


def _bars(c: Calibration | None) -> list[Bar]:
    if c is None:
        return []
    width, height = BARS_SIZE[0] / BARS, BARS_SIZE[1] - 24
    most = max(*c.bars, c.n / BARS)
    return [
        Bar(k * width + 2, height * (1 - v / most), width - 4, height * v / most, f"{k / BARS:g} to {(k + 1) / BARS:g}: {significant(v, 2) if v else 0}")
        for k, v in enumerate(c.bars)
    ]


def _level(c: Calibration | None) -> float:
    """Return the height of the line of calibrated forecasts."""
    return (BARS_SIZE[1] - 24) * (1 - c.n / BARS / max(*c.bars, c.n / BARS)) if c else 0.0


def _card(e: Entry, number: int) -> Card:
    facts = [
        ("Sealed", day(e.sealed) if e.sealed else ""), ("Known by", day(e.by) if e.by else ""), ("Issue", e.issue),
        ("Resolved by", e.resolves), ("File", e.file), ("Seal", e.seal),
    ]  # fmt: skip
    return Card(
        f"forecast-{number}", e.question or e.file, e.state.value, tuple(_lines(e)), _picture(e) if e.mass else None,
        tuple(Fact(a, b) for a, b in facts if b), e.notes,
    )  # fmt: skip


def _lines(e: Entry) -> list[str]:
    if not e.mass:
        return []
    fine = resolution(e.low, e.high, e.lower, e.upper)
    told = [f"Forecast: median {rounded(e.median, fine)}, 80{NBSP}%: {between(e.low, e.high, fine)}. Sealed {day(e.sealed)}, to be known by {day(e.by)}."]
    g = e.grade
    if g is not None:
        said = f" ({g.source})" if g.source else ""
        told.append(f"Outcome: {exact(g.outcome)}, known on {day(g.on)}{said}; {'inside' if g.held else 'outside'} the interval.")
        better = min(("even spread", g.even), ("weighted positions", g.positions), key=lambda x: x[1])
        told.append(f"In hundredths of the scale: error {significant(g.error, 3)}, CRPS {significant(g.crps, 3)}; {better[0]}: {significant(better[1], 3)}.")
    return told


def _picture(e: Entry) -> Picture:
    width, height = PICTURE[0], PICTURE[1] - 14
    step, most = width / len(e.mass), max(e.mass) or 1.0
    path = "".join(f"M{k * step:.2f} {height}h{step:.2f}v{-height * m / most:.2f}h{-step:.2f}z" for k, m in enumerate(e.mass) if m > 0)

    def at(value: float) -> float:
        return width * min(max((value - e.lower) / (e.upper - e.lower), 0.0), 1.0)

    words = _lines(e)
    return Picture(
        path, at(e.low), at(e.high), at(e.median), at(e.grade.outcome) if e.grade else None, exact(e.lower), exact(e.upper),
        " ".join(words[:2]),
    )  # fmt: skip
