"""Where a deed goes on that is the subject of a verb of happening: "riots spread through the capital", "blasts shook it"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from foedus.evidence.syntax.model import Argument

TOLD = frozenset(("between", "in", "with", "against", "by"))  #: roles that are the deed's as they are the verb's
REACHED = frozenset(("to", "into", "through", "across", "throughout", "at", "outside", "near", "along"))


def goes_on(behind: Iterable[Argument], objects: Iterable[Argument], reaches: bool) -> list[Argument]:
    """Return the arguments of a verb that are its subject's too.

    Parameters
    ----------
    behind
        What prepositions lead to.
    objects
        What the verb does something to.
    reaches
        Whether the verb says how far it went ("spread", "shook"): what it came to is then where it goes on.
    """
    behind = tuple(behind)
    come_to = (*(a for a in behind if a.role in REACHED), *objects) if reaches else ()
    return [*(a for a in behind if a.role in TOLD), *(replace(a, role="in") for a in come_to)]
