"""Choose how a language is analysed: its table ``syntax.toml`` names the analyser and what stands in for it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from foedus.evidence.syntax.beside import with_names
from foedus.evidence.syntax.model import Predicate, Span, Wanted
from foedus.evidence.syntax.nobody import negated_by_words
from foedus.langs.registry import Language


def analyse(
    texts: Sequence[str], language: Language, wanted: Wanted, headings: Sequence[bool] = (),
    names: Sequence[Sequence[Span]] = (),
) -> list[tuple[Predicate, ...]]:
    """Return the predicates of each text, in order of place.

    Parameters
    ----------
    wanted
        The words that the analysis must know of.
    headings
        Which of the texts are headings, whose grammar is shorter.
    names
        Where names stand in each text, for analysers that would take them apart.
    """
    name = analyser(language)
    if name is None:
        return [() for _ in texts]
    module = import_module(f"foedus.evidence.syntax.{name}")
    found: list[tuple[Predicate, ...]] = module.analyse(texts, language, wanted, headings or [False] * len(texts), names or [()] * len(texts))
    if name == "dependency" and names:
        found = [with_names(ps, text, own) for ps, text, own in zip(found, texts, names, strict=True)]
    nothing = language.table("syntax").get("nothing", {})
    return [negated_by_words(ps, text, nothing) for ps, text in zip(found, texts, strict=True)]


def analyser(language: Language) -> str | None:
    """Return the name of the module that analyses a language here and now, or None where none does."""
    table = language.table("syntax")
    for key in ("analyser", "fallback"):
        name = table.get(key)
        if name and import_module(f"foedus.evidence.syntax.{name}").available():
            return str(name)
    return None
