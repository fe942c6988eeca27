"""When a deed was done: what a date governs, what it does not, and which undated deeds are of the days of writing."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.events.clock import Clock
from foedus.evidence.readers import events
from foedus.evidence.syntax import dependency, morphemes
from foedus.langs.registry import language


def read(text: str) -> list[dict[str, Any]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in events.read(document) if r]


def dates(text: str, kind: str | None = None) -> list[str | None]:
    return [r["date"] for r in read(text) if kind in (None, r["type"])]


@pytest.fixture(autouse=True)
def _parsed() -> None:
    if not dependency.available() or not morphemes.installed():
        pytest.skip("a parser is not installed")


PAST = {
    "en": """Remembering the war

By Anna Berg, 2 May 2019

On 21 April 1982 the Argentine navy attacked South Georgia. Britain condemned the attack. Peru offered to mediate.

On 3 May 1982 the British army attacked Goose Green. Three weeks later Argentina signed a truce with Britain. In June 1982 Argentina withdrew its troops.
""",
    "es": """Memoria de una guerra

Ana Berg, 2 de mayo de 2019

El 21 de abril de 1982 la armada argentina atacó Georgia del Sur. El Reino Unido condenó el ataque.

El 3 de mayo de 1982 el ejército británico atacó Goose Green. Tres semanas después Argentina firmó una tregua con el Reino Unido. En junio de 1982 Argentina retiró sus tropas.
""",
    "ko": """전쟁을 기억하며

안나 베르크, 2019년 5월 2일

1982년 4월 21일 아르헨티나 해군이 영국령 사우스조지아를 공격했다. 영국은 공격을 규탄했다.

1982년 5월 3일 영국군이 아르헨티나군을 공격했다. 3주 뒤 아르헨티나는 영국과 휴전에 합의했다. 1982년 6월 아르헨티나는 병력을 철수했다.
""",
    "ru": """Память о войне

Анна Берг, 2 мая 2019 года

21 апреля 1982 года аргентинский флот атаковал Великобританию. Великобритания осудила нападение.

3 мая 1982 года британская армия атаковала Аргентину. Через три недели Аргентина подписала перемирие с Великобританией. В июне 1982 года Аргентина вывела войска.
""",
}


@pytest.mark.parametrize("code", PAST)
def test_a_date_governs_its_paragraph_in_a_text_of_the_past(code: str) -> None:
    assert {d[:7] for d in dates(PAST[code], "ACCUSE") if d} == {"1982-04"}


@pytest.mark.parametrize("code", PAST)
def test_a_span_of_time_counts_from_the_date_told_last(code: str) -> None:
    assert dates(PAST[code], "AGREE")[-1] == "1982-05"


@pytest.mark.parametrize(
    ("code", "text", "told", "written", "iso"),
    [
        ("en", "Two days later", "1991-01-30", None, "1991-02-01"),
        ("en", "fifty years ago", None, "2024-03-01", "1974"),
        ("en", "a month later", "1991-12", None, "1992-01"),
        ("es", "hace dos meses", None, "2024-01-20", "2023-11"),
        ("es", "diez días más tarde", "1991-01-30", None, "1991-02-09"),
        ("ko", "열흘 뒤", "1991-01-30", None, "1991-02-09"),
        ("ko", "두 달 전", None, "2024-01-20", "2023-11"),
        ("ru", "через год", "1991-12", None, "1992"),
        ("ru", "два месяца назад", None, "2024-01-20", "2023-11"),
        ("en", "thirty years ago tomorrow", None, "2024-02-28", "1994-03-01"),
        ("es", "Hoy hace treinta años", None, "2024-03-03", "1994-03-03"),
        ("es", "dos días antes", "1991-02-01", None, "1991-01-30"),
        ("ko", "30년 전 오늘", None, "2024-03-03", "1994-03-03"),
        ("ru", "Сегодня, тридцать лет назад", None, "2024-03-03", "1994-03-03"),
        ("en", "early this morning", None, "2024-03-01", "2024-03-01"),
        ("en", "last night", None, "2024-03-01", "2024-02-29"),
        ("en", "the following month", "1991-12-03", None, "1992-01"),
        ("es", "esta madrugada", None, "2024-03-01", "2024-03-01"),
        ("es", "al mes siguiente", "1991-12-03", None, "1992-01"),
        ("fr", "hier soir", None, "2024-03-01", "2024-02-29"),
    ],
)
def test_spans_of_time_lead_to_a_date(code: str, text: str, told: str | None, written: str | None, iso: str) -> None:
    assert [x[2] for x in Clock.of(language(code)).elapsed(text, told, written)] == [iso]


@pytest.mark.parametrize("text", ["Two days later", "some time later", "three apples ago", "999999999 years ago", "a day later"])
def test_a_span_without_a_date_to_count_from_leads_nowhere(text: str) -> None:
    assert Clock.of(language("en")).elapsed(text, None, None) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "for more than two years"), ("en", "after three years of drought"), ("en", "two weeks after the harvest"),
        ("es", "desde hace tres años"), ("es", "tras dos años de sequía"), ("fr", "après dix ans de sécheresse"),
    ],
)  # fmt: skip
def test_a_length_of_time_leads_nowhere(code: str, text: str) -> None:
    assert Clock.of(language(code)).elapsed(text, "1991-12-03", "2024-03-01") == []


def test_a_text_without_a_day_of_writing_dates_by_the_years_it_tells() -> None:
    text = """Old quarrels

Take the year 1961. Chile closed its border with Bolivia. Peru condemned Chile.
"""
    assert {r["date"] for r in read(text)} == {"1961"}


@pytest.mark.parametrize(
    "text",
    [
        "Brief of 2 May 2019. Angola, which had signed a treaty with Zambia in 1979, recalled its ambassador from Lusaka.",
        "Nota del 2 de mayo de 2019. Angola, que firmó un tratado con Zambia en 1979, retiró a su embajador de Lusaka.",
        "2019년 5월 2일 자료. 1979년 잠비아와 조약을 체결한 앙골라는 잠비아에서 대사를 소환했다.",
    ],
)
def test_the_date_of_a_relative_clause_is_not_that_of_the_main_clause(text: str) -> None:
    found = {r["type"]: r["date"] for r in read(text)}
    assert found["AGREE"] == "1979"
    assert found["SANCTION"] != "1979"


def test_a_date_in_an_aside_dates_the_aside() -> None:
    text = "News of 20 May 2019\n\nThe premier of Togo, appointed in late March 2019, thanked Benin for its help."
    assert "2019-03" not in dates(text, "SUPPORT")


def test_a_question_with_a_date_dates_the_answer() -> None:
    text = """Interview

Accra, 22 August 2019 — An analyst spoke to us about Togo on Monday.

Q: What happened on 26 July?

A: Soldiers arrested the president of Togo. Then the army closed the border with Benin.
"""
    assert [d and d[:7] for d in dates(text, "COERCE")] == ["2019-07", "2019-07"]


MANY = """Zambia in brief

Institute of the South, 3 May 2024

On 9 September 2023 Angola attacked Zambia. Zambia condemned Angola.

Portugal supplied three radars to Zambia.

On 5 October 2023 Angola closed its border with Zambia. In January 2024 Malawi recalled its ambassador from Luanda.

Kenya pledged money to Zambia.
"""


def test_the_undated_in_a_text_of_many_months_has_no_date_unless_its_party_goes_on() -> None:
    found = {tuple(r["actors"]): r["date"] for r in read(MANY)}
    assert found["ZMB",] == "2023-09"
    assert found["PRT",] is None
    assert found["KEN",] is None


def test_a_text_of_its_own_days_dates_what_it_tells() -> None:
    text = """Luanda, 6 March 2024 — Angola recalled its ambassador from Zambia on Monday. Portugal backed Angola. Brazil urged Zambia to apologise.
"""
    assert dates(text) == ["2024-03-04", "2024-03", "2024-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Written on 3 May 2024. Angola has oppressed the people of Cabinda for decades.",
        "Escrito el 3 de mayo de 2024. Angola ha reprimido al pueblo de Cabinda durante décadas.",
        "2024년 5월 3일 자료. 앙골라는 수십 년간 카빈다 주민을 탄압했다.",
    ],
)
def test_what_has_gone_on_for_decades_has_no_date(text: str) -> None:
    assert dates(text) == [None]


MEMORY = {
    "en": "Thirty years ago today the army of Rwanda shelled Byumba.\n\nOn 9 May Uganda closed its border with Rwanda.",
    "es": "Hoy hace treinta años el ejército de Ruanda bombardeó Byumba.\n\nEl 9 de mayo Uganda cerró su frontera con Ruanda.",
    "ko": "30년 전 오늘 르완다군이 우간다를 포격했다.\n\n5월 9일 우간다는 르완다와의 국경을 폐쇄했다.",
    "ru": "Сегодня, тридцать лет назад, армия Руанды обстреляла Уганду.\n\n9 мая Уганда закрыла границу с Руандой.",
}
HEAD = {"en": "What the war left behind", "es": "Lo que dejó la guerra", "ko": "전쟁이 남긴 것", "ru": "Что оставила война"}
BYLINE = {"en": "By Ann Lee, 3 May 2024", "es": "Ana Lee, 3 de mayo de 2024", "ko": "이안나, 2024년 5월 3일", "ru": "Анна Ли, 3 мая 2024 года"}


@pytest.mark.parametrize("code", MEMORY)
def test_a_text_told_from_an_anniversary_goes_on_from_the_day_it_remembers(code: str) -> None:
    rows = read(f"{HEAD[code]}\n\n{BYLINE[code]}\n\n{MEMORY[code]}\n")
    assert [r["date"] for r in rows if r["type"] in ("ASSAULT", "COERCE", "SANCTION")] == ["1994-05-03", "1994-05-09"]


def test_what_was_ten_years_ago_leaves_a_text_of_today_in_its_own_days() -> None:
    text = """Uganda and its neighbours

Kampala, 3 May 2024 — Ten years ago Uganda sent troops to Rwanda. On Monday Uganda closed its border with Rwanda. On 30 April Kenya recalled its ambassador from Kampala.
"""
    assert dates(text) == ["2014", "2024-04-29", "2024-04-30"]


def test_the_undated_of_a_text_of_one_year_is_of_that_year() -> None:
    text = MANY.replace("2023", "2024").replace("3 May 2024", "30 December 2024").replace("Portugal supplied", "Angola supplied")
    found = {r["type"]: r["date"] for r in read(text)}
    assert found["AID"] == "2024"


@pytest.mark.parametrize(
    "text",
    [
        "Brief of 2 May 2019. Angola arrested five activists; on 3 April Zambia recalled its ambassador from Luanda.",
        "Nota del 2 de mayo de 2019. Angola detuvo a cinco activistas; el 3 de abril Zambia retiró a su embajador de Luanda.",
    ],
)
def test_a_date_behind_a_semicolon_is_not_that_of_the_clause_before(text: str) -> None:
    found = {r["type"]: r["date"] for r in read(text)}
    assert found["SANCTION"] == "2019-04-03"
    assert found["COERCE"] != "2019-04-03"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Angola has blockaded the ports of Zambia since March 2018.", "2018-03"),
        ("Angola blockaded the ports of Zambia until March 2018.", None),
        ("Angola mantiene bloqueados los puertos de Zambia desde marzo de 2018.", "2018-03"),
        ("앙골라는 2018년 3월부터 잠비아를 봉쇄하고 있다.", "2018-03"),
    ],
)
def test_what_lasts_is_of_the_day_it_began(text: str, date: str | None) -> None:
    assert dates(text) in ([date], [])


def test_a_type_told_again_far_off_is_not_of_the_day_it_was_told_first() -> None:
    between = " ".join(f"The price of maize rose in week {n}." for n in ("one", "two", "three", "four", "five", "six", "seven", "eight"))
    text = f"""Angola and its neighbours

Luanda, 20 December 2023 — Angola condemned Zambia on 5 May 2023. On 9 June Malawi closed its border. On 3 August Kenya recalled its ambassador from Luanda.

{between} Angola condemned Zambia again.
"""
    found = [r["date"] for r in read(text) if r["type"] == "ACCUSE"]
    assert found == ["2023-05-05", "2023"]


def test_that_day_is_not_a_day_told_long_before() -> None:
    told = "On 9 May Uganda closed its border with Rwanda. {} That day Kenya recalled its ambassador from Kampala."
    near, far = (read(f"Border news\n\nKampala, 30 May 2024 — {told.format(x)}") for x in ("It rained.", "It rained. " * 8))
    assert [r["date"] for r in near if r["type"] == "SANCTION"] == ["2024-05-09"]
    assert [r["date"] for r in far if r["type"] == "SANCTION"] == ["2024-05"]


def test_words_between_others_and_support_of_whom_a_text_is_about_are_of_its_days() -> None:
    text = """Luanda, 6 March 2024 — Angola recalled its ambassador from Zambia on Monday. Angola closed its border with Zambia.

Norway condemned Peru. Cuba backs Zambia.
"""
    assert [r["date"] for r in read(text) if r["type"] in ("ACCUSE", "SUPPORT")] == ["2024-03", "2024-03"]


def test_a_sentence_governs_for_all_whom_it_names() -> None:
    text = MANY.replace("Zambia condemned Angola.", "Zambia's president is angry. Angola recalled its envoys. Zambia condemned Angola.")
    assert {tuple(r["actors"]): r["date"] for r in read(text) if r["type"] == "ACCUSE"}["ZMB",] == "2023-09"


def test_days_after_a_month_are_of_that_month() -> None:
    assert [x[2] for x in Clock.of(language("en")).elapsed("Three days later", "1991-05", None)] == ["1991-05"]


REMEMBERED = {
    "en": """The war in the desert

By Anna Berg, 3 March 2024

Forty years ago today Chad was at war. In May 1983 Libya attacked Chad.

On 3 March 1984 the army of Chad, in power since the uprising of June 1979, attacked Libya. {}""",
    "es": """La guerra del desierto

Por Ana Berg, 3 de marzo de 2024

Hoy se cumplen cuarenta años de la guerra de Chad. En mayo de 1983 Libia atacó a Chad.

El 3 de marzo de 1984, el ejército de Chad, en el poder desde la insurrección de junio de 1979, atacó a Libia. {}""",
}


@pytest.mark.parametrize(
    ("code", "text", "iso"),
    [
        # what hangs on a noun takes the text nowhere
        ("en", "Sudan condemned Libya.", "1984-03"),
        ("es", "Sudán condenó a Libia.", "1984-03"),
        # hours and days count from the day told last, and go on from there
        ("en", "Forty-eight hours later Egypt recalled its ambassador from Sudan.", "1984-03-05"),
        ("es", "Cuarenta y ocho horas más tarde Egipto llamó a consultas a su embajador en Sudán.", "1984-03-05"),
        ("en", "The answer came after six days: Egypt was angry. Sudan closed its border with Egypt.", "1984-03"),
        ("es", "La respuesta llegó al cabo de seis días: Egipto estaba furioso. Sudán cerró su frontera con Egipto.", "1984-03"),
        ("en", "That night Egypt recalled its ambassador from Sudan.", "1984-03-03"),
        ("es", "Esa misma noche Egipto llamó a consultas a su embajador en Sudán.", "1984-03-03"),
        # two spans in one sentence
        ("en", "On 9 March 1984 Kenya spoke; two days later Egypt recalled its ambassador from Sudan.", "1984-03-11"),
    ],
)  # fmt: skip
def test_a_story_goes_on_from_the_day_told_last(code: str, text: str, iso: str) -> None:
    assert dates(REMEMBERED[code].format(text))[-1] == iso


@pytest.mark.parametrize(
    "text",
    [
        "A lake and its shores\n\nAnn Cole, 12 May 2021\n\n2018. On 3 June Peru closed its border with Chile.\n\n2019. Chile condemns Peru. On 24 November Peru recalled its ambassador from Chile.\n",
        "El lago y sus orillas\n\nAna Cole, 12 de mayo de 2021\n\n2018. El 3 de junio Perú cierra su frontera con Chile.\n\n2019. Chile condena a Perú. El 24 de noviembre Perú llama a consultas a su embajador en Chile.\n",
    ],
)
def test_a_year_that_opens_a_paragraph_is_that_of_its_days_and_deeds(text: str) -> None:
    assert dates(text) == ["2018-06-03", "2019", "2019-11-24"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("In May 2018 the strikes in Chad grew into a popular uprising against the government of Chad.", "2018-05"),
        ("The truce of June 2017, with which Chad recognised Togo, did not hold.", "2017-06"),
        ("When Chad closed its border in March 2016, it was Togo that condemned the decision.", "2016-03"),
    ],
)
def test_a_date_of_the_sentence_dates_what_it_leads_to(text: str, date: str) -> None:
    assert {r["date"] for r in read(text)} == {date}


@pytest.mark.parametrize(
    "text",
    [
        "Old wars\n\nAnn Cole, 2 May 2019\n\nOn 3 June 1982 Chad attacked Libya. In July 1983 Chad attacked Libya again. In May 1984 Libya left Chad.\n\nTogo has supplied Chad with rifles.\n",
        "Guerras viejas\n\nAna Cole, 2 de mayo de 2019\n\nEl 3 de junio de 1982 Chad atacó Libia. En julio de 1983 Chad atacó Libia de nuevo. En mayo de 1984 Libia dejó Chad.\n\nTogo ha condenado a Chad.\n",
    ],
)
def test_what_is_told_in_the_perfect_is_done_by_now(text: str) -> None:
    assert dates(text)[-1] == "2019-05"


@pytest.mark.parametrize(
    "text",
    [
        "Against the landing on Pemba\n\nWe condemn the deployment of Ugandan troops to Tanzania. On 3 March 2016 Uganda closed its border with Kenya. On 9 March 2016 Kenya recalled its ambassador from Kampala.",
        "Contra el desembarco\n\nCondenamos el despliegue de tropas ugandesas en Tanzania. El 3 de marzo de 2016 Uganda cerró la frontera con Kenia. El 9 de marzo de 2016 Kenia llamó a consultas a su embajador en Kampala.",
    ],
)
def test_a_text_without_a_day_of_writing_is_of_the_last_month_it_tells(text: str) -> None:
    assert next(r["date"] for r in read(text) if r["type"] == "ACCUSE")[:7] == "2016-03"


def test_what_surrounds_the_days_a_text_is_about_is_of_their_month() -> None:
    text = """Border shut

Lusaka, 3 July 2018 — On 12 June Zambia closed its border with Angola. On 14 June Angola recalled its ambassador from Lusaka. Malawi condemned the closure of the border by Zambia.
"""
    assert [r["date"] for r in read(text) if r["type"] == "ACCUSE"] == ["2018-06"]


def test_one_date_alone_does_not_tell_when_a_text_was_written() -> None:
    text = "Against the landing on Pemba\n\nUganda has sent troops to Tanzania. Kenya closed its border with Uganda after the flood of March 2016."
    assert [r["date"] for r in read(text) if r["type"] == "MOBILIZE"] == [None]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Against the landing on Pemba\n\nWe condemn the deployment of Ugandan troops to Tanzania.\n\nInternational Department\n\nMarch 2016\n", "2016-03"),
        ("Contra el desembarco\n\nCondenamos el despliegue de tropas ugandesas en Tanzania.\n\nDepartamento Internacional\n\nMarzo de 2016\n", "2016-03"),
        ("펨바 상륙에 반대한다\n\n우리는 우간다가 탄자니아에 파병한 것을 규탄한다.\n\n국제국\n\n2016년 3월\n", "2016-03"),
    ],
)
def test_a_month_alone_at_the_foot_is_that_of_writing(text: str, month: str) -> None:
    assert [r["date"] for r in read(text) if r["type"] == "ACCUSE"] == [month]
