"""What must be known of a frame, in words: what is not covered, what was carried forward, what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.world.joining import LIST, Use

if TYPE_CHECKING:
    from foedus.world.frame import Frame


def notes(frame: Frame) -> list[str]:
    """Return a sentence for each thing that a user of `frame` must know."""
    return [*_list(frame), *(n for use, found in zip(frame.uses, frame.coverage(), strict=True) for n in [*_years(frame, use), *_columns(frame, use), *_refused(frame, use), *_members(frame, use, found)])]


def _list(frame: Frame) -> list[str]:
    spells, out = frame.spells, []
    last = spells.coverage[1]
    if spells.held is not None and not spells.held.checked:
        out.append(f"{spells.held.table.name}: another file than the one the manifest knows (sha256 {spells.held.sha256[:12]}); its coverage is read off it")
    if frame.system == "iso":
        days = "days before 2012 are Gleditsch and Ward's" if spells.held else "it lists codes, and says nothing on when states began"
        out.append(f"iso: the codes of ISO 3166-1, and XKX, which is not of it; {days}")
    elif frame.unit == "spell":
        out.append(f"{spells.system}: a state whose last day is {last + spells.carry}-12-31 goes on; the list ends there")
    if spells.carry and frame.years[1] > last:
        out.append(f"{spells.system}: the members of {last} stand for {_span(max(last + 1, frame.years[0]), frame.years[1])}, carried forward")
    return out


def _years(frame: Frame, use: Use) -> list[str]:
    (first, last), name = use.coverage, use.held.table.name
    out = []
    if not use.held.checked:
        out.append(f"{name}: another file than the one the manifest knows (sha256 {use.held.sha256[:12]}); its coverage is read off it")
    missing = []
    if frame.years[0] < first:
        missing.append(_span(frame.years[0], min(first - 1, frame.years[1])))
    if use.carry and frame.years[1] > last:
        carried = min(last + use.carry, frame.years[1])
        if max(last + 1, frame.years[0]) <= carried:
            out.append(f"{name}: {_span(max(last + 1, frame.years[0]), carried)} hold the values of {last}, carried forward as asked for")
    if frame.years[1] > last + use.carry:
        missing.append(_span(max(last + use.carry + 1, frame.years[0]), frame.years[1]))
    if missing:
        out.append(f"{name}: covers {first} to {last}; {' and '.join(missing)} not covered, so null")
    return out


def _columns(frame: Frame, use: Use) -> list[str]:
    """Columns that begin later or end earlier than their table, where that leaves years of the frame null."""
    if use.source.members == LIST:
        return []
    low, high = max(frame.years[0], use.coverage[0]), min(frame.years[1], use.coverage[1])
    short = {n: y for n, y in frame.world.column_years(use).items() if (low < y[0] or y[1] < high) and low <= high}
    return [f"{use.held.table.name}: {n} holds {_span(*y)} only; null in the rest of {_span(low, high)}" for n, y in short.items()]


def _refused(frame: Frame, use: Use) -> list[str]:
    low, high = max(frame.years[0], use.coverage[0]), min(frame.years[1], use.coverage[1])
    by_year: dict[int, dict[str, None]] = {}
    for (_, year), reasons in use.through(frame.system).refused.items():
        if low <= year <= high:
            by_year.setdefault(year, {}).update(dict.fromkeys(reasons))
    table = f"{use.held.table.name}: from {use.system} to {frame.system}" if use.system != frame.system else use.held.table.name
    unknown = frame.world.unknown_names(use, frame.system)
    strangers = [f"{use.held.table.name}: no state of {frame.system} goes by {', '.join(unknown)}, so nobody has their values"] if unknown else []
    return strangers + [f"{table}, {year} is refused, so null: {'; '.join(reasons)}" for year, reasons in sorted(by_year.items())]


def _members(frame: Frame, use: Use, found: dict[str, object]) -> list[str]:
    rows, held = int(str(found["rows"])), int(str(found["covered"])) + int(str(found["carried"]))
    what = "state-years" if frame.unit == "state" else "dyad-years"
    return [f"{use.held.table.name}: {rows - held:,} of {rows:,} {what} not covered in all, so null"] if held < rows else []


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
