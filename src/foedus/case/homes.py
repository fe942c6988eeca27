"""Bodies that speak for the government of their state, by their ids."""

from __future__ import annotations

import re
from functools import cache

from foedus.langs.grammar.name_entries import shared_table


@cache
def _body() -> re.Pattern[str]:
    """Match the code of a state and the suffix of a body of its government (``shared/bodies.toml``)."""
    suffixes = [s for s, body in shared_table("bodies").items() if body["kind"] == "government"]
    return re.compile(rf"([A-Z]{{3}})_(?:{'|'.join(map(re.escape, suffixes))})")


def home(actor: str) -> str:
    """Return the state for its government, ministries and police, who have no say apart from it; else the actor itself.

    Parliaments, courts, prosecutors, election commissions and central banks are no government: they keep their own id.
    """
    own = _body().fullmatch(actor)
    return own.group(1) if own else actor.removesuffix("_GOV")
