"""Noun phrases, verb groups and what joins them: a sentence as a row of pieces, by word class alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.evidence.syntax.inflect import FINITE
from foedus.evidence.syntax.words import Grammar, Word, fold


@dataclass(slots=True)
class Piece:
    """A stretch of words ``[first, last)``.

    `kind` is ``np``, ``verb`` or the class of a single word (``sub rel conj stop comma neg``). A noun phrase has its
    `marker` (preposition, "" if none), its `heads` (word indices) and whether it tells a `time`; a verb group its
    `lemma`, `tense`, `mood`, `form`, and whether it is `passive`, `negated` or reflexive (`self`).
    """

    kind: str
    first: int
    last: int
    marker: str = ""
    heads: tuple[int, ...] = ()
    time: bool = False
    owner: int | None = None  #: index of the piece whose noun it belongs to ("de")
    lemma: str = ""
    tense: str = ""
    mood: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    reflexive: bool = False
    clitic: int | None = None  #: the pronoun before the verb that is its object


YEAR = 4  #: digits
NOMINAL = frozenset(("noun", "num", "det", "pron", "time", "possessive"))


def pieces(ws: Sequence[Word], g: Grammar, quantities: frozenset[str], of: frozenset[str]) -> list[Piece]:
    """Return the pieces of a sentence in order."""
    out: list[Piece] = []
    i, negated, reflexive = 0, False, False
    clitic: int | None = None
    while i < len(ws):
        w = ws[i]
        if w.cls == "neg":
            inner = 0 < i < len(ws) - 1 and ws[i - 1].cls == "noun" and (ws[i + 1].cls == "noun" or {r.form for r in ws[i + 1].readings} == {"participle"})  # "una agresión no provocada"
            negated = not inner and (i + 1 >= len(ws) or ws[i + 1].cls != "only")  # "not only"
            i += 1
        elif w.cls == "clitic":
            reflexive = reflexive or w.lemma == "se"
            clitic = i if w.lemma in g.objects else None
            i += 1
        elif w.cls in ("adv", "only"):
            i += 1
        elif w.cls == "verb" and w.text.lower() in g.small["ago"] and (end := _since_then(ws, i)):
            out.append(Piece("np", i, end, heads=(end - 1,), time=True))
            i = end
        elif w.cls == "verb":
            piece = _verb(ws, i, g)
            piece.negated, piece.reflexive = negated, reflexive or (not g.with_be and ws[piece.last - 1].text.endswith("se"))
            if piece.passive and g.with_be and (piece.reflexive or piece.lemma in g.with_be):  # « est arrivé », « s'est rendu »
                piece.passive, piece.tense = False, "past" if piece.tense == "present" else piece.tense
            if out and out[-1].kind == "prep":
                piece.marker = out.pop().marker
            piece.clitic, clitic = clitic, None
            negated = reflexive = False
            out.append(piece)
            i = piece.last
        elif w.cls in NOMINAL:
            piece = _noun(ws, i, g, quantities, of)
            if out and out[-1].kind == "prep":
                lead = out.pop()
                piece.marker, piece.first = lead.marker, lead.first
                if piece.marker in of and out and out[-1].kind == "np":
                    piece.owner = len(out) - 1
                elif piece.marker in of and len(out) > 1 and out[-1].kind == "comma" and out[-2].kind == "np" and g.small["definite"] and _leads(out):
                    piece.owner = len(out) - 2  # "a contingent, of 600 men, will leave"
            out.append(piece)
            i = piece.last
        elif w.cls == "prep":
            if out and out[-1].kind == "prep":
                out.pop()  # "por entre": the last one counts
            out.append(Piece("prep", i, i + 1, marker=w.lemma))
            i += 1
        else:
            if w.cls in ("stop", "sub", "rel"):
                negated = reflexive = False
            negated = negated or w.lemma in g.small["neither"]
            out.append(Piece(w.cls, i, i + 1, lemma=w.lemma))
            i += 1
    kept = [p for p in out if p.kind != "prep"] if not any(p.owner is not None for p in out) else _without_prep(out)
    return _named_after(_listed(kept, ws), ws, g)


def _leads(out: Sequence[Piece]) -> bool:
    """Whether no verb of the clause has come yet."""
    return next((p.kind != "verb" for p in reversed(out) if p.kind in ("verb", "sub", "rel", "stop")), True)


def _named_after(ps: list[Piece], ws: Sequence[Word], g: Grammar) -> list[Piece]:
    """Join a title and the name set off behind it ("the minister of Chad, Ali Haroun,") into one noun phrase."""
    k = 0
    while g.small["people"] and k < len(ps):
        lead, j = ps[k], k + 1
        while j < len(ps) and ps[j].owner is not None:
            j += 1
        title = lead.kind == "np" and not lead.time and ws[lead.heads[0]].lemma in g.small["people"] and len(lead.heads) == 1
        if title and j + 1 < len(ps) and ps[j].kind == "comma" and _proper(ps[j + 1], ws):
            end = ps[j + 2] if j + 2 < len(ps) else None
            if end is None or end.kind in ("comma", "stop", "rel"):
                lead.heads, lead.last = (*lead.heads, *ps[j + 1].heads), ps[j + 1].last
                gone = 3 if end is not None and end.kind == "comma" else 2
                del ps[j : j + gone]
                for p in ps[j:]:
                    if p.owner is not None and p.owner >= j:
                        p.owner = p.owner - gone if p.owner >= j + gone else k
        k += 1
    return ps


def _proper(p: Piece, ws: Sequence[Word]) -> bool:
    return p.kind == "np" and not p.marker and not p.time and all(ws[t].text[0].isupper() for t in range(p.first, p.last) if ws[t].cls != "prep")


def _since_then(ws: Sequence[Word], i: int) -> int:
    """Return where "hace treinta años", at word `i`, ends; 0 if it is no such span of time."""
    for j in range(i + 1, min(len(ws), i + 5)):
        if ws[j].cls == "time":
            return j + 1
        if ws[j].cls not in ("num", "det", "adv", "noun"):
            break
    return 0


def _listed(ps: list[Piece], ws: Sequence[Word]) -> list[Piece]:
    """Join "A, B and C" into one noun phrase: bare phrases between commas before one that "and" has joined."""
    k = len(ps) - 1
    while k > 1:
        last = ps[k]
        first = k
        while first >= 2 and ps[first - 1].kind == "comma" and ps[first - 2].kind == "np" and not ps[first - 2].time:
            if ps[first].marker or (first == 3 and ps[0].form == "participle" and ps[first - 2].first == ps[0].last):
                break  # "Signed the peace, Chad and Niger ...": the comma ends a clause
            first -= 2
        closed = k + 1 < len(ps) and ps[k + 1].kind == "comma" and (k + 2 == len(ps) or ps[k + 2].kind != "rel")
        if first < k and last.kind == "np" and len(last.heads) > 1 and not last.time and not closed:
            acts = k + 1 < len(ps) and ps[k + 1].kind == "verb" and ps[k + 1].form == "finite"
            alike = ws[ps[first].heads[0]].text[0].isupper() == ws[ps[first + 2].heads[0]].text[0].isupper()
            first += 2 if ps[first].marker and (ps[first].owner is None or not alike) and acts else 0  # "in Chad, Niger and Mali signed", "after years of war, Chad and Mali signed"
            if first < k and not any(p.owner is not None and first <= p.owner < k for p in ps):
                lead = ps[first]
                lead.heads = tuple(h for p in ps[first : k + 1] for h in p.heads)
                lead.last = last.last
                gone = k - first
                for p in ps[k + 1 :]:
                    p.owner = first if p.owner == k else p.owner - gone if p.owner is not None and p.owner > k else p.owner
                del ps[first + 1 : k + 1]
                k = first
        k -= 1
    return ps


def _without_prep(out: list[Piece]) -> list[Piece]:
    index: dict[int, int] = {}
    kept: list[Piece] = []
    for k, p in enumerate(out):
        if p.kind != "prep":
            index[k] = len(kept)
            kept.append(p)
    for p in kept:
        p.owner = index.get(p.owner) if p.owner is not None else None
    return kept


def _noun(ws: Sequence[Word], i: int, g: Grammar, quantities: frozenset[str], of: frozenset[str]) -> Piece:
    start, joined = i, False
    tokens: list[int] = []
    heads: list[int] = []
    while i < len(ws):
        w = ws[i]
        if w.cls in NOMINAL:
            if tokens and w.cls == "det" and ws[tokens[-1]].cls in ("noun", "pron", "num", "time") and not joined:
                break
            if tokens and not joined and w.cls == "noun" and start and ws[start - 1].lemma in g.small["whose"] and _another(ws, tokens[-1], i, g):
                break  # "whose ruling | Chad rejects"
            if tokens and not joined and w.cls == "noun" and _dated(ws, tokens, w, g, of):
                break
            if tokens and not joined and w.cls == "time" and ws[tokens[-1]].cls == "noun" and ws[tokens[-1]].text.islower() and i + 1 < len(ws) and ws[i + 1].text.lower() in g.small["counted_from"]:
                break  # "had given shelter | hours before"
            if tokens and not joined and w.cls == "num" and g.small["definite"] and _counts_anew(ws, tokens[-1], i):
                break  # "gave Chad | 60 millions"
            tokens.append(i)
            joined = False
            i += 1
        elif w.cls == "verb" and {r.form for r in w.readings} == {"participle"} and tokens and ws[tokens[-1]].cls == "noun" and i + 1 < len(ws) and ((ws[i + 1].cls != "prep" and ws[i + 1].lemma not in ("por", "by")) or _adjective(ws, i, g, of)):
            i += 1  # a participle as adjective
        elif w.cls == "adv" and tokens and i + 1 < len(ws) and ws[i + 1].cls == "noun" and w.text.islower() and w.lemma in ("muy",):
            i += 1
        elif w.cls == "conj" and tokens and i + 1 < len(ws) and ws[i + 1].cls in NOMINAL and _joins(ws, i) and not _deed_beside(ws, start, i, g):
            joined = True
            i += 1
        else:
            break
    last_head: int | None = None
    group: list[int] = []
    groups: list[list[int]] = [group]
    for t in tokens:
        if t > start and ws[t - 1].cls == "conj":
            group = []
            groups.append(group)
        group.append(t)
    for group in groups:
        nouns = [t for t in group if ws[t].cls in ("noun", "pron")] or group
        if group is not groups[-1] and all(ws[t].text in g.small["before"] for t in nouns):
            continue  # "su firme y enérgica condena"
        while len(nouns) > 1 and nouns[1] == nouns[0] + 1 and (ws[nouns[0]].text if nouns[0] or not ws[nouns[1]].text.islower() else ws[nouns[0]].text.lower()) in g.small["before"]:
            del nouns[0]  # "su profunda preocupación"
        last_head = nouns[0] if g.head == "first" else nouns[-1]
        if g.head == "first" and len(nouns) > 1 and (ws[nouns[0]].lemma in quantities or _before_deed(ws, group, nouns, g)):
            last_head = nouns[1]
        heads.append(last_head)
    alone = len(tokens) == 1 and _stands_for(ws, tokens[0], g, of)
    time = any(ws[t].cls == "time" for t in tokens) or (not alone and all(ws[t].cls in ("num", "det") and not (t > start and ws[t].text[0].isupper()) for t in tokens))
    # "thousands of miners": the head is what is counted
    end = tokens[-1] + 1
    if len(heads) == 1 and ws[heads[0]].lemma in quantities and end < len(ws) and ws[end].cls == "prep" and ws[end].lemma in of:
        inner = _noun(ws, end + 1, g, quantities, of) if end + 1 < len(ws) and ws[end + 1].cls in NOMINAL else None
        if inner is not None:
            return Piece("np", start, inner.last, heads=inner.heads, time=inner.time)
    return Piece("np", start, end, heads=tuple(heads), time=time)


def _another(ws: Sequence[Word], last: int, i: int, g: Grammar) -> bool:
    """Whether a name behind a thing is no name of it."""
    return ws[last].text.islower() and ws[i].text[0].isupper() and ws[last].lemma not in g.small["people"] | g.small["bodies"]


def _stands_for(ws: Sequence[Word], i: int, g: Grammar, of: frozenset[str]) -> bool:
    """Whether an article stands for a noun told before ("the one of Chad"), or a determiner for those told of ("both")."""
    follows = ws[i + 1] if i + 1 < len(ws) else None
    of_whom = follows is not None and follows.lemma in of and i + 2 < len(ws) and ws[i + 2].text[0].isupper()
    return ws[i].cls == "det" and (ws[i].lemma in g.small["both_alone"] or (ws[i].lemma in g.small["definite"] and of_whom))


def _before_deed(ws: Sequence[Word], group: Sequence[int], nouns: Sequence[int], g: Grammar) -> bool:
    """Whether an adjective stands between the determiner and a noun of action: "the later sanctions"."""
    one, two = ws[nouns[0]], ws[nouns[1]]
    led = group[0] < nouns[0] and ws[group[0]].cls in ("det", "possessive")
    return led and nouns[1] == nouns[0] + 1 and one.text[0].islower() and fold(one.lemma) not in g.known and fold(two.lemma) in g.nouns


def _counts_anew(ws: Sequence[Word], last: int, i: int) -> bool:
    """Whether a number behind a name counts what follows it."""
    return ws[last].cls == "noun" and ws[last].text[0].isupper() and i + 1 < len(ws) and ws[i + 1].cls == "noun" and ws[i + 1].text.islower()


def _adjective(ws: Sequence[Word], i: int, g: Grammar, of: frozenset[str]) -> bool:
    """Whether a participle of no verb of the lexicon only describes the noun before it: "the fortified zone of"."""
    return bool(g.common) and ws[i + 1].lemma in of and {r.lemma for r in ws[i].readings} <= g.common


def _dated(ws: Sequence[Word], tokens: Sequence[int], w: Word, g: Grammar, of: frozenset[str]) -> bool:
    """Whether a date ends before noun `w`: "the 4th of May | planes bombed", "in 2021 | France left"."""
    last, lead = ws[tokens[-1]], ws[tokens[0] - 1] if tokens[0] else None
    belongs = len(tokens) == 1 and lead is not None and lead.cls == "prep" and lead.lemma in of  # "of May", "of 2021"
    if last.cls == "noun" and last.text.islower() and any(ws[t].cls == "time" for t in tokens) and g.head == "first":
        return w.text[0].isupper()  # "al día siguiente | México"
    if last.cls == "time":
        return g.head == "first" and (belongs or w.text[0].isupper() or w.lemma in g.known)
    year = last.cls == "num" and len(last.text) == YEAR and last.text.isdigit()
    return year and len(tokens) == 1 and lead is not None and lead.cls == "prep" and (belongs or w.text[0].isupper())


def _joins(ws: Sequence[Word], i: int) -> bool:
    """Whether "and" joins two nouns and not two clauses: no finite verb follows the second noun at once."""
    for w in ws[i + 1 : i + 7]:
        if w.cls == "clitic" or (w.cls == "verb" and {r.form for r in w.readings} & FINITE):
            if i > 1 and any(x.cls == "conj" for x in ws[i - 3 if ws[i - 2].cls == "det" and i > 2 else i - 2 : i - 1]):
                return True  # "X broke with Y and Chad and Niger signed": "and" before them joins the clauses
            # "Chad and Niger signed": the verb comes after both, and none came before
            return not any(x.cls == "verb" and {r.form for r in x.readings} & FINITE for x in _clause_before(ws, i))
        if w.cls in ("stop", "comma", "sub", "rel"):
            break
    return True


def _deed_beside(ws: Sequence[Word], start: int, i: int, g: Grammar) -> bool:
    """Whether "and" behind a name led by a preposition adds a deed to the one before: "the coup in Mali | and the sanctions of"."""
    if not start or ws[start - 1].cls != "prep" or not ws[i - 1].text[0].isupper() or ws[i + 1].cls != "det":
        return False
    noun = next((w for w in ws[i + 2 : i + 5] if w.lemma in g.nouns or w.cls != "noun"), None)
    return noun is not None and noun.cls == "noun" and noun.text.islower()


def _clause_before(ws: Sequence[Word], i: int) -> list[Word]:
    out: list[Word] = []
    for w in reversed(ws[:i]):
        if w.cls in ("stop", "sub", "rel"):
            break
        out.append(w)
    return out


def _verb(ws: Sequence[Word], i: int, g: Grammar) -> Piece:
    """Return the verb group that begins at word `i`: auxiliaries, modals and the verb they carry."""
    first = i
    tense = mood = leads = ""
    passive = False
    while True:
        w = ws[i]
        reading = w.readings[0]
        finite = [r for r in w.readings if r.form in FINITE]
        form = next((r.form for r in w.readings if r.form not in FINITE), "") if not finite else "finite"
        leads = form if i == first else leads
        if finite and not tense:
            tense, mood = _tense(finite[0].form)
        helper = g.auxiliaries.get(reading.lemma) or g.modals.get(reading.lemma)
        k = i + 1
        while helper and k < len(ws) and ws[k].cls in ("adv", "clitic", "neg"):
            k += 1
        if helper and k < len(ws) and ws[k].cls == "prep" and helper == "future" and k + 1 < len(ws) and ws[k + 1].cls == "verb":
            k += 1
        follows = ws[k] if k < len(ws) else None
        if not helper or follows is None or follows.cls != "verb":
            break
        forms = {r.form for r in follows.readings}
        if helper == "past" and "participle" in forms and not g.with_be and not follows.text.endswith("o"):
            break  # "there were wounded"
        if helper == "past" and "participle" in forms:
            tense = "past"
        elif helper == "passive" and "participle" in forms:
            passive = True
        elif (helper == "passive" and "gerund" in forms) or (helper == "result" and forms == {"participle"}):
            pass
        elif helper == "future" and "infinitive" in forms:
            tense = "future" if tense == "present" else tense
        elif helper in ("possible", "due") and "infinitive" in forms:
            mood = helper
        else:
            break
        i = k
    w = ws[i]
    form = form if first == i else "infinitive" if leads == "infinitive" else "finite"  # "haber atacado"
    reading = next((r for r in w.readings if (r.form in FINITE) == (form == "finite" and first == i)), w.readings[0])
    return Piece("verb", first, i + 1, heads=(i,), lemma=reading.lemma, tense=tense, mood=mood, form=form, passive=passive)


def _tense(form: str) -> tuple[str, str]:
    return {"present": ("present", ""), "past": ("past", ""), "future": ("future", ""),
            "conditional": ("future", "conditional"), "subjunctive": ("", "subjunctive")}[form]  # fmt: skip
