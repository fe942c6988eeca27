"""Quotations of nobody named whose footnote names who wrote them: "As an observer noted, “…”. [3]"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from foedus.documents.model import Document
from foedus.evidence.claims.speakers import UNSPECIFIED, Voice
from foedus.evidence.claims.statement import Statement
from foedus.evidence.rows import Row
from foedus.langs.grammar.name_persons import new_person_id

CONFIDENCE = 0.55  # the note may cite who reports the words and not who said them
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3}")


def writers(citations: Iterable[Row]) -> dict[int, str]:
    """Return the person a note's mark stands for, by the raw start of the mark.

    Only marks whose note cites one work by one person; a note of several works tells nobody's words.
    """
    works: dict[int, list[Row]] = defaultdict(list)
    for c in citations:
        for start in c["cited_at"] or ():
            works[start].append(c)
    out = {}
    for start, cited in works.items():
        authors = cited[0]["authors"] or []
        if len(cited) == 1 and len(authors) == 1 and _NAME.fullmatch(authors[0]):
            out[start] = new_person_id(authors[0])
    return out


def named_by_note(document: Document, statement: Statement, writer: dict[int, str]) -> Statement:
    """Return `statement` with the writer its only mark stands for, if it quotes somebody who is not named."""
    if statement.form != "direct" or statement.voice.speakers != (UNSPECIFIED,):
        return statement
    start, end = document.view.raw(statement.sentence.start, statement.sentence.end)
    marks = [at for at in writer if start <= at < end]
    if len(marks) != 1:
        return statement
    return replace(statement, voice=Voice((writer[marks[0]],), CONFIDENCE, statement.voice.through))
