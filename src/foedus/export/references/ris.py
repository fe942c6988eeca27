"""CSL-JSON items as RIS, written by rispy."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.export.references.items import Item


def ris(found: Iterable[Item]) -> str:
    """Return items as RIS; the section of each is its keyword, its key the ``ID``."""
    import rispy

    class Plain(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
        """Without the running numbers between records, which are no part of RIS."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 -- as the writer calls it
            return ""

    return str(rispy.dumps([_entry(item) for item in found], implementation=Plain)).lstrip()


def _entry(item: Item) -> dict[str, object]:
    date = item.get("issued", {})
    parts = date.get("date-parts", [[]])[0]
    told: dict[str, object] = {
        "type_of_reference": "COMP" if item["type"] == "software" else "GEN", "id": item["id"], "title": _line(item["title"]),
        "authors": [_line(a["literal"]) for a in item.get("author", ())], "publisher": item.get("publisher"),
        "year": str(parts[0]) if parts else None,
        # RIS dates are YYYY/MM/DD/ with empty places for what is unknown
        "date": "/".join([*(f"{n:02}" for n in parts), *[""] * (4 - len(parts))]) if parts else date.get("literal"),
        "language": item.get("language"), "start_page": item.get("page"), "edition": item.get("version"),
        "secondary_title": item.get("container-title"), "volume": item.get("volume"), "doi": item.get("DOI"),
        "notes": [_line(item["note"])] if "note" in item else None, "keywords": item["categories"],
    }  # fmt: skip
    return {k: v for k, v in told.items() if v}


def _line(text: str) -> str:
    return " ".join(text.split())
