"""Every entry of every lexicon codes the sentence that stands beside it; the tables hold what the code asks of them."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.core.errors import FoedusError
from foedus.evidence.events.lexicon import EFFECTS, TYPES, Entry, lexicon
from foedus.langs.registry import Language, language, languages

BENCHMARK: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))
CODES = [code for code, lang in languages().items() if lang.table("events")]
ENTRIES = [(code, entry) for code in CODES for entry in lexicon(language(code)).entries]  # type: ignore[union-attr]


def test_the_languages_have_lexicons_of_some_size() -> None:
    for code in ("en", "es", "ko", "ru"):
        words = lexicon(language(code))
        assert words is not None
        assert len(words.verbs) + len(words.nouns) > (200 if code == "ru" else 300)
        assert {e.type for e in words.entries} == set(TYPES)


@pytest.mark.parametrize(("code", "entry"), ENTRIES, ids=lambda x: x.test[:40] if isinstance(x, Entry) else x)
def test_an_entry_codes_its_own_sentence(code: str, entry: Entry) -> None:
    rows = BENCHMARK["told"](entry.test, "2023-05-10", code)
    assert entry.type in [r["type"] for r in rows], [r["gloss"] for r in rows]


@pytest.mark.parametrize("code", CODES)
def test_a_table_names_only_known_effects(code: str) -> None:
    table = language(code).table("events")
    assert set(table["governors"]) <= set(EFFECTS)
    assert set(table["absorbing"]["types"]) <= set(TYPES)


def test_a_broken_entry_is_told_by_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    table = dict(language("en").table("events"))
    broken = {"type": "ASSAULT", "frame": "act", "verbs": ["hit"], "colour": "red", "test": "Chad hit Niger."}
    monkeypatch.setattr(Language, "table", lambda self, name: table | {"entry": [broken]} if name == "events" else {})
    with pytest.raises(FoedusError) as caught:
        lexicon(Language("xx", "Latn", "test"))
    assert "colour" in str(caught.value)
    assert "Chad hit Niger." in str(caught.value)
