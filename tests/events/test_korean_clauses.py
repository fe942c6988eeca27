"""Who does what in Korean clauses: topics that are objects, speech inside sentences, endings built on bound nouns."""

from __future__ import annotations

import pytest

from foedus.evidence.events.lexicon import lexicon
from foedus.evidence.syntax import morphemes
from foedus.evidence.syntax.analyse import analyse
from foedus.evidence.syntax.model import Predicate
from foedus.langs.registry import language

pytestmark = pytest.mark.skipif(not morphemes.installed(), reason="the extra ko is not installed")


def told(text: str, lemma: str) -> Predicate:
    ko = language("ko")
    words = lexicon(ko)
    assert words is not None
    return next(p for p in analyse([text], ko, words.wanted)[0] if p.kind == "verb" and p.lemma == lemma)


def roles(p: Predicate) -> dict[str, str]:
    return {a.role: a.lemma for a in p.arguments}


@pytest.mark.parametrize(
    ("text", "lemma", "what", "who"),
    [
        ("페루 노조의 면담 요구도 거부했다.", "거부", "요구", None),
        ("몽골 대통령은 추가 제재는 부과하지 않겠다고 말했다.", "부과", "제재", "대통령"),
        ("가나 정부는 코코아 수출 금지는 철회했다.", "철회", "금지", "정부"),
        ("케냐 총리는 사임하지 않겠다는 뜻도 밝혔다.", "밝히", "뜻", "총리"),
    ],
)
def test_a_deed_marked_as_topic_is_what_is_done(text: str, lemma: str, what: str, who: str | None) -> None:
    found = roles(told(text, lemma))
    assert found.get("object") == what
    assert found.get("subject") == who


@pytest.mark.parametrize(
    ("text", "lemma", "who"),
    [
        ("“우리는 가봉과 싸우지 않는다”고 토고 총리는 말했다.", "싸우", "총리"),
        ("네팔 장관은 “이웃의 위협에는 굴복하지 않는다”고 맞받았다.", "굴복", "장관"),
        ("토고 총리는 자신이 용병을 불러들였다는 보도를 부인했다.", "불러들이", "총리"),
        ("가봉 외무부는 차드가 개입했다는 이야기는 날조라고 부인했다.", "부인", "외무부"),
        ("가봉 외무부는 차드가 개입했다는 이야기는 날조라고 부인했고, 차드 총리는 이를 비웃었다.", "비웃", "총리"),
        ("칠레 대통령은 페루가 국경을 닫으면 대사를 소환하겠다고 경고했다.", "소환", "대통령"),
    ],
)
def test_who_speaks_acts_in_what_is_said(text: str, lemma: str, who: str) -> None:
    assert roles(told(text, lemma)).get("subject") == who


def test_who_grieves_over_a_death_is_not_the_dead() -> None:
    assert "subject" not in roles(told("광부 세 명이 숨진 데 대해서는 애도를 나타내지 않았다.", "나타내"))


def test_who_gets_a_promise_is_no_object_of_it() -> None:
    p = told("몰디브는 차관을 약속받았다.", "약속")
    assert roles(p) == {"에게": "몰디브", "object": "차관"}


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("통가는 파병을 논의한 적이 없다.", "논의", ("past", "", True)),
        ("통가는 병력을 철수할 수밖에 없었다.", "철수", ("present", "", False)),
        ("통가는 배 두 척을 보냈을 뿐이다.", "보내", ("past", "", False)),
        ("피지가 국경을 넘지 않는 한 통가는 병력을 보내지 않는다.", "넘", ("present", "conditional", True)),
        ("피지군이 상륙하기 전에 통가는 항구를 폐쇄했다.", "상륙", ("", "purpose", False)),
    ],
)
def test_bound_nouns_end_clauses(text: str, lemma: str, expected: tuple[str, str, bool]) -> None:
    p = told(text, lemma)
    assert (p.tense, p.mood, p.negated) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("인도는 네팔에 새 관세 부과 방침을 밝혔다.", "부과", {"subject": "인도", "에": "네팔", "object": "관세"}),
        ("케냐는 우간다의 국경 폐쇄 움직임을 비난했다.", "폐쇄", {"subject": "우간다", "object": "국경"}),
        ("몽골 총리는 통가와의 국교 단절 의사를 비쳤다.", "단절", {"subject": "총리", "와": "통가", "object": "국교"}),
        ("- 가나, 토고 공습 개시", "공습", {"subject": "가나", "object": "토고"}),
        ("- 네팔에 대한 관세 부과 방침 표명", "부과", {"에 대해": "네팔", "object": "관세"}),
    ],
)
def test_a_noun_of_content_carries_the_deed_before_it(text: str, lemma: str, expected: dict[str, str]) -> None:
    assert expected.items() <= roles(told(text, lemma)).items()


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("가봉 총리가 이 조치를 케냐가 꾸민 음모라고 불렀다.", "부르", {"subject": "총리", "object": "조치"}),
        ("통가 국왕의 군대가 농민들이 천막을 치고 있던 광장을 급습했다.", "급습", {"subject": "군대", "object": "광장"}),
        ("튀니스는 혐의를 부인하고 이번 조치를 보복이라고 규탄했다.", "규탄", {"subject": "튀니스", "object": "조치"}),
        ("리마에서 기자 다섯 명이 경찰에 붙잡혔다.", "붙잡", {"object": "기자", "에": "경찰"}),
        ("장군은 전차 800대가 넘는 병력을 이끌고 왔다.", "이끌", {"subject": "장군", "object": "병력"}),
        ("총독은 주민들에게 세금을 내라고 명령했다.", "명령", {"subject": "총독", "에게": "주민"}),
        ("네팔은 5월 3일부터 국경을 닫았다.", "닫", {"subject": "네팔", "object": "국경"}),
        ("가나 총리는 이를 “근거가 하나도 없는 소설”로 치부했다.", "치부", {"subject": "총리", "로": "소설"}),
    ],
)
def test_clauses_keep_what_is_theirs(text: str, lemma: str, expected: dict[str, str]) -> None:
    assert expected.items() <= roles(told(text, lemma)).items()


def test_who_has_no_intention_will_not() -> None:
    p = told("토고 총리는 사임할 의사가 없다고 말했다.", "사임")
    assert (p.tense, p.negated) == ("future", True)


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("인도는 네팔과의 국경 폐쇄를 결정했다.", "폐쇄", {"subject": "인도", "object": "국경", "와": "네팔"}),
        ("가봉에 대한 무기 공급이 중단됐다.", "공급", {"object": "무기", "에 대해": "가봉"}),
    ],
)
def test_a_verb_carries_the_deed_its_object_names(text: str, lemma: str, expected: dict[str, str]) -> None:
    assert roles(told(text, lemma)) == expected


def test_a_deed_condemned_is_not_told_beside_the_condemning() -> None:
    ko = language("ko")
    words = lexicon(ko)
    assert words is not None
    (said,) = analyse(["인도는 네팔의 국경 폐쇄를 비난했다."], ko, words.wanted)
    assert [p.lemma for p in said] == ["비난"]


def test_a_share_of_those_asked_acts() -> None:
    assert roles(told("응답자의 61%가 조약에 반대했다.", "반대"))["subject"] == "응답자"


@pytest.mark.parametrize(
    ("text", "lemma", "who"),
    [
        ("칠레는 총성이 울리고 나서야 대사를 소환했다.", "소환", "칠레"),
        ("칠레 외무장관은 철수를 환영하면서도 무장 세력은 범죄자이며 페루가 이들을 넘겨야 한다고 촉구했다.", "촉구", "외무장관"),
        ("비서는 총리가 리마에서 열리는 회의에 참석해 대통령과 만날 것이라고 말했다.", "만나", "총리"),
    ],
)
def test_the_topic_acts_again_behind_another_clause(text: str, lemma: str, who: str) -> None:
    assert roles(told(text, lemma)).get("subject") == who


def test_a_particle_behind_a_name_is_no_determiner() -> None:
    ko = language("ko")
    words = lexicon(ko)
    assert words is not None
    text = "총리는 이란이 섬 안의 조직들을 지원했다고 말했다."
    (said,) = analyse([text], ko, words.wanted, [False], [[(4, 6)]])
    assert roles(next(p for p in said if p.lemma == "지원"))["subject"] == "이란"


@pytest.mark.parametrize(
    ("text", "lemma", "who", "what"),
    [
        ("우간다 장관도 대규모 병력 배치는 긴장을 높인다고 비판했다.", "비판", "장관", None),
        ("경찰은 라오스군이 시위를 준비하던 태국군을 공격했다고 밝혔다.", "공격", "군", "군"),
        ("경찰은 라오스군이 무기를 지원한 반군을 공격했다고 밝혔다.", "공격", "경찰", "반군"),
        ("볼리비아 전쟁에 참전하지 않는다는 우루과이의 공식 입장과는 달랐다.", "참전", "우루과이", None),
    ],
)
def test_the_nearest_doer_is_left_to_the_clause_that_lacks_one(text: str, lemma: str, who: str, what: str | None) -> None:
    found = roles(told(text, lemma))
    assert found.get("subject") == who
    assert found.get("object") == what


def test_the_cause_of_a_deed_is_nobody_it_is_done_to() -> None:
    found = roles(told("구호단체는 차드군의 공격 때문에 주민들에게 식량을 주지 못했다.", "주"))
    assert found["에게"] == "주민"
    assert "에" not in found


@pytest.mark.parametrize("text", ["페루의 에콰도르 전면 침공 4년을 맞아 행사가 열렸다.", "페루의 에콰도르 침공 3주년에 집회가 열렸다."])
def test_a_deed_is_told_though_it_is_counted(text: str) -> None:
    ko = language("ko")
    words = lexicon(ko)
    assert words is not None
    deed = next(p for p in analyse([text], ko, words.wanted)[0] if p.kind == "noun" and p.lemma == "침공")
    assert {"possessor": "페루", "modifier": "에콰도르"}.items() <= {a.role: a.lemma for a in reversed(deed.arguments)}.items()
