"""A small valid case and a document made by hand, without the loader."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from foedus.case.parse import parse_case
from foedus.case.schema import Case
from foedus.documents.model import Document, Metadata, Part, View

TEXT = "Two rivers meet at the ford. The valley council asked for 40 boats. Nobody has answered yet."

SMALL = """\
foedus: 1
title: The ford
question: How many boats?
decided: "1990-05-04"
seed: 7
draws: 300
actors:
  - {id: UPPER, name: Upper valley}
  - {id: LOWER, name: Lower valley}
  - {id: COAST, name: The coast}
issues:
  - id: boats
    question: How many boats are sent?
    unit: boats
    lower: 0
    upper: 100
    scale:
      - {at: 0, means: none}
      - {at: 100, means: all there are}
    assumption: the harbour has a hundred boats
    status: accepted
stakeholders:
  - actor: UPPER
    issue: boats
    position:
      value: {dist: triangular, low: 20, mode: 40, high: 90}
      anchors:
        - {doc: ford.txt, start: 58, end: 66, quote: 40 boats}
      status: accepted
    salience: {value: 0.9, assumption: it asked for them, status: accepted}
    capability: {value: {dist: uniform, low: 5, high: 15}, assumption: it is small, status: accepted}
  - actor: LOWER
    issue: boats
    position: {value: {dist: uniform, low: 0, high: 30}, assumption: it owns the boats, status: accepted}
    salience: {value: 0.5, assumption: it is busy with the harvest, status: accepted}
    capability: {value: 30, assumption: it is large, status: accepted}
  - actor: COAST
    issue: boats
    position: {value: {dist: uniform, low: 0, high: 100}, assumption: it has not said anything, status: accepted}
    salience: {value: 0.1, assumption: it is far away, status: accepted}
    capability: {value: 10, assumption: it is of middle size, status: accepted}
accounts:
  - id: upper-tells
    source: The upper valley
    summary: All boats are needed.
    anchors:
      - {doc: later.txt, start: 0, end: 3, quote: All}
    overrides:
      - actor: COAST
        issue: boats
        field: position
        to: {value: {dist: uniform, low: 80, high: 100}, anchors: [{doc: later.txt, start: 0, end: 3, quote: All}], status: accepted}
"""


def make_document(name: str, text: str, published: str | None) -> Document:
    """Return a document whose view is its text."""
    at = np.arange(len(text), dtype=np.int64)
    return Document(
        name, text, "0" * 64, "utf-8", "text/plain", View(text, at, at + 1),
        (Part("p1", "en", 0, len(text)),), Metadata(published=published),
    )


@pytest.fixture
def small_text() -> str:
    """The text of the small case."""
    return SMALL


@pytest.fixture
def small() -> Case:
    """The small case."""
    return parse_case(SMALL, "case.yaml")


@pytest.fixture
def document() -> Callable[[str, str, str | None], Document]:
    """The maker of documents."""
    return make_document


@pytest.fixture
def documents() -> dict[str, Document]:
    """The documents of the small case: one older than the decision, one younger."""
    return {
        "ford.txt": make_document("ford.txt", TEXT, "1990-05-01"),
        "later.txt": make_document("later.txt", "All boats left.", "1990-05-09"),
    }
