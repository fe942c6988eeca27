"""What shallow analysis yields in every language: predicates with their arguments, and how they hang together.

A predicate is a verb, or a noun that names an action ("the withdrawal of"). Its arguments carry a role:
``subject`` and ``object`` as in the active clause (a passive is turned round, its agent is the subject),
``possessor`` and ``modifier`` for what stands inside a noun phrase ("Peru's", "Peruvian"), or the marker itself
(a preposition such as ``to``, a Korean particle such as ``에게``). All offsets count code points of the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that takes part in a predicate.

    Attributes
    ----------
    role
        ``subject``, ``object``, ``possessor``, ``modifier``, or the marker that introduces it.
    start, end
        The whole phrase, relative clauses left out.
    heads
        Span of the head word, and of heads joined to it ("Chad and Niger").
    lemma
        Dictionary form of the head, lower case.
    borrowed
        Taken over from a governing or preceding predicate.
    others
        Dictionary forms of the heads joined to the first.
    """

    role: str
    start: int
    end: int
    heads: tuple[Span, ...]
    lemma: str
    borrowed: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb or a noun of action with its arguments.

    Attributes
    ----------
    kind
        ``verb``, ``noun``, or ``agent`` for a noun that says what someone is ("a backer of").
    lemma
        Dictionary form, lower case; a separable particle follows after a blank ("break off").
    start, end
        The word itself.
    clause
        The smallest clause or noun phrase that tells it.
    tense
        ``past``, ``present``, ``future`` or ``""``.
    mood
        ``""``, ``possible`` (may, could), ``due`` (must, should), ``conditional`` (if, would), ``purpose``,
        ``imperative``.
    negated
        A negation belongs to it.
    passive
        Told in the passive (the arguments are turned round all the same).
    governor
        Index of the predicate it depends on, or None.
    link
        ``complement`` (what is said, wanted, begun), ``object``, ``subject`` (a noun so used), ``relative``,
        ``adverbial``, ``about`` (what one grieves over or protests), ``coordinate``, ``inside`` (further within an argument), or ``""``.
    light
        Index of the light verb that carries it ("hold talks"), or None.
    pronoun
        The subject is a pronoun or left out.
    settled
        It is told as what somebody settled on.
    """

    kind: str
    lemma: str
    start: int
    end: int
    clause: Span
    arguments: tuple[Argument, ...] = ()
    tense: str = ""
    mood: str = ""
    negated: bool = False
    passive: bool = False
    governor: int | None = None
    link: str = ""
    light: int | None = None
    pronoun: str = ""
    settled: bool = False

    def get(self, role: str) -> tuple[Argument, ...]:
        """Return the arguments with this role."""
        return tuple(a for a in self.arguments if a.role == role)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words the analysis must know of: nouns that name actions, nouns that name agents, light verbs, verbs.

    `verbs` is used where no parser knows the inflection of every verb; `words` are further nouns of
    the lexicon, some of several words ("state of emergency"); `things` are those that act on nothing themselves;
    `happening` are verbs whose subject happens where their object or complement is ("riots shook the capital").
    """

    nouns: frozenset[str]
    agents: frozenset[str]
    light: frozenset[str]
    verbs: frozenset[str]
    words: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    happening: frozenset[str] = frozenset()
