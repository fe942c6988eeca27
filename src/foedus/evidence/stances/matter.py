"""The matter of a text: the one thing that its actors are for or against, and the side a deed takes on it.

Who breaks off relations with the attacker is against the attack, who thanks the sender for the mission is for it, though
neither says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foedus.evidence.stances.deed import TOLD, Deed, bound, plain
from foedus.evidence.stances.stance import Stance
from foedus.evidence.stances.topics import FORCE, UNDOING, topics

#: Types of event that harm whom they are aimed at, so that helping that one is to be against them.
HARMS = frozenset({"ASSAULT", "SANCTION", "COERCE"})
_HELPS = frozenset({"SUPPORT", "AID", "COOPERATE", "AGREE"})
#: A war or a rivalry with whoever does the thing is older and wider than it, and shows nothing.
_COUNTERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "PROTEST"})
_PLAIN = frozenset({"SUPPORT", "ACCUSE", "THREATEN"})  #: deeds towards an actor that say what is thought of what it does
_MEASURES = frozenset({"SANCTION", "ACCUSE"})
_SENDS = frozenset({"MOBILIZE", "AID"})
#: Topics of words that go with any matter.
_BESIDES = frozenset({UNDOING, "membership", "talks", "agreement", "partnership", "relations", "aid", "redress"})
_STEM = 6  #: letters of a word by which it is known in another form
_NEAR = 6  #: sentences at most between a deed and words on the matter


@dataclass(frozen=True, slots=True)
class Matter:
    """A thing that actors of a text are for or against.

    Attributes
    ----------
    issue
        Its words in the text.
    kind
        Type of the event that tells it, ``None`` where only stances do.
    topics
        What it is about, without ``undoing``.
    undone
        It is itself the end of something.
    doers, aimed
        Who carries it out or wants it, and whom it is aimed at; a government counts as its state.
    event
        Id of the event.
    headed
        A title, heading or question is about it.
    """

    issue: str
    kind: str | None
    topics: frozenset[str]
    undone: bool
    doers: frozenset[str]
    aimed: frozenset[str]
    event: str | None
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What the sentences of a part are about.

    Attributes
    ----------
    asked
        Topics of its titles, headings and questions.
    topics
        Topics of each sentence, by number.
    titles
        Words and topics of its titles and headings, by number.
    questions
        Words and topics of the questions outside of titles that can be answered with yes or no, by number.
    openers
        Who each sentence below the titles begins with as its subject, by number.
    words, names
        Words of its sentences and names of actors in them, by number.
    length
        How many sentences it has, at least 1.
    """

    asked: frozenset[str]
    topics: Mapping[int, frozenset[str]]
    titles: Mapping[int, tuple[str, frozenset[str]]]
    questions: Mapping[int, tuple[str, frozenset[str]]]
    openers: Mapping[int, str]
    words: Mapping[int, str]
    names: Mapping[int, Sequence[str]]
    length: int

    def about(self, matter: Matter) -> list[int]:
        """Return the numbers of the sentences about the matter."""
        return [n for n, t in self.topics.items() if t & matter.topics]

    def near(self, matter: Matter, at: int) -> bool:
        """Whether a sentence about the matter stands near to the one numbered `at`."""
        return not matter.topics or any(self.topics.get(n, frozenset()) & matter.topics for n in range(at - _NEAR, at + _NEAR + 1))


def does(matter: Matter, actor: str, date: str | None) -> bool:
    """Whether an actor carries the matter out, or holds office of who does."""
    return bool(bound(actor, date) & matter.doers)


def on(matter: Matter, stance: Stance) -> bool:
    """Whether a stance is on the matter: it shares a topic, and names nobody or somebody of the matter."""
    about = topics(stance.issue)
    if not matter.topics:
        return bool(_stems(matter.issue) & _stems(stance.issue))
    # "The work to be halted": the end of a thing not told anew is that of the matter.
    force = FORCE & about and FORCE & matter.topics
    if not (about - {UNDOING}) & matter.topics and not force and about != {UNDOING}:
        return False
    if about == {UNDOING} and any(not topics(w) and w not in _stems(matter.issue) for w in _stems(stance.issue)):
        return False  # the end of something else
    return not stance.named or bool(stance.named & (matter.doers | matter.aimed))


def linked(matter: Matter, deed: Deed, date: str | None) -> bool:
    """Whether a deed bears on the matter by its own words, or is aimed in plain words at whoever carries it out.

    Weaker links, such as a quarrel with whoever it is aimed at, count only where a title says what the text is about:
    a matter that was guessed from deeds is not sure enough to read further deeds by it.
    """
    if matter.headed or (matter.event is not None and deed.row["event"] == matter.event) or (deed.topics - {UNDOING}) & matter.topics:
        return True
    aimed = frozenset(x for a in deed.aimed for x in bound(a, date))
    return bool(aimed & matter.doers) and (deed.attitude is not None or deed.row["type"] in _PLAIN)


def _stems(words: str) -> frozenset[str]:
    """Return how the words of a text begin that have something to say, in letters enough to know them by."""
    return frozenset(w[: 2 if "가" <= w[0] <= "힣" else _STEM].lower() for w in re.findall(r"[가-힣]{2,}|[^\W\d가-힣]{5,}", words))


def side(matter: Matter, deed: Deed, date: str | None) -> str | None:
    """Return the side a deed takes on the matter: ``for``, ``against``, ``mixed``, or None if it takes none."""
    kind, status = deed.row["type"], deed.row["status"]
    if matter.event is not None and deed.row["event"] == matter.event:
        # Two who clash are not known to have wanted it.
        return "for" if status in TOLD and not (len(deed.actors) > 1 and frozenset(map(plain, deed.actors)) <= deed.aimed) else None
    aimed = frozenset(x for a in deed.aimed for x in bound(a, date))
    about = bool((deed.topics - {UNDOING}) & matter.topics)
    undoes = about and (UNDOING in deed.topics) != matter.undone
    doers, target = bool(aimed & matter.doers), bool(aimed & (matter.aimed - matter.doers))
    if deed.attitude is not None:
        turned = {"for": "against", "against": "for"}.get(deed.attitude, deed.attitude)
        if about:
            return turned if undoes else deed.attitude
        if deed.topics - _BESIDES:
            return None  # on something else
        if doers or target:
            # To back whom it harms is to be against it.
            return deed.attitude if doers else turned if matter.kind in HARMS else None
        return None if aimed or deed.transitive else deed.attitude
    if status == "denied":
        if kind in _HELPS and (doers or about):
            return "against"
        return "mixed" if kind in ("ACCUSE", "REJECT") and (doers or about) else None
    if status not in TOLD:
        return None
    if kind == "REQUEST":
        # To ask whoever does it to stop is to be against it; to ask for anything else is not.
        return "against" if (about and undoes) or (doers and UNDOING in deed.topics and not matter.undone) else None
    if kind == "SUPPORT" and target and not doers and matter.kind in HARMS:
        return "against"
    if doers and (matter.kind or about or kind == "SUPPORT"):
        return "for" if kind in _HELPS else "against" if kind in _COUNTERS else None
    if about and kind in ("ACCUSE", "REJECT", "SUPPORT"):
        with_it = kind == "SUPPORT"
        return "for" if with_it != undoes else "against"
    if kind == "AID" and not aimed and matter.kind not in HARMS and not matter.undone and plain(deed.actors[0] if deed.actors else "") not in matter.aimed:
        return "for"  # means and money given to nobody named are for what is told beside them
    joins = kind == matter.kind or (kind in _SENDS and bool(FORCE & matter.topics and FORCE & deed.topics))
    if joins and (target or (not aimed and kind != "ASSAULT")) and not matter.aimed & frozenset(map(plain, deed.actors)):
        return "for"
    if target and matter.kind in HARMS:
        return "against" if kind in ("SUPPORT", "AID", "COOPERATE") else "for" if kind in _MEASURES else None
    return None
