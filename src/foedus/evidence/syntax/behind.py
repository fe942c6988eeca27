"""Subjects that stand behind their verb, by word order alone: what may be one, and when nothing before the verb is.

A person who is the object of a verb is led by a preposition where the language has such a rule (the Spanish personal
*a*), so a definite phrase for a person, bare and behind a verb that has no subject yet, is the subject. So is what
stands behind a verb whose object a pronoun already names, behind a verb of speech whose words came first, and behind a
verb that takes no object. The lists are those of ``syntax.toml``; a language without them is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foedus.evidence.syntax.leads import led
from foedus.evidence.syntax.model import Argument
from foedus.evidence.syntax.phrases import Piece

if TYPE_CHECKING:
    from foedus.evidence.syntax.order import Ordered


CLOSING = frozenset("”»\"—–")  #: what ends speech, or sets its speaker apart


def behind(o: Ordered, k: int, before: Sequence[int], right: Sequence[int], fence: Piece | None) -> int | None:
    """Return the noun phrase behind verb `k` that is its subject, or None.

    Parameters
    ----------
    before, right
        Bare noun phrases before the verb in its clause, and all behind it.
    fence
        What bounds the clause on the left.
    """
    p, small = o.ps[k], o.g.small
    if p.form != "finite" or p.passive or not small["definite"] or p.lemma in small["be"]:
        return None
    if fence is not None and fence.kind == "rel" and fence.lemma in small["who"] and not before:
        lead = o.ws[fence.first - 1].cls if fence.first else ""
        if lead != "prep":
            return None  # "who" is the subject
    found = next((j for j in right if not o.ps[j].time and o._bare(j) and o.ps[j].owner is None), None)
    if found is None:
        return None
    earlier = fence is not None and fence.kind == "verb"  # what stands before belongs to that verb
    known, person, name = _definite(o, found), _is(o, found, "people"), o._name(found)
    told = p.lemma in small["speech"] and ((known and (person or _is(o, found, "bodies"))) or name)
    if p.clitic is not None and not p.reflexive and o.g.objects[o.ws[p.clitic].lemma] == "object":
        return found if (known and (person or _is(o, found, "bodies"))) or name else None
    if fence is not None and fence.kind == "sub" and fence.lemma in small["as"] and not before and (known or name):
        return found  # "as the Senate holds": what is said stands outside
    if before and not (_after_comma(o, k) and told and (earlier or _set_in(o, k, found))):
        return None
    if p.reflexive:
        return found if p.lemma in small["middle"] or (known and person) else None
    if fence is not None and fence.kind == "rel" and (known or name) and _agrees_not(o, k, fence, found):
        return found
    if (known or name) and (person or name or _is(o, found, "bodies")) and _second(o, found, right):
        return found
    if told and (fence is None or fence.kind != "rel" or fence.lemma not in small["says"] or person or (name and _of_thing(o, fence))):
        return found
    if p.lemma in small["alone"]:
        return found if fence is None or fence.kind != "rel" else None
    return found if known and person else None


def _set_in(o: Ordered, k: int, found: int) -> bool:
    """Whether a verb of speech and its subject stand between commas behind the first phrase ("Chad, said the minister, ...")."""
    end = found + 1
    while end < len(o.ps) and o.ps[end].owner is not None:
        end += 1
    lead = next((j for j in range(k - 2, -1, -1) if o.ps[j].kind in ("comma", "stop", "verb", "sub", "rel", "conj")), -1)
    return end < len(o.ps) and o.ps[end].kind == "comma" and (lead < 0 or o.ps[lead].kind != "comma")


def _of_thing(o: Ordered, fence: Piece) -> bool:
    """Whether a relative clause belongs to what is neither a person, a body nor a name ("the plan that Chad proposed")."""
    at = _outer(o, o.ps.index(fence) - 1)
    return at >= 0 and o.ps[at].kind == "np" and not (_is(o, at, "people") or _is(o, at, "bodies") or o._name(at))


def _second(o: Ordered, found: int, right: Sequence[int]) -> bool:
    """Whether another bare phrase follows with no comma between: of two, the first acts ("mandó Australia tres barcos")."""
    for j in range(found + 1, len(o.ps)):
        q = o.ps[j]
        if q.kind != "np" or j not in right:
            return False
        if o._bare(j) and q.owner is None:
            return True
    return False


def _agrees_not(o: Ordered, k: int, fence: Piece, found: int) -> bool:
    """Whether a verb in a relative clause agrees in number with what stands behind it and not with what the clause belongs to."""
    ante = next((j for j in range(k - 1, -1, -1) if o.ps[j] is fence), 0) - 1
    while ante >= 0 and (o.ps[ante].kind == "comma" or o.ps[ante].owner is not None):
        ante = o.ps[ante].owner if o.ps[ante].owner is not None else ante - 1  # type: ignore[assignment]
    if ante < 0 or o.ps[ante].kind != "np":
        return False
    group = o.ws[o.ps[k].first]
    plural = group.text.endswith("n")
    return _plural(o, ante) != plural == _plural(o, found)


def _plural(o: Ordered, k: int) -> bool:
    p = o.ps[k]
    several = len(p.heads) > 1 and any(o.ws[t].cls == "conj" for t in range(p.first, p.last))  # a title with its name is one
    return several or o.ws[p.heads[0]].text.endswith("s")


def told_of(o: Ordered, k: int) -> int | None:
    """Return the noun phrase before the participle at `k` that it is said of: the one it agrees with, also behind a comma.

    Of "the summit of the League, held in Lima" it is the summit, by gender and number; where nothing tells them apart,
    the outermost.
    """
    j = k - 1
    if j > 0 and o.ps[j].kind == "conj" and o.g.small["definite"]:  # "headed by Kenya and paid by"
        v = next((x for x in range(j - 1, -1, -1) if o.ps[x].kind not in ("np", "comma")), -1)
        same = v >= 0 and o.ps[v].form == "participle" and o.ws[o.ps[v].heads[0]].text[-2:].removesuffix("s") == o.ws[o.ps[k].heads[0]].text[-2:].removesuffix("s")
        return told_of(o, v) if same else None
    apart = j > 0 and bool(o.g.small["definite"]) and o.ps[j].kind == "comma" and o.ps[j - 1].kind == "np"
    if apart and k + 1 < len(o.ps) and o._bare(k + 1):
        return None  # ", signed the peace, ..."
    j -= apart
    if j < 0 or o.ps[j].kind != "np":
        return None
    chain = [j]
    while o.ps[chain[-1]].owner is not None:
        chain.append(o.ps[chain[-1]].owner or 0)
    if not o.g.small["definite"]:
        return chain[-1]
    if apart and o._name(j) and o.ps[j].marker:  # "the sending of a force to Mali, headed by": by gender
        x = next((x for x in range(j - 1, -1, -1) if o.ps[x].kind != "np" or (not o._name(x) and _agrees(o, k, x))), -1)
        if x >= 0 and o.ps[x].kind == "np" and not o.ps[x].time:
            return x
    fits = [x for x in reversed(chain) if _agrees(o, k, x)]
    return fits[0] if fits else None if apart else chain[-1]


def _agrees(o: Ordered, k: int, x: int) -> bool:
    """Whether a participle may be said of a noun phrase, by the number of both and the gender of its article or ending."""
    said = o.ws[o.ps[k].heads[0]].text.lower()
    head, lead = o.ws[o.ps[x].heads[0]], o.ws[o.ps[x].first]
    if _plural(o, x) != said.endswith("s") and not head.text[0].isupper():
        return False
    low = lead.text.lower() if lead.cls == "det" and lead.text.lower()[-2:] not in ("su", "us") else head.text.lower()
    low, said = low.removesuffix("s"), said.removesuffix("s")
    if lead.cls == "prep" and lead.text.lower() in ("del", "al"):
        return said.endswith("o")
    female = low.endswith(("a", "ión", "dad", "ione"))
    male = low.endswith(("o", "el", "un", "e")) and not female
    return not ((female and said.endswith("o")) or (male and lead.cls == "det" and said.endswith("a")))


def absolute(o: Ordered, k: int, right: Sequence[int]) -> int | None:
    """Return what a participle that opens its clause is said of: behind it, or behind the comma ("Met in Minsk, the ...")."""
    if not o.g.small["definite"]:
        return None
    comma = next((j for j in range(k + 1, len(o.ps)) if o.ps[j].kind == "comma"), len(o.ps))
    inner = next((j for j in right if j < comma and o._bare(j) and o.ps[j].owner is None), None)
    if inner is not None:
        return inner
    for j in range(k + 1, len(o.ps) - 1):
        if o.ps[j].kind == "comma":
            return j + 1 if o._bare(j + 1) else None
        if o.ps[j].kind != "np":
            return None
    return None


def latest(o: Ordered, k: int, bare: Sequence[int], bound: int | None) -> list[int]:
    """Return what of the bare phrases before verb `k` can be its subject: behind a verb, those behind the comma that ends its clause."""
    if not bare or bound is None or o.ps[bound].kind != "verb" or not o.g.small["definite"]:
        return list(bare)
    commas = [j for j in range(bound + 1, k) if o.ps[j].kind == "comma"]
    if commas == [k - 1] and o.ps[bound].form == o.ps[k].form == "finite":
        return []  # "ordered the withdrawal, sent": what stands before the comma is of the verb before
    comma = next((j for j in commas if any(j < x for x in bare)), None)
    return [x for x in bare if comma is None or comma < x]


def resumed(o: Ordered, k: int, bound: int | None) -> int | None:
    """Return the noun phrase that verb `k` goes on from behind a relative clause set off by commas ("Cuba, which ..., sent")."""
    if bound is None or not o.g.small["definite"] or o.ps[k].kind != "verb" or not _after_comma(o, k) or o.ps[bound].kind != "verb":
        return None
    if bound > 1 and o.ps[bound].lemma in o.g.small["speech"] and o.ps[bound - 1].kind == "comma":
        x = _outer(o, bound - 2)  # "Chad, said the minister, sent"
        return x if x >= 0 and o._bare(x) and not any(o.ps[j].kind == "verb" for j in range(x)) else None
    for j in range(bound, 1, -1):
        if o.ps[j].kind in ("stop", "sub"):
            return None
        if o.ps[j].kind == "rel":
            lead = led(o, j)
            x = lead[1] if lead else j - 1
            if o.ps[x].kind != "comma":
                return None
            x = _outer(o, x - 1)
            return x if x >= 0 and o._bare(x) else None
    return None


def shared(o: Ordered, bound: int) -> int | None:
    """Return the noun phrase that "and" at `bound` joins to the next over a relative clause ("Cuba, which ..., and Chad sent").

    It opens the sentence or its clause, so that no other verb can be its own.
    """
    if not o.g.small["definite"] or bound < 1 or o.ps[bound - 1].kind != "comma":
        return None
    rel = next((j for j in range(bound - 1, 0, -1) if o.ps[j].kind in ("rel", "stop", "sub")), 0)
    if rel < 2 or o.ps[rel].kind != "rel" or o.ps[rel - 1].kind != "comma" or sum(o.ps[j].form == "finite" for j in range(rel, bound)) != 1:
        return None
    x = _outer(o, rel - 2)
    return x if o._bare(x) and not any(o.ps[j].kind == "verb" for j in range(x)) else None


def modified(o: Ordered, bound: int | None) -> int | None:
    """Return the bare noun phrase that the participle at `bound` modifies: the clause goes on from it."""
    x = (bound or 0) - 1
    while x >= 0 and (o.ps[x].owner is not None or o.ps[x].kind == "comma"):
        x = o.ps[x].owner if o.ps[x].owner is not None else x - 1  # type: ignore[assignment]
    return x if x >= 0 and o.g.small["definite"] and o._bare(x) else None


def _outer(o: Ordered, x: int) -> int:
    """Return the noun phrase that the one at `x` belongs to, or itself."""
    while x >= 0 and o.ps[x].owner is not None:
        x = o.ps[x].owner or 0
    return x


def owned(o: Ordered, owner: int, own: Sequence[int]) -> Argument | None:
    """Return the subject of "whose": what is owned, with whose it is in its span."""
    if not own:
        return None
    a = o._argument("subject", own[0])
    return Argument("subject", o._span(o.ps[owner].first, o.ps[owner].last)[0], a.end, a.heads, a.lemma)


def speaker(o: Ordered, k: int, right: Sequence[int]) -> int | None:
    """Return the subject behind a verb that follows what was said (“...”, warned Lula) or leads it (warned Lula that)."""
    p, j = o.ps[k], k - 1
    right = [x for x in right if not o.ps[x].time]  # "warned on Tuesday Lula"
    if p.form != "finite" or not right or not o._bare(right[0]):
        return None
    if k and o.ps[j].kind == "comma":
        j -= 1
    quoted = j >= 0 and o.ps[j].kind == "stop" and o.ws[o.ps[j].first].text in CLOSING
    behind = right[0] + 1
    while behind < len(o.ps) and o.ps[behind].owner is not None:
        behind += 1
    named = o.ws[o.ps[right[0]].first].text[0].isupper()
    leads = named and behind < len(o.ps) and o.ps[behind].kind == "rel" and o.ps[behind].lemma in o.g.small["says"]
    return right[0] if quoted or leads else None


def _after_comma(o: Ordered, k: int) -> bool:
    return k > 0 and o.ps[k - 1].kind == "comma"


def _definite(o: Ordered, k: int) -> bool:
    return o.ws[o.ps[k].first].lemma in o.g.small["definite"]


def _is(o: Ordered, k: int, kind: str) -> bool:
    return o.ws[o.ps[k].heads[0]].lemma in o.g.small[kind]
