"""Bytes to text: which encoding, and whether it is text at all.

UTF-8 and UTF-16 prove themselves. For the older encodings every candidate that decodes without error
is scored by how well the result looks like running text of the script the encoding was made for; a
general detector (charset-normalizer) is asked only when no candidate convinces.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from foedus.documents.model import Hint, Metadata, Page

SIGNATURES = (
    (b"%PDF", "application/pdf", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage", "an OLE file (binary HWP, doc, xls)"),
    (b"HWP Document File", "application/x-hwp", "a binary HWP file"),
    (b"\x89PNG", "image/png", "an image"),
    (b"\xff\xd8\xff", "image/jpeg", "an image"),
    (b"GIF8", "image/gif", "an image"),
    (b"{\\rtf", "application/rtf", "an RTF file"),
    (b"\x1f\x8b", "application/gzip", "a gzip archive"),
    (b"7z\xbc\xaf", "application/x-7z-compressed", "a 7-Zip archive"),
    (b"Rar!", "application/vnd.rar", "a RAR archive"),
    (b"SQLite format 3", "application/vnd.sqlite3", "a database"),
    (b"\x7fELF", "application/x-executable", "a program"),
)
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: Encodings to try, with the script that must carry the text where it is not ASCII.
LEGACY = (
    ("cp949", "HANGUL"),
    ("cp1251", "CYRILLIC"),
    ("koi8-r", "CYRILLIC"),
    ("cp866", "CYRILLIC"),
    ("cp1252", "LATIN"),
    ("cp1250", "LATIN"),
    ("cp1254", "LATIN"),
)
#: The letters beyond ASCII that each single-byte Latin encoding exists for; others in it are suspect.
LATIN_LETTERS = {
    "cp1252": "áéíóúüñÁÉÍÓÚÜÑçÇãõâêôàèìòùäößÄÖïîûœŒÃÕÂÊÔÀÈåæøÅÆØëË",
    "cp1250": "ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽáéíóúýÁÉÍÓÚÝőűŐŰöüÖÜßäÄôÔ",
    "cp1254": "ğĞıİşŞçÇöÖüÜâÂîÎûÛ",
}
TYPOGRAPHY = "“”‘’«»–—…¿¡·°ºª€§№„‹›©®™• \u00a0☐◦■□●▶→※【】《》〈〉「」『』、。ㆍ㎞㎡％"
STRAY = 2  #: control characters that got into a text by accident make no binary file of it
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # not U+000B, the line break of word processors
_HANJA = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")


class UndecodableError(Exception):
    """The bytes are not text foedus can read; the message says what they are and what to do."""

    def __init__(self, message: str, media_type: str | None = None) -> None:
        super().__init__(message)
        self.media_type = media_type


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of one document, and what its format knows of it.

    Attributes
    ----------
    text
        The text that offsets count in.
    encoding
        Encoding it was in.
    cut
        Whether the file ends inside a character, which is left out.
    media_type
        Media type of what it was decoded from.
    flowing
        True if a line end is the end of a paragraph, row or item: there are no hard wraps to undo.
    hints
        Stretches whose kind the format knows, in order, not overlapping.
    pages
        Pages, in order.
    about
        Metadata that the file carries beside its text.
    """

    text: str
    encoding: str
    cut: bool = False
    media_type: str = "text/plain"
    flowing: bool = False
    hints: tuple[Hint, ...] = ()
    pages: tuple[Page, ...] = ()
    about: Metadata = field(default_factory=Metadata)


def decode(data: bytes) -> Decoded:
    """Decode a text file.

    The text is exactly what the codec gives: a UTF-8 byte order mark stays as U+FEFF, line ends stay. Where a few bytes of
    UTF-8 are damaged, it is what Python gives with ``errors="replace"``.

    Raises
    ------
    UndecodableError
        If `data` is empty, of a known binary format, or in no encoding that gives running text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        if len(data) > 4 and data.strip(b" \t\r\n\xef\xbb\xbf"):
            raise UndecodableError("the file holds nothing but filling bytes, as after a broken download; fetch it again")
        raise UndecodableError(
            "the file holds only blanks and line ends; expected text; save the text into it and read it again" if data.strip(b"\xef\xbb\xbf\xff\xfe")
            else "the file is empty; expected text; check that it was saved or fetched whole"
        )  # fmt: skip
    if data.startswith(b"PK\x03\x04"):
        # One that can be opened was told from its files before.
        raise UndecodableError(
            "this is a zip container (docx, hwpx, odt, xlsx or zip) that is cut off or damaged; fetch it again", "application/zip"
        )
    for magic, media_type, what in SIGNATURES:
        if data.startswith(magic):
            raise UndecodableError(f"this is {what}, not text; export it as UTF-8 text and read that", media_type)
    for bom, codec in BOMS:
        if data.startswith(bom):
            try:
                return Decoded(data.decode(codec), codec)
            except UnicodeDecodeError as error:
                if error.start >= len(data) - 3:
                    return Decoded(data[: error.start].decode(codec), codec, cut=True)
                raise UndecodableError(f"byte order mark of {codec}, but byte {error.start} does not fit it") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        short = _cut_short(data, error)
        if short:
            return short
    else:
        if not _is_binary(text):
            return Decoded(text, "utf-8")
    wide = _utf16(data)
    if wide:
        return wide
    best = max((_score(data, codec, script) for codec, script in LEGACY), key=lambda x: x[0])
    if best[0] >= 0.6:
        return Decoded(best[1], best[2], cut=best[1].encode(best[2]) != data)
    if b"\x00" not in data:
        guess = from_bytes(data).best()
        if guess is not None and guess.coherence > 0 and not _is_binary(str(guess)):
            return Decoded(data.decode(guess.encoding), guess.encoding)
    raise UndecodableError(
        "not text in any encoding tried (UTF-8, UTF-16, CP949, Windows-125x, KOI8-R, CP866); "
        "export it as UTF-8 text and read that",
        "application/octet-stream",
    )


def _cut_short(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """Recognise UTF-8 that ends inside a character, or of which a few bytes are damaged: each such place becomes U+FFFD.

    A single accented byte may be of another encoding, so characters beyond ASCII must stand whole beside it.
    """
    if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
        text = data[: error.start].decode("utf-8")
        return None if text.isascii() or _is_binary(text) else Decoded(text, "utf-8", cut=True)
    loose = data.decode("utf-8", "replace")
    damaged, whole = loose.count("\ufffd"), sum(c > "\x7f" for c in loose)
    return Decoded(loose, "utf-8") if not _is_binary(loose) and whole > 8 * damaged else None


def _is_binary(text: str) -> bool:
    found = len(_CONTROL.findall(text))
    return found > STRAY and found > 0.002 * len(text)


def _plausible(text: str) -> float:
    """Share of characters that running text is made of."""
    good = sum(c.isalnum() or c.isspace() or unicodedata.category(c)[0] == "P" for c in text)
    return good / max(1, len(text))


def _utf16(data: bytes) -> Decoded | None:
    """Recognise UTF-16 without a byte order mark: spaces and line feeds betray the byte order."""
    if len(data) % 2 or len(data) < 8:
        return None
    for codec, space in (("utf-16-le", b" \x00"), ("utf-16-be", b"\x00 ")):
        hits = sum(data[i : i + 2] in (space, space.replace(b" ", b"\n")) for i in range(0, min(len(data), 8192), 2))
        if hits < 0.02 * min(len(data), 8192) / 2:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _plausible(text[:4000]) > 0.97 and not _is_binary(text):
            return Decoded(text, codec)
    return None


def _script(c: str) -> str:
    name = unicodedata.name(c, "")
    return name.split(" ", 1)[0]


def _score(data: bytes, codec: str, script: str) -> tuple[float, str, str]:
    """Return how well `data` reads in `codec`: 1 is running text, below 0.6 is not."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if error.start != len(data) - 1 or not error.start:
            return 0.0, "", codec
        text = data[: error.start].decode(codec)
    if _is_binary(text):
        return 0.0, "", codec
    foreign = [c for c in text[:200_000] if ord(c) > 127]
    if not foreign:
        return 0.0, "", codec
    if script == "LATIN":
        letters = LATIN_LETTERS[codec]
        good = sum(c in letters or c in TYPOGRAPHY for c in foreign) / len(foreign)
        # A legacy Latin text is mostly ASCII; one full of accents is another script misread.
        letters_all = sum(c.isalpha() for c in text[:200_000])
        dense = sum(c.isalpha() for c in foreign) / max(1, letters_all)
        # An accented letter stands inside a word, in lower case unless it opens one.
        odd = len(re.findall(r"[a-zà-ÿ][À-Þ]", text[:200_000])) / len(foreign)
        return good * (1.0 if dense < 0.25 else 0.3) - odd, text, codec
    named = [_script(c) for c in foreign if c not in TYPOGRAPHY]
    if not named:
        return 0.0, text, codec
    good = sum(n == script for n in named) / len(named)
    if script == "HANGUL":
        # CP949 beyond KS X 1001 holds syllables that hardly occur in words; Cyrillic misread lands there.
        rare = sum("가" <= c <= "힣" and not _in_ksx1001(c) for c in foreign) / len(foreign)
        good += 0.9 * min(0.1, sum(bool(_HANJA.match(c)) for c in foreign) / len(foreign))
        return min(1.0, good) - 3 * rare, text, codec
    # A letter beside an ASCII letter is an accented Latin one misread.
    mixed = len(re.findall(r"[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]", text[:200_000])) / len(foreign)
    # In Cyrillic the case tells the encodings apart: capitals open words, they do not end them.
    odd = len(re.findall(r"[а-яё][А-ЯЁ]", text[:200_000])) + len(re.findall(r"\b[А-ЯЁ][а-яё]*[^\W\d_а-яёА-ЯЁ]", text[:200_000]))
    upper = sum(c.isupper() for c in foreign) / max(1, sum(c.isalpha() for c in foreign))
    return good - 2 * mixed - odd / max(1, len(foreign)) * 4 - max(0.0, upper - 0.3), text, codec


def _in_ksx1001(c: str) -> bool:
    try:
        c.encode("euc-kr")
    except UnicodeEncodeError:
        return False
    return len(c.encode("euc-kr")) == 2
