"""The patterns of ties of a language, compiled from ``langs/<code>/relations.toml``.

A pattern is a regular expression over a skeleton (`foedus.evidence.relations.slots`) in which names in braces stand for
others: ``{s}`` and ``{o}`` the subject and the object, ``{S}`` and ``{O}`` lists of them, ``{x}`` any actor; the rest
are macros of the language. A group ``q`` narrows what is quoted, ``skip`` is passed
over, ``n`` holds the number, ``ord`` an ordinal.

What is said alike of many ties ("X, an ally of Y", "Y's rival X") is written once, as a shape: patterns around ``{W}``,
and for each relation the words that stand there.

Each is compiled when a text first has the words it needs (`foedus.langs.grammar.words_needed`): most texts have few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from foedus.core.errors import FoedusError
from foedus.evidence.relations.inventory import inventory
from foedus.evidence.relations.slots import SLOT
from foedus.langs.grammar.late import NEVER, Late
from foedus.langs.grammar.patterns import fixed_case
from foedus.langs.grammar.words_needed import Needs, needs
from foedus.langs.registry import Language

_NAME = re.compile(r"\{(\w+)\}")
_MACRO = re.compile(r"\{([^\W\d]\w*)\}")
_NEVER = re.compile(r"(?!)")
_DEEPEST = 12  #: macros within macros


@dataclass(frozen=True, slots=True)
class TieGrammar:
    """Compiled patterns of ties.

    Attributes
    ----------
    ties
        Relation and pattern, in the order of the table: of two that match the same words the first counts.
    shaped
        Relation, its words, and the patterns around them; they are tried, after `ties`, where the words occur.
    anaphors
        Words that stand for an actor, by kind of slot.
    blocked
        What makes a match no tie: negation, possibility, the past.
    left_out
        How a sentence begins whose subject is left out.
    ordinals
        Words for ranks.
    columns
        For relations that tables state: what title or column name must say.
    firms
        Nouns of those who act for themselves beside a state's name ("Peruvian banks"), with their English name.
    regions
        Names of parts of the world in which a rank may hold, with their English name: the macro ``region``.
    shares
        Words for a share ("half", "all"), with their percentage.
    heads
        Offices whose holder leads a body: the macro ``head``.
    fellows
        What those are called who study or work at a body: the macro ``fellow``.
    generals
        Offices whose holder leads the armed forces of a state: the macro ``general``.
    denied
        How words behind a match deny it.
    owned
        What stands between a body and the name with an office in it ("X의 Y 소장").
    bodily
        Those of them that no state has, so that one without its body is of the body spoken of: the macro ``bodily``.
    among
        What stands before an office that several hold ("a commander of X"), whose holder is a member and leads nothing.
    relative
        What stands before a name that belongs to a relative clause, so that no predicate behind the next comma is its.
    apposed, predicate
        What stands before a name inside an apposition, and how the predicate, which is not its, goes on behind the comma.
    renamed
        How an apposition to the name before a comma begins.
    """

    ties: tuple[tuple[str, Late], ...]
    anaphors: Mapping[str, re.Pattern[str]]
    blocked: re.Pattern[str]
    left_out: re.Pattern[str]
    ordinals: Mapping[str, float]
    columns: Mapping[str, tuple[re.Pattern[str], ...]]
    firms: tuple[tuple[re.Pattern[str], str], ...]
    regions: tuple[tuple[re.Pattern[str], str], ...] = ()
    shares: tuple[tuple[re.Pattern[str], float], ...] = ()
    fellows: Late = NEVER
    generals: Late = NEVER
    denied: re.Pattern[str] = _NEVER
    owned: re.Pattern[str] = _NEVER
    heads: Late = NEVER
    bodily: Late = NEVER
    among: re.Pattern[str] = _NEVER
    relative: re.Pattern[str] = _NEVER
    apposed: re.Pattern[str] = _NEVER
    predicate: re.Pattern[str] = _NEVER
    renamed: re.Pattern[str] = _NEVER
    shaped: tuple[tuple[str, Late, tuple[Late, ...]], ...] = ()

    def likely(self, text: str) -> Iterator[tuple[str, Late]]:
        """Yield relation and pattern of the ties that `text` may state, in their order."""
        yield from self.ties
        for name, words, patterns in self.shaped:
            if words.search(text):
                yield from ((name, p) for p in patterns)


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Replace names in braces by what they stand for, macros within macros too.

    Raises
    ------
    FoedusError
        ``pattern-macro`` if a name is unknown or macros hold each other.
    """
    for _ in range(_DEEPEST):
        unknown = [m.group(1) for m in _NAME.finditer(pattern) if not m.group(1).isdigit() and m.group(1) not in macros]
        if unknown:
            raise FoedusError("pattern-macro", f"no macro is named {unknown[0]!r}", where=pattern, expected="a name of [macros]", hint="define it there")
        replaced = _NAME.sub(lambda m: m.group() if m.group(1).isdigit() else f"(?:{macros[m.group(1)]})", pattern)
        if replaced == pattern:
            return pattern
        pattern = replaced
    raise FoedusError("pattern-macro", "macros hold each other", where=pattern[:80], expected="macros without a circle", hint="look at [macros]")


class Macros:
    """The macros of a table, and what each of them needs (`foedus.langs.grammar.words_needed`).

    Parameters
    ----------
    given
        Expressions by name.
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self._held: dict[str, Needs] = {}

    def with_words(self, words: str) -> Macros:
        """Return the same with ``{W}`` for `words`."""
        other = Macros({**self.given, "W": words})
        other._held |= self._held
        return other

    def needs(self, name: str) -> Needs:
        """Return what a macro needs.

        Raises
        ------
        FoedusError
            ``pattern-macro`` if it, or one that it holds, is not defined.
        """
        if name not in self._held:
            if name not in self.given:
                raise FoedusError("pattern-macro", f"no macro is named {name!r}", expected="a name of [macros]", hint="define it there")
            self._held[name] = ()  # for macros that hold each other, which `expand` refuses
            self._held[name] = needs(self.given[name], _MACRO, self.needs)
        return self._held[name]


def late(pattern: str, macros: Macros, *, bounded: bool) -> Late:
    """Return a pattern that takes no account of case; `bounded` where words end at blank space or marks.

    Raises
    ------
    FoedusError
        ``pattern-macro`` if a macro is not defined. One that is no regular expression is refused when it is compiled, as
        ``pattern-syntax``.
    """
    return Late(lambda: _compiled(pattern, macros.given, bounded), needs(pattern, _MACRO, macros.needs))


def _compiled(pattern: str, macros: Mapping[str, str], bounded: bool) -> re.Pattern[str]:
    body = fixed_case(expand(pattern, macros))
    try:
        return re.compile(rf"(?<!\w)(?:{body})(?!\w)" if bounded else f"(?:{body})", re.IGNORECASE)
    except re.error as why:
        raise FoedusError("pattern-syntax", str(why), where=pattern, expected="a regular expression", hint=f"look at position {why.pos} of its expansion") from why


def slot_macros(language_macros: Mapping[str, str]) -> dict[str, str]:
    """Return the macros of slots joined to those of a language, which gives ``sep``, the joint of a list."""
    one = f"(?:{SLOT})"
    many = f"{one}(?:(?:{{sep}}){one})*"
    return {
        **language_macros, "x": one, "X": many, "s": f"(?P<s>{one})", "o": f"(?P<o>{one})",
        "S": f"(?P<s>{many})", "O": f"(?P<o>{many})",
    }


def union(words: list[str], *, bounded: bool) -> re.Pattern[str]:
    """Return a pattern for any of some expressions; one that never matches if there are none."""
    if not words:
        return _NEVER
    body = "|".join(f"(?:{w})" for w in words)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)" if bounded else body, re.IGNORECASE)


@lru_cache(maxsize=64)
def tie_grammar(language: Language) -> TieGrammar | None:
    """Return the compiled patterns of ties of `language`, or None where it has none.

    Raises
    ------
    FoedusError
        ``pattern-macro`` for a macro that is not defined; ``unknown-relation`` for a tie outside the inventory.
    """
    table = language.table("relations")
    if not table:
        return None
    shapes = table.get("shapes", {}).values()
    for name in [*table["ties"], *(n for shape in shapes for n in shape["words"])]:
        if name not in inventory():
            raise FoedusError(
                "unknown-relation", f"no relation is named {name!r}", where=f"langs/{language.code}/relations.toml",
                expected="a relation of the inventory", hint="add it to evidence/relations/inventory.toml, or correct the name",
            )
    bounded = bool(table.get("bounded", True))
    regions = {"region": "|".join(table["regions"].values())} if "regions" in table else {}
    macros = Macros(slot_macros({**table.get("macros", {}), **regions}))
    ties = tuple((name, late(p, macros, bounded=bounded)) for name, patterns in table["ties"].items() for p in patterns)
    shaped = tuple(
        (name, late(words, macros, bounded=bounded), tuple(late(p, own, bounded=bounded) for p in shape["patterns"]))
        for shape in shapes
        for name, words in shape["words"].items()
        for own in (macros.with_words(words),)
    )
    return TieGrammar(
        ties=ties,
        shaped=shaped,
        anaphors=MappingProxyType({k: union(list(w), bounded=bounded) for k, w in table.get("anaphors", {}).items()}),
        blocked=union(list(table.get("blocked", ())), bounded=bounded),
        shares=tuple((re.compile(w, re.IGNORECASE), float(v)) for w, v in table.get("shares", {}).items()),
        fellows=late("{fellow}", macros, bounded=bounded) if "fellow" in macros.given else NEVER,
        generals=late("{general}", macros, bounded=bounded) if "general" in macros.given else NEVER,
        denied=re.compile(table.get("denied", "(?!)")),
        owned=re.compile(table.get("owned", "(?!)")),
        heads=late("{head}", macros, bounded=bounded) if "head" in macros.given else NEVER,
        bodily=late("{bodily}", macros, bounded=bounded) if "bodily" in macros.given else NEVER,
        among=re.compile(table.get("among", "(?!)"), re.IGNORECASE),
        relative=re.compile(table.get("relative", "(?!)")),
        apposed=re.compile(table.get("apposed", "(?!)")),
        predicate=re.compile(table.get("predicate", "(?!)")),
        renamed=re.compile(table.get("renamed", "(?!)")),
        firms=tuple((re.compile(w, re.IGNORECASE), name) for name, w in table.get("firms", {}).items()),
        regions=tuple((re.compile(w, re.IGNORECASE), name) for name, w in table.get("regions", {}).items()),
        left_out=re.compile(table.get("left_out", "(?!)"), re.IGNORECASE),
        ordinals=MappingProxyType({w: float(n) for w, n in language.table("numbers").get("ordinals", {}).items()}),
        columns=MappingProxyType({k: tuple(re.compile(w, re.IGNORECASE) for w in words) for k, words in table.get("columns", {}).items()}),
    )
