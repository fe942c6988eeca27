"""Where a run of Korean nouns ends that no particle ends: behind a time (침공 직후 유가가), and at a verb without its ending (내각을 해산, ...)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from foedus.evidence.syntax.endings import Group
from foedus.evidence.syntax.morphemes import Morph

WHOLE = frozenset(("NNG", "XPN", "XR"))  #: tags of the parts of one noun


def listed(ms: Sequence[Morph], i: int, run: Sequence[int], before: Group | None) -> bool:
    """Whether the run before `i` is a noun between its object and a comma: a verb without its ending.

    Parameters
    ----------
    run
        The morphemes of the run, what stands in parentheses left out.
    before
        The group that stands before the run.
    """
    comma = i < len(ms) and ms[i].tag == "SP" and ms[i].form == ","
    one = bool(run) and run[-1] == i - 1 and all(ms[r].tag in WHOLE and (r == run[0] or not ms[r].spaced) for r in run)
    return comma and one and before is not None and before.kind == "np" and before.role == "object"


def repeated(g: Group, before: Group | None, verbs: Collection[str]) -> bool:
    """Whether a verb between an owner and a deed only says that it was done again: 북한의 잇단 도발."""
    return g.link == "relative" and g.lemma in verbs and before is not None and before.kind == "np" and before.role == "of"
