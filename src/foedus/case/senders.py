"""Who decides how much is sent: those that the events tell to send it, and the body that is asked to.

A question such as "how many troops" names neither the bloc that sends them nor its members; the documents do, where they
tell who sent, sends or is asked. Without them those who only speak of it would fill the draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from foedus.case.candidates import merged
from foedus.case.question import Question
from foedus.evidence.rows import Row

MOST = 3  #: senders put before those who only take a stance
SENT = frozenset(("MOBILIZE", "AID"))
ASKED = "REQUEST"
SENDABLE = frozenset(("troops", "vehicles", "aircraft", "warheads", "money"))  #: units of what is sent
NUMBERS = frozenset(("size", "amount"))
_OWN_FORCE = re.compile(r"([A-Z][A-Z0-9-]*)_(?:MILITARY|FORCES?|TROOPS|PEACEKEEPERS|POLICE)")


def senders(question: Question, events: Iterable[Row]) -> list[str]:
    """Return who sends, or is asked to send, what a question counts: at most `MOST`, the one told most often first.

    Whose forces go counts for them. Where the question names actors, only what is done to or asked by one of them
    counts, or is done by one. Empty for a question that counts nothing which is sent.
    """
    if not NUMBERS & set(question.aspects) or not SENDABLE & set(question.units):
        return []
    asked = {merged(a) for a in question.actors}
    count: Counter[str] = Counter()
    for e in events:
        if e.get("status") == "denied" or e.get("type") not in (*SENT, ASKED):
            continue
        doers, given = ([_owner(a) for a in e.get(k) or ()] for k in ("actors", "recipients"))
        if asked and not asked & {*doers, *given}:
            continue
        # who is asked for forces decides on them as much as who sends them
        count.update(dict.fromkeys(doers if e["type"] in SENT else given, 1))
    return [a for a, _ in sorted(count.items(), key=lambda x: (-x[1], x[0])) if a not in asked][:MOST]


def _owner(actor: str) -> str:
    own = _OWN_FORCE.fullmatch(actor)
    return merged(own[1] if own else actor)
