"""Bodies that decide, as data: members, weights and rules, each with its source (`bodies/*.toml`, or a file of one's own)."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.core.errors import FoedusError, nearest
from foedus.rules.conditions import Rule
from foedus.rules.language import rule

KEYS = ("name", "since", "until", "about", "members", "default", "weights", "rules")


@dataclass(frozen=True, slots=True)
class Ruled:
    """One of the rules of a body.

    Attributes
    ----------
    name
        Its key in the file.
    about
        The rule in a sentence.
    source
        The article it stands in.
    rule
        The rule; its columns are the members of the body.
    said
        The data it was read from; empty where it is not kept.
    """

    name: str
    about: str
    source: str
    rule: Rule
    said: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that decides.

    Attributes
    ----------
    id
        Name of its file.
    name, about
        What it is called, and what must be known of it.
    since, until
        Days from which and to which it was as it stands here, ISO; None for no end.
    members
        Ids, in the order of the columns of votes: ISO 3166 for states.
    weights
        Named weights of the members.
    rules
        Its rules by name, the usual one first.
    """

    id: str
    name: str
    about: str
    since: str | None
    until: str | None
    members: tuple[str, ...]
    weights: Mapping[str, Mapping[str, float]]
    rules: Mapping[str, Ruled]

    @property
    def usual(self) -> Ruled:
        """The rule that is meant where none is named."""
        return next(iter(self.rules.values()))

    def ruled(self, name: str | None) -> Ruled:
        """Return the rule called `name`, or the usual one.

        Raises
        ------
        FoedusError
            If there is none (``body-rule``).
        """
        if name is None:
            return self.usual
        if name not in self.rules:
            raise FoedusError("body-rule", f"{self.name} has no rule {name!r}", None, f"one of {', '.join(self.rules)}", f"--rule {nearest(name, list(self.rules), 1)}")
        return self.rules[name]


@cache
def bodies() -> Mapping[str, Body]:
    """Return the bodies that foedus ships, by id."""
    folder = files("foedus.rules") / "bodies"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return {p.name.removesuffix(".toml"): body(p.read_text(encoding="utf-8"), p.name.removesuffix(".toml")) for p in found}


def body(text: str, name: str) -> Body:
    """Return the body that a TOML text describes.

    Parameters
    ----------
    text
        TOML with ``name``, ``members``, ``rules`` (each with ``rule``, and ``about`` and ``source``), and optionally ``since``,
        ``until``, ``about``, ``weights`` and ``default``, the name of the usual rule.
    name
        Its id, and the name of the file in messages.

    Raises
    ------
    FoedusError
        If it is no TOML, a key is unknown or missing, or a rule is none (``body-file``, ``rule-form``).
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"the file is no TOML: {error}", name) from None
    except RecursionError:
        raise _bad("the file is nested too deep to be read", name) from None
    if unknown := [k for k in data if k not in KEYS]:
        raise _bad(f"unknown key {unknown[0]!r}", name)
    for key, kind in (("members", list), ("rules", dict)):
        if not isinstance(data.get(key), kind) or not data[key]:
            raise _bad(f"{key} is missing or empty", name)
    members, weights = tuple(map(str, data["members"])), data.get("weights", {})
    if not isinstance(weights, Mapping) or not all(isinstance(of, Mapping) for of in weights.values()):
        raise _bad("weights must name tables that give each member a number", name)
    default = data.get("default", next(iter(data["rules"])))
    if default not in data["rules"]:
        raise _bad(f"default names no rule: {default!r}", name)
    order = sorted(data["rules"], key=lambda key: key != default)
    rules = {key: _ruled(key, data["rules"][key], members, weights, name) for key in order}
    return Body(name, str(data.get("name", name)), str(data.get("about", "")), _day(data, "since", name), _day(data, "until", name), members, weights, rules)


def _ruled(key: str, data: Any, members: tuple[str, ...], weights: Mapping[str, Any], name: str) -> Ruled:
    if not isinstance(data, Mapping) or "rule" not in data or set(data) - {"rule", "about", "source"}:
        raise _bad(f"rules.{key} must hold rule, and may hold about and source", name)
    return Ruled(key, str(data.get("about", "")), str(data.get("source", "")), rule(data["rule"], members, weights, f"{name}: rules.{key}", reachable=True), data["rule"])


def _day(data: Mapping[str, Any], key: str, name: str) -> str | None:
    day = data.get(key)
    if day is None:
        return None
    if not isinstance(day, datetime.date):
        raise _bad(f"{key} is no day: {day!r}", name)
    return day.isoformat()


def _bad(message: str, where: str) -> FoedusError:
    return FoedusError(
        "body-file", message, where, "a body as docs/rules.md describes it: name, members, rules",
        'members = ["A", "B", "C"] and [rules.majority] with rule = {yes = {more_than = "1/2"}}',
    )
