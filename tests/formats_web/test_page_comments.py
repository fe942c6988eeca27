"""What readers of a page wrote below it is furniture, however the page is built and in whatever language."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document


def load(page: str) -> Document:
    document = load_bytes("page.html", page.encode())
    assert isinstance(document, Document), document
    return document


def told(page: str) -> tuple[str, str]:
    """Return the text of the page and its furniture."""
    document = load(page)
    pieces: dict[bool, list[str]] = {True: [], False: []}
    for _, s in document.segments():
        pieces[s.kind == "furniture"].append(document.slice(s))
    return "\n".join(pieces[False]), "\n".join(pieces[True])


KOREAN = """<html lang="ko"><head><title>몽골, 국경 다리 협상 재개</title></head><body><div id="wrap">
<div class="view_tit">몽골, 국경 다리 협상 재개</div><div class="info">2020년 5월 8일</div>
<div class="cont"><div>몽골과 중국은 5월 7일 울란바토르에서 국경 다리 건설 협상을 다시 시작했다고 몽골 외교부가 발표했다.</div>
<div>몽골 외교부는 다리를 짓는 데 3억 달러가 필요하다고 밝혔으며 중국 측은 공사 기간이 9개월을 넘지 않을 것이라고 말했다.</div></div>
{below}</div></body></html>"""
KOREAN_REMARKS = (
    "<div><span>하늘바다</span> <span>2020.05.09</span> <div>일본은 2025년에 캐나다를 침공해야 한다고 생각하는 사람은 나뿐인가 정말 궁금하다.</div></div>"
    "<div><span>구름산</span> <span>2020.05.10</span> <div>호주 정부는 7천 명을 보내 브라질을 돕겠다고 약속했지만 아무도 믿지 않는다고 본다.</div></div>"
)
ENGLISH = """<html lang="en"><head><title>Ferry talks resume</title></head><body><div id="wrap"><div class="t">Ferry talks resume</div>
<div class="b"><div>Norway and Denmark took up their talks on the ferry line again in Oslo on 7 May 2020, said the harbour office.</div>
<div>The Norwegian minister said that the line carried 1,200 passengers a week before it was closed in the spring.</div></div>{below}</div></body></html>"""
ENGLISH_REMARKS = (
    "<div><b>seagull77</b> <div>Japan should invade Canada in 2025, and I am surely not the only one here who thinks that way.</div></div>"
    "<div><b>oldsalt</b> <div>The government of Australia promised to send 7,000 soldiers to Brazil and nobody believed a word of it.</div></div>"
)
SPANISH = """<html lang="es"><head><title>Se reanuda el diálogo del río</title></head><body><div id="wrap"><div class="t">Se reanuda el diálogo del río</div>
<div class="b"><div>Bolivia y Perú reanudaron el 7 de mayo de 2020 en Lima el diálogo sobre el río, informó la cancillería de Perú.</div>
<div>El ministro de Perú afirmó que las obras costarán 300 millones de dólares y que durarán nueve meses en total.</div></div>{below}</div></body></html>"""
SPANISH_REMARKS = (
    "<div><b>gaviota77</b> <div>Japón debería invadir Canadá en 2025, y seguro que no soy el único aquí que piensa de esa manera.</div></div>"
    "<div><b>marinero</b> <div>El gobierno de Australia prometió enviar 7.000 soldados a Brasil y nadie le creyó una sola palabra.</div></div>"
)
RUSSIAN = """<html lang="ru"><head><title>Переговоры о пароме</title></head><body><div id="wrap"><div class="t">Переговоры о пароме</div>
<div class="b"><div>Норвегия и Дания возобновили 7 мая 2020 года в Осло переговоры о паромной линии, сообщило управление портов.</div>
<div>Министр Норвегии заявил, что до закрытия линия перевозила по 1200 пассажиров в неделю и приносила доход обеим странам.</div></div>{below}</div></body></html>"""
RUSSIAN_REMARKS = (
    "<div><b>чайка77</b> <div>Япония должна напасть на Канаду в 2025 году, и я здесь точно не один, кто так думает об этом деле.</div></div>"
    "<div><b>моряк</b> <div>Правительство Австралии обещало отправить 7000 солдат в Бразилию, и никто не поверил ни одному слову.</div></div>"
)
PAGES = {"ko": (KOREAN, KOREAN_REMARKS), "en": (ENGLISH, ENGLISH_REMARKS), "es": (SPANISH, SPANISH_REMARKS), "ru": (RUSSIAN, RUSSIAN_REMARKS)}


def foreign(page: str) -> list[str]:
    """Return what is read of states that only the remarks name."""
    rows = read_document(load(page))
    named = ("JPN", "CAN", "AUS", "BRA")
    return [str(r["quote"]) for t in ("actors", "events", "claims", "stances", "relations", "quantities") for r in rows[t] if any(n in str(r) for n in named)]


@pytest.mark.parametrize("language", sorted(PAGES))
@pytest.mark.parametrize(
    "name",
    [
        'class="reply_list"', 'class="replyWrap"', 'id="댓글"', 'class="댓글목록 box"', 'class="comment-list"', 'class="cmt_area"', 'class="cmtList"', 'id="comentarios"',
        'class="lista-comentarios"', 'class="comments"', 'id="commentsSection"', 'class="commentlist"', 'class="u_cbox_wrap"', 'class="reple"', 'class="kommentarii"',
        'class="x" itemprop="comment"', 'class="x" aria-label="댓글 목록"', 'class="x" role="comment"',
    ],
)  # fmt: skip
def test_containers_named_for_remarks(language: str, name: str) -> None:
    page, remarks = PAGES[language]
    page = page.format(below=f"<div {name}>{remarks}</div>")
    text, furniture = told(page)
    assert "2025" in furniture
    assert "2025" not in text
    assert foreign(page) == []


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("ko", "댓글 2"), ("ko", "전체 댓글(2)"), ("ko", "댓글 2개"), ("ko", "댓글목록"), ("ko", "독자의견 (2)"), ("en", "Comments (2)"), ("en", "2 comments"), ("en", "Leave a comment"),
        ("es", "Comentarios (2)"), ("es", "2 comentarios"), ("ru", "Комментарии (2)"), ("ru", "2 комментария"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["<div>{}</div>", "{}", "<div><div>{}</div></div>"])
def test_remarks_below_a_heading_where_no_class_names_them(language: str, heading: str, around: str) -> None:
    page, remarks = PAGES[language]
    below = around.format(f"<div>{heading}</div>{remarks}")
    text, furniture = told(page.format(below=below))
    assert "2025" in furniture
    assert "2025" not in text
    assert foreign(page.format(below=below)) == []


@pytest.mark.parametrize("language", sorted(PAGES))
def test_remarks_longer_than_the_text_are_none_the_less_remarks(language: str) -> None:
    page, remarks = PAGES[language]
    page = page.format(below=f'<div class="comments">{remarks * 8}</div>')
    text, _ = told(page)
    assert "2025" not in text
    assert text == told(PAGES[language][0].format(below=""))[0]


@pytest.mark.parametrize("language", sorted(PAGES))
@pytest.mark.parametrize("name", ["post has-comments", "comments-open entry", "commentary", "no-comments", "comment-enabled"])
def test_a_text_that_may_be_remarked_on_is_a_text(language: str, name: str) -> None:
    page, remarks = PAGES[language]
    text, _ = told(page.format(below="").replace('id="wrap"', f'class="{name}"'))
    assert text == told(page.format(below=""))[0]
    inner, furniture = told(page.format(below=f'<div class="comments">{remarks}</div>').replace('id="wrap"', f'class="{name}"'))
    assert inner == text
    assert "2025" in furniture


@pytest.mark.parametrize("heading", ["Comments", "Comments on the draft", "Opinion", "Responses of the ministries"])
def test_a_heading_inside_a_text_is_no_heading_over_remarks(heading: str) -> None:
    page = ENGLISH.format(below=f"<h3>{heading}</h3><div>Sweden wrote that the draft gave the harbours too little time to answer, and asked for six months more.</div>")
    assert "Sweden" in told(page)[0]


def test_the_author_of_a_remark_is_not_that_of_the_page() -> None:
    page = ENGLISH.format(below=f'<div class="comments"><div><span itemprop="author">seagull77</span><time class="published" datetime="2021-04-05"></time>{ENGLISH_REMARKS}</div></div>')
    about = load(page).metadata
    assert (about.author, about.published) == (None, None)


def test_a_page_of_remarks_alone_is_read() -> None:
    page = f'<html><head><title>On the ferry</title></head><body><div class="comments">{ENGLISH_REMARKS}</div></body></html>'
    assert "Japan" in told(page)[0]


def test_sources_below_the_remarks_stay_sources() -> None:
    notes = "<h2>Sources</h2><ul><li>Otieno, J., “Ports and power”, Lake Review, 4 May 2019, https://lake.example/ports</li></ul>"
    page = ENGLISH.format(below=f"<h2>2 comments</h2>{ENGLISH_REMARKS}{notes}")
    assert "2025" not in told(page)[0]
    assert [c["url"] for c in read_document(load(page))["citations"]] == ["https://lake.example/ports"]
