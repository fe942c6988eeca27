"""The stances of a sentence: verb phrases of preference, whose they are, and the outcome they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import UNSPECIFIED
from foedus.evidence.relations.anaphora import Discourse
from foedus.evidence.relations.slots import SLOT
from foedus.evidence.stances.classes import wantings
from foedus.evidence.stances.grammar import StanceGrammar
from foedus.evidence.stances.holders import left_out
from foedus.evidence.stances.outcomes import after, before
from foedus.evidence.stances.shares import shares
from foedus.evidence.stances.stance import Heard, Stance, actors_of, made

_SLOT = re.compile(SLOT)
_LED = re.compile(rf"([가-힣]{{0,3}}) ?({SLOT})")
#: A clause that only tells when or while: its subject does not want what follows.
_CIRCUMSTANCE = re.compile(r"[가-힣](?<![하되이]는) (?:상황|마당|판국|와중|가운데|시점|국면|처지|형편|조건|상태|채|경우)(?:에서|에|에서는|에도|인데|의|로)? ")
_PLURAL = "들"
_ADJOINING = 3  #: characters at most between a verb phrase and one that frames it
_TURNED = {"for": "against", "against": "for"}
_BEHIND = 16  #: characters behind a verb phrase in which what denies its thought stands
_UNHELD = {"for": "against", "against": "mixed"}  #: who does not think that a thing must be stopped need not want it
_ATTRIBUTIVE = re.compile(r"(?:한|된|하는|되는|던) ?$")
#: Behind words that only tell of which thing a noun speaks: whoever does so is not the speaker. Nouns of holding a view are.
_OF_A_NOUN = re.compile(r"[가-힣]{0,3}?(?:는|은|던) (?!것|게|데|바 |수 |입장|뜻|쪽|방침|태도|의견|생각|의지|의사|결정|상황|상태|한편|가운데|동시에|반면|중(?:에|이)|등 |만큼|모습|나라|국가)[가-힣]")
_VIEW = re.compile(r"는 (?:것이 )?(?:[가-힣]{1,4} )?(?:입장|주장|생각|뜻|의견|태도|견해|방침|쪽|목소리|논리)")
#: "The plan that X put forward": X stands in the outcome and is not who wants it.
_GIVEN = re.compile(r" ?(?:내놓은|제안한|제시한|발표한|요구한|추진한|추진하는|마련한|제출한|발의한|결정한|서명한|체결한|보낸|주도한|주도하는|이끄는|만든|세운|점령한|지원한|지원하는|통과시킨|채택한) [가-힣]{1,8}(?: [가-힣]{1,6})? ?")
_NOMINAL = re.compile(r"\s?(?:것|기)")
_OTHER_TOPIC = re.compile(r"[가-힣]{2,}[은는](?=\s)")
_OTHER_SUBJECT = re.compile(r"[가-힣]{2,}[이가](?= (?!아니))")
_SUBJECT = re.compile(rf"(?:({SLOT})|(?<![가-힣])[가-힣]{{2,8}})(?:측)?[이가](?= )")
_REPORTED = re.compile(r"[가-힣]{0,5}(?:다고|라고|다며|라며|다는|라는)")
_DOUBTS = frozenset({"doubts", "abstains", "unwilling"})
_REFUSING = frozenset({"refuses", "unwilling"})
_OWN_WILL = frozenset({"wants", "hopes", "prefers", "fears"})  #: classes whose subject is who wants
_CLAUSE = re.compile(r"[,;:–—()“”\"«»]|\b(?:that|which|who|whose|while|when|as|because|que|quien|cuyo|cuya|mientras|cuando|porque|что|котор\w+)\b")
#: Another draft than the one that was spoken of.
RIVAL = re.compile(r"\b(?:rival|competing|counter-?(?:proposal|draft)|alternativ[eo]|contrapropuesta)\b|(?:경쟁|대안|별도) ?(?:결의안|초안|안)", re.IGNORECASE)
_MEANT = "it"  #: the issue of a stance on what was told before, until that is found
#: Before what is only asked, supposed or awaited.
SUPPOSED = re.compile(r"\b(?:whether|if|unless|until|till|before|once|si|a menos que|hasta que|antes de que|mientras no|(?:den(?:y|ies|ied|ying)|n(?:ieg|eg)(?:a|an|ó|aron)|desm(?:iente|intió)) (?:that|que)|если|ли|пока) (?:\w{1,4} )?\Z", re.IGNORECASE)
_BESIDE = 14  #: characters at most between a subject in a clause of its own and its verb
_COUNTED = re.compile(r"(?: ?(?:수|몇|[\d,]+|[십백천만]+|여|명|사람|의원|지도부|대변인|대표단|당원|일부|다수))+")  #: how many or which of them, between a name and its particle
_FIRST_PLURAL = re.compile(r"mos\b")


def find_stances(heard: Heard, discourse: Discourse, grammar: StanceGrammar, reporting: ReportingGrammar | None) -> list[Stance]:
    """Return the stances of a sentence, in its order; of two on the same words of one actor the first counts."""
    found: dict[tuple[str, str], Stance] = {}
    polled = _decided(list(shares(heard, discourse, grammar)))
    if polled:
        heard = replace(heard, speakers=())  # who asked has no side
    raw = _by_particle(heard, discourse, grammar, reporting) if grammar.topical else _by_order(heard, discourse, grammar)
    for s in (*polled, *_forms(heard, discourse, grammar), *raw, *_bare(heard, discourse, grammar)):
        if not s.polled and any(t.start < s.end and s.start < t.end for t in polled):
            continue  # what is asked in a poll is nobody's will
        if not any(_again(s, t) for t in found.values()):
            found.setdefault((s.actor, s.issue), s)
    told = [s for s in found.values() if not any(_governs(t, s) for t in found.values())]
    told = [s if d is None else replace(s, end=max(s.end, d.end), direction="mixed", reasons=(*s.reasons, d.issue)) for s, d in _conceding(told, heard, grammar)]
    return sorted((x for s in told if (x := _sided(s, grammar)) is not None), key=lambda s: (s.start, s.end, s.actor))


def _decided(polled: list[Stance]) -> list[Stance]:
    """Return what a poll tells without the minorities of those of whom it tells what most want."""
    most = {s.actor for s in polled if s.wanting.name != "abstains"}
    return [s for s in polled if s.wanting.name != "abstains" or s.actor not in most]


def _again(s: Stance, t: Stance) -> bool:
    """Whether a stance is told by other words of the table for one that was found."""
    same = (s.actor, s.direction) == (t.actor, t.direction)
    return same and max(s.outcome[0], t.outcome[0]) < min(s.outcome[1], t.outcome[1]) and not s.pronoun and not t.pronoun


def _conceding(told: list[Stance], heard: Heard, grammar: StanceGrammar) -> Iterator[tuple[Stance, Stance | None]]:
    """Yield each stance with the doubt that limits it; a yes with a "but" is divided, and the doubt no stance of its own."""
    limits: dict[int, Stance] = {}
    kept: dict[int, Stance] = {}
    sk = heard.skeleton
    but = [sk.source(*m.span())[0] for m in grammar.concedes.finditer(sk.text)]
    for d in told:
        for k, s in enumerate(told):
            if d.wanting.name in _DOUBTS and s.wanting.name == "supports" and s.actor == d.actor and any(s.start < at <= d.end for at in but) and s.start < d.start:
                limits[k] = d
            elif d.wanting.name in _REFUSING and s.direction == "for" and s.actor == d.actor and any(s.start < at <= d.end for at in but) and s.start < d.start:
                kept[k] = d  # what it would not do is where its yes ends
    gone = [*limits.values(), *kept.values()]
    yield from (
        (replace(s, reasons=(*s.reasons, kept[k].issue)) if k in kept else s, limits.get(k)) for k, s in enumerate(told) if not any(s is d for d in gone)
    )


def _governs(t: Stance, s: Stance) -> bool:
    """Whether a stance is told inside the outcome of another that a poll tells of the same actor."""
    return t is not s and t.polled and not s.polled and t.actor == s.actor and t.outcome[0] < s.end < t.outcome[1]


def _sided(stance: Stance, grammar: StanceGrammar) -> Stance | None:
    """Return a stance as what it comes down to.

    To want a thing prevented is to be against it; to back a party's struggle is to be against what it is against, and
    no stance at all where that is not said.
    """
    averted = next((m for p in (grammar.averted, *grammar.negated) if (m := p.match(stance.issue))), None)
    if averted and stance.direction in _TURNED:
        return replace(stance, issue=averted.group("i").strip(), direction=_TURNED[stance.direction])
    m = grammar.side.search(stance.issue) if stance.wanting.name == "supports" else None
    if m is None:
        return stance
    against = m.groupdict().get("i")
    return replace(stance, issue=against.strip(), wanting=wantings()["opposes"], direction="against") if against else None


def _class(m: re.Match[str]) -> str:
    return next(name for name in wantings() if f"c_{name}" in m.re.groupindex and m.group(f"c_{name}") is not None)


def _by_order(heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> Iterator[Stance]:
    sk = heard.skeleton
    held: list[tuple[int, list[str]]] = []
    for m in grammar.verbs.finditer(sk.text):
        if SUPPOSED.search(sk.text, 0, m.start("s")):
            continue
        actors = actors_of(m.group("s"), heard, discourse)
        if not actors:
            continue
        held.append((m.start(), actors))
        outcome = after(sk, m.end(), grammar)
        if outcome:
            for actor in actors:
                s = made(heard, grammar, _class(m), actor, m.span(), outcome, 0.65)
                if s.pronoun and RIVAL.search(sk.text, 0, m.start()):
                    continue
                denied = grammar.denied.search(m.group().rstrip()) is not None
                yield replace(s, direction=_TURNED.get(s.direction, s.direction)) if denied else s
    for m in grammar.opening.finditer(sk.text):
        outcome = after(sk, m.end(), grammar)
        opened = _opened(m, heard, discourse)
        if opened:
            held.append((m.start(), [opened]))
        if outcome and opened:
            yield made(heard, grammar, _class(m), opened, m.span(), outcome, 0.5)
    for m in grammar.joined.finditer(sk.text):
        owner = next((actors for at, actors in reversed(held) if at < m.start()), None) or _leading(heard, discourse, grammar, m.start())
        outcome = after(sk, m.end(), grammar)
        if outcome:
            for actor in owner:
                yield made(heard, grammar, _class(m), actor, (m.end() - len(m.group().lstrip(" ,")), m.end()), outcome, 0.5)
    for m in grammar.clitic.finditer(sk.text):
        denied = m.group("no") is not None
        for actor in actors_of(m.group("s"), heard, discourse):
            s = made(heard, grammar, _class(m), actor, m.span(), m.span("it"), 0.5)
            yield replace(s, pronoun=True, direction={"for": "against", "against": "mixed"}.get(s.direction, "mixed")) if denied else replace(s, pronoun=True)
    yield from _norms(heard, grammar)


def _leading(heard: Heard, discourse: Discourse, grammar: StanceGrammar, before: int) -> list[str]:
    """Return the subject a sentence opens with, which a verb joined later on shares; none if another stands between."""
    m = grammar.lead.match(heard.skeleton.text)
    if m is None or m.end() > before:
        return []
    between = heard.skeleton.text[m.end() : before]
    # An object may stand between, but no clause of its own.
    if _SLOT.search(between) and (_CLAUSE.search(between) or not between.startswith(" ")):
        return []
    return actors_of(m.group("s"), heard, discourse)


def opening(heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> str | None:
    """Return whom a sentence begins with as its subject, None where it begins otherwise."""
    sk = heard.skeleton
    if grammar.topical:
        first = next((m for m in _SLOT.finditer(sk.text)), None)
        told = first if first and re.match(rf"(?:의)?(?: ?[가-힣·-]{{1,12}}){{0,3}}?(?:{grammar.topic.pattern}|{grammar.subject.pattern})", sk.text[first.end() :]) else None
        piece = told.group() if told else ""
    else:
        m = grammar.lead.match(sk.text)
        piece = m.group("s") if m else ""
    return next(iter(actors_of(piece, heard, discourse)), None) if piece else None


def _opened(m: re.Match[str], heard: Heard, discourse: Discourse) -> str | None:
    """Return whose verb opens a sentence: in the first person plural that of the body which speaks."""
    if _FIRST_PLURAL.search(m.group()):
        body = next((s for s in (discourse.before[-1][:1] if discourse.before else ()) if s.kind == "organisation"), None)
        if body is not None:
            return body.actor
    return left_out(discourse, (*heard.speakers, *heard.author) if _FIRST_PLURAL.search(m.group()) else heard.speakers)


def _forms(heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> Iterator[Stance]:
    sk = heard.skeleton
    for name, pattern in grammar.forms:
        for m in pattern.finditer(sk.text):
            groups = m.groupdict()
            holders = actors_of(groups.get("s") or groups.get("g") or "", heard, discourse)
            # What follows the outcome belongs to the form.
            outcome = m.span("i") if grammar.topical else after(sk, m.start("i"), grammar, m.end("i"))
            if groups.get("g") and not holders:
                holders = [n for n, p in grammar.groups if p.fullmatch(groups["g"].strip())][:1]
            if groups.get("s") is None and not groups.get("g"):
                holders = _normative(heard)
            if outcome:
                last = m.end() if m.end("i") < m.end() else m.start("i")
                for actor in holders:
                    yield made(heard, grammar, name, actor, (m.start(), last), outcome, 0.55)


def _bare(heard: Heard, discourse: Discourse, grammar: StanceGrammar) -> Iterator[Stance]:
    """Yield sides taken on what was told before."""
    sk = heard.skeleton
    for m in (m for p in grammar.echo for m in p.finditer(sk.text)):
        for actor in actors_of(m.group("s"), heard, discourse):
            name = "opposes" if m.groupdict().get("no") else "supports"
            yield replace(made(heard, grammar, name, actor, m.span(), m.span(), 0.45), pronoun=True, echo=True, issue=_MEANT, named=frozenset())
    for name, pattern in grammar.bare:
        for m in pattern.finditer(sk.text):
            if RIVAL.search(sk.text, 0, m.start()):
                continue  # "it" is the other draft
            for actor in actors_of(m.group("s"), heard, discourse) if "s" in m.groupdict() else _normative(heard)[: bool(heard.speakers or heard.author)]:
                yield replace(made(heard, grammar, name, actor, m.span(), m.span(), 0.5), pronoun=True, issue=_MEANT, named=frozenset())


def _by_particle(heard: Heard, discourse: Discourse, grammar: StanceGrammar, reporting: ReportingGrammar | None) -> Iterator[Stance]:
    sk = heard.skeleton
    verbs = list(grammar.verbs.finditer(sk.text))
    texts = list(grammar.texts.finditer(sk.text))
    done: list[tuple[int, int, list[str]]] = []
    for m, following in zip(verbs, [*verbs[1:], None], strict=False):
        if grammar.norm.search(m.group()):
            # "Is of the view that it must", "said that it must": whoever the view is told of, if that is who speaks.
            holders, floor = holders_of(heard, discourse, grammar, reporting, m)
            spoken = bool(floor) and set(holders) <= set(heard.speakers)
            outcome = before(sk, floor, m.start(), grammar) if holders and (spoken or _VIEW.match(sk.text, m.end())) else None
            if outcome:
                for actor in holders:
                    yield _held(made(heard, grammar, _class(m), actor, m.span(), outcome, 0.55), m, grammar)
                continue
        if grammar.norm.search(m.group()):
            norm = before(sk, 0, m.start(), grammar)
            if norm and grammar.thought.search(sk.words(*norm)):
                continue
            for actor in _normative(heard) if norm else ():
                assert norm is not None
                yield _held(made(heard, grammar, _class(m), actor, m.span(), norm, 0.45), m, grammar)
            continue
        if following is not None and any(t.start() < m.start() and m.end() <= t.end() and following.start() - t.end() <= _ADJOINING for t in texts):
            continue  # "a resolution condemning it": what is done with the text counts
        if following is not None and _NOMINAL.fullmatch(sk.text[m.end() : following.start()]):
            continue  # "refrains from backing": the verb that follows governs this one
        holders, floor = holders_of(heard, discourse, grammar, reporting, m)
        if not floor and _class(m) in _OWN_WILL and _OTHER_SUBJECT.search(sk.text, 0, m.start()):
            continue  # who wants it has no slot: it is not the speaker
        outcome = before(sk, floor, m.start(), grammar) if holders else None
        if outcome:
            inner = max((end for at, end, who in done if outcome[0] <= at and end <= m.start() and who == holders), default=None)
            if inner is not None and m.start() - inner <= _ADJOINING:
                continue  # "has a plan not to allow it": what is planned was read
            outcome = before(sk, inner, m.start(), grammar) if inner is not None else outcome
        if outcome:
            done.append((m.start(), m.end(), holders))
            for actor in holders:
                yield _held(made(heard, grammar, _class(m), actor, m.span(), outcome, 0.6), m, grammar)


def _held(s: Stance, m: re.Match[str], grammar: StanceGrammar) -> Stance:
    """Return a stance turned if the words behind it say that it is not held."""
    s = _sided(s, grammar) or s
    return replace(s, direction=_UNHELD.get(s.direction, s.direction)) if grammar.unheld.search(m.string, m.start(), m.end() + _BEHIND) else s


def _normative(heard: Heard) -> list[str]:
    """Return who wants what a sentence says ought to be: whoever says it, not its subject."""
    return [s for s in (heard.speakers or heard.author) if s != UNSPECIFIED][:2]


def _norms(heard: Heard, grammar: StanceGrammar) -> Iterator[Stance]:
    sk = heard.skeleton
    for m in grammar.norm.finditer(sk.text):
        outcome = m.span("i")
        if grammar.thought.search(sk.words(*outcome)):
            continue
        for actor in _normative(heard):
            yield made(heard, grammar, "calls", actor, outcome, outcome, 0.45)


def holders_of(
    heard: Heard, discourse: Discourse, grammar: StanceGrammar, reporting: ReportingGrammar | None, m: re.Match[str]
) -> tuple[list[str], int]:
    """Return who wants where particles tell, and where its words end; the verb before its noun, then topic, then subject."""
    sk = heard.skeleton
    if grammar.topical and _REPORTED.match(sk.text, m.end() - 1) and any(m.groupdict().get(f"c_{name}") for name in _OWN_WILL):
        # "X said that Y means to": the nearest subject is whose will it is, whether or not it is an actor.
        nearest = next(iter(reversed(list(_SUBJECT.finditer(sk.text, 0, m.start())))), None)
        if nearest is not None:
            return actors_of(nearest.group(1) or "", heard, discourse), nearest.end()
    led = _LED.match(sk.text, m.end())
    if led and re.search(r"[한는던] ?$", m.group() + led.group(1)):
        return actors_of(led.group(2), heard, discourse), 0
    if grammar.topical and _OF_A_NOUN.match(sk.text, m.end() - 1) and any(m.groupdict().get(f"c_{name}") for name in _OWN_WILL):
        return [], 0  # "an empire that covets it": the empire's will
    held: list[tuple[int, list[str], int]] = []
    for particle in (grammar.topic, grammar.subject):
        for slot in reversed(list(_SLOT.finditer(sk.text, 0, m.start()))):
            p = re.compile(r"(?:[^()]{0,20}\))?((?:의)?(?: ?[가-힣\d,·-]{1,12}){0,3}?)" + particle.pattern).match(sk.text, slot.end())
            if not p or p.end() > m.start() or not _voice(p.group(1), reporting):
                continue
            if particle is grammar.subject and (grammar.quotative.search(sk.text, p.end(), m.start()) or _CIRCUMSTANCE.search(sk.text, p.end(), m.start())):
                continue
            if particle is grammar.subject and _GIVEN.fullmatch(sk.text, p.end(), m.start()):
                continue
            listed = _joined(sk.text, slot.start())
            actors = actors_of(sk.text[listed : slot.end()], heard, discourse)
            if actors:
                held.append((listed, actors, p.end()))
                break
    if held:
        # The subject beside the verb, in a clause of its own, wants; else who is the topic.
        apart = _ATTRIBUTIVE.search(m.group()) or grammar.boundary.search(sk.text, held[0][2], held[-1][0])
        beside = held[-1][0] > held[0][2] and m.start() - held[-1][2] <= _BESIDE and apart
        return held[-1 if beside else 0][1:]
    if _ATTRIBUTIVE.search(m.group()):
        return [], 0  # "those who oppose it": somebody else's
    said = [s for s in heard.speakers if s != UNSPECIFIED]
    return ([] if _OTHER_TOPIC.search(sk.text, 0, m.start()) else said), 0


def _voice(words: str, reporting: ReportingGrammar | None) -> bool:
    """Whether nouns between a name and its particle leave it the one who wants ("X 외무부는", not "X 경제는")."""
    words = words.removesuffix(_PLURAL)
    return not words.strip() or _COUNTED.fullmatch(words) is not None or (reporting is not None and bool(reporting.state_voices.search(words) or reporting.leader.search(words)))


def _joined(text: str, start: int) -> int:
    """Return where a list of slots that ends with the one at `start` begins."""
    while True:
        m = re.search(rf"(?:{SLOT}) ?(?:와|과|및|·|,) ?$", text[:start])
        if not m:
            return start
        start = m.start()
