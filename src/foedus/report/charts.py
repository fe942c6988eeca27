"""Vega-Lite specifications as plain dictionaries. Nothing is computed here but where ink goes.

Every figure is one layered view whose vertical axis counts pixels downwards, because only single views
follow the width of the page (``"width": "container"``), down to a phone. Labels stand above the marks
they belong to, never beside them, for the same reason.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.report.numbers import exact

Spec = dict[str, Any]

PLAIN = ",~f"  #: ticks in full with thousands separators, never as powers of ten (d3-format)

HEAD = 36  #: pixels for the two lines of text above a lane
STACK = 88  #: most pixels for the dots of a lane
DOT = 10.5  #: largest diameter of a dot
COLUMNS = 72  #: columns of dots across a scale
READABLE = 8  #: dots in a column that still are full-sized
FOOT = 26  #: pixels for the interval below the dots, and the gap to the next lane
BARE = 18  #: the same where a lane has no dots
ROW = 36  #: pixels per input of a tornado
NOTE_LINE = 15  #: pixels per line of a note on the scale
NOTE_WIDTH = 27  #: characters per line of a note on the scale


@dataclass(frozen=True, slots=True)
class Lane:
    """One distribution: text, interval and the values that its dots stand for (none: interval only)."""

    title: str
    detail: str
    low: float
    mid: float
    high: float
    dots: tuple[float, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of an issue with what its numbers mean."""

    lower: float
    upper: float
    notes: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The path of one actor over the rounds. `weight` in [0, 1] sets the width of the line."""

    label: str
    values: tuple[float, ...]
    weight: float
    unstated: bool = False
    outcome: bool = False


#: What an input may rest on without being hatched, see `foedus.report.inputs.basis`.
SOURCED = ("stated", "drawn")


@dataclass(frozen=True, slots=True)
class Bar:
    """One input of a tornado: outcomes when it is low and when it is high, and those two input values."""

    label: str
    low: float
    high: float
    low_text: str
    high_text: str
    basis: str = ""


@cache
def style() -> Mapping[str, Any]:
    """Return ``report/style.toml``."""
    return tomllib.loads((files("foedus.report") / "style.toml").read_text(encoding="utf-8"))


def distribution(lanes: Sequence[Lane], scale: Scale) -> Spec:
    """Return quantile dots with interval and median, one lane each, on the whole scale of the issue."""
    ink = style()["ink"]
    step = (scale.upper - scale.lower) / COLUMNS
    dots: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    most = max([1, *(tallest(lane.dots, scale) for lane in lanes)])
    y = 0
    for lane in lanes:
        stack = int(min(STACK, DOT * most)) if lane.dots else 0
        base = y + HEAD + stack
        heights: Counter[int] = Counter()
        for value in lane.dots:
            column = _column(value, scale)
            x = scale.lower + (column + 0.5) * step
            dots.append({"x": x, "k": heights[column], "base": base, "strong": lane.strong})
            heights[column] += 1
        marks.append(
            {"title": lane.title, "detail": lane.detail, "low": lane.low, "mid": lane.mid, "high": lane.high,
             "lower": scale.lower, "upper": scale.upper, "head": y + 12, "sub": y + 29, "base": base,
             "bar": base + (9 if lane.dots else 0), "strong": lane.strong}
        )
        y = base + (FOOT if lane.dots else BARE)
    notes, height = _notes(scale, y)
    emphasis = {"condition": {"test": "datum.strong", "value": ink["accent"]}, "value": ink["muted"]}
    layers: list[Spec] = [
        {
            "data": {"values": notes},
            "mark": {"type": "rule", "color": ink["rule"], "strokeDash": [2, 3]},
            "encoding": {"x": _x("at"), "y": _y("from"), "y2": {"field": "end"}},
        },
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "color": ink["rule"]},
            "encoding": {"x": _x("lower"), "x2": {"field": "upper"}, "y": _y("base")},
        },
        {
            "data": {"values": dots},
            "transform": [{"calculate": "datum.base - (datum.k + 0.5) * dot", "as": "y"}],
            "mark": {"type": "circle", "size": {"expr": "pow(dot * 0.94, 2)"}, "opacity": 1},
            "encoding": {"x": _x("x"), "y": _y("y"), "color": emphasis},
        },
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "strokeWidth": 5, "strokeCap": "round"},
            "encoding": {"x": _x("low"), "x2": {"field": "high"}, "y": _y("bar"), "color": emphasis},
        },
        {
            "data": {"values": marks},
            "mark": {"type": "point", "shape": "circle", "filled": True, "size": 90, "fill": ink["paper"],
                     "strokeWidth": 2.5, "opacity": 1},
            "encoding": {"x": _x("mid"), "y": _y("bar"), "stroke": emphasis},
        },
        _text(marks, "title", "head", ink["text"], bold=True),
        _text(marks, "detail", "sub", ink["muted"]),
        *_note_texts(notes, ink),
    ]
    spec = _frame(layers, height, _axis(scale.lower, scale.upper))
    spec["params"] = [{"name": "dot", "expr": f"min(width / {COLUMNS}, {min(DOT, STACK / most):.4g})"}]
    return spec


def trajectories(lines: Sequence[Line], scale: Scale, unit: str) -> Spec:
    """Return the paths of actors over rounds, each named at its end, the outcome drawn heavier."""
    ink, colours = style()["ink"], style()["series"]["colours"]
    height = 300
    last = max(len(line.values) for line in lines) - 1
    ends = _apart([line.values[-1] for line in lines], (scale.upper - scale.lower) * 16 / height, scale)
    # Where every line would be dashed, dashes tell nothing and only blur the lines.
    mixed = not all(line.unstated for line in lines if not line.outcome)
    points, labels = [], []
    for k, line in enumerate(lines):
        colour = ink["text"] if line.outcome else colours[k % len(colours)]
        key = {"name": line.label, "colour": colour, "width": 3.5 if line.outcome else 1.2 + 2.6 * line.weight,
               "dash": "dashed" if line.unstated and mixed else "plain"}
        points += [{**key, "round": r, "value": v} for r, v in enumerate(line.values)]
        labels.append({**key, "round": last, "value": line.values[-1], "at": ends[k]})
    x: Spec = {
        "field": "round", "type": "quantitative",
        "scale": {"domain": [0, max(last, 1)], "nice": False, "rangeMax": {"expr": "width - min(230, width * 0.38)"}},
        "axis": {"title": "Round", "tickMinStep": 1, "format": "d", "grid": False,
                 "tickCount": min(max(last, 1), 10)},
    }
    y: Spec = {
        "field": "value", "type": "quantitative",
        "scale": {"domain": [scale.lower, scale.upper], "nice": False},
        "axis": {"title": None, "tickCount": 6, "format": PLAIN, "grid": True, "gridColor": ink["faint"], "domain": False, "ticks": False},
    }
    colour_by: Spec = {"field": "colour", "type": "nominal", "scale": None}
    layers: list[Spec] = [
        {
            "data": {"values": points},
            "mark": {"type": "line", "interpolate": "linear"},
            "encoding": {
                "x": x, "y": y, "detail": {"field": "name"}, "color": colour_by,
                "strokeWidth": {"field": "width", "type": "quantitative", "scale": None, "legend": None},
                "strokeDash": {"field": "dash", "type": "nominal", "legend": None,
                               "scale": {"domain": ["plain", "dashed"], "range": [[1, 0], [5, 3]]}},
            },
        },
        {
            "data": {"values": labels},
            "mark": {"type": "rule", "strokeWidth": 1.2, "xOffset": 3, "x2Offset": 16},
            "encoding": {"x": x, "x2": {"field": "round"}, "y": y, "y2": {"field": "at"}, "color": colour_by},
        },
        {
            "data": {"values": labels},
            "mark": {"type": "text", "align": "left", "dx": 20, "baseline": "middle",
                     "limit": {"expr": "min(230, width * 0.38) - 20"}, "fontSize": style()["font"]["small"], "color": ink["text"]},
            "encoding": {"x": x, "y": {**y, "field": "at"}, "text": {"field": "name"}},
        },
    ]
    spec = _frame(layers, height)
    spec["title"] = {"text": unit, "anchor": "start", "frame": "group", "fontSize": style()["font"]["small"],
                     "fontWeight": "normal", "color": ink["muted"], "offset": 8}
    return spec


def tornado(bars: Sequence[Bar], base: float) -> Spec:
    """Return one bar per input from the outcome at its low value to the outcome at its high value."""
    ink, ends = style()["ink"], style()["ends"]
    values = [base, *(v for b in bars for v in (b.low, b.high))]
    room = max((max(values) - min(values)) * 0.22, 1e-9)
    halves: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for k, bar in enumerate(bars):
        y = ROW * k
        suffix = "" if bar.basis in SOURCED else "_unstated"
        tag = f"  ({bar.basis})" if bar.basis else ""
        rows.append({"title": bar.label + tag, "head": y + 11, "top": y + 17, "bottom": y + 31})
        for end, value, text in (("low", bar.low, bar.low_text), ("high", bar.high, bar.high_text)):
            other = bar.high if end == "low" else bar.low
            left = value < other or (value == other and end == "low")
            # Values of the input stand outside the whole bar, even where both ends lie on one side of the base.
            at = min(base, value, other) if left else max(base, value, other)
            halves.append({"from": base, "to": value, "at": at, "top": y + 17, "bottom": y + 31, "middle": y + 24,
                           "fill": ends[end + suffix], "edge": ends[end], "text": text, "left": left})
        if (bar.low - base) * (bar.high - base) > 0:
            # The longer half first, so that the shorter one is drawn over it.
            halves[-2:] = sorted(halves[-2:], key=lambda h: -abs(h["to"] - base))
    height = ROW * len(bars) + 4
    layers: list[Spec] = [
        {
            "data": {"values": halves},
            "mark": {"type": "rect", "strokeWidth": 1},
            "encoding": {"x": _x("from"), "x2": {"field": "to"}, "y": _y("top"), "y2": {"field": "bottom"},
                         "fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
                         "stroke": {"field": "edge", "type": "nominal", "scale": None, "legend": None}},
        },
        {
            # One piece per bar, so that the line never runs through the names above the bars.
            "data": {"values": [{"base": base, "y": r["top"] - 3, "y2": r["bottom"] + 3} for r in rows]},
            "mark": {"type": "rule", "color": ink["text"]},
            "encoding": {"x": _x("base"), "y": _y("y"), "y2": {"field": "y2"}},
        },
        *_end_texts(halves, ink),
        _text(rows, "title", "head", ink["text"]),
    ]
    return _frame(layers, height, _axis(min(values) - room, max(values) + room))


def _end_texts(halves: list[dict[str, Any]], ink: Mapping[str, str]) -> list[Spec]:
    layers = []
    for left in (True, False):
        mark = {"type": "text", "align": "right" if left else "left", "dx": -5 if left else 5, "baseline": "middle",
                "fontSize": style()["font"]["small"]}
        # Drawn twice: the paper-coloured outline below keeps the line of the base out of the figures.
        for halo in (True, False):
            ends = {"stroke": ink["paper"], "strokeWidth": 4, "color": ink["paper"]} if halo else {"color": ink["muted"]}
            layers.append({
                "data": {"values": [h for h in halves if h["left"] is left]},
                "mark": {**mark, **ends},
                "encoding": {"x": _x("at"), "y": _y("middle"), "text": {"field": "text"}},
            })
    return layers


def _frame(layers: list[Spec], height: int, axis: Spec | None = None) -> Spec:
    """Put layers into one view; with `axis`, x follows it and y counts pixels downwards."""
    ink, font = style()["ink"], style()["font"]
    pixels: Spec = {"scale": {"domain": [height, 0], "nice": False, "zero": False}, "axis": None}
    for layer in layers if axis else ():
        for channel, shared in (("x", axis), ("y", pixels)):
            if "field" in layer["encoding"][channel]:
                layer["encoding"][channel] = {**layer["encoding"][channel], **(shared or {})}
    return {
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 2, "right": 8, "top": 4, "bottom": 4},
        "background": None,
        "layer": layers,
        "config": {
            "font": font["family"],
            "aria": False,
            "view": {"stroke": None},
            "text": {"fontSize": font["size"]},
            "axis": {"labelFontSize": font["small"], "titleFontSize": font["small"], "labelColor": ink["muted"],
                     "titleColor": ink["muted"], "titleFontWeight": "normal", "domainColor": ink["rule"],
                     "tickColor": ink["rule"], "labelFlush": True},
        },
    }


def tallest(dots: Sequence[float], scale: Scale) -> int:
    """Return how many dots stand in the fullest column."""
    return max(Counter(_column(v, scale) for v in dots).values(), default=0)


def _column(value: float, scale: Scale) -> int:
    return min(int((value - scale.lower) / (scale.upper - scale.lower) * COLUMNS), COLUMNS - 1)


def _x(name: str) -> Spec:
    return {"field": name, "type": "quantitative"}


def _y(name: str) -> Spec:
    return {"field": name, "type": "quantitative"}


def _axis(lower: float, upper: float) -> Spec:
    return {
        "scale": {"domain": [lower, upper], "nice": False, "zero": False},
        "axis": {"orient": "top", "title": None, "grid": False, "offset": 6,
                 "tickCount": {"expr": "max(3, floor(width / 90))"}, "format": PLAIN},
    }


def _text(values: Sequence[Mapping[str, Any]], name: str, y: str, colour: str, *, bold: bool = False) -> Spec:
    return {
        "data": {"values": list(values)},
        "mark": {"type": "text", "align": "left", "baseline": "alphabetic", "limit": {"expr": "width"},
                 "fontWeight": "bold" if bold else "normal",
                 "fontSize": style()["font"]["size" if bold else "small"]},
        "encoding": {"x": {"value": 0}, "y": _y(y), "text": {"field": name}, "color": {"value": colour}},
    }


def _notes(scale: Scale, top: int) -> tuple[list[dict[str, Any]], int]:
    """Lay out what the numbers on the scale mean: a row each, so that no two texts meet."""
    middle = (scale.lower + scale.upper) / 2
    left = sorted((n for n in scale.notes if n[0] <= middle), reverse=True)
    right = sorted(n for n in scale.notes if n[0] > middle)
    # The two ends of the scale are as far apart as can be: their notes may share the last row.
    ends = [left.pop(), right.pop()] if left and right and (left[-1][0], right[-1][0]) == (scale.lower, scale.upper) else []
    placed: list[dict[str, Any]] = []
    y = top + 6
    for at, means in (*left, *right, *ends):
        lines = textwrap.wrap(f"{exact(at)}: {means}", NOTE_WIDTH) if means else []
        end = y + NOTE_LINE * len(lines) if lines else top
        placed.append({"at": at, "from": 0, "lines": lines, "top": y, "end": end, "side": "left" if at > middle else "right"})
        beside = bool(ends) and at == scale.lower
        y = end + 4 if lines and not beside else y
    return placed, max([y, *(p["end"] + 4 for p in placed if p["lines"])])


def _note_texts(notes: list[dict[str, Any]], ink: Mapping[str, str]) -> list[Spec]:
    return [
        {
            "data": {"values": [n for n in notes if n["side"] == side]},
            "mark": {"type": "text", "align": "right" if side == "left" else "left", "dx": -6 if side == "left" else 6,
                     "baseline": "top", "lineHeight": NOTE_LINE, "fontSize": style()["font"]["small"]},
            "encoding": {"x": _x("at"), "y": _y("top"), "text": {"field": "lines"}, "color": {"value": ink["muted"]}},
        }
        for side in ("left", "right")
    ]


def _apart(values: list[float], gap: float, scale: Scale) -> list[float]:
    """Move labels apart until none is nearer than `gap` to the next, keeping their order."""
    order = sorted(range(len(values)), key=values.__getitem__)
    placed = [values[i] for i in order]
    for k in range(1, len(placed)):
        placed[k] = max(placed[k], placed[k - 1] + gap)
    over = placed[-1] - scale.upper
    if over > 0:
        placed[-1] -= over
        for k in range(len(placed) - 2, -1, -1):
            placed[k] = min(placed[k], placed[k + 1] - gap)
    out = [0.0] * len(values)
    for k, i in enumerate(order):
        out[i] = placed[k]
    return out
