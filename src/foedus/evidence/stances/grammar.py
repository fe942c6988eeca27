"""The words of preference of a language, compiled from ``langs/<code>/stances.toml``.

Where word order tells who wants, a verb phrase stands between a slot and the outcome; where particles tell, the outcome
stands before the verb. Slots and macros are those of `foedus.evidence.relations.patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from foedus.core.errors import FoedusError
from foedus.evidence.relations.patterns import Macros, late, slot_macros, union
from foedus.evidence.relations.slots import KINDS
from foedus.evidence.stances.classes import wantings
from foedus.langs.grammar.late import NEVER, Late
from foedus.langs.registry import Language

_OUTCOME = "(?P<i>[^\\n]{2,260})"
_THING = "(?P<i>[^\\n,.:;!?“”\"]{2,90}?)"
_IT = f"(?:{KINDS['it']}[\ue100-\uf8ff])"
_SIDES = ("for", "against", "mixed")
_FACTS = ("pollster", "n", "margin")


@dataclass(frozen=True, slots=True)
class StanceGrammar:
    """Compiled words of preference.

    Attributes
    ----------
    topical
        Particles tell who wants; else word order does.
    anaphors
        Words that stand for an actor, by kind of slot.
    groups
        Factions without an entry of their own: name and words.
    verbs
        By order: subject, verb phrase and outcome, the verb phrase in a group named after its class; by particle: the
        verb phrases alone.
    joined, opening
        Verb phrases that share the subject of the one before, and those at the start of a sentence without a subject.
    forms
        Other ways to say it, each with its class.
    cut, boundary
        Where the words of an outcome end, and where a clause before them ends.
    empty
        Words that are no outcome.
    condition, quotative, norm, reasons, poll
        What makes a readiness conditional; where reported words end; what says that something ought to be; what gives
        reasons; where a poll is named.
    shares
        Shares of a population for or against an outcome, each with its class.
    topic, subject
        Particles behind whoever wants.
    only
        Conditions that leave no readiness without them ("only if").
    side
        Words of a party's struggle: backing it is backing the party. A group `i` holds what the struggle is against.
    averted
        Outcomes that are the prevention of what their group `i` holds.
    lead
        The subject a sentence opens with, which verbs joined later on share.
    thought
        What ought to be thought or said, which is no outcome.
    befalls
        Words of a stance that say what might happen, not what is to be done.
    harm
        Outcomes that nobody proposes, such as chaos: to be against them is a reason for something else.
    clitic
        By order: a verb phrase whose outcome is a pronoun before its verb, a group `no` denying it.
    texts
        Outcomes that are a text for or against what their group `i` holds (groups `pro` and `con`; `end` is against too).
    bare
        Ways to take a side without naming the outcome ("is in favour"), each with its class.
    echo
        Ways to say that an actor wants what the one before wants.
    skip
        When and where a thing was said or done, which is no part of the outcome it stands before.
    manner
        An actor and how it is backed or opposed, which together are no outcome.
    denied
        How a verb phrase ends that asks for a thing not to be done.
    unheld
        By particle: what behind a verb phrase says that its stance is not held.
    negated
        Outcomes that are that a thing, their group `i`, be not.
    concedes
        What joins a "but" to a yes.
    theirs
        Outcomes that are what another has decided or stands for.
    pronoun
        Outcomes that are a word for what was told before.
    deeds
        Deeds towards an actor, the group `o`, each with the class that they show.
    nouns
        Nouns of deeds beside whose they are, the group `s`, each with the type of event that they name.
    attitudes
        Words of approval, disapproval and holding back, by order with their subject, else alone. A group named after its
        side and after whether the words take an object (`taking_for`) or need none (`feeling_for`) holds them.
    judged
        What speakers call a thing, with the side it takes.
    supposed
        What makes words only suppose an attitude.
    turned
        What denies an attitude or a judgement: behind it where the verb comes last, else before it.
    objects
        The object of an attitude, its group `o`.
    open_question
        Words of a question that cannot be answered with yes or no.
    poll_named, poll_facts
        Where a poll is told of, and what is told of it by name of the fact, the group `v` holding it.
    poll_home
        Words that tell that a text asked its own country, and the code of that country; the pattern never matches where
        a language is spoken in too many.
    """

    topical: bool
    anaphors: Mapping[str, re.Pattern[str]]
    groups: tuple[tuple[str, re.Pattern[str]], ...]
    verbs: Late
    joined: Late
    opening: Late
    forms: tuple[tuple[str, Late], ...]
    cut: Late
    boundary: Late
    empty: re.Pattern[str]
    condition: Late
    quotative: Late
    norm: Late
    reasons: Late
    poll: Late
    shares: tuple[tuple[str, Late], ...]
    topic: re.Pattern[str]
    subject: re.Pattern[str]
    only: Late
    side: Late
    averted: Late
    lead: Late
    thought: Late
    befalls: Late
    harm: Late
    clitic: Late
    texts: Late
    concedes: Late
    theirs: Late
    pronoun: Late
    bare: tuple[tuple[str, Late], ...]
    echo: tuple[Late, ...]
    skip: Late
    denied: Late
    manner: Late
    unheld: Late
    negated: tuple[Late, ...]
    deeds: tuple[tuple[str, Late], ...]
    nouns: tuple[tuple[str, Late], ...]
    attitudes: Late
    judged: tuple[tuple[str, Late], ...]
    turned: Late
    supposed: Late
    objects: Late
    open_question: re.Pattern[str]
    poll_named: re.Pattern[str]
    poll_facts: tuple[tuple[str, re.Pattern[str]], ...]
    poll_home: tuple[re.Pattern[str], str]
    words: tuple[tuple[str, Late], ...]

    def class_of(self, words: str) -> str | None:
        """Return the class of the words of a stance, the first in the text counting; None if there is none."""
        best = min(((m.start(), -len(m.group()), name) for name, p in self.words if (m := p.search(words))), default=None)
        return best[2] if best else None


@lru_cache(maxsize=64)
def stance_grammar(language: Language) -> StanceGrammar | None:
    """Return the compiled words of preference of `language`, or None where it has none.

    Raises
    ------
    FoedusError
        ``unknown-class`` for verbs of a class that ``classes.toml`` lacks.
    """
    table = language.table("stances")
    if not table:
        return None
    where = f"langs/{language.code}/stances.toml"
    for name in (*table["verbs"], *table.get("forms", {})):
        if name not in wantings():
            raise FoedusError("unknown-class", f"no way of wanting is named {name!r}", where=where, expected="a class of classes.toml", hint="correct the name")
    bounded = bool(table.get("bounded", True))
    macros = Macros({**slot_macros(table.get("macros", {})), "i": _OUTCOME, "j": _THING, "it": _IT})
    outcome = table.get("outcome", {})

    def any_of(name: str) -> Late:
        return late("|".join(f"(?:{w})" for w in outcome[name]), macros, bounded=False) if outcome.get(name) else NEVER

    def all_of(name: str) -> tuple[Late, ...]:
        return tuple(late(w, macros, bounded=False) for w in outcome.get(name, ()))

    def each(given: Mapping[str, list[str]]) -> tuple[tuple[str, Late], ...]:
        return tuple((name, late(p, macros, bounded=False)) for name, patterns in given.items() for p in patterns)

    topical = table.get("order") == "topic-verb"
    felt, lead, tail = table.get("attitudes", {}), "" if topical else r"\b", "" if topical else r"(?!\w)"

    def sides(told: Mapping[str, list[str]]) -> tuple[tuple[str, Late], ...]:
        return tuple((side, late(f"{lead}(?:{'|'.join(told[side])}){tail}", macros, bounded=False)) for side in _SIDES if told.get(side))

    def nouns() -> tuple[tuple[str, Late], ...]:
        return tuple(
            (kind, late(pattern, macros.with_words(words), bounded=bounded))
            for shape in table.get("nouns", {}).values() for pattern in shape["patterns"] for kind, words in shape["words"].items()
        )

    def attitudes() -> Late:
        groups = [
            f"(?P<{kind}_{side}>{'|'.join(told[side])})" for kind, told in (("feeling", felt), ("taking", felt.get("taking", {}))) for side in _SIDES if told.get(side)
        ]
        before = "" if topical else "{subject}" + f"(?P<no>{felt.get('denied', '(?!)')} )?"
        return late(f"{before}(?:{'|'.join(groups)}){tail}", macros, bounded=False) if groups else NEVER

    def one(name: str) -> Late:
        return late(felt[name], macros, bounded=False) if felt.get(name) else NEVER

    classes = "|".join(f"(?P<c_{name}>{'|'.join(f'(?:{v})' for v in verbs)})" for name, verbs in table["verbs"].items())
    words = tuple((name, late("|".join(f"(?:{v})" for v in verbs), macros, bounded=bounded)) for name, verbs in table["verbs"].items())
    follows = f"(?:{classes}){table.get('contraction', '')} (?={_OUTCOME})"
    opening = table.get("opening")
    joint = f"(?:,|{{sep}}|{table.get('joint', ',')}) ?"
    polls = table.get("poll", {})
    return StanceGrammar(
        topical=topical,
        anaphors=MappingProxyType({k: union(list(w), bounded=bounded) for k, w in table.get("anaphors", {}).items()}),
        groups=tuple((name, union([w], bounded=bounded)) for name, w in table.get("groups", {}).items()),
        verbs=late(classes if topical else "{subject}" + follows, macros, bounded=False),
        joined=NEVER if topical else late(f"{joint}(?:{{aux}}){follows}", macros, bounded=False),
        opening=late(f"^{opening}{follows}", macros, bounded=False) if opening else NEVER,
        forms=each(table.get("forms", {})),
        cut=any_of("cut"), boundary=any_of("boundary"), condition=any_of("condition"),
        quotative=any_of("quotative"), norm=any_of("norm"), reasons=any_of("reasons"), poll=any_of("poll"),
        empty=union(list(outcome.get("empty", ())), bounded=True),
        shares=each({"supports": outcome.get("share_for", []), "opposes": outcome.get("share_against", [])}),
        topic=_particles(outcome.get("topic", ())), subject=_particles(outcome.get("subject", ())),
        words=words, only=any_of("only"), side=any_of("side"), averted=any_of("averted"), thought=any_of("thought"),
        lead=late("^" + table["lead"] + "{S}", macros, bounded=False) if table.get("lead") else NEVER, befalls=any_of("befalls"), harm=any_of("harm"),
        clitic=late("{subject}" + table["clitic"] + f"(?:{classes})", macros, bounded=False) if table.get("clitic") else NEVER,
        texts=any_of("texts"), theirs=any_of("theirs"), concedes=any_of("concedes"), pronoun=any_of("pronoun"), bare=each(table.get("bare", {})),
        echo=all_of("echo"), skip=any_of("skip"), denied=any_of("denied"), unheld=any_of("unheld"), manner=any_of("manner"), negated=all_of("negated"), deeds=each(table.get("deeds", {})),
        attitudes=attitudes(), nouns=nouns(),
        open_question=union(list(outcome.get("open", ["."])), bounded=bounded), judged=sides(felt.get("judged", {})), turned=one("turned"), supposed=one("supposed"), objects=one("objects"),
        poll_named=union(list(polls.get("named", ())), bounded=bounded),
        poll_home=(union(list(polls.get("home", ())), bounded=False), str(polls.get("country", ""))),
        poll_facts=tuple((name, re.compile(w)) for name in _FACTS for w in polls.get(name, ())),
    )


def _particles(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})(?=[\s,]|$)" if words else "(?!)")
