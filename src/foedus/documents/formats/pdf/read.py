"""Open a PDF file, read its pages, and tell what cannot be read and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from foedus.documents.decode import Decoded, UndecodableError
from foedus.documents.formats.blocks import borne_out
from foedus.documents.formats.pdf.flow import compose
from foedus.documents.formats.pdf.glyphs import read_drawings, read_glyphs, upright
from foedus.documents.formats.pdf.lines import chunks
from foedus.documents.formats.pdf.shapes import Chunk, Sheet

MEDIA_TYPE = "application/pdf"
#: A page with fewer letters than this and pictures over this share of it is a scan.
FEW, COVERED = 25, 0.3
#: Share of letters without a character from which on a text cannot be used.
BROKEN = 0.2


def read(data: bytes) -> Decoded:
    """Return the text of a PDF file.

    Raises
    ------
    UndecodableError
        If it is protected, damaged, without text, or in fonts that do not say what their letters are.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UndecodableError(_why(error, data), MEDIA_TYPE) from None
    try:
        sheets = [_sheet(pdf, k) for k in range(len(pdf))]
        held = pdf.get_metadata_dict(skip_empty=True)
    finally:
        pdf.close()
    text = _readable(sheets)
    # The dates of the file say when it was made, not when its text was published: they are not used.
    return replace(text, about=borne_out(held.get("Title"), held.get("Author"), text.text))


def _why(error: Exception, data: bytes) -> str:
    text = str(error).lower()
    if "password" in text:
        return (
            "this PDF is locked with a password; take the lock off and read the copy: "
            "qpdf --password=SECRET --decrypt in.pdf out.pdf"
        )
    if "security" in text:
        return "this PDF is encrypted in a way that cannot be opened; print it to a new PDF from the program that opens it"
    cut = "" if b"%%EOF" in data[-2048:] else "; its end is missing, as after a broken download"
    return f"this PDF is damaged and cannot be opened{cut}; fetch it again, or mend it: qpdf in.pdf out.pdf"


def _sheet(pdf: Any, k: int) -> Sheet:
    import pypdfium2

    label = pdf.get_page_label(k) or str(k + 1)
    try:
        page = pdf[k]
    except pypdfium2.PdfiumError:
        return Sheet(label, 1.0, 1.0, [])
    turned = page.get_rotation() in (90, 270)
    width, height = page.get_size()
    if turned:  # the text is set in the frame of the page before it is turned
        width, height = height, width
    left, bottom, _, _ = page.get_bbox()
    textpage = page.get_textpage()
    glyphs, broken = read_glyphs(textpage, width, height, (left, bottom))
    turn = upright(glyphs)
    rules, dots, pictures = read_drawings(page, turn, width, height, (left, bottom))
    set_upright = glyphs.get(turn, [])
    aside = ["".join(g.text for g in v).strip() for a, v in sorted(glyphs.items()) if a != turn]
    letters = sum(g.text != " " for v in glyphs.values() for g in v)
    if turn in (1, 3):
        width, height = height, width
    made: list[Chunk] = chunks(set_upright, rules, dots)
    links = tuple(_links(pdf, page))
    textpage.close()
    page.close()
    return Sheet(label, width, height, made, [a for a in aside if a], rules, pictures, letters, broken, links)


def _links(pdf: Any, page: Any) -> list[str]:
    """Return the addresses that the page links to."""
    import ctypes

    import pypdfium2.raw as raw

    out, at, link = [], ctypes.c_int(0), raw.FPDF_LINK()
    buffer = ctypes.create_string_buffer(2048)
    while raw.FPDFLink_Enumerate(page, at, link):
        action = raw.FPDFLink_GetAction(link)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            size = raw.FPDFAction_GetURIPath(pdf, action, buffer, 2048)
            out.append(buffer.raw[: max(0, min(size, 2048) - 1)].decode("utf-8", "replace"))
    return out


def _readable(sheets: list[Sheet]) -> Decoded:
    letters, broken = sum(s.letters for s in sheets), sum(s.unmapped for s in sheets)
    scans = [s.label for s in sheets if s.letters < FEW and s.pictures > COVERED]
    if not sheets:
        raise UndecodableError("this PDF has no pages", MEDIA_TYPE)
    if not (letters or broken) or (scans and letters < FEW * len(sheets)):
        if scans:
            raise UndecodableError(
                f"this PDF holds pictures of {len(scans)} pages and no text; have them recognised and read the result: "
                "ocrmypdf --language kor+eng in.pdf out.pdf",
                MEDIA_TYPE,
            )
        raise UndecodableError(
            "this PDF has no text, perhaps drawn as shapes; have it recognised and read the result: "
            "ocrmypdf --force-ocr --language kor+eng in.pdf out.pdf",
            MEDIA_TYPE,
        )
    if broken > BROKEN * max(letters, broken):
        raise UndecodableError(
            f"the fonts of this PDF do not say which characters {broken} of its {max(letters, broken)} letters are; have it recognised and "
            "read the result: ocrmypdf --force-ocr --language kor+eng in.pdf out.pdf",
            MEDIA_TYPE,
        )
    for s in sheets:
        if s.label in scans:
            s.aside.append(f"[page {s.label} is a picture; no text was read from it]")
    return compose(sheets)
