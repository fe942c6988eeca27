"""What ``foedus world`` prints: tables at hand, states with their days, what of a frame is covered, ranks with ties and gaps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.cli.session import Outcome, say, table
from foedus.cli.strips import interval

if TYPE_CHECKING:
    from foedus.world.capability import Ranking
    from foedus.world.frame import Frame
    from foedus.world.world import World

WIDTH = 24  #: characters of the longest bar
STRIP = 14  #: characters of a strip of years


def frame_told(world: World, frame: Frame, out: Path | None) -> Outcome:
    """Return how a frame is told: its rows counted, what is covered, and where they were written."""
    from foedus.world.writing import write

    if out is not None:
        write(frame, out)
    count, covered, notes = frame.count(), frame.coverage(), frame.notes()
    result = {
        "rows": count, "unit": frame.unit, "system": frame.system, "years": list(frame.years), "columns": list(frame.columns), "coverage": covered,
        "notes": notes, "sources": world.sources(frame), "file": str(out) if out else None,
    }  # fmt: skip

    def show() -> None:
        say(f"{count:,} {frame.unit}-years, {frame.system}, {frame.years[0]} to {frame.years[1]}", f"columns: {', '.join(frame.columns)}")
        if covered:
            say("")
            rows = [[f"{c['verb']} ({c['table']})", f"{c['covered'] / count:.1%}" if count else "-", _bar(c["covered"], count), f"{c['carried']:,}"] for c in covered]
            table([("table", False), ("covered", True), ("", False), ("carried", True)], rows)
        if out:
            say("", str(out))

    return Outcome(result, show, notes)


def _bar(value: float, most: float) -> str:
    return "█" * max(1, round(WIDTH * value / most)) if value > 0 and most > 0 else ""


def _strip(since: int, until: int, first: int, last: int) -> str:
    return interval(since, until, until, first, last, STRIP).replace("●", "─")


def tell_tables(folder: str, rows: list[dict[str, Any]]) -> None:
    """Tell the tables, what they cover, whether they are at hand, and which verbs add them."""
    first, last = min(r["coverage"][0] for r in rows if r["coverage"][0] > 1800), max(r["coverage"][1] for r in rows)
    told = []
    for r in rows:
        low, high = (max(first, r["coverage"][0]), r["coverage"][1])
        here = "yes" if r["checked"] else "another file" if r["at_hand"] else "-"
        told.append([r["table"], f"{r['coverage'][0]}-{r['coverage'][1]}", _strip(low, high, first, last), here, ", ".join(r["verbs"]) or "list of states"])
    table([("table", False), ("years", True), ("", False), ("at hand", False), ("verbs", False)], told)
    say("", f"folder: {folder}", "foedus world add FILE --as TABLE; --json tells versions, licences and where to get each")


def tell_states(rows: list[dict[str, Any]], frame: Frame) -> None:
    """Tell the states of a list with their days, drawn over its years."""
    key = frame.columns[0]
    first, last = frame.spells.coverage[0], frame.spells.coverage[1] + frame.spells.carry
    if any(r["since"] is None for r in rows):
        table([("code", False), ("name", False)], [[str(r[key]), r["name"]] for r in rows])
    else:
        told = []
        for r in rows:
            strip = _strip(max(first, r["since"].year), min(last, r["until"].year), first, last)
            told.append([str(r[key]), r["name"], str(r["since"]), str(r["until"]), strip])
        table([("code", True), ("name", False), ("since", True), ("until", True), (f"{first} to {last}", False)], told)
    say("", f"{len({r[key] for r in rows})} states")


def tell_measures(known: list[dict[str, str]]) -> None:
    """Tell what states can be ranked by."""
    for m in known:
        say(m["measure"], f"  {m['about']}: {m['unit']}")
    say("", "foedus world rank --by MEASURE --year YEAR")


def tell_ranks(found: Ranking, top: int) -> None:
    """Tell a ranking, with ties, and who has no value and so no rank."""
    say(f"{found.about}, {found.year} ({found.system})", f"unit: {found.unit}", "")
    most = found.ranks[0].value
    # Shares below ten need four figures, percentages one; counts and money none.
    places = 0 if most >= 1000 or all(float(r.value).is_integer() for r in found.ranks) else 1 if most >= 10 else 4
    rows = []
    for r in found.ranks:
        if r.rank > top:
            break
        tie = "=" if r.tied > 1 else ""
        rows.append([f"{r.rank}{tie}", r.name, f"{r.value:,.{places}f}", _bar(r.value, most), f"without {', '.join(r.missing)}" if r.missing else ""])
    table([("rank", True), ("state", False), ("value", True), ("", False), ("", False)], rows)
    if len(found.ranks) > len(rows):
        say("", f"and {len(found.ranks) - len(rows)} more: --top {len(found.ranks)}")
    if found.gaps:
        names = [n for _, n in found.gaps]
        say("", f"no value, so no rank: {', '.join(names[:8])}" + (f" and {len(names) - 8} more" if len(names) > 8 else ""))
    say("", "source: " + "; ".join(dict.fromkeys(f"{s['table']} {s['version'] or ''} ({s['used']})" for s in found.sources)))
