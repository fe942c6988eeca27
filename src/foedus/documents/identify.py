"""Which language a passage is in: by script first, among languages that share a script by character n-grams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from foedus.langs.registry import languages

#: Languages in a script that many share, besides those with a folder of their own: the code of the script
#: and the languages a passage in it may be in.
SHARED = (
    ("Latn", ("de", "en", "es", "fr", "it", "pl", "pt", "tr")),
    ("Cyrl", ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk")),
)
SWITCH = 120.0  # letters of evidence that one change of language costs
_LETTER = re.compile(r"[^\W\d_]")
_URL = re.compile(r"(?:https?://|www\.)\S+")
#: Scripts that decide the language at once, by the first word of the Unicode name of a letter.
_SCRIPTS = {"LATIN": "Latn", "HANGUL": "ko", "CYRILLIC": "Cyrl", "ARABIC": "ar", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "ARMENIAN": "hy", "GEORGIAN": "ka", "HEBREW": "he", "GREEK": "el"} | {
    "ETHIOPIC": "am", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "THAI": "th", "MYANMAR": "my", "KHMER": "km",
    "LAO": "lo", "SINHALA": "si", "GUJARATI": "gu", "GURMUKHI": "pa", "TIBETAN": "bo",
}  # fmt: skip
OTHER = "mis"  #: letters of a script that is not listed: a language without a code here
#: A syllable or ideograph carries as much as about two Latin letters.
_DENSE = {"ko": 2.0, "zh": 2.5, "ja": 2.0, "am": 2.0}


@lru_cache(maxsize=8192)
def _script(c: str) -> str:
    return unicodedata.name(c, "").split(" ", 1)[0]


@cache
def _identifier(script: str) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    folders = {lang.code for lang in languages().values() if lang.script == script}
    known = next(codes for code, codes in SHARED if code == script)
    identifier.set_languages(sorted((folders & set(identifier.labels)) | set(known)))
    return identifier


def scores(text: str) -> tuple[Mapping[str, float], float]:
    """Return the probability of each language for `text`, and how much evidence it holds.

    Returns
    -------
    probabilities
        By ISO 639-1 code; empty if there is no letter.
    evidence
        Letters, syllables counted double.
    """
    plain = _URL.sub(" ", text)
    counts: dict[str, float] = {}
    for c in _LETTER.findall(plain):
        code = _SCRIPTS.get(_script(c), OTHER)
        counts[code] = counts.get(code, 0.0) + _DENSE.get(code, 1.0)
    total = sum(counts.values())
    if not total:
        return {}, 0.0
    if "ja" in counts:
        counts["ja"] += counts.pop("zh", 0.0)
    if counts.get("ko") and counts.get("zh", 0.0) < counts["ko"]:
        counts["ko"] += counts.pop("zh", 0.0)
    shared = {script for script, _ in SHARED}
    out = {k: v / total for k, v in counts.items() if k not in shared}
    for script in sorted(shared & counts.keys()):
        share = counts[script] / total
        ranked = dict(_identifier(script).rank(plain))
        norm = sum(ranked.values()) or 1.0
        for code, p in ranked.items():
            out[code] = out.get(code, 0.0) + share * float(p) / norm
    return out, min(total, 2000.0)


def label(passages: Sequence[tuple[Mapping[str, float], float]], switch: float = SWITCH) -> list[str]:
    """Return one language per passage such that changes of language are few.

    Dynamic programming: a passage costs its evidence times the probability that it is in another
    language, a change costs `switch` letters. Passages without evidence take the language of those before them.
    """
    codes = sorted({max(p, key=lambda k: (p[k], k)) for p, w in passages if p and w > 0})
    if not codes:
        return ["und"] * len(passages)
    best = [0.0] * len(codes)
    back: list[list[int]] = []
    for probabilities, weight in passages:
        cost = [weight * (1.0 - probabilities.get(c, 0.0)) for c in codes]
        cheapest = min(range(len(codes)), key=lambda k: best[k])
        row, now = [], []
        for k in range(len(codes)):
            # On a tie the change comes late: what says nothing of its language goes with what is before it.
            stay = best[k] < best[cheapest] + switch - 1e-9
            row.append(k if stay else cheapest)
            now.append((best[k] if stay else best[cheapest] + switch) + cost[k])
        best = now
        back.append(row)
    k = min(range(len(codes)), key=lambda i: best[i])
    out = []
    for row in reversed(back):
        out.append(codes[k])
        k = row[k]
    return out[::-1]
