"""Documents of word processors as blocks: paragraphs and tables in the order of the text, notes, heads and feet."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from foedus.documents.decode import Decoded
from foedus.documents.formats.draft import Draft, is_caption, opens_references
from foedus.documents.model import Metadata

#: A cell with more text than this, or with more paragraphs, is a part of the page's layout and not of a table.
LONGEST_CELL, MOST_PARAGRAPHS = 600, 4
WIDEST = 100  #: columns that one cell may span
_PAGE = re.compile(r"[\W\d_]*$")
_ADDRESS = re.compile(r"https?://|www\.")
BREAK = "\n"  #: a line broken by hand inside a paragraph


@dataclass(slots=True)
class Block:
    """A paragraph, or a table where `rows` is given.

    Attributes
    ----------
    text
        Text of the paragraph; `BREAK` where a line was broken by hand.
    kind
        Kind of segment its style tells: ``title``, ``heading``, ``list_item``, ``table_title`` or "".
    bold
        Whether all of it is bold.
    links
        Addresses it links to.
    rows
        Cells of a table, each its blocks; a cell that a merged one covers is empty.
    """

    text: str = ""
    kind: str = ""
    bold: bool = False
    links: tuple[str, ...] = ()
    rows: list[list[list[Block]]] | None = None


@dataclass(slots=True)
class Flow:
    """A whole document.

    `notes` are the texts behind their marks, by number; `furniture` what stands at the head and foot of pages.
    """

    blocks: list[Block] = field(default_factory=list)
    notes: list[tuple[str, Block]] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


def decoded(flow: Flow, media_type: str, title: str | None = None, author: str | None = None) -> Decoded:
    """Return the text of a document.

    Parameters
    ----------
    flow
        The document.
    media_type
        Its media type.
    title, author
        What its properties say; used where the text bears them out.
    """
    draft = Draft()
    _write(draft, flow.blocks, False)
    for mark, note in flow.notes:
        draft.add(f"[{mark}] {_with_links(note)}", "note")
    for text in dict.fromkeys(" ".join(t.split()) for t in flow.furniture):
        if not _PAGE.match(text):
            draft.add(text, "furniture")
    plain = draft.decoded(media_type)
    return draft.decoded(media_type, borne_out(title, author, plain.text))


def _write(draft: Draft, blocks: Sequence[Block], listed: bool) -> None:
    """Write blocks; `listed`: they stand in a list of references."""
    titled = False
    k = 0
    while k < len(blocks):
        b = blocks[k]
        after = blocks[k + 1] if k + 1 < len(blocks) else None
        if b.rows is not None:
            # A caption below its table is set above it, where the reader of tables looks.
            below = after if after is not None and after.rows is None and _is_title(after) and not _titles_next(blocks, k + 1) else None
            _table(draft, b, below, listed)
            k += 2 if below else 1
            continue
        if after is not None and after.rows is not None and (_is_title(b) or (b.bold and not b.kind and len(b.text) < 120)):
            _table(draft, after, b, listed)
            k += 2
            continue
        kind = "heading" if b.kind == "title" and titled else "" if b.kind == "table_title" else b.kind
        titled = titled or kind == "title"
        if b.kind in ("heading", "title") or opens_references(b.text):
            listed = opens_references(b.text)
        lines = _lines(_with_links(b) if listed else b.text)
        for n, line in enumerate(lines):
            draft.add(line, kind if n == 0 or kind != "title" else "heading", close=n > 0)
        k += 1


def _is_title(b: Block) -> bool:
    return b.kind == "table_title" or (b.kind in ("", "heading") and is_caption(b.text))


def _titles_next(blocks: Sequence[Block], k: int) -> bool:
    return k + 1 < len(blocks) and blocks[k + 1].rows is not None


def _lines(text: str) -> list[str]:
    """Split a paragraph at lines broken by hand, unless the sentence goes on in small letters."""
    out: list[str] = []
    for line in text.split(BREAK):
        piece = " ".join(line.split())
        if out and piece[:1].islower() and not re.search(r"[.!?:;]$", out[-1]):
            out[-1] += f" {piece}"
        elif piece:
            out.append(piece)
    return out


def _with_links(b: Block) -> str:
    """Return the text with the addresses that it links to and does not show."""
    text = " ".join(b.text.split())
    hidden = [u for u in dict.fromkeys(b.links) if _ADDRESS.match(u) and u.split("//")[-1].rstrip("/") not in text]
    return " ".join([text, *hidden]) if hidden and not _ADDRESS.search(text) else text


def plain(blocks: Iterable[Block]) -> str:
    """Return blocks as one line of text."""
    out = []
    for b in blocks:
        out.append(b.text if b.rows is None else " ".join(plain(c) for r in b.rows for c in r))
    return " ".join(" ".join(out).split())


def _table(draft: Draft, table: Block, title: Block | None, listed: bool) -> None:
    rows = table.rows or []
    cells = [c for r in rows for c in r if c]
    columns = {k for r in rows for k, c in enumerate(r) if plain(c)}
    framing = len(columns) < 2 or len(rows) < 2 or any(
        len(plain(c)) > LONGEST_CELL or len(c) > MOST_PARAGRAPHS or any(b.rows is not None for b in c) for c in cells
    )
    if framing:
        if title is not None:
            draft.add(" ".join(title.text.split()), "heading" if title.bold else "")
        for c in cells:
            _write(draft, c, listed)
        return
    texts = [[plain(c) for c in r] for r in rows]
    draft.table(texts, title=" ".join(title.text.split()) if title is not None else "")


@dataclass(slots=True)
class Cell:
    """A cell of a table where it begins, with the columns and rows it spans."""

    row: int
    column: int
    blocks: list[Block]
    across: int = 1
    down: int = 1


def laid_out(cells: Sequence[Cell]) -> Block:
    """Return a table with the cells that span others spread out.

    A heading that spans columns stands over each of them, a name that spans rows beside each of them; any other cell
    stands once, so that no figure is counted twice.
    """
    if not cells:
        return Block(rows=[])
    wide = max(c.column + min(c.across, WIDEST) for c in cells)
    high = max(c.row for c in cells) + 1
    first = min((c.row for c in cells if c.across < wide), default=0)  # below a title over all columns
    heads = first + max((c.down for c in cells if c.row == first), default=1)
    if any(c.row == first and 1 < c.across < wide for c in cells):
        heads = max(heads, first + 2)
    out: list[list[list[Block]]] = [[[] for _ in range(wide)] for _ in range(high)]
    for c in cells:
        out[c.row][c.column] = c.blocks
        text = plain(c.blocks)
        if not text or c.across >= wide or any(b.rows is not None for b in c.blocks):
            continue
        if c.row < heads:
            for k in range(c.column + 1, min(c.column + c.across, wide)):
                out[c.row][k] = c.blocks
        elif not any(ch.isdecimal() for ch in text):
            for r in range(c.row + 1, min(c.row + c.down, high)):
                out[r][c.column] = c.blocks
    return Block(rows=out)


@cache
def styles() -> dict[str, re.Pattern[str]]:
    """Return the patterns by which names of styles tell a kind of block, in several languages."""
    held = tomllib.loads(files(__package__).joinpath("styles.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) for kind, patterns in held["styles"].items()}


def kind_of_style(name: str) -> str:
    """Return the kind of block that a style of this name sets, or ""."""
    return next((kind for kind, pattern in styles().items() if pattern.fullmatch(name.strip())), "")


@cache
def _left_by_programs() -> re.Pattern[str]:
    held = tomllib.loads(files(__package__).joinpath("styles.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{p})" for p in held["properties"]["no_title"]), re.IGNORECASE)


def borne_out(title: str | None, author: str | None, text: str) -> Metadata:
    """Return title and author of a file's properties where its text bears them out.

    A template leaves its own title, a program the name of a file, a computer the name of whoever owned it. So a
    title counts if it is a line near the head of the text, an author if the name stands near an end of it.
    """
    lines = {" ".join(n.split()).lower() for n in text[:2500].split("\n")}
    ends = " ".join(f"{text[:2500]} {text[-1000:]}".split()).lower()

    def given(value: str | None) -> str | None:
        plain = " ".join((value or "").replace("\x00", "").split())
        usable = 3 <= len(plain) <= 300 and "\ufffd" not in plain and not _left_by_programs().fullmatch(plain)
        return plain if usable else None

    a, b = given(title), given(author)
    return Metadata(title=a if a and a.lower() in lines else None, author=b if b and b.lower() in ends else None)
