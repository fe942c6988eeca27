"""What an archive may hold: limits against files made to fill a machine, and names that lead nowhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

#: Files an archive may hold.
MEMBERS = 20_000
#: Bytes one file, and all files together, may unpack to.
MEMBER, TOTAL = 64 * 2**20, 512 * 2**20
#: How many times larger than packed a file of more than `SMALL` bytes may be: texts pack to a fifth, seldom below a fiftieth.
RATIO, SMALL = 200, 2**20
_PASSED_OVER = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(slots=True)
class Budget:
    """What has been unpacked of one archive."""

    members: int = 0
    total: int = 0
    names: dict[str, int] = field(default_factory=dict)

    def refusal(self, size: int, packed: int) -> str | None:
        """Return why a file that says it has `size` bytes, `packed` in the archive, is not unpacked, or None."""
        if size > MEMBER:
            return f"it unpacks to {_mb(size)}, more than the limit of {_mb(MEMBER)} a file; unpack it and read that with --max-size"
        if size > SMALL and size > RATIO * max(1, packed):
            return f"it unpacks to more than {RATIO} times its size, as no text does; unpack it and look at it first"
        if self.total + size > TOTAL:
            return f"the archive unpacks to more than {_mb(TOTAL)}; unpack it and read the folder"
        return None

    def unique(self, name: str) -> str:
        """Return `name`, or with a number where another file of the archive has it."""
        again = self.names.get(name, 0)
        self.names[name] = again + 1
        if not again:
            return name
        stem, dot, ending = name.rpartition(".") if "." in PurePosixPath(name).name else (name, "", "")
        return f"{stem} ({again + 1}){dot}{ending}"


def _mb(size: int) -> str:
    return f"{size / 2**20:.3g} MB"


def passed_over(name: str) -> bool:
    """Whether a file is hidden, or of the system that packed it."""
    parts = PurePosixPath(name).parts
    return any(p in _PASSED_OVER or (p.startswith(".") and p not in (".", "..")) for p in parts)


def inner_path(name: str) -> tuple[str, str | None]:
    """Return the path of a file in the archive, made fit for an id, and why it is refused, or None."""
    flat = _CONTROL.sub(lambda m: f"\\x{ord(m.group()):02x}", name.replace("\\", "/"))
    parts = [p for p in flat.split("/") if p not in ("", ".")]
    clean = "/".join("_" if p == ".." else p for p in parts) or "_"
    if flat.startswith("/") or re.match(r"[A-Za-z]:", flat):
        return clean, f"its path {flat!r} is absolute; pack the archive anew with paths inside it"
    if ".." in parts:
        return clean, f"its path {flat!r} leads out of the archive; pack the archive anew with paths inside it"
    return clean, None


def named(raw: Sequence[bytes]) -> str:
    """Return the encoding of file names that are not marked as UTF-8.

    UTF-8 proves itself; CP949 is believed where every character beyond ASCII is a syllable in use, CP866 where
    they make Russian words; else they are in CP437, as the format has it.
    """
    beyond = [n for n in raw if not n.isascii()]
    if not beyond:
        return "ascii"
    whole = b"\n".join(beyond)
    for codec, fits in (("utf-8", ""), ("cp949", "[가-힣ㄱ-ㅣ一-龥]"), ("cp866", "[А-Яа-яЁё№]")):
        try:
            text = whole.decode(codec)
        except UnicodeDecodeError:
            continue
        foreign = [c for c in text if c > "\x7f"]
        if not fits or sum(bool(re.match(fits, c)) for c in foreign) >= 0.95 * len(foreign):
            if codec == "cp866" and re.search(r"[а-яё][А-ЯЁ]|[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]", text):
                continue
            if codec == "cp949" and sum(_in_use(c) for c in foreign) < 0.95 * len(foreign):
                continue
            return codec
    return "cp437"


def _in_use(c: str) -> bool:
    """Whether a character is in KS X 1001, which holds every syllable that names use."""
    try:
        return len(c.encode("euc-kr")) == 2
    except UnicodeEncodeError:
        return False
