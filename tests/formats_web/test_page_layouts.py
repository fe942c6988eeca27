"""Pages of several layouts, written for these tests: what is text, what is furniture, and what is read of them."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document


def load(page: str | bytes, name: str = "page.html") -> Document:
    document = load_bytes(name, page if isinstance(page, bytes) else page.encode())
    assert isinstance(document, Document), document
    return document


def kinds(document: Document, *wanted: str) -> list[str]:
    return [document.slice(s) for _, s in document.segments() if not wanted or s.kind in wanted]


SEMANTIC = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry dispute tests two neighbours | Harbour Review</title>
<link rel="canonical" href="https://www.example.org/2021/ferry"><meta property="og:site_name" content="Harbour Review">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry dispute tests two neighbours",
"datePublished":"2021-03-03T23:30:00+01:00","author":[{"@type":"Person","name":"Ana Ruiz"}],"publisher":{"name":"Harbour Review"}}</script></head>
<body class="has-sidebar"><a class="skip-link" href="#main">Skip to content</a>
<header><a href="/">Harbour Review</a><nav><ul><li><a href="/">Home</a><li><a href="/world">World</a></ul></nav></header>
<div class="cookie-bar"><p>We use cookies to improve this site since 4 May 2018. <button>Accept</button></p></div>
<main><article><header><h1>Ferry dispute tests two neighbours</h1><p class="byline">By Ana Ruiz, <time datetime="2021-03-03">3 March 2021</time></p></header>
<div class="share"><a href="https://twitter.com/intent/tweet?x">Tweet</a> <a href="https://facebook.com/sharer?u">Share</a></div>
<p>Norway closed the ferry line to Denmark on 1&nbsp;March 2021 after talks in Oslo failed.<sup><a href="#fn1" id="r1">1</a></sup>
The minister said that 1,200 passengers were affec&shy;ted.</p>
<h2>What both sides say<span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2>
<p>Denmark called the step unlawful.<sup><a href="#fn2" id="r2">2</a></sup> It asked for 25% of the fees and an area of 40 km<sup>2</sup>.</p>
<ul><li>Norway wants inspections.<ul><li>Twice a week</li></ul></li><li>Denmark wants compensation.</li></ul>
<table><caption>Table 1. Passengers by year</caption><thead><tr><th rowspan="2">Line</th><th colspan="2">Passengers</th></tr>
<tr><th>2019</th><th>2020</th></tr></thead><tbody><tr><td>Oslo</td><td>10,400</td><td>8,200</td></tr><tr><td>Bergen</td><td>5,100</td><td>–</td></tr></tbody>
<tfoot><tr><td colspan="3">Source: Harbour Office.</td></tr></tfoot></table>
<aside class="related"><h3>Related articles</h3><ul><li><a href="/a">Sweden signs a fishing deal on 3 May 2020</a></li><li><a href="/b">Finland asks for talks</a></li></ul></aside>
<p>Finland offered to mediate on 5 March 2021 and sent a letter to both governments.</p>
<section role="doc-endnotes"><h2>Notes</h2><ol><li id="fn1">Nils Berg, “The last ferry”, <a href="https://news.example.net/2021/last-ferry">Sample Post</a>, 2 March 2021. <a href="#r1">↩</a></li>
<li id="fn2"><p>Ministry of Foreign Affairs, “Statement on the ferry line”, 3 March 2021, https://mfa.example.dk/statement <a href="#r2">↩</a></p></li></ol></section>
</article></main><section id="comments"><h3>Comments (2)</h3><p>Tom: Germany should invade in 2025.</p></section>
<footer><p>© 2024 Harbour Review. Founded in Brussels.</p></footer><script>var x = "</p>7 May 1999";</script></body></html>"""


def test_furniture_is_kept_and_named_and_says_nothing() -> None:
    document = load(SEMANTIC)
    furniture = " ".join(kinds(document, "furniture"))
    for words in ("Skip to content", "Home", "cookies", "Accept", "Tweet", "[edit]", "Sweden signs", "Tom: Germany", "Brussels"):
        assert words in furniture
    rows = read_document(document)
    told = " ".join(str(r) for name in ("actors", "dates", "quantities", "claims", "events", "relations", "stances") for r in rows[name])
    for words in ("Sweden", "Germany", "Brussels", "2018", "2020-05-03", "2025", "1999"):
        assert words not in told
    assert "Finland" in told
    assert "2021-03-05" in told


def test_a_page_gives_title_author_publisher_date_and_address() -> None:
    about = load(SEMANTIC).metadata
    assert about.title == "Ferry dispute tests two neighbours"
    assert (about.author, about.publisher, about.published) == ("Ana Ruiz", "Harbour Review", "2021-03-03")
    assert about.url == "https://www.example.org/2021/ferry"
    (row,) = read_document(load(SEMANTIC))["documents"]
    assert row["url"] == about.url


def test_headings_lists_and_raised_figures() -> None:
    document = load(SEMANTIC)
    assert kinds(document, "title") == ["Ferry dispute tests two neighbours"]
    assert kinds(document, "heading") == ["What both sides say", "Notes"]
    assert kinds(document, "byline") == ["By Ana Ruiz, 3 March 2021"]
    assert "• Twice a week" in kinds(document, "list_item")
    assert "40 km²." in document.text
    assert "affected." in document.text


def test_tables_keep_their_columns_where_cells_span() -> None:
    (table,) = read_document(load(SEMANTIC))["tables"]
    assert table["title"] == "Table 1. Passengers by year"
    assert table["header"] == ["Line", "Passengers 2019", "Passengers 2020"]
    assert table["rows"] == [["Oslo", 10400, 8200], ["Bergen", 5100, None]]
    assert table["note"] == "Source: Harbour Office."


def test_notes_carry_their_marks_and_hidden_addresses() -> None:
    document = load(SEMANTIC)
    first, second = read_document(document)["citations"]
    assert (first["marker"], first["url"], first["outlet"]) == ("[1]", "https://news.example.net/2021/last-ferry", "Sample Post")
    assert document.text[first["cited_at"][0] :].startswith("[1]")
    assert (second["marker"], second["url"]) == ("[2]", "https://mfa.example.dk/statement")
    assert len(second["cited_at"]) == 1, "the exponent of a unit is no mark"
    assert "↩" not in document.text


SOUP = """<html><head><title>Dos vecinos y un río - Instituto Sur</title><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>
<body><div id="wrapper"><div class="top"><a href="/">Inicio</a><a href="/n">Noticias</a><a href="/c">Contacto</a></div>
<div class="x1"><div class="t">Dos vecinos y un río</div><div class="f">Instituto Sur, 5 de marzo de 2019</div>
<div class="b">Bolivia y Perú abrieron el 2 de marzo de 2019 una mesa de diálogo sobre el río.<br><br>El canciller de Perú afirmó que su gobierno
no aceptará más de 40 inspectores en la zona.<br><br>Bolivia pidió 300 millones de dólares para las obras y recordó que el acuerdo de 1999 sigue en vigor.<br/>
La prensa de Lima habló de una crisis que dura ya<br>nueve meses.</div></div>
<div class="x2"><div><a href="/1">Chile firma un tratado el 4 de abril de 2018</a></div><div><a href="/2">Brasil rechaza la propuesta</a></div><div><a href="/3">Ecuador llama a consultas</a></div></div>
<div class="x3">Todos los derechos reservados.</div></div></body></html>"""


def test_a_page_of_nothing_but_divs() -> None:
    document = load(SOUP.encode("iso-8859-1"))
    assert document.encoding == "cp1252"
    assert document.metadata.title == "Dos vecinos y un río"
    assert document.metadata.published == "2019-03-05"
    furniture = " ".join(kinds(document, "furniture"))
    assert "Inicio" in furniture
    assert "Chile firma" in furniture
    told = kinds(document, "sentence")
    assert told[0].startswith("Bolivia y Perú abrieron")
    assert told[-1].endswith("dura ya nueve meses."), "a break inside a sentence is the page's"
    assert {r["iso"] for r in read_document(document)["dates"]} == {"2019-03-05", "2019-03-02", "1999"}


KOREAN = """<!doctype html><html lang="ko"><head><meta charset="euc-kr"><title>두 나라, 국경 다리 협상 재개 :: 한빛일보</title>
<meta property="article:published_time" content="2020-05-08T09:12:00+09:00"><meta property="og:site_name" content="한빛일보"><meta name="author" content="김하늘"></head>
<body><div id="gnb"><ul><li><a href="/p">정치</a></li><li><a href="/e">경제</a></li><li><a href="/w">국제</a></li></ul></div>
<div class="view_wrap"><h3 class="tit">두 나라, 국경 다리 협상 재개</h3><div class="info"><span class="date">입력 2020.05.08 09:12</span> <span class="writer">김하늘 기자</span></div>
<div class="sns_share"><a href="#">페이스북</a><a href="#">카카오톡</a></div><div id="articleBody">
몽골과 중국은 5월 7일 울란바토르에서 국경 다리 건설 협상을 다시 시작했다.<br><br>몽골 외교부는 "다리 건설에 3억 달러가 필요하다"고 밝혔다.<br><br>
<table border="1"><tr><td colspan="3">&lt;표 1&gt; 국경 통과 화물</td></tr><tr><td>구분</td><td>2018</td><td>2019</td></tr>
<tr><td>석탄(만 톤)</td><td>1,200</td><td>1,450</td></tr><tr><td>구리(만 톤)</td><td>140</td><td>155</td></tr></table>
중국 측은 공사 기간이 9개월을 넘지 않을 것이라고 말했다.</div>
<div class="rel"><strong>관련기사</strong><ul><li><a href="/1">일본, 2019년 수출 12% 감소</a></li><li><a href="/2">러시아 외무장관 서울 방문</a></li></ul></div>
<p class="copyright">저작권자 ⓒ 한빛일보 무단전재 및 재배포 금지</p></div></body></html>"""


def test_a_korean_press_page() -> None:
    document = load(KOREAN.encode("cp949"))
    about = document.metadata
    assert document.encoding == "cp949"
    assert (about.title, about.author, about.publisher, about.published) == ("두 나라, 국경 다리 협상 재개", "김하늘", "한빛일보", "2020-05-08")
    furniture = " ".join(kinds(document, "furniture"))
    for words in ("정치", "페이스북", "일본, 2019년", "저작권자"):
        assert words in furniture
    (table,) = read_document(document)["tables"]
    assert table["title"] == "<표 1> 국경 통과 화물"
    assert table["header"] == ["구분", "2018", "2019"]
    assert table["rows"][0] == ["석탄(만 톤)", 1200, 1450]


MINISTRY = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml" lang="es"><head>
<title>Comunicado 12 - Ministerio</title><script src="a.js"/><meta name="DC.date.issued" content="12/04/2018"/></head><body><form id="aspnet" action="x">
<table width="100%"><tr><td><a href="/">Inicio</a></td><td><a href="/p">Prensa</a></td><td><a href="/c">Contacto</a></td></tr></table>
<table class="layout"><tr><td><a href="/a">Agenda</a><br/><a href="/b">Ministra</a><br/><a href="/d">Documentos</a></td>
<td><h2>Comunicado conjunto sobre el paso fronterizo</h2><p>Asunción, 12 de abril de 2018</p>
<p>1. Los ministros de Paraguay y Argentina acordaron abrir el paso durante seis meses.</p>
<p>2. Paraguay declaró que el tránsito creció un 29,1 % en 2017 <a href="#_ftn1" name="_ftnref1">[1]</a>.</p><p><strong>Cuadro 1. Camiones por mes</strong></p>
<table border="1"><tr><th>Mes</th><th>Entradas</th><th>Salidas</th></tr><tr><td>Enero</td><td>1.200</td><td>900</td></tr><tr><td>Febrero</td><td></td><td>950</td></tr></table>
<p>Fuente: Dirección de Aduanas.</p><hr/><p><a name="_ftn1" href="#_ftnref1">[1]</a> Ana Díaz, “El paso en cifras”, <em>Diario Ejemplo</em>, 3 de marzo de 2018,
<a href="https://ejemplo.example/paso-cifras">enlace</a>.</p></td></tr></table></form></body></html>"""


def test_a_page_laid_out_by_tables_inside_a_form() -> None:
    document = load(MINISTRY)
    assert document.metadata.title == "Comunicado conjunto sobre el paso fronterizo"
    assert document.metadata.published == "2018-04-12", "told in the byline; the field can be read in two ways"
    assert {"Inicio", "Agenda"} <= set(kinds(document, "furniture"))
    rows = read_document(document)
    (table,) = rows["tables"]
    assert table["title"] == "Cuadro 1. Camiones por mes"
    assert table["header"] == ["Mes", "Entradas", "Salidas"]
    assert table["rows"] == [["Enero", 1200, 900], ["Febrero", None, 950]]
    assert [(q["value"], q["unit"]) for q in rows["quantities"] if q["value"] == 950] == [(950, "salidas")], "an empty cell keeps its column"
    noted = [c for c in rows["citations"] if c["marker"] == "[1]"]
    assert [(c["authors"], c["url"]) for c in noted] == [(["Ana Díaz"], "https://ejemplo.example/paso-cifras")]
    assert noted[0]["cited_at"]


def test_lists_of_references_are_read_with_their_addresses() -> None:
    page = "<html><body><main><h1>Two lakes and a dam</h1>" + "<p>Kenya and Uganda met in Kampala in May and spoke of the dam for hours.</p>" * 6 + """
    <h2>References</h2><ul><li>Otieno, J., “Ports and power”, Lake Review, 4 May 2019, <a href="https://lake.example/ports">link</a></li>
    <li>Ministry of Water, <a href="https://water.example/dam">Report on the dam</a>, 2018; Okello, P., <a href="https://post.example/dam">The dam</a>, Sample Post, 2020</li></ul>
    <h2>About this site</h2><p>The lake institute is a house of its own and takes no money from states.</p></main></body></html>"""
    document = load(page)
    assert [r.split(",")[0] for r in kinds(document, "reference")] == ["• Otieno", "• Ministry of Water"]
    assert kinds(document, "sentence")[-1].startswith("The lake institute")
    assert [c["url"] for c in read_document(document)["citations"]] == ["https://lake.example/ports", "https://water.example/dam", "https://post.example/dam"]


def test_hidden_parts_are_left_out_unless_they_are_the_page() -> None:
    body = "<p>The two states met in Lima on 3 May 2019 and agreed on a plan.</p>"
    hidden = "<p style='display:none'>In 1991.</p><p hidden>In 1992.</p><template><p>In 1993.</p></template><noscript>In 1994.</noscript><!-- 1995 --><span class='sr-only'>1996</span>"
    assert load(f"<html><body>{body * 3}{hidden}</body></html>").text.strip().split("\n\n") == ["The two states met in Lima on 3 May 2019 and agreed on a plan."] * 3
    assert "Lima" in load(f"<html><body style='visibility: hidden' aria-hidden='true'>{body}</body></html>").text


def test_text_set_as_typed_loses_its_hard_wraps() -> None:
    page = """<html><body><pre>
STATEMENT ON THE CROSSING

The ministers of Ghana and Togo met in Accra on Tuesday and agreed to open
the crossing for nine months. They said that 1,200 lorries waited at the
border and that fees would fall by 25 per cent during the first quarter of
next year, if both parliaments agree.
</pre></body></html>"""
    assert any(s.endswith("25 per cent during the first quarter of next year, if both parliaments agree.") for s in kinds(load(page)))


def test_small_marks_of_the_page() -> None:
    page = "<body><p>漢字 <ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby> 10<sup>6</sup> m, the 1<sup>er</sup> of H<sub>2</sub>O &lt;5&gt;, Lines<wbr>End, <q>so</q> &#8364;5.</p><embed src=x><p>After it.</p>"
    text = load(page).text
    assert "東京(とうきょう) 10⁶ m, the 1er of H2O <5>, LinesEnd, “so” €5." in text
    assert "After it." in text


def test_names_and_values_are_lines() -> None:
    page = "<html><body><h1>A notice to the press</h1><dl><dt>작성일</dt><dd>2019-05-03</dd><dt>부서:</dt><dd>국제국</dd></dl><table><tr><th>Date</th><td>3 May 2019</td><th>Place</th><td>Oslo</td></tr></table><p>Norway and Sweden met. They will meet again.</p></body></html>"
    text = load(page).text
    for line in ("작성일: 2019-05-03", "부서: 국제국", "Date: 3 May 2019", "Place: Oslo"):
        assert f"\n{line}\n" in text


def test_a_page_saved_in_one_file() -> None:
    page = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://x.example/towns\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><h1>Two towns</h1><p>L=EDnea de Montevideo, y otra l=\r\n=EDnea.</p></body></html>\r\n--b--\r\n"
    )
    document = load(page, "saved.mht")
    assert "Línea de Montevideo, y otra línea." in document.text
    assert document.metadata.url == "https://x.example/towns"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><frameset><frame src=a></frameset></html>", "frames other pages"),
        ("<html><body><div id=root></div><script>go()</script></body></html>", "without its scripts"),
        ("<html><body><nav><a href=/>Home</a><a href=/a>About</a></nav></body></html>", "menus and links"),
        ("<html><body>" + "<b>" * 4000 + "deep</body></html>", "2,000 deep"),
    ],
)
def test_a_page_without_words_says_what_to_do(page: str, words: str) -> None:
    found = load_bytes("p.html", page.encode())
    assert not isinstance(found, Document)
    assert words in found.error
    assert "save" in found.error


def test_a_date_is_never_guessed() -> None:
    body = "<p>The treaty of 4 May 1998 binds both states, as the court said in its ruling.</p>" * 4
    page = f"<html><head><meta name='date' content='03/04/2019'><title>On the treaty</title></head><body><h1>On the treaty</h1>{body}<footer>Copyright 2021. Updated 7 June 2022.</footer></body></html>"
    assert load(page).metadata.published is None
    assert load(page.replace("03/04/2019", "23/04/2019")).metadata.published == "2019-04-23"


def test_of_several_articles_the_one_on_the_page_is_described() -> None:
    data = '[{"@type":"NewsArticle","headline":"Another text","datePublished":"2001-01-01"},{"@type":"NewsArticle","headline":"On the treaty","datePublished":"2019-04-23"}]'
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><body><h1>On the treaty</h1><p>It binds both states, as the court said in its ruling.</p></body></html>"
    assert load(page).metadata.published == "2019-04-23"
    assert load(page.replace("<h1>On the treaty", "<h1>Nothing alike")).metadata.published is None


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_encodings(codec: str) -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><h1>Две страны</h1><p>Министры встретились в Осло 3 мая 2019 года и договорились.</p></body></html>"
    assert "Министры встретились в Осло" in load(page.encode(codec)).text


def test_notes_without_links_are_notes() -> None:
    body = "<p>Kenya and Uganda met in Kampala in May and spoke of the dam for hours. [1] They will meet again. [2]</p>" * 3
    notes = "<p>[1] The talks were held behind closed doors, and no paper was signed by either of the two sides.</p><p>[2] Otieno, J., “Ports and power”, Lake Review, 4 May 2019, https://lake.example/ports</p>"
    assert len(kinds(load(f"<html><body><h1>Two lakes</h1>{body}{notes}</body></html>"), "note")) == 2


def test_a_source_line_is_found_above_the_foot_of_the_page() -> None:
    body = "<p>Kenya and Uganda met in Kampala in May and spoke of the dam for hours.</p>" * 4
    foot = "".join(f"<div><a href='/{w}'>{w}</a></div>" for w in ("Imprint", "Contact", "Terms", "Sitemap", "Jobs"))
    page = f"<html><body><h1>Two lakes and a dam</h1>{body}<p>Source: Lake Review, 4 May 2019</p><footer>{foot}</footer></body></html>"
    assert [(c["outlet"], c["date"]) for c in read_document(load(page))["citations"]] == [("Lake Review", "2019-05-04")]


PLAIN_DIVS = """<html><head><title>Ferry talks fail again - Harbour Daily</title></head><body>
<div id="gnb"><a href="1">Politics</a>|<a href="2">World</a>|<a href="3">Sport</a></div>
<div class="view_tit">Ferry talks fail again</div><div class="info"><span>By Ana Ruiz, 3 March 2021</span> <span>Read 1,204 times</span></div>
<div class="cont">Norway closed the ferry line to Denmark on 1 March 2021 after talks in Oslo failed, and told the harbours at noon.<a href="#fn1">[1]</a><br><br>
Denmark called the step unlawful and asked for a quarter of the fees of the year before.<a href="#fn2">[2]</a><br><br>
Finland offered to mediate on 5 March 2021 and sent a letter to both governments.<br><br>
<a name="fn1"></a>[1] Harbour Office, Notice to Mariners, 1 March 2021.<br><a name="fn2"></a>[2] Ministry of Trade, Annual Report 2020.</div>
<div class="copy">Copyright Harbour Daily</div></body></html>"""


def test_a_page_without_headings_keeps_its_byline_and_the_marks_of_its_notes() -> None:
    document = load(PLAIN_DIVS)
    assert read_document(document)["documents"][0]["published"] == "2021-03-03"
    assert kinds(document, "title") == ["Ferry talks fail again"]
    assert [n[:8] for n in kinds(document, "note")] == ["[1] Harb", "[2] Mini"]
