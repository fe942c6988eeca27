"""Encodings that institutes use are recognised; what is not text is refused with a reason."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.decode import UndecodableError, decode
from foedus.documents.load import load_bytes
from foedus.documents.model import Document, Unreadable

KO = "외무부는 화요일 회담이 두 시간 만에 끝났다고 밝혔다. 양측은 국경 통과 절차를 줄이는 데 뜻을 모았다."
ES = "El ministro dijo el miércoles que la reunión duró dos horas. ¿Habrá otra? Según él, sí, mañana."
RU = "Министерство сообщило, что встреча длилась два часа. Стороны договорились упростить переход границы."
EN = "The ministry’s spokesman said the meeting — the third this year — lasted two hours."
TR = "Bakanlık, görüşmenin iki saat sürdüğünü bildirdi. Şimdi ikinci tur bekleniyor; sınır geçişi kolaylaşacak."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        *((KO, c) for c in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr")),
        *((ES, c) for c in ("utf-8", "utf-16", "utf-16-le", "cp1252", "latin-1")),
        *((RU, c) for c in ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866")),
        *((EN, c) for c in ("utf-8", "cp1252", "utf-16-be")),
        (TR, "cp1254"),
    ],
)
def test_encoding_is_found(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text.lstrip("\ufeff") == text


@pytest.mark.parametrize("text", [KO, ES, RU])
@pytest.mark.parametrize("words", [4, 6, 9])
def test_short_texts_too(text: str, words: int) -> None:
    codec = {KO: "cp949", ES: "cp1252", RU: "cp1251"}[text]
    short = " ".join(text.split()[:words])
    assert decode(short.encode(codec)).text == short


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "blanks"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "HWP"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (random.Random(1).randbytes(4000), "not text"),
        (b"abc\x00\x01\x02" * 50, "not text"),
        (b"\xff\xfe\x00\xdca\x00b\x00c\x00d\x00", "byte order mark"),
    ],
)
def test_what_is_not_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UndecodableError, match=reason):
        decode(data)
    result = load_bytes("x.txt", data)
    assert isinstance(result, Unreadable)
    assert reason in result.error


@given(st.binary(max_size=600))
def test_any_bytes_give_a_document_or_a_reason(data: bytes) -> None:
    result = load_bytes("x.txt", data)
    if isinstance(result, Document):
        for _, segment in result.segments():
            anchor = result.anchor(segment.start, segment.end)
            assert anchor is not None
            assert result.text[anchor[0] : anchor[1]] == anchor[2]
    else:
        assert result.error


@given(st.text(max_size=400))
def test_any_text_is_read_without_error(text: str) -> None:
    load_bytes("x.txt", text.encode("utf-8", "replace"))


@pytest.mark.parametrize(("text", "codec"), [(KO, "utf-8"), (RU, "utf-8"), (KO, "utf-8-sig"), (KO, "cp949"), (KO, "utf-16")])
def test_a_file_that_ends_inside_a_character_is_read_without_it(text: str, codec: str) -> None:
    data = text.encode(codec)
    whole = text.rstrip(".").encode(codec)
    found = decode(whole[:-1])
    assert found.cut
    assert text.startswith(found.text.lstrip("\ufeff"))
    assert len(found.text.lstrip("\ufeff")) == len(text.rstrip(".")) - 1
    assert not decode(data).cut
    document = load_bytes("x.txt", whole[:-1])
    assert isinstance(document, Document)
    assert document.metadata.truncated


def test_a_last_accented_byte_is_of_its_own_encoding() -> None:
    assert decode("Los dos ministros lo acordaron ayer, según se supo de un café".encode("cp1252")).encoding == "cp1252"


def test_what_is_damaged_in_the_midst_or_at_the_start_is_read_with_a_mark_in_its_place() -> None:
    data = KO.encode()
    place = next(i for i in range(28, len(data)) if data[i] >= 0xE0)
    before = data[:place].decode()
    found = decode(data[: place + 1] + data[place + 3 :])
    assert (found.encoding, found.cut) == ("utf-8", False)
    assert found.text == before + "\ufffd" + data[place + 3 :].decode()
    assert decode(data[1:]).text.lstrip("\ufffd") == KO[1:]
    document = load_bytes("x.txt", data[1:])
    assert isinstance(document, Document)
    assert all(document.text[s.start : s.end] for _, s in document.segments())


def test_filling_bytes_and_broken_archives_are_told_from_empty_files() -> None:
    for data, words in ((b"", "empty"), (b" \n\n", "blanks"), (b"\xff" * 4000, "filling"), (b"\x00" * 600, "filling"), (b"PK\x03\x04" + b"\x14\x00" * 80, "damaged")):
        with pytest.raises(UndecodableError, match=words):
            decode(data)


def test_a_stray_control_character_is_no_binary_file() -> None:
    document = load_bytes("d.txt", b"Norway closed the harbour.\x00 Denmark protested against it.\n")
    assert isinstance(document, Document)
    assert [document.slice(s) for _, s in document.segments()] == ["Norway closed the harbour.", "Denmark protested against it."]
    assert isinstance(load_bytes("d.bin", b"\x01\x02\x03\x04" * 300), Unreadable)
