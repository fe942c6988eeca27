"""What a statement calls the matter: a label from a framing vocabulary, and whether it denies it.

The label belongs to whoever uses the words. A vocabulary is data: `load_vocabulary` reads one, and the
built-in one for interventions stands in ``evidence/vocabularies/interventions.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from foedus.core.errors import FoedusError
from foedus.evidence.claims.grammar import ReportingGrammar, reporting
from foedus.langs.grammar.late import Late
from foedus.langs.registry import Language, languages

_BOUNDARY = re.compile(r"[,;:]|\b(?:and|but|y|pero|sino)\b", re.IGNORECASE)

#: Key of kinds of words that go with a label where one of each kind stands in a sentence: who acts and what is done.
TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that go with a label; `weight` 2 if they characterise by themselves, else 1; only where each of `beside` stands too."""

    label: str
    weight: int
    pattern: Late
    beside: tuple[Late, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A framing vocabulary: its name, its labels in order, the label of last resort, and cues by language.

    The cues stand in groups, each with a pattern that finds any of them: most sentences hold none. They are compiled
    when a text in their language asks for them.
    """

    name: str
    labels: tuple[str, ...]
    other: str | None
    cues: dict[str, tuple[tuple[Late, tuple[Cue, ...]], ...]]


@dataclass(frozen=True, slots=True)
class Framing:
    """A label, whether the statement denies it, the weight of the words that speak for it, and where they stand."""

    label: str
    denied: bool
    weight: int
    at: int
    end: int


def load_vocabulary(text: str, where: str, *, checked: bool = False) -> Vocabulary:
    """Read a framing vocabulary.

    Parameters
    ----------
    text
        TOML: `name`, optional `other`, and `[[label]]` tables with `id`, `meaning` and cues per language.
    where
        Name of the file, for messages.
    checked
        Whether its cues are known to be regular expressions; else each is compiled to see.

    Raises
    ------
    FoedusError
        If the text is no vocabulary; the message says what was expected.
    """
    expected = '[[label]] tables with an `id` and cues such as `[label.en]` then `2 = ["words"]`'
    try:
        data = tomllib.loads(text)
        cues: dict[str, list[tuple[Late, tuple[Cue, ...]]]] = {}
        labels = []
        for item in data["label"]:
            labels.append(str(item["id"]))
            for code, weighted in item.items():
                if not isinstance(weighted, dict):
                    continue
                hangul = any(lang.code == code and lang.script == "Hang" for lang in languages().values())
                left, right = ("", "") if hangul else (r"(?<!\w)", r"(?!\w)")
                for weight, words in weighted.items():
                    group: tuple[Cue, ...]
                    if weight == TOGETHER:
                        group = tuple(
                            Cue(labels[-1], 1, first, tuple(rest))
                            for first, *rest in ([_anyone(left, kind, right) for kind in kinds] for kinds in words)
                        )
                        found: list[tuple[Late, tuple[Cue, ...]]] = [(c.pattern, (c,)) for c in group]
                    else:
                        group = tuple(Cue(labels[-1], int(weight), _late(f"{left}(?:{w}){right}")) for w in words)
                        found = [(_anyone(left, words, right), group)]
                    cues.setdefault(code, []).extend(found)
                    for anyone, cued in () if checked else found:
                        for pattern in (anyone, *(p for c in cued for p in (c.pattern, *c.beside))):
                            pattern.compiled()
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as problem:
        raise FoedusError(
            "vocabulary-invalid", f"the framing vocabulary cannot be read: {problem}", where, expected,
            "compare with the built-in vocabulary `interventions.toml`",
        ) from problem
    return Vocabulary(
        str(data.get("name", where)), tuple(labels), data.get("other"), {k: tuple(v) for k, v in cues.items()}
    )


def _anyone(left: str, words: list[str], right: str) -> Late:
    return _late(f"{left}(?:{'|'.join(f'(?:{w})' for w in words)}){right}")


def _late(pattern: str) -> Late:
    return Late(lambda: re.compile(pattern, re.IGNORECASE), ())


@lru_cache(maxsize=1)
def interventions() -> Vocabulary:
    """Return the built-in vocabulary for interventions."""
    path = files("foedus.evidence") / "vocabularies" / "interventions.toml"
    return load_vocabulary(path.read_text(encoding="utf-8"), "interventions.toml", checked=True)


def _clause(before: str) -> str:
    """Return what stands before a cue in its own clause: a denial does not reach over "and" or a comma."""
    return _BOUNDARY.split(before)[-1]


def reaches(text: str, start: int, end: int, label: Framing | None, grammar: ReportingGrammar) -> bool:
    """Whether a verb that denies, at `start` to `end`, denies the label: not if another clause lies between.

    Nor if the label says what is rejected: "dismissed the mission as an occupation".
    """
    if label is None or label.at < start:
        return True
    within = text[start : label.at]
    if grammar.taken_for.search(within) and not grammar.clause.search(within):
        return False
    # A comma right after the verb only introduces what is denied, as in Russian.
    return label.at < end or not _BOUNDARY.search(text[end : label.at].lstrip(" ,"))


def _unreal(text: str, m: re.Match[str], grammar: ReportingGrammar) -> bool:
    """Whether a word stands in a case that is only thought of ("an invasion would be a disaster")."""
    # The article may be part of the cue.
    return bool(grammar.unreal_after.match(text[m.end() :]) and grammar.unreal_before.search(f"{text[: m.start()]}{m.group().partition(' ')[0]} "))


def _vague(label: str, weight: int, vocabulary: Vocabulary) -> bool:
    """Whether words judge, but carry no label of their own."""
    return label == vocabulary.other and weight < 2


def _denied(text: str, m: re.Match[str], grammar: ReportingGrammar) -> bool:
    before = text[max(0, m.start() - 60) : m.start()]
    return bool(
        grammar.negated_before.search(_clause(before))
        or grammar.doubted_before.search(before)
        or grammar.negated_after.match(text[m.end() : m.end() + 30])
    )


def framing(text: str, language: Language, vocabulary: Vocabulary) -> Framing | None:
    """Return the label that the words of `text` carry, or None where they characterise nothing.

    The label with most weight wins; of equals the one with the longest words. Words that are denied
    ("no colour revolution", nonsense that …) carry their label as denied, and only where nothing is affirmed.
    """
    found = [cue for anyone, group in vocabulary.cues.get(language.code, ()) if anyone.search(text) for cue in group]
    if not found:
        return None
    grammar = reporting(language)
    score: dict[tuple[str, bool], list[int]] = {}
    for cue in found:
        m = cue.pattern.search(text)
        beside = [b.search(text) for b in cue.beside]
        if not m or (grammar is not None and _unreal(text, m, grammar)) or not all(beside):
            continue
        denied = grammar is not None and (
            (grammar.nonsense.search(text) is not None and not _vague(cue.label, cue.weight, vocabulary)) or any(_denied(text, x, grammar) for x in (m, *beside) if x)
        )
        entry = score.setdefault((cue.label, denied), [0, 0, 0, m.start(), m.end()])
        entry[0] += cue.weight
        entry[1] = max(entry[1], len(m.group()))
        entry[2] = max(entry[2], cue.weight)
    # What is affirmed counts before what is denied. The label of last resort stands back, but not behind a word that by
    # itself characterises nothing.
    named = {k: v for k, v in score.items() if not _vague(k[0], v[2], vocabulary)} or score
    affirmed = {k: v for k, v in named.items() if not k[1]} or named
    if not affirmed:
        return None
    strongest = max(v[2] for v in affirmed.values())
    affirmed = {k: v for k, v in affirmed.items() if k[0] != vocabulary.other and v[2] == strongest} or affirmed
    label, denied = max(affirmed, key=lambda k: (affirmed[k][0], affirmed[k][1], -vocabulary.labels.index(k[0])))
    _, _, weight, at, end = affirmed[(label, denied)]
    if denied and _vague(label, weight, vocabulary):
        return None  # "no blunder": whatever else it was
    return Framing(label, denied, weight, at, end)
