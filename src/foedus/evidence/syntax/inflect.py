"""Every form of the verbs that matter, made from the endings, spelling rules and exceptions of ``syntax.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FINITE = frozenset(("present", "past", "future", "conditional", "subjunctive"))


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a verb form: `form` is a tense, ``infinitive``, ``gerund`` or ``participle``."""

    lemma: str
    form: str


def forms(verbs: Iterable[str], table: Mapping[str, Any]) -> dict[str, tuple[Form, ...]]:
    """Return every form of `verbs` -> what it may be.

    Parameters
    ----------
    table
        ``verbs`` of a language's ``syntax.toml``: `endings` by ending of the infinitive and form, `spelling` rules over
        ``stem+ending``, `stems` (vowel changes, with the verbs that have them), `irregular` (forms by verb, which verbs
        that end in it share).
    """
    out: dict[str, list[Form]] = {}
    for verb in verbs:
        for text, form in _forms(verb, table):
            reading = Form(verb, form)
            if reading not in out.setdefault(text, []):
                out[text].append(reading)
    return {k: tuple(sorted(v, key=lambda f: f.form == "subjunctive")) for k, v in out.items()}  # "siente" is rather felt than seated


def _forms(verb: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    word, _, particle = verb.partition(" ")
    if particle:
        return  # separable verbs are put together where they are met
    verbal = "" in table["endings"] or word.endswith(tuple(table["endings"])) or word in table.get("irregular", {})
    if verbal:  # some governing words are nouns ("intención")
        yield word, "infinitive"
    replaced: set[str] = set()
    for base, own in table.get("irregular", {}).items():
        if word == base or (len(base) > 3 and word.endswith(base) and not own.get("alone")):
            lead = word[: len(word) - len(base)]
            for form, texts in own.items():
                if form == "alone":
                    continue
                replaced.add(form)
                yield from ((lead + t, form) for t in texts)
    ending = next((e for e in sorted(table["endings"], key=len, reverse=True) if word.endswith(e)), None)
    if ending is None:
        return
    stem = word[: len(word) - len(ending)] if ending else word
    change = next((c for c in table.get("stems", ()) if word in c["verbs"]), None)
    for form, endings in table["endings"][ending].items():
        if form in replaced:
            continue
        base = word if form in ("future", "conditional") and ending else stem
        for e in endings:
            own = base
            if change and form in change["forms"] and e not in change.get("not", ()):
                a, b = change["change"]
                k = base.rfind(a)
                own = base[:k] + b + base[k + len(a) :] if k >= 0 else base
            if change and form in change.get("weak_forms", ()) and e in change["weak"]:
                a, b = change["weak_change"]
                k = base.rfind(a)
                own = base[:k] + b + base[k + len(a) :] if k >= 0 else base
            yield _spell(f"{own}+{e}", table["spelling"].get(ending, ())), form


def _spell(text: str, rules: Iterable[list[str]]) -> str:
    for pattern, new in rules:
        text, n = re.subn(pattern, new, text)
        if n:
            break
    return text.replace("+", "")
