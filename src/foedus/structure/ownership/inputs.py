"""Tables beside the holdings: what is known of conduits, and what recipients publish of their ultimate investors."""

from __future__ import annotations

import csv
import io
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.structure.ownership.holdings import Holdings, holdings

Array = NDArray[np.float64]


def illustration() -> tuple[str, str]:
    """Return the texts of the made-up holdings and of their conduits that foedus ships to show how it works."""
    folder = files("foedus.structure.ownership") / "data"
    return (folder / "illustration.csv").read_text(encoding="utf-8"), (folder / "illustration-conduits.csv").read_text(encoding="utf-8")


def conduit_table(text: str, countries: tuple[str, ...]) -> dict[str, Array]:
    """Return the columns ``pc``, ``spe`` and ``gdp`` of a CSV, each (country,) in the order of `countries`, NaN where nothing stands.

    Raises
    ------
    FoedusError
        If there is no column country, none of the three, or a figure is none (``conduit-file``).
    """
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    heads = {h.strip().casefold(): h for h in (rows[0] if rows else {}) if h}
    asked = [k for k in ("pc", "spe", "gdp") if k in heads]
    if "country" not in heads or not asked:
        raise _bad(f"its columns are {', '.join(heads) or 'none'}")
    folded = {c.casefold(): k for k, c in enumerate(countries)}
    out = {k: np.full(len(countries), np.nan) for k in asked}
    for line, row in enumerate(rows, 2):
        at = folded.get((row[heads["country"]] or "").strip().casefold())
        if at is None:
            continue
        for key in asked:
            told = (row[heads[key]] or "").strip()
            if not told:
                continue
            try:
                value = float(told)
            except ValueError:
                raise _bad(f"line {line}: {told!r} is no number") from None
            if not np.isfinite(value) or value < 0 or (key != "gdp" and value > 1):
                raise _bad(f"line {line}: {key} is {told}")
            out[key][at] = value
    return out


def published_shares(text: str, table: Holdings) -> Array:
    """Return shares by ultimate investor, (recipient, owner), rows of NaN for recipients that publish none.

    A recipient that publishes some owners is taken to publish all: those left out hold nothing.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    head = next(rows, [])
    renamed = ["investor" if h.strip().casefold() in {"owner", "ultimate"} else h for h in head]
    whole = io.StringIO()
    csv.writer(whole).writerows([renamed, *rows])
    given = holdings(whole.getvalue(), "the published ultimate investors")
    out = np.full((len(table.countries),) * 2, np.nan)
    folded = {c.casefold(): k for k, c in enumerate(table.countries)}
    places = [folded.get(c.casefold()) for c in given.countries]
    for r, at in enumerate(places):
        total = given.stock[r].sum()
        if at is not None and total > 0:
            out[at] = 0.0
            for i, owner in enumerate(places):
                if owner is not None:
                    out[at, owner] = given.stock[r, i] / total
    return out


def _bad(message: str) -> FoedusError:
    return FoedusError("conduit-file", message, "the table of conduits", "a CSV with country and any of pc (0 to 1), spe (0 to 1), gdp", "see docs/ownership.md")
