"""Russian documents: which language a text is in, encodings, what a page says of itself, tables, notes, versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import citations, tables

PORT = {
    "ru": "Порт закрыт со вчерашнего дня. Суда третий день ждут на рейде, груз не принимают. Министр уехал в столицу.",
    "uk": "Порт зачинено від учора. Кораблі стоять на рейді третій день. Уряд оголосив нові вибори у жовтні.",
    "bg": "Пристанището е затворено от вчера. Корабите чакат трети ден на рейд. Министърът замина за столицата.",
    "kk": "Порт кешеден бері жабық тұр. Кемелер үшінші күн күтіп тұр. Үкімет қазан айында сайлау жариялады.",
    "sr": "Лука је затворена од јуче. Бродови чекају трећи дан. Влада је најавила нове изборе у октобру.",
    "ko": "항구는 어제부터 닫혀 있다. 배들은 사흘째 바다에서 기다리고 있으며 화물은 내려지지 않는다. 장관은 떠났다.",
    "en": "The port has been closed since yesterday. Ships have waited at anchor for three days. The minister left.",
}  # fmt: skip

PAGE = """Дамба на границе: чего ждать от переговоров

Автор: Ирина Холодова, 12 мая 2021 года

Переговоры о дамбе зашли в тупик, хотя вода поднялась на 3,5 метра, т. е. выше прежней отметки. Стороны встретятся вновь.

Таблица 1. Сброс воды

Месяц    Объём    Доля
Март    1 200    12,5
Апрель    1 450    15,1
Май    н/д    20,0

По словам эксперта Олега Дымова, это «опасная игра» [1]. Дымов считает, что вода не дойдёт до города.

Примечания

[1] О. Дымов: «Вода и власть», Вестник рек, 12.04.2021, https://example.org/rivers/15
"""


def load(text: str, encoding: str = "utf-8") -> Document:
    document = load_bytes("page.txt", text.encode(encoding))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("code", PORT)
def test_languages_that_share_a_script_are_told_apart(code: str) -> None:
    assert [p.language for p in load("\n\n".join([PORT[code]] * 3)).parts] == [code]


def test_a_page_in_three_languages_falls_into_its_parts() -> None:
    text = "\n\n".join(" ".join([PORT[c]] * 4) for c in ("ko", "en", "ru"))
    assert [p.language for p in load(text).parts] == ["ko", "en", "ru"]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "iso8859-5", "cp866"])
def test_older_encodings(encoding: str) -> None:
    document = load("\n\n".join([PORT["ru"]] * 4), encoding)
    assert document.text.startswith("Порт закрыт")
    assert [p.language for p in document.parts] == ["ru"]


def test_what_a_page_says_of_itself() -> None:
    about = load(PAGE).metadata
    assert (about.title, about.author, about.published) == (
        "Дамба на границе: чего ждать от переговоров", "Ирина Холодова", "2021-05-12",
    )  # fmt: skip


def test_a_shortened_word_ends_no_sentence() -> None:
    document = load(PAGE)
    first = next(document.slice(s) for _, s in document.segments() if s.kind == "sentence")
    assert first.endswith("прежней отметки.")


def test_a_table_with_decimal_commas() -> None:
    (table,) = tables.read(load(PAGE))
    assert table["header"] == ["Месяц", "Объём", "Доля"]
    assert table["rows"] == [["Март", 1200, 12.5], ["Апрель", 1450, 15.1], ["Май", None, 20.0]]


def test_a_note_gives_its_source() -> None:
    (note,) = citations.read(load(PAGE))
    assert (note["marker"], note["date"], note["url"]) == ("[1]", "2021-04-12", "https://example.org/rivers/15")
    assert note["title"] == "Вода и власть"
    assert len(note["cited_at"]) == 1


def test_a_translation_is_aligned_and_a_differing_number_found(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(
        "The river and the border\n\nThe government of Peru closed the northern bridge on 3 May 2021. About 1,200 people live"
        " near the crossing. The mayor said that the bridge would stay closed for two weeks.\n\nPresident Dina Boluarte rejected"
        " the request of Bolivia. She wrote that the dam was safe and that 40% of the repairs were finished.\n",
        encoding="utf-8",
    )
    (tmp_path / "ru.txt").write_text(
        "Река и граница\n\nПравительство Перу закрыло северный мост 3 мая 2021 года. Возле переправы живут около 1200 человек."
        " Мэр сказал, что мост останется закрытым две недели.\n\nПрезидент Дина Болуарте отклонила просьбу Боливии. Она написала,"
        " что дамба безопасна и что завершено 45 % ремонта.\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    assert main(["read", str(tmp_path / "en.txt"), str(tmp_path / "ru.txt"), "--out", str(out), "--format", "jsonl"]) == 0

    def rows(name: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

    assert len(rows("alignment")) == 6
    assert [f["explanation"] for f in rows("findings") if f["kind"] == "numbers_differ"] == [
        "One version gives the number as 40%, the other as 45 %."
    ]
    ids = [{r["actor"] for r in rows("actors") if str(r["doc"]).endswith(d)} for d in ("en.txt", "ru.txt")]
    assert {"PER_GOV", "boluarte_dina", "BOL"} <= ids[0] & ids[1]
