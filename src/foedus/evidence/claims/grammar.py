"""The reporting frames of a language, compiled from ``langs/<code>/reporting.toml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from foedus.langs.registry import Language

_THING_LAST = r"[다라자냐]는\s것(?:이(?:다|었다|며|고)|임)(?=[.!]?\s*(?:\[|\(|,|$))"  # "… is that", in Korean
_HANGUL_ONLY = re.compile(r"[가-힣]+$")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class ReportingGrammar:
    """Compiled frames. `topical` tells languages that mark the speaker by particles from those by order."""

    topical: bool
    subject_left_out: bool
    opening_gerund: re.Pattern[str]
    say: re.Pattern[str]
    say_with: re.Pattern[str]
    declare: re.Pattern[str]
    think: re.Pattern[str]
    feel: re.Pattern[str]
    deny: re.Pattern[str]
    carried: re.Pattern[str]
    views: re.Pattern[str]
    unsaid_after: re.Pattern[str]
    occasion: re.Pattern[str]
    carrying: re.Pattern[str]  # words reported and the noun that carries them, in Korean, the group `owner` between
    carrying_inside: re.Pattern[str]
    carrying_first: re.Pattern[str]  # such a noun as the sentence's topic
    thing_last: re.Pattern[str]  # "… is that" at the sentence's end
    attitude: re.Pattern[str]  # such nouns whose owner may be the sentence's topic
    same_body: re.Pattern[str]  # "this party" and the like
    same_named: re.Pattern[str]  # … that have the word in their name
    officials: re.Pattern[str]
    rulers_name: re.Pattern[str]
    poll: re.Pattern[str]
    poll_signs: re.Pattern[str]
    poll_by: re.Pattern[str]
    poll_for: re.Pattern[str]
    respondents: re.Pattern[str]
    poll_noted: re.Pattern[str]
    asked: re.Pattern[str]  # people of a state who were asked
    asked_of: re.Pattern[str]
    no_answer: re.Pattern[str]  # … and what is none
    answers: re.Pattern[str]  # what was answered to a poll told anywhere before
    home: str  # the state whose people are meant where a language of one state names none
    at_home: re.Pattern[str]  # … and words of who writes from within that state
    quoted: re.Pattern[str]
    cited: re.Pattern[str]  # … by whoever reports it
    toward: re.Pattern[str]  # opens to whom or where something was said, right behind the verb
    agent: re.Pattern[str]  # before who did what is told of the speaker, and does not speak
    according: re.Pattern[str]
    as_said: re.Pattern[str]
    for_whom: re.Pattern[str]  # opens a sentence that tells how a thing is for somebody
    insertion: re.Pattern[str]  # opens what commas set off behind a name
    locative: re.Pattern[str]
    adversative: re.Pattern[str]
    manner: re.Pattern[str]  # an adverb between a verb and the subject behind it
    introduces: re.Pattern[str]
    hearsay: re.Pattern[str]
    complement: re.Pattern[str]
    adverbs_before: re.Pattern[str]
    pronoun: re.Pattern[str]
    plural: re.Pattern[str]
    thing: re.Pattern[str]
    generic_media: re.Pattern[str]
    not_the_speaker: re.Pattern[str]
    groups: tuple[tuple[str, re.Pattern[str]], ...]
    regions: tuple[tuple[str, re.Pattern[str]], ...]  # parts of the world and of opinion that a group may be of
    as_one: tuple[tuple[str, re.Pattern[str]], ...]  # those who speak as one without more
    leader: re.Pattern[str]
    joint: re.Pattern[str]
    joint_sides: re.Pattern[str]
    joint_text: re.Pattern[str]
    describing_speech: re.Pattern[str]  # a verb of speech in its describing form, in Korean
    no_head: re.Pattern[str]
    topic: re.Pattern[str]
    subject: re.Pattern[str]
    as_topic: re.Pattern[str]
    alone: re.Pattern[str]
    rulers: re.Pattern[str]  # a government without a name, as the subject or topic
    office_last: re.Pattern[str]  # an office without a name, at the end of what is searched
    surnamed: re.Pattern[str]  # a surname of one syllable and an office, in Korean
    state_bodies: tuple[tuple[str, re.Pattern[str]], ...]  # "the opposition" and the like without their state: id ending and words
    first_person: re.Pattern[str]
    nonsense: re.Pattern[str]
    state_voices: re.Pattern[str]
    joined: re.Pattern[str]
    linked: re.Pattern[str]
    clause: re.Pattern[str]
    objects: re.Pattern[str]
    belongs: re.Pattern[str]
    by_title: re.Pattern[str]
    article: re.Pattern[str]
    the: re.Pattern[str]
    someone: re.Pattern[str]
    openers: re.Pattern[str]
    deeds: re.Pattern[str]
    noun_before: re.Pattern[str]
    relative: re.Pattern[str]  # opens a clause whose verb is not the sentence's
    missions: tuple[tuple[str, re.Pattern[str]], ...]  # embassies and the like, by the middle of their id
    mission_at: re.Pattern[str]  # between them and where they are
    mission_home: re.Pattern[str]  # says that they are in the state of the language
    plural_verb: re.Pattern[str]  # opens in the plural
    gerunds: re.Pattern[str]  # a verb of speech that hangs on the clause before
    absolute: re.Pattern[str]  # … that has a subject of its own behind "with", the group `said`
    own_text: re.Pattern[str]  # what a body published, at the end of what stands before a verb
    noun_also: re.Pattern[str]  # verbs that are nouns as well, and what they are nouns behind
    before_nouns: re.Pattern[str]
    unsaid: re.Pattern[str]
    unnamed: re.Pattern[str]
    owned: re.Pattern[str]
    unnamed_topic: re.Pattern[str]
    unnamed_subject: re.Pattern[str]
    paper: re.Pattern[str]
    body: re.Pattern[str]
    additive: re.Pattern[str]
    offices: re.Pattern[str]
    describing: re.Pattern[str]
    goes_on: re.Pattern[str]
    continues: re.Pattern[str]  # opens a sentence of who spoke before
    title: re.Pattern[str]
    when: re.Pattern[str]
    contrast: re.Pattern[str]
    denied_words: re.Pattern[str]
    own_view: re.Pattern[str]
    own_side: re.Pattern[str]
    question_mark: re.Pattern[str]
    spokesmen: tuple[tuple[re.Pattern[str], str], ...]  # labels of those who speak for a government without their names, and whose they are
    asker: re.Pattern[str]  # the label of those who ask in a transcript
    answer_mark: re.Pattern[str]
    interviews: re.Pattern[str]  # a text is called an interview
    asking: re.Pattern[str]  # a question without its mark
    interview_with: re.Pattern[str]
    interview_by: re.Pattern[str]
    through: re.Pattern[str]
    role: str
    not_topic: re.Pattern[str]
    negated_before: re.Pattern[str]
    negated_after: re.Pattern[str]
    doubted_before: re.Pattern[str]
    unreal_before: re.Pattern[str]
    unreal_after: re.Pattern[str]
    taken_for: re.Pattern[str]
    session: re.Pattern[str]  # tells how a speech or its questions went
    charge: re.Pattern[str]
    shares: re.Pattern[str]


def _any(words: Sequence[str], *, bounded: bool) -> re.Pattern[str]:
    if not words:
        return _NEVER
    body = "|".join(f"(?:{w})" for w in words)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)" if bounded else f"(?:{body})", re.IGNORECASE)


def _syllables(pattern: str) -> str:
    """Write out which syllables of Korean end in a consonant that stands in braces."""
    for sign, final in (("{ㄴ}", 4), ("{ㅁ}", 16), ("{ㅆ}", 20)):
        pattern = pattern.replace(sign, f"[{''.join(chr(c) for c in range(0xAC00 + final, 0xD7A4, 28))}]")
    return pattern


@lru_cache(maxsize=64)
def reporting(language: Language) -> ReportingGrammar | None:
    """Return the compiled reporting frames of `language`, or None where it has none."""
    table = language.table("reporting")
    if not table:
        return None
    topical = table.get("order") == "topic-verb"

    def get(name: str) -> list[str]:
        return list(table.get(name, ()))

    def words(name: str) -> re.Pattern[str]:
        return _any(get(name), bounded=not topical)

    if topical:
        def verbs(name: str) -> str:
            forms = [w + table.get("verb_forms", "") if _HANGUL_ONLY.match(w) else w for w in get(name)]
            return "|".join(f"(?:{f})" for f in forms) or "(?!)"

        adverb = rf"(?:(?:{'|'.join(get('adverbs')) or '(?!)'})\s*)*"
        inserted = table.get("inserted", "")
        led = rf"(?:{'|'.join(get('quotative'))})\s*,?\s*{table.get('manner', '')}{inserted}{adverb}"
        closed = rf"[”\"»’]{table.get('after_quote', '')}\s*{inserted}{adverb}"
        introduced = rf"(?:{'|'.join(get('introduces')) or '(?!)'})\s+{adverb}(?:\S+\s+)?"
        named = rf"[”\"»](?:\s?\[\d+\])?\s*{table.get('after_quoted_name', '')}\s*(?:{verbs('names')})"
        nouns = "|".join([*get("carrying"), *get("attitudes")]) or "(?!)"
        carrying = rf"[다라자냐]는\s(?P<owner>(?:것[이은]\s)?(?:(?!\S*[다라]는\s)[^\s,]+\s){{0,4}}?)(?P<noun>{nouns})(?:이|이었|였)?(?:다|며|고|임)(?=[.!]?\s*(?:\[|\(|,|$))"
        bare = "|".join([*get("bare"), re.sub(r"\?P<\w+>", "?:", carrying), _THING_LAST]) or "(?!)"
        say = re.compile(rf"(?:{led}|{closed}|{introduced})(?:{verbs('say')})|{named}|{bare}")
        think = re.compile(rf"(?:{led}|{closed})(?:{verbs('think')})")
        declare = re.compile(rf"(?:을|를|며|고|이|가|에)\s*{adverb}(?:{verbs('declare')})|(?:{verbs('deny')})")
        deny = re.compile(verbs("deny"))
        stops = "|".join(get("not_carried")) or "(?!)"
        describing_speech = re.compile(
            rf"[다라자냐]던(?=\s)|(?:[다라자냐]고|[”\"’]\s?이?(?:라?고)?)(?:까지|도|는|만)?\s(?!(?:{stops}))(?:[가-힣]+(?:게|히|으로)\s)?[가-힣]*?{_syllables('(?:[던는은]|{ㄴ})')}(?=\s)"
        )
        carried = re.compile(rf"(?:{'|'.join(get('carried')) or '(?!)'})\s+(?!(?:{stops}))(?:[^\s,“”\"]+\s+){{0,3}}?{_syllables(table.get('finite', '(?!)'))}")
    else:
        carried = describing_speech = _NEVER
        carrying, nouns = "(?!)", "(?!)"
        say, think, declare, deny = words("say"), words("think"), words("declare"), words("deny")
    adverbs = get("adverbs")
    article = rf"(?:(?:{'|'.join(get('articles')) or '(?!)'})(?:\s+|(?<=['’])))?"  # « l'Islande »: no blank behind it
    others = "|".join(get("phrase_end")) or "(?!)"
    # Nouns of rank between a name and its particle; a word with a particle of its own begins another phrase.
    qualified = "|".join(get("rank_qualifiers")) or "(?!)"  # "interim" and the like, some of which end as if in a particle
    parts = "|".join(get("parts_of")) or "(?!)"  # "a part of" such a body is that body
    role = rf"(?:의\s(?:{parts}))?(?:\s?(?:(?:{qualified})(?=\s)|(?!\S*(?:{others})\s)[가-힣()·]{{1,9}}?)){{0,4}}?"
    particle = "|".join
    return ReportingGrammar(
        topical=topical,
        subject_left_out=bool(table.get("subject_left_out", topical)),
        opening_gerund=re.compile(table.get("opening_gerund", "(?!)")),
        say=say,
        say_with=_NEVER if topical else words("say_with"),
        declare=declare,
        think=think,
        feel=words("feel"),
        deny=deny,
        carried=carried,
        views=words("views"),
        unsaid_after=re.compile(table.get("unsaid_after", "(?!)")),
        occasion=words("occasions"),
        carrying=re.compile(carrying),
        carrying_inside=re.compile(
            rf"[다라자냐]는\s(?P<owner>(?:(?!\S*[다라]는\s)[^\s,“”]+\s){{0,2}}?[^\s,“”]+(?:의|측의?|쪽의?)\s?)(?:{particle(get('carrying_inside')) or '(?!)'})(?=[은는이가을를에도과와])"
        ),
        carrying_first=re.compile(rf"(?:[가-힣]+,?\s)??(?P<owner>[^,“”\"]{{1,40}}?(?:의|측|쪽)\s)(?:{nouns})(?:은|는|이란)\s"),
        thing_last=re.compile(_THING_LAST if topical else "(?!)"),
        attitude=words("attitudes"),
        same_body=words("same_body"),
        same_named=words("same_named"),
        officials=words("officials"),
        rulers_name=words("rulers"),
        poll=words("poll"),
        poll_signs=_any(get("poll_signs"), bounded=False),
        poll_by=_any(get("poll_by"), bounded=False),
        poll_for=_any(get("poll_for"), bounded=False),
        respondents=words("respondents"),
        poll_noted=_any(get("poll_noted"), bounded=False),
        asked=words("asked"),
        asked_of=_any(get("asked_of"), bounded=False),
        no_answer=words("no_answer"),
        answers=words("answers"),
        home=str(table.get("home", "")),
        at_home=words("at_home"),
        quoted=words("quoted"),
        cited=words("cited"),
        toward=re.compile(rf"\s(?:{particle(get('toward')) or '(?!)'})(?!\w)", re.IGNORECASE),
        agent=_any([f"(?:{x})$" for x in get("agents")], bounded=False),
        according=words("according"),
        as_said=words("as"),
        for_whom=words("for_whom"),
        insertion=re.compile(rf"\s(?:{particle(get('insertions')) or '(?!)'})\b", re.IGNORECASE),
        locative=re.compile(rf"\s+(?:{particle(get('locative')) or '(?!)'})\s+{article}", re.IGNORECASE),
        adversative=re.compile(rf"(?<!\w)(?:{particle(get('adversative')) or '(?!)'})$", re.IGNORECASE),
        manner=re.compile(rf"\s(?:{particle(get('manner_behind')) or '(?!)'})(?!\w)", re.IGNORECASE),
        introduces=words("introduces"),
        hearsay=words("hearsay"),
        complement=re.compile(
            rf"\s*(?:(?:[^\s,.;:“”\"«»]+\s+){{0,7}}?(?:{table.get('complement', '(?!)')})(?!\w)|[,:]?\s*[“\"«‘]|[^.;:]{{0,60}}:(?=\s|$))",
            re.IGNORECASE,
        ),
        adverbs_before=re.compile(rf"(?:(?<!\w)(?:{'|'.join(adverbs)})\s+)+$", re.IGNORECASE) if adverbs and not topical else _NEVER,
        pronoun=words("pronouns"),
        plural=words("plural"),
        thing=words("things"),
        generic_media=words("generic_media"),
        not_the_speaker=words("not_the_speaker"),
        groups=tuple((name, _any(nouns, bounded=not topical)) for name, nouns in table.get("groups", {}).items()),
        regions=tuple((name, _any(nouns, bounded=not topical)) for name, nouns in table.get("regions", {}).items()),
        as_one=tuple((name, _any(nouns, bounded=not topical)) for name, nouns in table.get("as_one", {}).items()),
        leader=words("leaders"),
        joint=words("joint"),
        joint_sides=words("joint_sides"),
        joint_text=words("joint_text"),
        describing_speech=describing_speech,
        no_head=_any(get("no_head"), bounded=False),
        topic=re.compile(rf"(?:{particle(get('topic'))})(?=\s|,|$|[“\"])") if get("topic") else _NEVER,
        subject=re.compile(rf"(?:{particle(get('subject'))})(?=\s|,|$|[“\"])") if get("subject") else _NEVER,
        rulers=(
            re.compile(rf"(?<![가-힣] )(?<![가-힣])(?:{particle(get('rulers')) or '(?!)'})(?:{particle(get('topic'))})(?=\s|,)")
            if topical
            else re.compile(rf"{article}(?:{particle(get('rulers')) or '(?!)'})(?!\w)", re.IGNORECASE)
        ),
        office_last=re.compile(rf"(?<![가-힣])(?<!\s[가-힣] )(?P<title>{particle([*get('leaders'), *get('titles')]) or '(?!)'})$") if get("topic") else _NEVER,
        alone=re.compile(rf"(?<![가-힣])(?<!\s[가-힣] )(?<!^[가-힣] )(?P<title>{particle([*get('leaders'), *get('titles')]) or '(?!)'})(?:{particle(get('topic'))})(?=\s|,)") if get("topic") else _NEVER,
        as_topic=re.compile(rf"{role}(?:{particle(get('topic'))})(?=\s|,|$|[“\"])") if get("topic") else _NEVER,
        surnamed=re.compile(
            rf"(?<![가-힣])(?P<surname>[가-힣]{{1,4}})\s(?P<title>{particle([*get('leaders'), *get('titles')]) or '(?!)'})"
            r"(?=(?:은|는|이|가|도|의|에|과|와|을|를|께서|측)|[\s,.]|$)" if topical else "(?!)"
        ),
        state_bodies=tuple(
            (name, re.compile(
                rf"(?:(?<![가-힣] )(?<![가-힣])|(?<=\d일 )|(?<=이날 )|(?<=따르면 )|(?<=또 ))(?:{particle(nouns)})(?:{particle(get('topic'))})(?=\s|,)"
                if topical else rf"{article}(?:{particle(nouns)})(?!\w)", re.IGNORECASE,
            ))
            for name, nouns in table.get("state_bodies", {}).items()
        ),
        first_person=_any(get("first_person"), bounded=False),
        nonsense=words("nonsense"),
        state_voices=re.compile(rf"(?:{particle(get('state_voices'))})\s*$") if get("state_voices") else _NEVER,
        joined=re.compile(rf",?\s*(?:{particle(get('joined')) or '(?!)'}|&)\s+{article}(?:[^\W\d_]+\s+){{0,3}}$", re.IGNORECASE),
        linked=re.compile(rf"\s(?:{particle(get('joined')) or '(?!)'})$", re.IGNORECASE),
        clause=re.compile(rf"[;:“”\"«»]|(?<!\w)(?:{particle(get('clause')) or '(?!)'})(?!\w)", re.IGNORECASE),
        objects=re.compile(rf"\s*(?:{particle(get('objects')) or '(?!)'})\b", re.IGNORECASE),
        belongs=re.compile(rf"\s+(?:{particle(get('belongs')) or '(?!)'})\s+{article}", re.IGNORECASE),
        article=re.compile(rf"\s+(?:{particle(get('articles')) or '(?!)'})\s+", re.IGNORECASE),
        the=re.compile(article, re.IGNORECASE),
        someone=re.compile(rf"\s+(?:{particle(get('someone')) or '(?!)'})\s", re.IGNORECASE),
        by_title=re.compile(
            rf"(?:{particle(get('articles')) or '(?!)'})\s+(?:(?:{particle(get('title_qualifiers')) or '(?!)'})\s+)?"
            rf"(?P<title>{particle([*get('leaders'), *get('titles')]) or '(?!)'})", re.IGNORECASE
        ),
        openers=words("openers"),
        deeds=words("deeds"),
        unsaid=_any(get("unsaid"), bounded=False),
        plural_verb=re.compile(table.get("plural_verb", "(?!)"), re.IGNORECASE),
        gerunds=_any(get("gerunds"), bounded=False),
        absolute=words("absolute"),
        own_text=re.compile(rf"(?:[’']s?)?\s(?:{particle(get('own_texts')) or '(?!)'})", re.IGNORECASE),
        relative=_any(get("relative"), bounded=False),
        missions=tuple((name, _any(nouns, bounded=not topical)) for name, nouns in table.get("missions", {}).items()),
        mission_at=re.compile(rf"\s(?:{particle(get('mission_at')) or '(?!)'})\s(?:the\s|el\s|la\s)?"),
        mission_home=_any(get("mission_home"), bounded=False),
        noun_also=words("noun_also"),
        before_nouns=re.compile(rf"(?<!\w)(?:{particle(get('before_nouns')) or '(?!)'})\s+$", re.IGNORECASE),
        noun_before=re.compile(rf"(?<!\w)(?:{particle(get('noun_before')) or '(?!)'})\s+$", re.IGNORECASE),
        unnamed=words("unnamed"),
        owned=re.compile(r"[’'](?:s\b)?\s+(?:[\w-]+\s+){0,3}$"),
        unnamed_topic=re.compile(rf"(?:{particle(get('unnamed')) or '(?!)'})(?:들|측)?(?:은|는)(?=\s|,)") if topical else _NEVER,
        body=re.compile(rf"(?:{particle([*get('unnamed'), *get('titles'), *get('leaders'), *get('bodies')]) or '(?!)'})(?:들|측)?$") if topical else _NEVER,
        paper=_any(get("papers"), bounded=False),
        additive=_any(get("additive"), bounded=False),
        unnamed_subject=re.compile(rf"(?<!\w)(?:{particle(get('unnamed')) or '(?!)'})\s+(?:(?:{particle(adverbs) or '(?!)'})\s+)*$", re.IGNORECASE),
        offices=re.compile(rf"(?:[’'](?:s\b)?)?\s*(?:(?:{particle(get('belongs')) or '(?!)'})\s+)?{article}(?:(?:{particle(get('title_qualifiers')) or '(?!)'})\s+)?(?:{particle(get('offices')) or '(?!)'})\s*", re.IGNORECASE),
        continues=re.compile(table.get("continues", "(?!)")),
        goes_on=re.compile(particle(get("goes_on")) or "(?!)"),
        # "… a resolution that condemns": the verb describes a noun that does not speak.
        describing=re.compile(rf"(?:하는|한|할|하던)\s+(?!(?:\S+\s+)?(?:{particle(get('speaking_nouns')) or '(?!)'}))[가-힣]") if topical else _NEVER,
        title=words("titles") if get("titles") else words("leaders"),
        when=re.compile(rf"\s+(?:{particle(get('when')) or '(?!)'})(?!\w)", re.IGNORECASE),
        contrast=_any(get("contrast"), bounded=False),
        denied_words=_any(get("denied_words"), bounded=False),
        session=_any(get("session"), bounded=False),
        charge=words("charge"),
        shares=words("shares"),
        own_side=words("own_side"),
        own_view=_any(get("own_view"), bounded=False),
        question_mark=re.compile(rf"\s*(?:#{{1,6}}\s+)?[*_]{{0,3}}(?:{particle(get('question_marks')) or '(?!)'})(?:(?<=\.)[-–—]{{1,2}})?[*_]{{0,3}}\s*"),
        spokesmen=tuple((re.compile(p, re.IGNORECASE), i) for p, i in table.get("spokesmen", {}).items()),
        asker=re.compile(rf"[\s*_]*(?:{particle(get('askers')) or '(?!)'})(?:\s*(?:\([^()\n]{{1,40}}\)\s*)?(?:[:：)][*_]{{0,2}}|\.\s?[-–—]{{1,2}})\s*|(?<=Q)\s+(?=[A-Z“\"‘(]))"),
        answer_mark=re.compile(rf"\s*[*_]{{0,3}}(?:{particle(get('answer_marks')) or '(?!)'})(?:(?<=\.)[-–—]{{1,2}})?[*_]{{0,3}}\s*"),
        interviews=_any(get("interviews"), bounded=False),
        asking=_any(get("asking"), bounded=False),
        interview_with=_any(get("interview_with"), bounded=False),
        interview_by=_any(get("interview_by"), bounded=False),
        through=re.compile(particle(get("through")) or "(?!)"),
        role=role,
        not_topic=re.compile(rf"(?:{particle(get('not_topic'))})$") if get("not_topic") else _NEVER,
        negated_before=_any(get("negated_before"), bounded=False),
        negated_after=_any(get("negated_after"), bounded=False),
        doubted_before=_any(get("doubted_before"), bounded=False),
        unreal_before=_any(get("unreal_before"), bounded=False),
        unreal_after=_any(get("unreal_after"), bounded=False),
        taken_for=re.compile(rf"(?<!\w)(?:{particle(get('taken_for')) or '(?!)'})(?:\s+[^\s,;:]+){{0,5}}\s*$", re.IGNORECASE),
    )
