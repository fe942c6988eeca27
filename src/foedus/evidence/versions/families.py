"""Families: parts that are versions of one text, and documents that are one source.

The two are not the same. *Versions* are aligned with each other, sentence by sentence, so each must be a version of
the family's pivot. A *source family* is what counts once: translations, copies, reprints, and a text that stands
inside a longer one. Versions of each other are one source whatever the chain that binds them. Containment does not
pass on: two long reports that both carry one wire text remain two sources, and a digest of two independent reports
does not make them one. So of the texts bound by containment alone, as many as possible that are not bound to each
other count, and each of the others goes with the one it shares most with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from foedus.core.ids import content_id, digest
from foedus.evidence.versions.edges import Edge, Place, by_text
from foedus.evidence.versions.likeness import ENOUGH

#: Share of a document that must stand in another for the two to count as one source, and the share of both that
#: makes them versions of each other. Between the two lies a digest that is half of one report and half of another.
HALF, WHOLE = 0.5, 0.65
_TWINS = 32  # places of one text whose bonds to another are drawn one by one; the rest hang on the first


@dataclass(frozen=True, slots=True)
class Family:
    """Versions of one text. `others` are versions of `pivot`, the most complete of them."""

    pivot: Place
    others: tuple[Place, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """All of them, the pivot first."""
        return self.pivot, *self.others


@dataclass(frozen=True, slots=True)
class Fold:
    """Why a document is counted with another.

    Attributes
    ----------
    doc, other
        The two documents.
    likeness
        How like versions they are, in [0, 1]; 0 if wording alone binds them.
    share, other_share
        How much of each has a counterpart in the other, in [0, 1].
    """

    doc: str
    other: str
    likeness: float
    share: float
    other_share: float

    @property
    def whole(self) -> bool:
        """Whether they are versions of each other, rather than one standing inside the other."""
        return min(self.share, self.other_share) >= WHOLE


@dataclass(frozen=True, slots=True)
class Sources:
    """Which documents are one source: the family id of every document, and for each that is folded, why."""

    family: Mapping[str, str] = field(default_factory=dict)
    folds: tuple[Fold, ...] = ()


def versions(places: Sequence[Place], edges: Mapping[tuple[str, str], Edge]) -> list[Family]:
    """Return the families of versions, in the order in which their first member stands.

    The pivot is the most complete text that the others resemble most; what is bound to it only through others
    forms further families.
    """
    at = by_text([p for p in places if p.signature.sentences >= ENOUGH])
    near: dict[str, dict[str, float]] = {t: {} for t in at}
    for (one, two), edge in edges.items():
        if edge.versions and one in near and two in near:
            near[one][two] = near[two][one] = edge.likeness
    order = {(p.doc, p.part): n for n, p in enumerate(places)}
    out = []
    for group in _components(at, near):
        left = set(group)
        while left:
            pivot = max(left, key=lambda t: (_completeness(t, left, at, near), -order[at[t][0].doc, at[t][0].part]))
            members = {pivot, *(t for t in near[pivot] if t in left)}
            found = sorted((p for t in members for p in at[t]), key=lambda p: order[p.doc, p.part])
            if len(found) > 1:
                head = at[pivot][0]
                out.append(Family(head, tuple(p for p in found if p is not head)))
            left -= members
    return sorted(out, key=lambda f: min(order[p.doc, p.part] for p in f.places))


def _completeness(text: str, group: set[str], at: Mapping[str, Sequence[Place]], near: Mapping[str, Mapping[str, float]]) -> float:
    like = sum(value * len(at[t]) for t, value in near[text].items() if t in group) + len(at[text]) - 1
    return at[text][0].signature.lines * like


def sources(
    places: Sequence[Place], edges: Mapping[tuple[str, str], Edge], about: Mapping[str, tuple[str, str]]
) -> Sources:
    """Return which documents are one source.

    Parameters
    ----------
    places
        Every part with prose.
    edges
        What binds texts.
    about
        By document: the date it was published (ISO, or empty) and the hash of its text.

    Returns
    -------
    Sources
        Every document of `about` has a family. A family is named after the text of its earliest member (undated
        ones last), so it keeps its id when later documents join it.
    """
    folds = _folds(places, edges)
    near: dict[str, dict[str, float]] = {d: {} for d in about}
    loose: dict[str, dict[str, float]] = {d: {} for d in about}
    for f in folds.values():
        kind = near if f.whole else loose
        kind[f.doc][f.other] = kind[f.other][f.doc] = max(f.share, f.other_share)
    classes = _components(about, near)
    class_of = {d: n for n, group in enumerate(classes) for d in group}
    bound: dict[int, dict[int, float]] = {n: {} for n in range(len(classes))}
    for one, others in loose.items():
        for two, share in others.items():
            a, b = class_of[one], class_of[two]
            if a != b:
                bound[a][b] = max(share, bound[a].get(b, 0.0))
    mass: dict[str, int] = dict.fromkeys(about, 0)
    for p in places:
        mass[p.doc] += p.signature.mass
    home = _independent(bound, {n: (-max(mass[d] for d in group), min(group)) for n, group in enumerate(classes)})
    members: dict[int, list[str]] = {}
    for doc in about:
        members.setdefault(home[class_of[doc]], []).append(doc)
    family: dict[str, str] = {}
    told: list[Fold] = []
    for group in members.values():
        first = min(group, key=lambda d: (about[d][0] or "9", about[d][1], d))
        family |= dict.fromkeys(group, content_id("so", about[first][1] or digest(first)))
        told += _tree(group, {k: f for k, f in folds.items() if k[0] in group and k[1] in group}) if len(group) > 1 else []
    return Sources(family, tuple(sorted(told, key=lambda f: (f.doc, f.other))))


def _folds(places: Sequence[Place], edges: Mapping[tuple[str, str], Edge]) -> dict[tuple[str, str], Fold]:
    """Return what binds each pair of documents so that one of them adds little, by the pair in order."""
    at = by_text(places)
    covered: dict[tuple[str, str], dict[str, float]] = {}  # (document, other): share of each part
    like: dict[tuple[str, str], float] = {}

    def bind(p: Place, q: Place, share: float, likeness: float) -> None:
        if p.doc != q.doc:
            parts = covered.setdefault((p.doc, q.doc), {})
            parts[p.part] = max(share, parts.get(p.part, 0.0))
            like[p.doc, q.doc] = max(likeness, like.get((p.doc, q.doc), 0.0))

    for same in at.values():
        for p in same[1:]:
            bind(same[0], p, 1.0, 1.0)
            bind(p, same[0], 1.0, 1.0)
    for (one, two), edge in edges.items():
        a, b = at.get(one, [])[:_TWINS], at.get(two, [])[:_TWINS]
        for p, q in ((p, q) for p in a for q in b):
            bind(p, q, edge.share_one, edge.likeness)
            bind(q, p, edge.share_two, edge.likeness)
    mass: dict[str, dict[str, int]] = {}
    for p in places:
        mass.setdefault(p.doc, {})[p.part] = p.signature.mass

    def share(doc: str, other: str) -> float:
        whole = sum(mass[doc].values())
        return sum(mass[doc][part] * s for part, s in covered[doc, other].items()) / whole

    out = {}
    for one, two in covered:
        if one < two:
            fold = Fold(one, two, like[one, two], min(1.0, share(one, two)), min(1.0, share(two, one)))
            if max(fold.share, fold.other_share) >= HALF:
                out[one, two] = fold
    return out


def _components(nodes: Iterable[str], near: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """Return the nodes in groups that hang together, in the order in which they are met."""
    seen: set[str] = set()
    out = []
    for start in nodes:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            node = waiting.pop()
            group.append(node)
            fresh = [n for n in near[node] if n not in seen]
            seen.update(fresh)
            waiting += fresh
        out.append(group)
    return out


def _independent(bound: Mapping[int, Mapping[int, float]], rank: Mapping[int, tuple[int, str]]) -> dict[int, int]:
    """Choose classes of which no two are bound, those with the fewest bonds first; the rest go with the nearest chosen."""
    home: dict[int, int] = {}
    for n in sorted(bound, key=lambda n: (len(bound[n]), rank[n])):
        chosen = [m for m in bound[n] if home.get(m) == m]
        home[n] = max(chosen, key=lambda m: (bound[n][m], rank[m])) if chosen else n
    return home


def _tree(group: Sequence[str], folds: Mapping[tuple[str, str], Fold]) -> list[Fold]:
    """Return the strongest bonds that hold a family together: one fewer than it has documents."""
    root = {d: d for d in group}

    def top(d: str) -> str:
        while root[d] != d:
            d = root[d]
        return d

    out = []
    for f in sorted(folds.values(), key=lambda f: (-max(f.share, f.other_share), -f.likeness, f.doc, f.other)):
        if top(f.doc) != top(f.other):
            root[top(f.doc)] = top(f.other)
            out.append(f)
    return out
