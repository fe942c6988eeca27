"""Bytes of a web page to its markup: encoding, MHTML archives, and the address it was saved from."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from email import message_from_bytes, policy

from foedus.documents.decode import BOMS, UndecodableError, decode

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+)\s*-->", re.IGNORECASE)
_MIME = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:mime-version|content-type):\s*(?:1\.0|multipart/related|text/html)", re.IGNORECASE)
#: Names that pages give to encodings, and what browsers take them for.
_TAKEN_FOR = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "iso8859-9": "cp1254",
    "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "johab": "johab",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "windows-949": "cp949", "x-euc-kr": "cp949", "x-windows-949": "cp949",
}  # fmt: skip
#: Characters lost to damage that a page may have, per character.
DAMAGE = 0.001


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of a page, the encoding it was in, and the address it was saved from, if the file tells."""

    text: str
    encoding: str
    url: str | None = None


def is_mhtml(data: bytes) -> bool:
    """Whether `data` is a page saved with all that belongs to it in one file (MHTML)."""
    return bool(_MIME.match(data[:4096].lstrip())) and b"text/html" in data[:65536].lower()


def markup(data: bytes) -> Markup:
    """Return the markup that `data` holds.

    A byte order mark decides, then UTF-8 that decodes, then what the page declares, then what the bytes look like.

    Raises
    ------
    UndecodableError
        If it is in no encoding that gives text, or an MHTML file holds no page.
    """
    if is_mhtml(data):
        return _from_mhtml(data)
    text, encoding = _decoded(data, None)
    saved = _SAVED.search(text[:2000])
    return Markup(text, encoding, saved.group(1) if saved else None)


def _from_mhtml(data: bytes) -> Markup:
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            text, encoding = _decoded(body if isinstance(body, bytes) else b"", part.get_content_charset())
            where = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            return Markup(text, encoding, str(where) if where else None)
    raise UndecodableError("a saved page (MHTML) that holds no text/html part; save the page anew", "multipart/related")


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    name = name.strip().lower()
    try:
        plain = codecs.lookup(_TAKEN_FOR.get(name, name)).name
    except LookupError:
        return None
    return _TAKEN_FOR.get(plain, plain)


def _decoded(data: bytes, told: str | None) -> tuple[str, str]:
    for bom, codec in BOMS:
        if data.startswith(bom):
            return decode(data).text.removeprefix("\ufeff"), codec
    for opening, codec in ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be")):
        if data.startswith(opening):
            return data.decode(codec, "replace"), codec
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text and not (text.isascii() and "\x1b" in text):  # the escape of ISO-2022
            return text, "utf-8"
    meta = _META.search(data[:8192])
    declared = [told, *(g.decode("ascii", "replace") for g in (meta.groups() if meta else ()) if g)]
    for codec in filter(None, map(_codec, declared)):
        if codec.startswith("utf-16") or codec.startswith("utf-32"):
            continue  # a declaration that can be read as ASCII is in another encoding
        text = data.decode(codec, "replace")
        lost = text.count("\ufffd")
        if lost <= max(3, DAMAGE * len(text)) and lost * 8 <= sum(c > "\x7f" for c in text):
            return text, codec
    found = decode(data)
    return found.text, found.encoding
