"""Forecasts that are frozen, held against their seal and made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from math import isclose
from pathlib import Path
from typing import Any

from foedus.core.errors import ExitCode, FoedusError, nearest
from foedus.pipeline.deciding import problems_of
from foedus.pipeline.outcomes import asked_engines, one_of
from foedus.pipeline.sealed.again import Compared, compare
from foedus.pipeline.sealed.files import Sealed, free_name, read_sealed, write_new
from foedus.pipeline.sealed.numbers import make, versions
from foedus.pipeline.sealed.problem import from_plain, to_plain
from foedus.pipeline.sealed.record import FORECAST, GRADE, freeze
from foedus.pipeline.sealed.scores import scores
from foedus.problems.problem import Problem
from foedus.store.atomic import named_file, reading_file
from foedus.store.folder import open_case

__all__ = ["Verified", "day", "seal", "seal_fault", "verify"]


@dataclass(frozen=True, slots=True)
class Verified:
    """A sealed file held against its seal, and its numbers against the same ones made now.

    Attributes
    ----------
    sealed
        The file with its faults.
    compared
        Every part that foedus derived; empty if only the hash was asked for, the seal does not hold, or the file is a grade.
    expected
        The seal that was published, where it was given.
    regraded
        Of a grade: whether its scores are those of the forecast beside it; None if that was not asked for or is not there.
    hash_only
        Whether nothing but the seal was asked for.
    """

    sealed: Sealed
    compared: tuple[Compared, ...] = ()
    expected: str | None = None
    regraded: bool | None = None
    hash_only: bool = False

    @property
    def ungraded(self) -> bool:
        """Whether it is a grade whose scores were to be made again and could not be."""
        return self.sealed.record["format"] == GRADE and not self.hash_only and self.sealed.holds and self.regraded is None

    @property
    def seal(self) -> str:
        """The seal in the file."""
        return str(self.sealed.record.get("seal"))

    @property
    def published(self) -> bool:
        """Whether the seal is the one that was published; true if none was given."""
        return self.expected is None or self.expected.strip().casefold() == self.seal

    @property
    def exit_code(self) -> ExitCode:
        """0 if all is as sealed, 1 if not, 4 if the numbers could not be confirmed: other versions made them, or their forecast is gone."""
        if self.sealed.faults or not self.published or self.regraded is False or any(not c.same and not c.because for c in self.compared):
            return ExitCode.CHECK_FAILED
        return ExitCode.OK if all(c.same for c in self.compared) and not self.ungraded else ExitCode.PARTIAL

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints."""
        return {
            "file": str(self.sealed.path), "format": self.sealed.record["format"], "seal": self.seal, "holds": self.sealed.holds,
            "published": self.published, "expected": self.expected, "faults": [f.to_dict() for f in self.sealed.faults],
            "compared": [c.to_dict() for c in self.compared], "regraded": self.regraded, "made_with": self.sealed.record.get("made_with"), "here": versions(),
        }  # fmt: skip


def seal(
    source: str | Path | Problem,
    *,
    question: str,
    resolves: str,
    by: str | date,
    issue: str | None = None,
    problem: str | None = None,
    engines: Sequence[str] = (),
    params: Mapping[str, Mapping[str, object]] | None = None,
    draws: int | None = None,
    seed: int = 0,
    out: str | Path | None = None,
    now: datetime | None = None,
) -> Sealed:
    """Freeze a forecast on one issue in a file that can be held against its seal and made again later.

    Parameters
    ----------
    source
        A problem, or a file or case folder with one (`foedus.pipeline.deciding.problems_of`).
    question
        What is asked, in words that will be understood when the answer is known.
    resolves
        The rule by which the outcome will be read off, and from what.
    by
        The day by which it will be known, ISO.
    issue
        Which issue; None if there is one only. It is decided together with the others.
    problem
        Which problem of a file that holds several.
    engines, params, draws, seed
        As in `foedus.pipeline.deciding.decide`.
    out
        The file, or a folder for the usual name; None for the usual name here.
    now
        The time of sealing, for tests; None for the clock's.

    Raises
    ------
    FoedusError
        If something of this is not as expected, or there is a file already (``seal-exists``).
    """
    made = (now or datetime.now(UTC)).astimezone(UTC)
    words = {"question": question, "resolves": resolves}
    for name, text in words.items():
        if not text.strip():
            raise FoedusError("seal-text", f"--{name} says nothing", None, "a sentence", f'--{name} "…"')
    if out is not None:
        named_file(Path(out))
    due = day(by, "--by")
    if due < made.date():
        raise FoedusError("seal-by", f"{due} is past: what is known is no forecast", "--by", f"{made.date()} or later", "foedus decide runs the same models without a seal")
    found, origin = _source(source, problem)
    matter = next(m for m in found.matters if m.id == _issue(found, issue))
    if matter.outcome is not None:
        raise FoedusError("seal-known", f"the table says what was decided on {matter.id!r}: {matter.outcome:g}; what is known is no forecast", found.title, "an issue without an outcome", "foedus score decide --data FILE scores models on known outcomes")
    run = asked_engines(engines, params or {})
    content = {
        "format": FORECAST,
        "question": {
            "text": question.strip(), "resolves": resolves.strip(), "by": due.isoformat(), "issue": matter.id, "lower": matter.lower,
            "upper": matter.upper,
        },
        "sealed": made.isoformat(timespec="seconds"),
        **make(found, matter.id, run, draws, seed),
        "made_with": versions(), "source": origin, "problem": to_plain(found),
    }  # fmt: skip
    record = freeze(content)
    path = Path(out) if out is not None else Path()
    if path.is_dir():
        path = path / free_name(matter.id, made.date().isoformat())
    write_new(path, record)
    return Sealed(path, record, ())


def verify(path: str | Path, *, hash_only: bool = False, expected: str | None = None) -> Verified:
    """Hold a sealed file against its seal, and make its numbers again.

    Parameters
    ----------
    path
        What `seal` or `foedus.pipeline.grading.grade` wrote.
    hash_only
        Whether to leave it at the seal.
    expected
        The seal as it was published, if it is at hand: whoever changes a file can seal it anew, but not what was published.

    Raises
    ------
    FoedusError
        If the file is no sealed file, or one that holds its seal and makes no sense.
    """
    sealed = read_sealed(Path(path))
    if hash_only or not sealed.holds:
        return Verified(sealed, expected=expected, hash_only=hash_only)
    try:
        if sealed.record["format"] != FORECAST:
            return Verified(sealed, expected=expected, regraded=_regraded(sealed))
        compared = compare(sealed.record, from_plain(sealed.record["problem"]), sealed.record["question"]["issue"])
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration) as error:
        raise seal_fault(sealed, error) from error
    return Verified(sealed, tuple(compared), expected)


def seal_fault(sealed: Sealed, error: Exception) -> FoedusError:
    """Return the error for a file whose seal holds and whose content is not what foedus writes."""
    return FoedusError("seal-form", f"the seal holds, but the content is not what foedus seals: {type(error).__name__} {error}", str(sealed.path), "the fields of docs/seal.md", "a newer foedus may have made it")


def _regraded(sealed: Sealed) -> bool | None:
    """Say whether a grade has the scores of the forecast beside it; None if that forecast is not there as it was sealed."""
    told = sealed.record
    try:
        graded = read_sealed(sealed.path.with_name(Path(told["of"]["file"]).name), FORECAST)
    except FoedusError:
        return None
    if not graded.holds or graded.record["seal"] != told["of"]["seal"]:
        return None
    if told["of"]["question"] != graded.record["question"]["text"]:
        return False
    return _near(scores(graded.record, told["outcome"]["value"]), told["scores"])


def _near(a: object, b: object) -> bool:
    """Say whether two values are the same but for the last bits of their numbers, which differ between processors."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_near(a[k], b[k]) for k in a)
    if isinstance(a, float) and isinstance(b, float):
        return isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    return a == b


def day(given: str | date, where: str) -> date:
    """Return a day.

    Raises
    ------
    FoedusError
        If the text is no ISO day (``day-form``).
    """
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise FoedusError("day-form", f"{given!r} is no day", where, "year-month-day", f"{where} 2031-03-31") from None


def _source(source: str | Path | Problem, name: str | None) -> tuple[Problem, dict[str, str] | None]:
    """Return the problem, and the name and hash of the file it stands in."""
    if isinstance(source, Problem):
        return source, None
    place = Path(source)
    found = one_of(problems_of(place), str(place), name)
    if place.is_dir():
        place = open_case(place).case_file
    with reading_file(place):
        data = place.read_bytes()
    told = place.name if place.name != "case.yaml" else f"{place.resolve().parent.name}/{place.name}"
    return found, {"name": told, "sha256": sha256(data).hexdigest(), "problem": found.id}


def _issue(problem: Problem, name: str | None) -> str:
    known = [m.id for m in problem.matters]
    if name is None and len(known) == 1:
        return known[0]
    if name is None:
        raise FoedusError("issue-choice", f"there are {len(known)} issues, and a forecast is about one", problem.title, f"one of {', '.join(known)}", f"--issue {known[0]}")
    if name not in known:
        raise FoedusError("issue-unknown", f"there is no issue {name!r}", problem.title, f"one of {', '.join(known)}", f"nearest: {nearest(name, known, 1)}")
    return name
