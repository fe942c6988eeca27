"""Archives: what is in them is read under its path; what could do harm is refused in words."""

from __future__ import annotations

import gzip
import io
import tarfile
import warnings
import zipfile

import pytest

from foedus.documents.decode import Decoded
from foedus.documents.formats.packed import limits
from foedus.documents.formats.registry import Item, unfold

TEXT = "Norway and Chile met in Oslo."



def zipped(files: list[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name given twice on purpose
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: list[tuple[str, bytes, bytes]], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, kind, data in files:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(data), "target" if kind != tarfile.REGTYPE else ""
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def read(name: str, data: bytes) -> dict[str, str]:
    return {i.id: i.content.text if isinstance(i.content, Decoded) else f"! {i.content}" for i in items(name, data)}


def items(name: str, data: bytes) -> list[Item]:
    found = list(unfold(name, data))
    assert len({i.id for i in found}) == len(found)
    return found


def test_files_and_archives_inside() -> None:
    inner = zipped([("page.html", f"<html><body><p>{TEXT}</p></body></html>")])
    found = read("x.zip", zipped([("a/b.txt", TEXT), ("list.jsonl", '{"id": "k", "text": "They left."}'), ("in.zip", inner), ("__MACOSX/a", "x"), (".git/c", "x"), ("d/", "")]))
    assert found == {"x.zip/a/b.txt": TEXT, "x.zip/list.jsonl#k": "They left.", "x.zip/in.zip/page.html": TEXT + "\n"}


def test_paths_that_lead_out_links_and_names_given_twice() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    found = read("x.zip", zipped([("../evil.txt", TEXT), ("/abs.txt", TEXT), ("C:\\x.txt", TEXT), (link, "target"), ("a.txt", "one one"), ("a.txt", "two two"), ("a\nb.txt", TEXT)]))
    assert "leads out of the archive" in found["x.zip/_/evil.txt"]
    assert "absolute" in found["x.zip/abs.txt"]
    assert "absolute" in found["x.zip/C:/x.txt"]
    assert "link" in found["x.zip/link"]
    assert (found["x.zip/a.txt"], found["x.zip/a (2).txt"]) == ("one one", "two two")
    assert found["x.zip/a\\x0ab.txt"] == TEXT


@pytest.mark.parametrize(
    ("names", "codec"),
    [
        (["회담 보고서.txt", "결과.txt"], "cp949"), (["회담.txt"], "utf-8"), (["Отчёт о встрече.txt", "Итоги.txt"], "cp866"),
        (["España y Perú.txt", "Año.txt"], "cp437"), (["plain.txt"], "ascii"),
    ],
)  # fmt: skip
def test_names_that_are_not_marked_as_utf_8(names: list[str], codec: str) -> None:
    raw = [n.encode(codec) for n in names]
    assert limits.named(raw) == codec
    stand_ins = [bytes([97 + k]) * len(r) for k, r in enumerate(raw)]
    data = zipped([(s.decode(), TEXT) for s in stand_ins])
    for stand_in, name in zip(stand_ins, raw, strict=True):
        assert data.count(stand_in) == 2
        data = data.replace(stand_in, name)
    assert list(read("x.zip", data)) == [f"x.zip/{n}" for n in names]


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read("x.zip", zipped([("bomb.txt", b"a" * (3 << 20)), ("good.txt", TEXT)]))
    assert "200 times its size" in found["x.zip/bomb.txt"]
    assert found["x.zip/good.txt"] == TEXT
    monkeypatch.setattr(limits, "MEMBER", 1000)
    monkeypatch.setattr(limits, "TOTAL", 1500)
    found = read("x.zip", zipped([("a.txt", "a b " * 300), ("b.txt", "a b " * 200), ("c.txt", "a b " * 200)]))
    assert "more than the limit of" in found["x.zip/a.txt"]
    assert found["x.zip/b.txt"].startswith("a b")
    assert "the archive unpacks to more than" in found["x.zip/c.txt"]
    assert "200 times its size" in read("b.gz", gzip.compress(b"a" * (30 << 20)))["b.gz"]


def test_a_size_that_is_a_lie_is_found_out() -> None:
    data = bytearray(zipped([("a.txt", b"a b c " * 400)]))
    size = (2400).to_bytes(4, "little")
    assert data.count(size) == 2
    assert read("x.zip", bytes(data.replace(size, (10).to_bytes(4, "little"))))["x.zip/a.txt"].startswith("! it is")


def test_locked_damaged_and_empty_archives() -> None:
    data = zipped([("a.txt", TEXT * 5)])
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in read("x.zip", bytes(locked))["x.zip/a.txt"]
    assert "cannot be opened" in read("x.zip", data[:40])["x.zip"]
    spoilt = bytearray(data)
    spoilt[40] ^= 255
    assert "damaged" in read("x.zip", bytes(spoilt))["x.zip/a.txt"]
    assert "holds no file" in read("x.zip", zipped([]))["x.zip"]
    assert "holds no file" in read("x.zip", zipped([(".hidden", "x")]))["x.zip"]


def test_archives_too_deep() -> None:
    data = zipped([("a.txt", TEXT)])
    for _ in range(6):
        data = zipped([("in.zip", data)])
    (words,) = read("x.zip", data).values()
    assert "archives deep" in words


def test_tar_and_gzip() -> None:
    files = [("보고.txt", tarfile.REGTYPE, "두 나라가 만났다.".encode()), ("s", tarfile.SYMTYPE, b""), ("../up.txt", tarfile.REGTYPE, b"x"), ("d", tarfile.DIRTYPE, b"")]
    for name, data in (("t.tar", tarred(files)), ("t.tar.gz", tarred(files, "w:gz")), ("t.tgz", tarred(files, "w:gz")), ("noname", tarred(files, "w:gz"))):
        found = read(name, data)
        assert found[f"{name}/보고.txt"] == "두 나라가 만났다."
        assert "link" in found[f"{name}/s"]
        assert "leads out" in found[f"{name}/_/up.txt"]
        assert len(found) == 3
    assert read("n.txt.gz", gzip.compress(TEXT.encode())) == {"n.txt.gz/n.txt": TEXT}
    assert "cut short" in read("n.gz", gzip.compress(TEXT.encode())[:-12])["n.gz"]
    assert read("cut.tar", tarred(files)[:700])["cut.tar"].startswith("! a tar archive that cannot be read to its end")


def test_documents_that_are_zips_inside_are_left_to_their_formats() -> None:
    from foedus.documents.formats import archive

    assert not archive.recognises(zipped([("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")]), "a.docx")
    assert not archive.recognises(zipped([("word/document.xml", "<x/>"), ("[Content_Types].xml", "<x/>")]), "a.docx")
    assert not archive.recognises(zipped([("mimetype", "application/hwp+zip"), ("x", "y")]), "a.hwpx")
    assert archive.recognises(zipped([("a.txt", TEXT)]), "anything")


def test_lists_inside_an_archive_tell_of_the_files_beside_them() -> None:
    bib = "@article{a, title={On ports}, journal={Post}, date={2020-03-04}, file={f/a.txt}}\n@misc{b, file={gone.txt}}"
    found = {i.id: i for i in items("x.zip", zipped([("f/a.txt", TEXT), ("lib.bib", bib)]))}
    assert set(found) == {"x.zip/f/a.txt", "x.zip/lib.bib#b"}
    assert found["x.zip/f/a.txt"].given.published == "2020-03-04"
    assert "gone.txt" in str(found["x.zip/lib.bib#b"].content)
