"""Capability and salience of a case's stakeholders as the reference data have them for its date, shown or written into the case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from foedus.case.basis import Basis
from foedus.case.dump import plain_value
from foedus.case.parse import parse_source
from foedus.case.schema import Actor, Case, Stakeholder, Value
from foedus.case.yaml_edit import replace_values
from foedus.case.yaml_text import decode
from foedus.core.errors import FoedusError
from foedus.pipeline.drawable import PLAIN, SUM, Drawable, drawable
from foedus.pipeline.lookups import Lookups
from foedus.store.atomic import reading_file, write_text
from foedus.store.folder import CaseFolder, open_case
from foedus.store.lock import locked

_STATE = re.compile(r"(?P<state>[A-Z]{3})(?:_GOV)?")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one value of a stakeholder would be.

    Attributes
    ----------
    place
        Of the stakeholder in the case.
    issue, actor, field
        Which value.
    before
        What the case has.
    value
        What it would be; None if it is left alone.
    basis
        Where that is from; None if there is nothing.
    why
        Why it is left alone; empty if it is not.
    """

    place: int
    issue: str
    actor: str
    field: str
    before: Value
    value: Value | None
    basis: Basis | None
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints."""
        return {
            "issue": self.issue, "actor": self.actor, "field": self.field, "before": self.before.central, "status": self.before.status,
            "value": self.value.central if self.value else None, "basis": self.basis.model_dump(mode="json", exclude_none=True) if self.basis else None, "left_alone": self.why or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a case can draw.

    Attributes
    ----------
    folder
        The case folder.
    decided
        Day of the decision.
    drawables
        What was asked for, by field.
    rows
        Every stakeholder and field asked for, in the order of the case.
    applied
        True if the case file was changed.
    """

    folder: CaseFolder
    decided: date
    drawables: Mapping[str, Drawable]
    rows: tuple[Drawing, ...]
    applied: bool

    @property
    def notes(self) -> list[str]:
        """What must be known of what was drawn."""
        told = []
        for field, d in self.drawables.items():
            gap = self.decided.year - int(d.when[:4])
            if gap > 1:
                told.append(f"{field}: {d.asked} ends {gap} years before the decision, in {d.when}")
            its = [r for r in self.rows if r.field == field]
            drawn, alone = sum(r.value is not None for r in its), [r for r in its if r.value is None]
            if drawn and alone and d.fit != PLAIN:
                told.append(f"{field}: {len(alone)} of {len(its)} are left alone; those drawn keep the {'sum' if d.fit == SUM else 'largest'} of what they had, so that both stay comparable")
        told += dict.fromkeys(r.basis.note for r in self.rows if r.value is not None and r.basis is not None and r.basis.note)
        return told


def draw(
    folder: str | Path, *, capability: str | None = None, salience: str | None = None, data: Path | None = None, year: int | None = None, replacing: bool = False, apply: bool = False
) -> Drawn:  # fmt: skip
    """Return what the stakeholders of a case would have for its date, and write it into the case file if asked to.

    Parameters
    ----------
    folder
        The case folder.
    capability, salience
        What to draw, see `foedus.pipeline.drawable.FORMS`.
    data
        Folder of tables or manifest; None for the usual one.
    year
        A year before that of the decision, instead of the last one covered; of networks and dossiers that year itself too, with a note.
    replacing
        Also draw values that an analyst has accepted or corrected, or that rest on quotations.
    apply
        Change the case file: the values drawn, marked ``drafted``, and nothing else.

    Raises
    ------
    FoedusError
        If there is no case or it cannot be understood, it has no day of decision, or what is asked for is not there.
    """
    home = open_case(Path(folder))
    asked = {f: a for f, a in (("capability", capability), ("salience", salience)) if a is not None}
    text, case = _read(home)
    decided = _decided(case, home)
    lookups = Lookups(home.root, data)
    found = {field: drawable(name, field, lookups, decided, year) for field, name in asked.items()}
    states = states_of(case.actors)
    rows = tuple(r for field, d in found.items() for r in _rows(case, field, d, states, replacing))
    drawn = [r for r in rows if r.value is not None]
    if apply and drawn:
        with locked(home.root):
            again, _ = _read(home)
            if again != text:
                raise FoedusError("draw-changed", "the case file changed meanwhile", str(home.case_file), "a file nobody else is writing", "type the same again")
            write_text(home.case_file, _edited(text, case, drawn, home))
    return Drawn(home, decided, found, rows, apply and bool(drawn))


def states_of(actors: Iterable[Actor]) -> dict[str, str | FoedusError]:
    """Return for each actor its state (ISO 3166-1 alpha-3), or the reason why it has none.

    A state and its government are the same state; two actors of one state would count its means twice, so neither is drawn.
    """
    from foedus.world.crosswalk import links

    known = {link.iso for link in links()}
    out: dict[str, str | FoedusError] = {}
    for a in actors:
        match = _STATE.fullmatch(a.id) if a.kind in ("state", "government") else None
        if match is None:
            told = f"it is {_article(a.kind)} {a.kind}, and the data are of states" if a.kind not in ("state", "government") else "its id is no code of a state, as CAN or CAN_GOV"
            out[a.id] = FoedusError("draw-no-state", told)
        elif match["state"] not in known:
            out[a.id] = FoedusError("draw-no-state", f"{match['state']} is no code of ISO 3166")
        else:
            out[a.id] = match["state"]
    twice = Counter(s for s in out.values() if isinstance(s, str))
    for actor, state in out.items():
        if isinstance(state, str) and twice[state] > 1:
            out[actor] = FoedusError("draw-twice", f"{state} stands in the case twice, as state and as government: one of them would count its means again")
    return out


def _rows(case: Case, field: str, d: Drawable, states: Mapping[str, str | FoedusError], replacing: bool) -> list[Drawing]:
    rows = []
    for n, s in enumerate(case.stakeholders):
        before: Value = getattr(s, field)
        row = Drawing(n, s.issue, s.actor, field, before, None, None)
        state = states.get(s.actor, FoedusError("draw-no-state", "it is not listed under actors"))
        try:
            if isinstance(state, FoedusError):
                raise state
            row = replace(row, basis=d.gives(state))
            if not replacing and (before.status != "drafted" or before.anchors):
                told = f"an analyst has {before.status} it" if before.status != "drafted" else "it rests on quotations"
                row = replace(row, why=f"{told} (--replace draws it all the same)")
        except FoedusError as error:
            row = replace(row, why=error.message)
        rows.append(row)
    for issue in dict.fromkeys(s.issue for s in case.stakeholders):
        its = [n for n, r in enumerate(rows) if r.issue == issue and not r.why]
        for n, new in zip(its, _fitted([rows[n] for n in its], d), strict=True):
            rows[n] = new
    return rows


def _fitted(rows: Sequence[Drawing], d: Drawable) -> list[Drawing]:
    """Return the rows of one issue with their values, in proportion to what was found."""
    raw = [float(r.basis.value) for r in rows if r.basis is not None]
    before = [r.before.central for r in rows]
    if d.fit == PLAIN:
        return [_valued(r, x, 1.0, "taken as it is, a share from 0 to 1") for r, x in zip(rows, raw, strict=True)]
    if len(rows) == 1:
        return [replace(rows[0], why=f"no other actor on {rows[0].issue} is drawn, and one number alone says no ratio")]
    whole, kept = (sum(raw), sum(before)) if d.fit == SUM else (max(raw, default=0.0), max(before, default=0.0))
    if whole <= 0:
        return [replace(r, why="every number found is 0, which says no ratio") for r in rows]
    times = float(f"{(kept if kept > 0 else 1.0) / whole:.9g}")
    told = f"multiplied so that those drawn on {rows[0].issue if rows else ''} keep their {'sum' if d.fit == SUM else 'largest value'} of {kept if kept > 0 else 1.0:.6g}"
    return [_valued(r, x, times, told) for r, x in zip(rows, raw, strict=True)]


def _valued(row: Drawing, raw: float, times: float, how: str) -> Drawing:
    assert row.basis is not None
    basis = row.basis.model_copy(update={"times": times, "how": how})
    value = float(f"{raw * times:.6g}")
    # Rounding must not push a share over the end of its scale.
    value = min(value, 1.0) if row.field == "salience" else value
    return replace(row, value=Value(value=value, basis=(basis,)), basis=basis)


def _edited(text: str, case: Case, drawn: Sequence[Drawing], home: CaseFolder) -> str:
    """Return the case file with the values drawn; what it then says is compared with what it should."""
    holders = list(case.stakeholders)
    for r in drawn:
        holders[r.place] = Stakeholder.model_validate({**{k: getattr(holders[r.place], k) for k in Stakeholder.model_fields}, r.field: r.value})
    new = replace_values(text, {("stakeholders", r.place, r.field): plain_value(r.value) for r in drawn if r.value is not None})
    if parse_source(new, str(home.case_file)).case != case.model_copy(update={"stakeholders": tuple(holders)}):
        raise FoedusError("draw-edit", "the values cannot be written without touching others; nothing was changed", str(home.case_file), "a case file laid out as foedus writes it", "write each stakeholder on lines of its own")
    return new


def _read(home: CaseFolder) -> tuple[str, Case]:
    with reading_file(home.case_file):
        text = decode(home.case_file.read_bytes(), str(home.case_file))
    return text, parse_source(text, str(home.case_file)).case


def _decided(case: Case, home: CaseFolder) -> date:
    try:
        return date.fromisoformat(case.decided or "")
    except ValueError:
        told = "the case has no day of decision" if case.decided is None else f"decided is {case.decided!r}, which is no day"
        raise FoedusError("draw-undated", told, str(home.case_file), "decided: year-month-day, so that nothing later is drawn", "write decided: into the case file") from None


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
