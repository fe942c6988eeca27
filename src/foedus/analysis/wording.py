"""How dates, languages and lists are said in words: the same in a report and in a list of references."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date

LOCALE = "en_GB"


def day(iso: str | None) -> str | None:
    """Return an ISO 8601 date, whole or partial, in words; other text as it is.

    >>> day("2022-01-06"), day("2022-01"), day("2022")
    ('6 January 2022', 'January 2022', '2022')
    """
    if not iso:
        return None
    try:
        if len(iso) == 7:
            return str(format_date(date.fromisoformat(iso + "-01"), "MMMM yyyy", locale=LOCALE))
        return str(format_date(date.fromisoformat(iso), "d MMMM yyyy", locale=LOCALE))
    except ValueError:
        return iso


def language_name(code: str) -> str:
    """Return the English name of a language, or the code where Unicode's tables have none."""
    if code == "und":
        return "undetermined language"
    try:
        return str(Locale.parse(LOCALE).languages.get(code) or Locale.parse(code).english_name or code)
    except (UnknownLocaleError, ValueError):
        return code


def listing(items: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Return items as a phrase: ``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + f" {last} " + items[-1]
