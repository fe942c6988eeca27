"""The language of decision rules: mappings as TOML and YAML hold them, to rules.

A rule is a mapping with one of these keys (`FORMS`)::

    {yes = {at_least = 9}}                                   nine members say yes
    {yes = {more_than = "1/2", of = "voting"}}               more yes than no
    {yes = {at_least = "65 %", weight = "population"}}       members with 65 % of a named weight say yes
    {yes = {all_but = 3}}                                    all but at most three say yes
    {unopposed = ["CHN", "FRA"]}                             none of these says no (an abstention or absence does not block)
    {unopposed = "all"}                                      consensus
    {consent = "all"}                                        each says yes
    {quorum = {at_least = "2/3"}}                            so many take part
    {all = [rule, rule]}  {any = [rule, rule]}               compounds
    {some = {at_least = 2, of = [rule, rule, rule]}}
    {silence = rule}                                         who is silent says yes

Where a weight is named, `weights` gives it for every member; without it, each member counts one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from foedus.core.errors import FoedusError, nearest
from foedus.rules.conditions import BASES, AtLeast, Quorum, Rule, Silence, Unopposed, Weight

Weights = Mapping[str, Mapping[str, int | float | str]]

#: Largest number that is counted with.
_LARGEST = 1e15
#: Longest text that is read as a share.
_LONGEST = 40
#: Rules within rules, at most.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class _Reader:
    columns: tuple[str, ...]
    members: tuple[str, ...]
    weights: Weights
    reachable: bool = False

    def rule(self, data: object, where: str) -> Rule:
        if not isinstance(data, Mapping) or len(data) != 1:
            said = f"the keys {sorted(map(str, data))}" if isinstance(data, Mapping) else repr(data)
            raise _bad(f"a rule cannot be {said}", where, f"a mapping with one of the keys {', '.join(FORMS)}", f"{{{next(iter(FORMS))} = {{at_least = 9}}}}")
        key, value = next(iter(data.items()))
        if key not in FORMS:
            raise _bad(f"there is no form of rule {key!r}", where, f"one of {', '.join(FORMS)}", f"nearest: {nearest(str(key), list(FORMS), 1)}")
        return FORMS[key](self, value, f"{where}.{key}")

    def rules(self, data: object, where: str) -> tuple[Rule, ...]:
        if not isinstance(data, Sequence) or isinstance(data, str) or not data:
            raise _bad(f"{data!r} is no list of rules", where, "at least one rule in brackets", "[{yes = {at_least = 9}}]")
        return tuple(self.rule(one, f"{where}[{n}]") for n, one in enumerate(data))

    def chosen(self, data: object, where: str) -> tuple[bool, ...]:
        if data == "all":
            return tuple(m in self.members for m in self.columns)
        if not isinstance(data, Sequence) or isinstance(data, str) or not data:
            raise _bad(f"{data!r} names no members", where, 'a list of members, or "all"', '"all"')
        for one in data:
            if one not in self.members:
                raise _bad(f"{one!r} is no member", where, f"one of {', '.join(self.members)}", f"nearest: {nearest(str(one), self.members)}")
        return tuple(m in data for m in self.columns)

    def column(self, name: object, where: str) -> tuple[Fraction, ...]:
        if name is None:
            return tuple(Fraction(int(m in self.members)) for m in self.columns)
        if name not in self.weights:
            known = ", ".join(self.weights) or "none"
            raise _bad(f"there is no weight {name!r}", where, f"one of: {known}", "leave weight out to count members")
        given = self.weights[str(name)]
        if missing := [m for m in self.members if m not in given]:
            raise _bad(f"weight {name!r} has no number for {', '.join(missing)}", where, "a number for every member", f"{missing[0]} = 1")
        out = tuple(number(given[m], f"{where} {name}.{m}")[0] if m in self.members else Fraction(0) for m in self.columns)
        if any(w < 0 for w in out):
            raise _bad(f"weight {name!r} is negative for a member", where, "weights of at least 0", "0")
        return out


def rule(
    data: object, members: Sequence[str], weights: Weights | None = None, where: str = "rule",
    columns: Sequence[str] | None = None, *, reachable: bool = False,
) -> Rule:  # fmt: skip
    """Return the rule that `data` says.

    Parameters
    ----------
    data
        A mapping as described above.
    members
        Ids of the members.
    weights
        Named weights: for each name, the weight of every member.
    where
        Named in errors.
    columns
        Ids of those whose votes are given, in the order of the columns of votes; the members among them have a vote. None
        for the members in their order.
    reachable
        Whether to refuse a threshold above what all members have together: a slip where a person writes a rule for these members, and
        a state of affairs where some of those for whom it was written are not there.

    Raises
    ------
    FoedusError
        If a member is in no column, or it is no rule of this language (``rule-form``); the message says where, and what was expected.
    """
    if len(set(members)) != len(members) or not members:
        raise _bad("a body needs members, each once", where, "a list of ids", 'members = ["A", "B"]')
    given = tuple(members if columns is None else columns)
    if missing := [m for m in members if m not in given]:
        raise _bad(f"nobody votes for {', '.join(missing)}", where, f"members among {', '.join(given)}", "add them, or leave them out of members")
    if _deep(data):
        raise _bad("rules stand within rules too deep", where, f"at most {_DEEPEST} levels", "write parts of one kind beside each other: {all = [rule, rule, rule]}")
    return _Reader(given, tuple(members), weights or {}, reachable).rule(data, where)


def _deep(data: object) -> bool:
    """Say whether a rule is nested deeper than can be read; a level is a mapping and, in a compound, the list that it holds."""
    level = [data]
    for _ in range(2 * _DEEPEST):
        level = [x for d in level if isinstance(d, Mapping | list | tuple) for x in (d.values() if isinstance(d, Mapping) else d)]
    return bool(level)


def number(value: object, where: str) -> tuple[Fraction, bool]:
    """Return a number as a fraction, and whether it is a share: 9, 0.5, "55 %", "2/3".

    A plain number is a count of weight; a share is written as a percentage or a fraction in quotes.

    Raises
    ------
    FoedusError
        If it is none, or too large to count with (``rule-form``).
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not -_LARGEST <= value <= _LARGEST:  # neither infinity nor what is no number
            raise _bad(f"{_short(value)} is no number to count with", where, f"a number up to {_LARGEST:.0e}", "9")
        return Fraction(str(value)), False
    if isinstance(value, str) and "e" not in value.casefold() and len(value) <= _LONGEST:
        try:
            if value.rstrip().endswith("%"):
                return Fraction(value.rstrip()[:-1].strip()) / 100, True
            if "/" in value:
                return Fraction(value.replace(" ", "")), True
        except (ValueError, ZeroDivisionError):
            pass
    raise _bad(f"{_short(value)} is no number", where, 'a number, or a share such as "55 %" or "2/3"', '"2/3"')


def _threshold(value: object, where: str) -> tuple[Fraction, bool]:
    """Return how much is needed, and whether it is a share: nothing is reached by less than none, or by more than all."""
    amount, share = number(value, where)
    if amount < 0 or (share and amount > 1):
        raise _bad(f"{_short(value)} cannot be reached, or is by nobody", where, "a share from 0 to 100 %" if share else "0 or more", '"2/3"' if share else "9")
    return amount, share


def _within(r: _Reader, threshold: Fraction, weights: Sequence[Fraction], share: bool, found: Mapping[str, Any], where: str) -> None:
    """Refuse a threshold that all members together do not reach."""
    whole, more = Fraction(1) if share else sum(weights, Fraction(0)), "more_than" in found
    if not r.reachable or threshold < whole or (threshold == whole and not more):
        return
    weight = found.get("weight")
    of = f"all {len(r.members)} members together have {float(whole):g}{f' of {weight}' if weight else ''}"
    ends = ("below 100 %", '"99 %"') if share else (f"{'less than' if more else 'at most'} {float(whole):g}, or a share", '"2/3"')
    raise _bad(f"{'more than ' if more else ''}{_short(found['more_than' if more else 'at_least'])} can never be reached" + ("" if share else f": {of}"), where, *ends)


def _short(value: object) -> str:
    """Return a value as an error tells it."""
    if isinstance(value, int) and abs(value) > _LARGEST:  # it can have more digits than Python writes
        return "a number beyond all weights"
    told = repr(value)
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"


def _yes(r: _Reader, data: object, where: str) -> Rule:
    found = _keys(data, where, one_of=("at_least", "more_than", "all_but"), also=("weight", "of"))
    weights = r.column(found.get("weight"), where)
    of = found.get("of", "all")
    if of not in BASES:
        raise _bad(f"of cannot be {of!r}", where, f"one of {', '.join(BASES)}", 'of = "all"')
    if "all_but" in found:
        less, share = _threshold(found["all_but"], where)
        if share:
            raise _bad("all_but takes a number of weight", where, "a plain number", "all_but = 3")
        if r.reachable and less >= sum(weights, Fraction(0)):
            raise _bad(f"all but {_short(found['all_but'])} is nobody: all members together have {float(sum(weights, Fraction(0))):g}", where, "less than they have", "all_but = 3")
        return Weight(weights, sum(weights, Fraction(0)) - less)
    key = "at_least" if "at_least" in found else "more_than"
    threshold, share = _threshold(found[key], where)
    if of != "all" and not share:
        raise _bad(f"of = {of!r} goes with a share", where, 'a share such as "1/2"', 'more_than = "1/2"')
    _within(r, threshold, weights, share, found, where)
    return Weight(weights, threshold, share, key == "more_than", str(of))


def _quorum(r: _Reader, data: object, where: str) -> Rule:
    found = _keys(data, where, one_of=("at_least",), also=("weight",))
    weights, (threshold, share) = r.column(found.get("weight"), where), _threshold(found["at_least"], where)
    _within(r, threshold, weights, share, found, where)
    return Quorum(weights, threshold, share)


def _all(r: _Reader, data: object, where: str) -> Rule:
    parts = r.rules(data, where)
    return AtLeast(len(parts), parts)


def _some(r: _Reader, data: object, where: str) -> Rule:
    found = _keys(data, where, one_of=("at_least",), also=("of",))
    parts, k = r.rules(found.get("of"), f"{where}.of"), found["at_least"]
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= len(parts):
        raise _bad(f"at_least cannot be {k!r} of {len(parts)} rules", where, f"1 to {len(parts)}", "at_least = 1")
    return AtLeast(k, parts)


def _keys(data: object, where: str, *, one_of: tuple[str, ...], also: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise _bad(f"{data!r} is no mapping", where, f"a mapping with {' or '.join(one_of)}", f"{{{one_of[0]} = 9}}")
    if unknown := [k for k in data if k not in (*one_of, *also)]:
        raise _bad(f"unknown key {unknown[0]!r}", where, f"one of {', '.join((*one_of, *also))}", f"nearest: {nearest(str(unknown[0]), [*one_of, *also], 1)}")
    if sum(k in data for k in one_of) != 1:
        raise _bad("the threshold is missing or stands twice", where, f"one of {', '.join(one_of)}", f"{one_of[0]} = 9")
    return data


def _bad(message: str, where: str, expected: str, hint: str) -> FoedusError:
    return FoedusError("rule-form", message, where, expected, hint)


#: Every form of a rule by its key.
FORMS: Mapping[str, Callable[[_Reader, object, str], Rule]] = MappingProxyType({
    "yes": _yes,
    "unopposed": lambda r, data, where: Unopposed(r.chosen(data, where)),
    "consent": lambda r, data, where: Unopposed(r.chosen(data, where), consent=True),
    "quorum": _quorum,
    "all": _all,
    "any": lambda r, data, where: AtLeast(1, r.rules(data, where)),
    "some": _some,
    "silence": lambda r, data, where: Silence(r.rule(data, where)),
})
