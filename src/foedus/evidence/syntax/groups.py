"""Korean morphemes gathered into noun phrases with their particles, and predicates with what their endings say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from foedus.evidence.syntax.denial import denies, deny_pair, past_particle, unable
from foedus.evidence.syntax.endings import Group, auxiliary, read_ending
from foedus.evidence.syntax.joining import own
from foedus.evidence.syntax.model import Span, Wanted
from foedus.evidence.syntax.morphemes import Morph
from foedus.evidence.syntax.runs import listed, repeated
from foedus.evidence.syntax.topics import also

NOMINAL = frozenset(("NNG", "NNP", "NNB", "NR", "NP", "SN", "SL", "SH", "XPN", "XSN", "XR", "SW", "SO", "MM", "SS", "SSO", "SSC", "SB", "W_SERIAL", "UN"))
HEAD = frozenset(("NNG", "NNP", "NNB", "NR", "NP", "SL", "SH", "XR"))
DOTS = frozenset("·….‥")  #: between the two halves of a headline, if more than one
BULLETS = frozenset(("SO", "SW", "SB"))  #: marks of list items, no part of the phrase behind them
PARTICLE = {"JKC": "attribute", "JKS": "subject", "JKO": "object", "JKG": "of", "JC": "and"}
AND = "고"  #: ending of a clause that goes on
NOMINAL_END = "noun"  #: tag of a predicate that is a noun at the end of a sentence
ADJECTIVE = "적"  #: what makes an adjective of a noun
QUOTED = 20  #: characters; a shorter quotation without a finite verb is a word or a name, not speech
DO = "하"
ADVERBIAL = "게"  #: ending that makes an adverb of an adjective
WIDE = 3  #: morphemes that may make up one noun of action


def groups(ms: Sequence[Morph], table: Mapping[str, Any], wanted: Wanted) -> list[Group]:
    """Return the groups of a sentence in order."""
    return _Reader(ms, table, wanted).read()


@lru_cache(maxsize=8)
def _known(wanted: Wanted) -> frozenset[str]:
    return wanted.nouns | wanted.agents


class _Reader:
    def __init__(self, ms: Sequence[Morph], table: Mapping[str, Any], wanted: Wanted) -> None:
        self.ms, self.t, self.wanted = ms, table, wanted
        self.gs: list[Group] = []
        self.markers: dict[str, str] = table["postpositions"]
        self.known = _known(wanted)
        self.negative = False
        self.adverbs: list[tuple[Span, str]] = []

    def read(self) -> list[Group]:
        i = 0
        while i < len(self.ms):
            m = self.ms[i]
            if m.tag in ("SF", "SE") or (m.tag == "SP" and m.form not in ",·、"):
                if m.tag == "SF":
                    self.gs.append(Group("stop", m.start, m.end))
                i += 1
            elif m.tag == "MAG" and i + 1 < len(self.ms) and self.ms[i + 1].tag in ("XSA", "XSV") and not self.ms[i + 1].spaced:
                i = self._predicate(i, i + 1, m.form, (m.start, m.end), ())  # 불과하다
            elif m.tag == "MAG":
                if m.form in self.t["together"] and self.gs and self.gs[-1].kind == "np" and self.gs[-1].role in ("와", "and"):
                    self.gs[-1].role = "와 함께"
                self.negative = self.negative or m.form in self.t["negation"]["adverbs"]
                self.adverbs.append(((m.start, m.end), m.form))
                if m.form in self.t["likewise"] and self.gs and self.gs[-1].kind == "np" and not self.gs[-1].role:
                    self.gs[-1].role = "also"  # 유럽연합 역시
                i += 1
            elif m.tag in BULLETS and (m.spaced or not i) and i + 1 < len(self.ms) and self.ms[i + 1].spaced:
                i += 1
            elif m.tag in NOMINAL:
                i = self._nominal(i)
            elif m.tag.startswith(("VV", "VA", "VX", "VCN", "VCP")):
                i = self._predicate(i, i, m.form, (m.start, m.end), ())
            else:
                i += 1
        also(self.gs, self.t, self.wanted)
        own(self.gs, self.ms, self._counts, frozenset(self.t["parts"]), frozenset(self.t["mutual"]))
        for n, (a, b, finite) in enumerate(self._quotations()):
            inside = [g for g in self.gs if a <= g.start < b]
            if not finite and inside and inside[-1].kind == "np":
                inside.pop()  # "a tale without proof": what is so called stands in the clause around
            for g in inside:
                g.quoted = n
        return self.gs

    def _quotations(self) -> list[tuple[int, int, bool]]:
        """Return what stands in quotation marks, and whether it is speech; single words and names left out."""
        out: list[tuple[int, int, bool]] = []
        opened: int | None = None
        finite = clause = False
        for m in self.ms:
            if m.form in "“「『" or (m.form == '"' and opened is None):
                opened, finite, clause = m.start, False, False
            elif m.form in "”」』\"" and opened is not None:
                speech = finite or m.start - opened >= QUOTED
                if speech or clause:
                    out.append((opened, m.end, speech))
                opened = None
            finite, clause = finite or m.tag == "EF", clause or m.tag.startswith("E") or (m.tag == "JX" and m.form in self.t["topic"])
        return out

    # -- noun phrases -----------------------------------------------------------------------------------

    def _nominal(self, i: int) -> int:
        first = i
        depth = 0
        while i < len(self.ms) and (self.ms[i].tag in NOMINAL or depth):
            m = self.ms[i]
            if i > first and not depth and m.form in '"“' and (self._speech(i) or self._closes(i)):
                break  # 정부 "침공 규탄": what is said is no part of who says it
            if not depth and m.spaced and i - 1 > first and self.ms[i - 1].form in self.t["then"] and self._action(self._outside(first, i - 1)):
                break  # 침공 직후 유가가: a time is over before the next phrase
            depth = max(0, depth + (m.tag == "SSO" and m.form in "([{") - (m.tag == "SSC" and m.form in ")]}"))
            i += 1
            if m.tag == "XSN" and m.form == ADJECTIVE and [x.tag for x in self.ms[i : i + 2]] == ["VCP", "ETM"]:
                i += 2  # 즉각적인 지지: no clause
        run = self._outside(first, i)
        if i < len(self.ms) and run and (self.ms[i].tag in ("XSV", "XSA") or self._does(i, run) or self._light_verb(i, run)):
            return self._predicate(first, i, *self._noun_stem(run))
        if not run:
            return i
        if listed(self.ms, i, run, self.gs[-1] if self.gs else None):
            lemma, at, bare_ = self._noun_stem(run)
            self.gs.append(Group("pred", self.ms[first].start, at[1], lemma, at, bare=bare_, link="coordinate", tags=[AND]))
            return i + 1
        if self._final(i) and (word := self._action(run, self.wanted.verbs)):
            before = [r for r in run if self.ms[r].end <= word[1][0] and self.ms[r].form not in self.t["manner"]]
            bare = self._modifiers(before)
            owner = self.gs[-1] if self.gs and self.gs[-1].kind == "np" and self.gs[-1].role.endswith(("of", "의")) else None
            held = self._held(before) if word[0] in self.t["carrying"] else []
            told = any(g.role in ("topic", "subject") for g in self.gs)
            if owner is not None and owner.role == "of" and held and told and held[0].bare:  # "X, limits on the entry of Y's cars begun"
                self.gs.pop()
                first_ = held[0].bare
                held[0].bare = (*first_[:-1], ((owner.start, first_[-1][0][1]), *first_[-1][1:]))
            elif owner is not None and owner.role == "of" and bare and not told and (held or self._action(before) is None):  # "X's invasion of Y": X's doing
                owner.role = "subject"
            elif owner is not None and owner.role == "of" and bare:  # "X's entry supported": what is X's is the object
                self.gs.pop()
                bare = [((owner.start, bare[-1][0][1]), *bare[-1][1:])]
            elif owner is not None and owner.role != "of":  # "support for X affirmed"
                owner.role = owner.role.removesuffix("의")
            if owner is None or owner.role != "of" or bare:
                self.gs += held
                bare = [] if held else bare
                self.gs.append(Group("pred", self.ms[first].start, word[1][1], word[0], word[1], tense="past", bare=tuple(bare), tags=[NOMINAL_END]))
                return i
        last = run[-1]
        g = Group("np", self.ms[first].start, self.ms[i - 1].end)
        heads = [r for r in run if self.ms[r].tag in HEAD]
        plain = [r for r in heads if self.ms[r].tag not in ("NNB", "NR", "SN")] or heads or [last]
        light = self.t["discourse"]["light_heads"]
        while len(plain) > 1 and self.ms[plain[-1]].form in light:
            plain.pop()
        if self.ms[plain[-1]].form in light and (counted := [r for r in heads if self.ms[r].form not in light and self.ms[r].tag == "NNB"]):
            plain = counted  # "more than five (people)"
        while len(run) > 1 and ((m := self.ms[run[-1]]).form in self.t["amid"] or (m.form in self.t["worded"] and self._action(run[:-1]))):
            run = run[:-1]  # "amid the protests": what goes on is what is told
        amid = "".join(self.ms[r].form for r in range(run[-1] + 1, i)) if self.ms[i - 1].form in self.t["amid"] else ""
        run = self._uncounted(run)
        plain = [r for r in plain if r in run] or run[-1:]
        word = self._action(run)
        g.lemma, g.word = (word[0], word[1]) if word else (self._joined(plain[-1], run), self._at(plain[-1], plain[-1]))
        g.action = word[1] if word else None
        g.heads = (self._eojeol(plain[-1], run),)
        g.noun_end = self.ms[i - 1].end
        g.modifiers = tuple(self._modifiers([r for r in run if self.ms[r].end <= (g.word[0] if word else self.ms[plain[-1]].start)]))
        held = self._held([r for r in run if self.ms[r].end <= word[1][0]]) if word and word[0] in self.t["content_nouns"] else []
        i = self._particles(g, i)
        if amid and (g.role in self.t["toward"] or self.ms[i - 1].tag == "SP" or (not g.role and amid in self.t["then"] and i < len(self.ms))):
            g.role = amid + (g.role if g.role in self.t["toward"] else "")  # "because of the attack": nothing is done to whose it is
        if not g.role and i < len(self.ms) and self.ms[i].form in '"“' and (self._speech(i) or self._closes(i)):
            g.role = "topic"
        if not held and g.action is None and g.role in ("object", "subject", "topic") and len(run) > 1:
            held = self._held(run)  # "decided on the closing of the border" (국경 폐쇄를 결정)
        self.gs += [g, *held[-1:]]
        return i

    def _uncounted(self, run: list[int]) -> list[int]:
        """Return a run without what counts the deed at its end, or the time since: "the invasion four years ago" (침공 4년)."""
        k = len(run)
        while k > 1 and self.ms[run[k - 1]].tag in ("SN", "NR", "NNB", "XSN"):
            k -= 1
        counted = k < len(run) and any(self.ms[r].tag in ("SN", "NR", "MM") for r in range(run[k - 1] + 1, run[-1]))
        return run[:k] if counted and self._action(run[:k]) else run

    def _speech(self, i: int) -> bool:
        """Whether the quotation mark at `i` opens words of some length."""
        close = next((m.start for m in self.ms[i + 1 :] if m.form in '"”'), 0)
        return close - self.ms[i].start > QUOTED // 2

    def _closes(self, i: int) -> bool:
        """Whether the quotation that opens at `i` ends the sentence with a noun of action: 양국 "강력 규탄"."""
        inside = [n for n in range(i + 1, len(self.ms)) if self.ms[n].form not in '"”…']
        return len(self.ms) - 1 == (inside[-1] if inside else i) + 1 and self._action(inside, self.wanted.verbs) is not None

    def _held(self, run: Sequence[int]) -> list[Group]:
        """Return the deed that a noun of content carries right before it, as a clause: "a plan of sending troops" (파병 계획).

        Of two such nouns ("the announcement of a plan of") both are returned, the inner one first.
        """
        word = self._action(run, self.wanted.verbs)
        if word is None or (len(run) == 1 and word[0] not in self.wanted.nouns):
            return []
        before = [r for r in run if self.ms[r].end <= word[1][0]]
        inner = self._held(before) if word[0] in self.t["content_nouns"] else []
        bare = () if inner else tuple(self._modifiers(before))
        return [*inner, Group("pred", self.ms[run[0]].start, word[1][1], *word, bare=bare, tags=[NOMINAL_END], link="complement", complement_noun=True)]

    def _final(self, i: int) -> bool:
        """Whether a noun phrase ending before `i` ends the sentence: a headline's noun does a verb's work."""
        return i >= len(self.ms) or self.ms[i].tag in ("SF", "SE") or (self.ms[i].tag == "SP" and self.ms[i].form != "·" and set(self.ms[i].form) <= DOTS)

    def _outside(self, first: int, end: int) -> list[int]:
        """Return the morphemes of a run, what stands in parentheses left out."""
        out, depth = [], 0
        for r in range(first, end):
            m = self.ms[r]
            if m.tag == "SSO" and m.form in "([{":
                depth += 1
            elif m.tag == "SSC" and m.form in ")]}":
                depth = max(0, depth - 1)
            elif not depth and m.tag not in ("SSO", "SSC", "SS", "SW", "SO", "SB", "MM"):
                out.append(r)
        return out

    def _at(self, a: int, b: int) -> Span:
        return self.ms[a].start, self.ms[b].end

    def _eojeol(self, r: int, run: Sequence[int]) -> Span:
        first = r
        while first - 1 in run and not self.ms[first].spaced:
            first -= 1
        return self._at(first, r)

    def _joined(self, r: int, run: Sequence[int]) -> str:
        """Return the noun that ends with morpheme `r`, all its parts."""
        first = r
        while first - 1 in run and not self.ms[first].spaced and self.ms[first - 1].tag in ("NNG", "XPN", "XR"):
            first -= 1
        last = r + 1
        plural = self.ms[r].tag != "NP" and last in run and self.ms[last].form == "들"  # 병사들 is a soldier, 그들 is not he
        if last in run and self.ms[last].tag == "XSN" and not plural and not self.ms[last].spaced:
            last += 1
        return "".join(m.form for m in self.ms[first:last])

    def _action(self, run: Sequence[int], among: frozenset[str] | None = None) -> tuple[str, Span] | None:
        """Return the noun of action, or of who acts, at the end of a run: the longest the lexicon knows."""
        ends = [r for r in run if self.ms[r].tag != "XSN"]
        if run and self.ms[run[-1]].tag == "XSN" and self.ms[run[-1]].form != "들":
            return None  # a right of veto is no veto
        known = self.known if among is None else among
        for n in range(WIDE, 0, -1):
            tail = ends[-n:]
            if len(tail) == n and tail == list(range(tail[0], tail[0] + n)):
                for joined in ("".join(self.ms[r].form for r in tail), " ".join(self.ms[r].form for r in tail)):
                    if joined in known:
                        return joined, self._at(tail[0], tail[-1])
        return None

    def _modifiers(self, run: Sequence[int]) -> list[tuple[Span, Span, str]]:
        """Return what stands before a noun; names written as one word (한미) go together."""
        out: list[tuple[Span, Span, str]] = []
        last = -2
        for r in run:
            m = self.ms[r]
            if m.tag not in HEAD:
                continue
            span = self._at(r, r)
            if out and r == last + 1 and not m.spaced and m.tag == self.ms[last].tag == "NNP":
                joined = (out[-1][0][0], m.end)
                out[-1] = (joined, joined, m.form)
            else:
                out.append((span, span, m.form))
            last = r
        return out

    def _particles(self, g: Group, i: int) -> int:
        role, last = "", ""
        while i < len(self.ms) and (self.ms[i].tag.startswith("J") or self.ms[i].tag == "SP"):
            m = self.ms[i]
            if m.tag == "SP":
                if not role:
                    first = next((n + 1 for n in range(len(self.gs) - 1, -1, -1) if self.gs[n].kind == "stop" or NOMINAL_END in self.gs[n].tags), 0)
                    opens = not any(x.role not in ("", "and") for x in self.gs[first:]) and m.form == "," and i + 1 < len(self.ms)
                    role = "topic" if opens and not self._list_ahead(i + 1) else "and"
                i += 1
                break
            if m.tag == "JX" and role == "":
                role = "topic" if m.form in self.t["topic"] else m.form if m.form in self.t["from_to"] else "also"
            elif m.tag == "JKG":
                role = f"{role}의" if role and role not in ("topic", "also") else "of"
            elif m.tag in PARTICLE:
                role = PARTICLE[m.tag]
            elif m.tag == "JKB":
                role = self.t["same"].get(m.form, m.form)
            last = m.tag
            g.end = m.end
            i += 1
        if role in ("와", "과") and last == "JKB" and i < len(self.ms) and self.ms[i].tag in ("NNP",):
            role = "and" if self._list_ahead(i) else "와"
        g.role = role
        return i

    def _list_ahead(self, i: int) -> bool:
        """Whether the noun phrase at `i` is the second of a pair, or of a list: its last has the topic or subject particle."""
        while i < len(self.ms) and (self.ms[i].tag in NOMINAL or self.ms[i].tag in ("JC", "JKG") or (self.ms[i].tag == "SP" and self.ms[i].form == ",")):
            i += 1
        return i < len(self.ms) and (self.ms[i].tag == "JKS" or (self.ms[i].tag == "JX" and self.ms[i].form not in self.t["from_to"]))

    # -- predicates -------------------------------------------------------------------------------------

    def _noun_stem(self, run: list[int]) -> tuple[str, Span, tuple[tuple[Span, Span, str], ...]]:
        ends = list(run)
        for n in range(WIDE, 0, -1):
            tail = ends[-n:]
            joined = "".join(self.ms[r].form for r in tail)
            if len(tail) == n and (joined in self.wanted.verbs or joined in self.wanted.nouns):
                break
        else:
            tail = ends[-1:]
            joined = self.ms[tail[0]].form
            joined = joined if f"{joined}하" not in self.wanted.verbs else f"{joined}하"
        before = [r for r in ends if r < tail[0]]
        return joined, self._at(tail[0], tail[-1]), tuple(self._modifiers(before))

    def _does(self, i: int, run: Sequence[int]) -> bool:
        """Whether "do", written to its noun at once, makes a verb of it all the same: Kiwi often takes it for one of its own."""
        m = self.ms[i]
        return m.tag in ("VV", "VA") and m.form == DO and not m.spaced and self.ms[run[-1]].tag == "NNG" and run[-1] >= i - 2

    def _light_verb(self, i: int, run: Sequence[int]) -> bool:
        """Whether a noun of action without a particle is taken up by a verb at once: 탄압 받다, 공격 당하다."""
        m = self.ms[i]
        return m.tag == "VV" and m.form in self.t["passive_light"] and self._action(run) is not None

    def _predicate(self, first: int, i: int, lemma: str, word: Span, bare: tuple[tuple[Span, Span, str], ...]) -> int:
        m = self.ms[i]
        adjective = m.tag.startswith("VA") or m.tag == "XSA"
        suffered = lemma == m.form and lemma in self.t["lexical_passives"]
        lemma = self.t["lexical_passives"][lemma] if suffered else lemma
        passive = suffered or (m.tag == "XSV" and m.form in self.t["passive_suffixes"]) or (m.tag == "VV" and m.form in self.t["passive_light"] and lemma != m.form)
        g = Group("pred", self.ms[first].start, m.end, lemma, word, bare=bare, passive=passive, negated=self.negative)
        g.gains = passive and m.form in self.t["gaining"]
        self.negative = False
        g.adverbs, self.adverbs = tuple(self.adverbs), []
        i += 1
        while i < len(self.ms):
            m = self.ms[i]
            if m.tag == "EP":
                g.tense = self.t["tenses"].get(m.form, g.tense)
            elif m.tag in ("EC", "EF", "ETM", "ETN"):
                g.tags.append(m.form)
                i = read_ending(g, self.ms, i, self.t, self.wanted.nouns)
                m = self.ms[i - 1]
                g.end = max(g.end, m.end)
                i = past_particle(self.ms, i, self.t)
                if i < len(self.ms) and (self.ms[i].tag == "VX" or denies(self.ms[i], g, self.t)):
                    auxiliary(g, self.ms[i].form, self.t)
                    i += 1
                    continue
                if unable(self.ms, g, i, self.t):
                    g.negated, g.link, i = True, "", i + 2
                    continue
                break
            elif m.tag in ("XSV", "XSA", "VX", "VCP") and not m.spaced:
                pass
            else:
                break
            g.end = m.end
            i += 1
        if i < len(self.ms) and self.ms[i].tag == "SP":
            i += 1
        if repeated(g, self.gs[-1] if self.gs else None, self.t["repeating"]):
            return i
        if adjective and (g.link == "relative" or g.tags[-1:] == [ADVERBIAL]):
            return i  # "an enormous pressure", "cheaply": no clauses
        if lemma in self.t["measuring"] and (g.link == "relative" or g.tags[-1:] == [ADVERBIAL]) and self.gs and self._counts(self.gs[-1]):
            self.gs.pop()  # "more than 800" is no deed
            return i
        marker = self.markers.get(lemma)
        if marker is None and g.tags and g.tags[-1] in self.t["against"]["endings"]:
            marker = "에 맞서" if lemma in self.t["against"]["words"] else None
        before = self.gs[-1] if self.gs else None
        if marker and before is not None and before.kind == "np" and before.role and g.link in ("relative", "coordinate", "adverbial", "complement", ""):
            before.role, before.end = (marker + "의" if g.link == "relative" else marker), g.end
            return i
        if marker and before is not None and before.kind == "pred" and before.fact_of == "데":  # "on their having shelled"
            before.link, before.end = "about", g.end
            return i
        deny_pair(self.gs, g, self.t)
        self.gs.append(g)
        return i

    def _counts(self, g: Group) -> bool:
        """Whether a noun phrase is a number with its counter ("800대")."""
        ms = [m for m in self.ms if g.start <= m.start < g.noun_end]
        if g.kind == "np" and len(ms) == 2 and ms[0].tag == "SN" and ms[1].tag == "NNG" and not ms[1].spaced:
            return True  # 120차례
        return g.kind == "np" and all(m.tag in ("SN", "NR", "NNB", "SW", "SP", "XSN", "MM", "W_SERIAL") for m in ms)
