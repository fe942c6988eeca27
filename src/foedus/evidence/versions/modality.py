"""Where one version denies, weakens or vouches for what another states otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from foedus.evidence.rows import Row
from foedus.evidence.versions.cues import Places, cues
from foedus.evidence.versions.sides import Side, finding, show, which

#: Classes of words that say how sure something is, and the classes that another language may put in their place.
_NEAR = {
    "possible": {"possible", "likely"}, "likely": {"likely", "possible"}, "hearsay": {"hearsay"}, "duty": {"duty"},
}
_SAYS = {
    "possible": "says that something may be", "likely": "says that something is likely",
    "hearsay": "reports something as hearsay", "known": "states something as known",
    "certain": "states something as certain", "duty": "says that something must be",
}
_WEAK = ("possible", "likely", "hearsay")
_STRONG = ("known", "certain")


Spans = Sequence[tuple[int, int]]


def modality(one: Side, two: Side, beyond_one: Spans = (), beyond_two: Spans = ()) -> Iterator[Row]:
    """Yield at most one finding: a denial against an affirmation, or else a statement that is surer in one version.

    Cues are compared by class. What is merely possible may be merely likely in another language; what is said may not
    be known. A word of certainty alone is a turn of phrase, and counts only where it stands for a weaker one. Words in what
    only one version has (`beyond_one`, `beyond_two`: intervals of the texts) are not compared.
    """
    tables = cues(one.language), cues(two.language)
    if tables[0] is None or tables[1] is None:
        return
    a, b = _outside(tables[0].places(one.text), beyond_one), _outside(tables[1].places(two.text), beyond_two)
    name_a, name_b = which(one, two)
    table, affirming = (tables[1], two) if a.get("denial") else (tables[0], one)
    hinted = table.hinted("denial", affirming.text)
    if bool(a.get("denial")) != bool(b.get("denial")) and not hinted:
        denies, affirms = (name_a, name_b) if a.get("denial") else (name_b, name_a)
        s, found = (one, a) if a.get("denial") else (two, b)
        alike = one.language == two.language or {one.language, two.language} <= {"en", "es"}
        # Korean denies with endings that a translation may turn into another verb: less is certain there.
        yield finding(
            "negation_or_modality", "high" if alike else "medium", [one.span, two.span],
            f"{_first(denies)} denies ({show(_cut(s, found['denial'][0]))}) where {affirms} affirms.", 0.7 if alike else 0.55,
        )
        return
    for x, y, s, t in ((a, b, one, two), (b, a, two, one)):
        names = which(s, t) if s is one else which(t, s)[::-1]
        table = tables[1] if t is two else tables[0]
        told = _weaker(x, y, {k for k in x if table.hinted(k, t.text)})
        if told is None:
            continue
        weak, strong = told
        place = s.place(*x[weak][0])
        there = t.place(*y[strong][0]) if strong else t.span
        against = f"{names[1]} {_SAYS[strong]}" if strong else f"{names[1]} does not"
        yield finding(
            "negation_or_modality", "medium", [place, there],
            f"{_first(names[0])} {_SAYS[weak]} ({show(_cut(s, x[weak][0]))}), {against}.", 0.55,
        )
        return


def _outside(places: Places, beyond: Spans) -> Places:
    kept = {k: [(x, y) for x, y in v if not any(p <= x < q for p, q in beyond)] for k, v in places.items()}
    return {k: v for k, v in kept.items() if v}


def _weaker(x: Places, y: Places, hinted: Set[str]) -> tuple[str, str | None] | None:
    """Return the class by which `x` is weaker, or binds more, than `y`, and the class that `y` has instead, if any.

    Classes that words of the other text may stand for (`hinted`) are weaker only than one that is told for sure.
    """
    strong = next((k for k in _STRONG if len(y.get(k, ())) > len(x.get(k, ()))), None)
    for k in _WEAK:
        if len(x.get(k, ())) > len(y.get(k, ())) and strong is not None:
            return k, strong
    for k, near in _NEAR.items():
        if x.get(k) and k not in hinted and not any(y.get(n) for n in near):
            return k, None
    return None


def _cut(s: Side, span: tuple[int, int]) -> str:
    return s.text[span[0] : span[1]].strip()


def _first(text: str) -> str:
    return text[0].upper() + text[1:] if text.startswith("the ") else text
