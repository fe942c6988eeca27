"""Checks of values drawn from reference data: older than the decision, still what stands there, still what the value says."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from foedus.case.basis import Basis, DossierQuantity, NetworkQuantity
from foedus.case.checks.base import Context, Found, Placed, Stands, check
from foedus.core.errors import FoedusError

TOLERANCE = 1e-5  #: values are written with six digits


def _bases(c: Context) -> Iterator[tuple[Placed, int, Basis]]:
    for placed in c.values():
        for n, basis in enumerate(placed.value.basis):
            yield placed, n, basis


def _looked_up(c: Context) -> Iterator[tuple[Placed, int, Basis, Stands | FoedusError]]:
    """Yield each basis with what stands at its place now, or why that cannot be told; nothing where nothing is looked up."""
    if c.look_up is None:
        return
    for placed, n, basis in _bases(c):
        try:
            yield placed, n, basis, c.look_up(basis)
        except FoedusError as error:
            yield placed, n, basis, error


@check(
    "basis-after-decision", "error",
    "An input rests on reference data of the year or day of the decision, or later. An account may; the forecast may not.",
)
def basis_after_decision(c: Context) -> Iterator[Found]:
    """Find inputs drawn from what was not over yet."""
    decided = c.case.decided
    for placed, n, basis in _bases(c):
        when = getattr(basis, "on", None) or f"{basis.year:04}"
        if decided and placed.account is None and when >= decided[: len(when)] and not _of_that_year(basis, decided):
            yield (
                f"{placed.name} rests on {basis.place}, and the decision fell on {decided}", c.at(*placed.path, "basis", n),
                "take an earlier year or day (foedus draw does), or move the value to an account",
            )


@check("basis-year-of-decision", "warning", "An input rests on a network or dossier of the year of the decision, whose figures were not known on the day.")
def basis_year_of_decision(c: Context) -> Iterator[Found]:
    """Find inputs drawn from ties of the very year: what runs where in January is told in its figures, which come out after it."""
    for placed, n, basis in _bases(c):
        if c.case.decided and placed.account is None and _of_that_year(basis, c.case.decided):
            yield (
                f"{placed.name} rests on {basis.place}, and the decision fell on {c.case.decided}", c.at(*placed.path, "basis", n),
                "say in a note why the year stands for what was known, or take an earlier one",
            )


def _of_that_year(basis: Basis, decided: str) -> bool:
    return isinstance(basis, NetworkQuantity | DossierQuantity) and f"{basis.year:04}" == decided[:4]


@check("basis-value", "warning", "A value without an assumption is not the one its basis gives: what was found, times the factor noted there.")
def basis_value(c: Context) -> Iterator[Found]:
    """Find values that were changed and still name a basis for the old number."""
    for placed in c.values():
        value = placed.value
        if len(value.basis) != 1 or value.basis[0].times is None or isinstance(value.basis[0].value, str) or value.assumption:
            continue
        basis = value.basis[0]
        gives = float(basis.value) * (basis.times or 1.0)
        if not value.low * (1 - TOLERANCE) <= gives <= value.high * (1 + TOLERANCE):
            yield (
                f"{placed.name} is {_range(value.low, value.high)}, and its basis gives {gives:.6g}", c.at(*placed.path, "value"),
                "write the value it gives, or say in assumption: why another one is right",
            )


@check("basis-differs", "warning", "What stands at the place that a value names is not what stood there when it was drawn.")
def basis_differs(c: Context) -> Iterator[Found]:
    """Find cells that changed, with the version of their table."""
    for placed, n, basis, now in _looked_up(c):
        if not isinstance(now, FoedusError) and not _same(basis.value, now.value):
            version = getattr(basis, "version", None)
            other = f" (the file at hand is {now.version or 'no version that the manifest knows'})" if version != now.version and version else ""
            stands = "nothing stands there" if now.value is None else f"{_told(now.value)} stands there"
            yield (
                f"{placed.name} was drawn as {_told(basis.value)} from {basis.place}: {stands}{other}", c.at(*placed.path, "basis", n),
                "draw it again with foedus draw, or bring the version it was drawn from",
            )


@check("basis-version", "warning", "A value was drawn from another version of a table or file than the one at hand; the number is the same.")
def basis_version(c: Context) -> Iterator[Found]:
    """Find tables that were replaced since; one line per table."""
    told: set[str] = set()
    for placed, n, basis, now in _looked_up(c):
        if isinstance(now, FoedusError) or not (basis.sha256 and now.sha256):
            continue
        if basis.sha256 != now.sha256 and basis.name not in told and _same(basis.value, now.value):
            told.add(basis.name)
            yield (
                f"{basis.name} is another file than the one {placed.name} was drawn from; the number is the same", c.at(*placed.path, "basis", n),
                "draw again with foedus draw to name the file at hand",
            )


@check("basis-not-at-hand", "warning", "A value rests on a table, network, dossier or organisation that is not at hand, so it was not looked up again.")
def basis_not_at_hand(c: Context) -> Iterator[Found]:
    """Find what cannot be looked up; one line per reason."""
    told: set[str] = set()
    for placed, n, basis, now in _looked_up(c):
        if isinstance(now, FoedusError) and now.message not in told:
            told.add(now.message)
            yield (
                f"{placed.name} rests on {basis.place}, which could not be looked up: {now.message}", c.at(*placed.path, "basis", n),
                now.hint or "bring it, or leave it: the case runs without",
            )


def _same(then: float | str, now: float | str | None) -> bool:
    if isinstance(then, str) or isinstance(now, str) or now is None:
        return then == now
    return isclose(then, now, rel_tol=TOLERANCE, abs_tol=1e-12)


def _told(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"


def _range(low: float, high: float) -> str:
    return f"{low:.6g}" if low == high else f"{low:.6g} to {high:.6g}"
