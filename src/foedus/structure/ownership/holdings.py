"""Tables of who holds how much where: rows of pairs, or the wide table of the IMF's Coordinated Direct Investment Survey.

Where the recipient reports nothing, the investor's own report of what it holds there is taken (a mirror). Where both report, the
recipient's stands, and their difference over their mean is kept as a flag: asymmetries of a third are common.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError, nearest

Array = NDArray[np.float64]

#: Names of columns, ours first, then those of the survey's files.
COLUMNS = {
    "recipient": ("recipient", "country code", "country name", "country", "reporting economy", "ref_area"),
    "investor": ("investor", "counterpart country code", "counterpart country name", "counterpart country", "counterpart_country", "counterpart_area"),
    "year": ("year", "time_period", "time period"),
    "direction": ("direction", "indicator code", "indicator", "indicator name"),
    "value": ("value", "obs_value", "inward"),
    "outward": ("outward",),
}
NEITHER = {"", "c", "-", "...", "n.a.", "na", "nan"}  #: no figure: not reported, or confidential
WORLD = {"w00", "world", "1_all", "all", "wld", "001", "g001", "wor"}  #: totals, not counterparts


@dataclass(frozen=True, slots=True)
class Holdings:
    """Stocks of direct investment in one year.

    Attributes
    ----------
    countries
        Ids or names as the file has them.
    stock
        (recipient, investor).
    mirrored
        (recipient, investor): whether the figure is the investor's report.
    asymmetry
        (recipient, investor): difference of the two reports over their mean, 0 to 2; NaN where one is missing.
    year
        The year, None if the file has none.
    negative
        How many negative positions were set to 0: debts between affiliates may exceed equity, and a share cannot be negative.
    """

    countries: tuple[str, ...]
    stock: Array
    mirrored: NDArray[np.bool_]
    asymmetry: Array
    year: int | None
    negative: int

    def find(self, name: str) -> int:
        """Return the index of a country by id or name, whatever the case.

        Raises
        ------
        FoedusError
            If it is not in the table (``holdings-country``).
        """
        folded = [c.casefold() for c in self.countries]
        if name.casefold() in folded:
            return folded.index(name.casefold())
        raise FoedusError("holdings-country", f"the table has no {name!r}", None, f"one of its {len(folded)} countries", f"nearest: {nearest(name, list(self.countries), 3)}")


def holdings(text: str, name: str, year: int | None = None) -> Holdings:
    """Return the stocks that a CSV text holds.

    Parameters
    ----------
    text
        CSV with a header: ``recipient, investor, value`` (and ``year``, ``outward``), or the columns of the survey with an indicator
        that says inward or outward, its years in a column or as headings. "C" (confidential) and blanks are no figure.
    name
        The name of the file in messages.
    year
        Which year; the last by default.

    Raises
    ------
    FoedusError
        If columns are missing, a figure is none (``holdings-file``), or the year is not there (``holdings-year``).
    """
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    if len(rows) < 2:
        raise _bad("the file has no rows", name)
    heads = [h.strip().casefold() for h in rows[0]]
    at = {key: next((heads.index(n) for n in names if n in heads), None) for key, names in COLUMNS.items()}
    if at["recipient"] is None or at["investor"] is None:
        raise _bad(f"no columns of recipient and investor among {', '.join(rows[0][:8])}", name)
    wide = {int(h): k for k, h in enumerate(heads) if h.isdigit() and len(h) == 4}
    if at["value"] is None and at["outward"] is None and not wide:
        raise _bad("no column value, and no columns of years", name)
    inward: dict[tuple[int, str, str], float] = {}
    outward: dict[tuple[int, str, str], float] = {}
    for line, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        row = row + [""] * (len(heads) - len(row))
        recipient, investor = row[at["recipient"]].strip(), row[at["investor"]].strip()
        if recipient.casefold() in WORLD or investor.casefold() in WORLD:
            continue
        kind = _direction(row[at["direction"]]) if at["direction"] is not None else "inward"
        if kind is None:
            continue
        # A report of outward stock names the investor first.
        pair = (recipient, investor) if kind == "inward" else (investor, recipient)
        into = inward if kind == "inward" else outward
        if wide:
            cells = [(y, k, into) for y, k in wide.items()]
        else:
            when = _year(row[at["year"]], name, line) if at["year"] is not None else 0
            cells = [(when, at[key], kept) for key, kept in (("value", into), ("outward", outward)) if at[key] is not None]  # type: ignore[misc]
        for when, column, kept in cells:
            figure = _figure(row[column], name, line)
            if figure is not None:
                kept[(when, *pair)] = figure
    return _table(inward, outward, name, year)


def _table(inward: Mapping[tuple[int, str, str], float], outward: Mapping[tuple[int, str, str], float], name: str, year: int | None) -> Holdings:
    found = sorted({k[0] for k in (*inward, *outward)})
    if not found:
        raise _bad("no figure at all", name)
    of = found[-1] if year is None else year
    if of not in found:
        raise FoedusError("holdings-year", f"{name} has no figures for {of}", None, f"one of {', '.join(map(str, found))}", f"--year {found[-1]}")
    one = {k[1:]: v for k, v in inward.items() if k[0] == of}
    other = {k[1:]: v for k, v in outward.items() if k[0] == of}
    countries = tuple(dict.fromkeys(c for pair in (*one, *other) for c in pair))
    index = {c: k for k, c in enumerate(countries)}
    n = len(countries)
    stock, mirrored, asymmetry = np.zeros((n, n)), np.zeros((n, n), dtype=bool), np.full((n, n), np.nan)
    negative = 0
    for pair in dict.fromkeys((*one, *other)):
        cell = index[pair[0]], index[pair[1]]
        mine, theirs = one.get(pair), other.get(pair)
        value = mine if mine is not None else theirs
        assert value is not None
        mirrored[cell] = mine is None
        if mine is not None and theirs is not None and mine + theirs:
            asymmetry[cell] = abs(mine - theirs) / abs((mine + theirs) / 2)
        negative += value < 0
        stock[cell] = max(0.0, value)
    return Holdings(countries, stock, mirrored, asymmetry, of or None, negative)


def _direction(text: str) -> str | None:
    """Return what an indicator counts; None for a breakdown (of equity, of debt), whose total stands in a row of its own."""
    told = text.strip().casefold()
    if told in {"", "inward", "in", "di_inward", "iiw_bp6_usd"} or told == "inward direct investment positions, us dollars":
        return "inward"
    if told in {"outward", "out", "di_outward", "iow_bp6_usd"} or told == "outward direct investment positions, us dollars":
        return "outward"
    return None


def _year(text: str, name: str, line: int) -> int:
    if not text.strip()[:4].isdigit():
        raise _bad(f"{text!r} is no year", f"{name}:{line}")
    return int(text.strip()[:4])


def _figure(text: str, name: str, line: int) -> float | None:
    told = text.strip().replace("\u00a0", "").replace(" ", "")
    if told.casefold() in NEITHER:
        return None
    try:
        value = float(told.replace(",", ""))
    except ValueError:
        raise _bad(f"{text!r} is no number", f"{name}:{line}") from None
    return value if np.isfinite(value) else None


def _bad(message: str, where: str) -> FoedusError:
    return FoedusError("holdings-file", message, where, "a CSV with recipient, investor and value, or a table of the IMF's CDIS", "see docs/ownership.md")
