"""Whose a quotation is where no known verb of speech tells it: by the name behind it, or before the colon that announces it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import VOICES, Frame, Memory, Voice
from foedus.evidence.mentions import Mention

_SUBJECT = 5  # words of a subject before its quotation
_VERB_FIRST = re.compile(r"[“\"«](?:\w+ly )?(?:warn|condemn|reject|regret|call|urge|demand|denounce|welcome|reaffirm|reiterate|express|support|deplore|stand|oppose|remain|refuse|consider|expresan?|condenan?|rechazan?|lamentan?|llaman?|instan?|exigen?|denuncian?|reafirman?|reiteran?|apoyan?|repudian?|consideran?|hacen?|exhortan?)(?:s|es)?\s", re.IGNORECASE)


def behind_quotation(text: str, quoted: tuple[int, int], mentions: Sequence[Mention]) -> tuple[Voice, Frame] | None:
    """Find who stands behind a quotation with a verb that no list holds ("“…,” huffed the minister, Jo Doe")."""
    end = quoted[1]
    inside = text[: end - 1].rstrip()
    tail = re.match(r"[^.;:!?“”\"«»]*", text[end:])
    if tail is None or not (inside.endswith((",", "?", "!")) or tail[0].startswith(",")) or len(tail[0].split()) < 2:
        return None
    named = [m for m in mentions if m.kind in VOICES and end <= m.start and m.end <= end + tail.end()]
    if not named or len(text[end : named[0].start].split()) > 6:
        return None
    person = next((m for m in named[:3] if m.kind == "person"), named[0])
    return Voice((person.actor,), 0.6), Frame(end, end, "say", True)


def before_colon(
    text: str, quoted: tuple[int, int], mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar
) -> tuple[Voice, Frame] | None:
    """Find whose words a colon announces at the end of a sentence without a verb of speech ("The ministry defended the raid: “…”")."""
    lead = text[: quoted[0]].rstrip()
    if not lead.endswith(":") or len(text[quoted[1] :].split()) > 1 or len(lead.split()) < 2:
        return None
    frame = Frame(len(lead) - 1, len(lead), "say", True)
    hangs = grammar.opening_gerund.match(text)
    opens = None if hangs else next((m for m in mentions if m.kind in VOICES and len(text[: m.start].split()) <= 3), None)
    main = lead.partition(", ")[2] if opens is None else ""
    named = [m for m in mentions if m.kind in VOICES and m.start >= len(lead) - len(main)] if main else []
    subject = opens or (named[0] if named and len(text[len(lead) - len(main) : named[0].start].split()) <= 3 else None)
    if subject is not None:
        person = next((m for m in mentions if m.kind == "person" and 0 <= m.start - subject.end <= 25), subject)
        return Voice((person.actor,), 0.6), frame
    said = grammar.pronoun.match(text)
    who = memory.anaphor(said.group(), grammar) if said else ()
    return (Voice(who, 0.55), frame) if who else None


def opening_quotation(
    text: str, quoted: tuple[int, int], mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar
) -> tuple[Voice, Frame] | None:
    """Find whose verb a quotation holds whose subject stands right before it ("The two states “warn that …”")."""
    lead = text[: quoted[0]].rstrip()
    if len(lead.split()) > _SUBJECT or quoted[1] - quoted[0] < len(text) / 2 or not _VERB_FIRST.match(text, quoted[0]):
        return None
    frame = Frame(quoted[0], quoted[0], "say", True)
    if any(m.end() == len(lead) for m in grammar.joint_sides.finditer(lead)):
        both = memory.speaker if len(memory.speaker) > 1 else memory.both()
        return (Voice(both, 0.6), frame) if both else None
    named = [m for m in mentions if m.kind in VOICES and m.end == len(lead)]
    return (Voice((named[0].actor,), 0.6), frame) if named else None
