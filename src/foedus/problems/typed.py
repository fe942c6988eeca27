"""A decision rule as a person types it, in TOML or JSON, for every issue of a problem."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from foedus.core.errors import FoedusError, nearest
from foedus.problems.problem import Problem


def ruled(problem: Problem, rule: str | Mapping[str, Any] | None, setter: str | None = None) -> Problem:
    """Return a problem whose issues are all decided by one rule; as it is if there is none.

    Parameters
    ----------
    problem
        A problem.
    rule
        A rule in the language of `foedus.rules.language`, or a text in TOML or JSON that holds one.
    setter
        Id of the actor that proposes; None if nobody is named.

    Raises
    ------
    FoedusError
        If the rule is none (``rule-form``), or a setter is given without a rule (``rule-form``) or has no stake (``actor-unknown``).
    """
    if rule is None and setter is None:
        return problem
    actors = list(dict.fromkeys(s.actor for s in problem.stakes))
    if rule is None:
        raise FoedusError("rule-form", "a setter proposes under a rule", None, "--rule beside --setter", """--rule '{yes = {more_than = "1/2"}}'""")
    if setter is not None and setter not in actors:
        raise FoedusError("actor-unknown", f"there is no actor {setter!r}", None, f"one of {', '.join(actors)}", f"--setter {nearest(setter, actors, 1)}")
    said = _read(rule) if isinstance(rule, str) else rule
    return problem.ruled({"rule": said, **({"setter": setter} if setter else {})})


def _read(text: str) -> Any:
    try:
        try:
            return json.loads(text)
        except ValueError:
            return tomllib.loads(f"rule = {text}")["rule"]
    except tomllib.TOMLDecodeError as error:
        fault = f"is neither TOML nor JSON: {error}"
    except RecursionError:
        fault = "is nested too deep to be read"
    raise FoedusError("rule-form", f"--rule {fault}", None, "a rule as docs/rules.md has it", """--rule '{unopposed = "all"}'""")
