"""What versions of one text tell is one event, whatever the words; what joins it leaves no trace when a version goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.versions.same_events import joined, pairs, renamed
from foedus.pipeline import reading
from foedus.store.sqlite import EvidenceStore


def telling(doc: str, start: int, kind: str, event: str, actors: tuple[str, ...] = (), recipients: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"doc": doc, "part": "p1", "start": start, "end": start + 5, "type": kind, "event": event, "actors": list(actors), "recipients": list(recipients)}


GROUP = [{"spans": [{"doc": "a", "part": "p1", "start": 0, "end": 50}, {"doc": "b", "part": "p1", "start": 100, "end": 150}]}]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        # names that another script spells otherwise
        (("CONSULT", ("x_person",), ("KEN",)), ("CONSULT", ("iks_peoson",), ("KEN",)), True),
        # the sides that one of the versions leaves out
        (("REJECT", ("PER",), ()), ("REJECT", ("PER",), ("UN",)), True),
        # a deed of kin type between the same sides; between nobody who is the same
        (("MOBILIZE", ("PER",), ("CHL",)), ("ASSAULT", ("PER_MILITARY",), ("CHL",)), True),
        (("MOBILIZE", ("PER",), ("CHL",)), ("ASSAULT", ("KEN",), ("TZA",)), False),
        # other deeds
        (("PROTEST", ("PER",), ("CHL",)), ("AGREE", ("PER",), ("CHL",)), False),
    ],
)
def test_tellings_of_corresponding_sentences_match_by_type_and_sides(one: Any, two: Any, same: bool) -> None:
    rows = [telling("a", 3, one[0], "e1", *one[1:]), telling("b", 103, two[0], "e2", *two[1:])]
    assert list(pairs(rows, GROUP)) == ([("e1", "e2")] if same else [])


def test_each_telling_matches_once_and_the_likest() -> None:
    rows = [
        telling("a", 3, "AID", "e1", ("PER",), ("CHL",)), telling("a", 23, "AID", "e2", ("KEN",), ("TZA",)),
        telling("b", 103, "AID", "e3", ("KEN",), ("TZA",)), telling("b", 123, "AID", "e4", ("PER",), ("CHL",)),
    ]  # fmt: skip
    assert set(pairs(rows, GROUP)) == {("e1", "e4"), ("e2", "e3")}


def test_tellings_elsewhere_are_left_alone() -> None:
    rows = [telling("a", 3, "AID", "e1", ("PER",)), telling("b", 160, "AID", "e2", ("PER",))]
    assert list(pairs(rows, GROUP)) == []


def test_ids_join_through_others_whatever_the_order() -> None:
    same = [("d", "c"), ("b", "a"), ("c", "b")]
    assert joined(same) == joined(same[::-1]) == {"b": "a", "c": "a", "d": "a"}
    rows = [{"event": "d"}, {"event": None}, {"event": "z"}]
    assert [r["event"] for r in renamed(rows, joined(same))] == ["a", None, "z"]


ENGLISH = """The quarrel over the lake

By Ann Lee, 12 May 2023

On 3 May 2023 the army of Malawi crossed into Tanzania with about 2,000 soldiers and forty trucks. The government in Dodoma called it an attack.

The African Union condemned the invasion on 5 May. Its envoy, Moussa Faki, met the president of Malawi in Lilongwe on 7 May and spoke with him for three hours.

Zambia sent medicine and food to the villages on the northern shore. On 9 May thousands of people protested in Lilongwe against the war and the price of bread.

Tanzania closed its border with Malawi on 10 May, and no lorries have passed the bridge at Songwe since that day.
"""
SPANISH = """La disputa por el lago

Por Ann Lee, 12 de mayo de 2023

El 3 de mayo de 2023 el ejército de Malaui entró en Tanzania con unos 2.000 soldados y cuarenta camiones. El gobierno de Dodoma lo llamó un ataque.

La Unión Africana condenó la invasión el 5 de mayo. Su enviado, Moussa Faki, se reunió con el presidente de Malaui en Lilongüe el 7 de mayo y habló con él durante tres horas.

Zambia envió medicinas y alimentos a las aldeas de la orilla norte. El 9 de mayo miles de personas protestaron en Lilongüe contra la guerra y el precio del pan.

Tanzania cerró su frontera con Malaui el 10 de mayo, y ningún camión ha pasado el puente de Songwe desde ese día.
"""


def told(folder: Path) -> dict[str, list[tuple[str, str | None]]]:
    with EvidenceStore(folder / "evidence.sqlite") as store:
        rows = list(store.iter_rows("events"))
    return {doc: [(r["type"], r["event"]) for r in rows if r["doc"] == doc] for doc in {r["doc"] for r in rows}}


def test_a_translation_tells_the_events_of_its_original_and_alone_those_of_its_own(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "lago.txt").write_text(SPANISH, encoding="utf-8")
    reading.read_paths([texts], tmp_path / "out", workers=1)
    alone = told(tmp_path / "out")["lago.txt"]
    (texts / "lake.txt").write_text(ENGLISH, encoding="utf-8")
    reading.read_paths([texts], tmp_path / "out", workers=1)
    both = told(tmp_path / "out")
    shared = {e for _, e in both["lago.txt"]} & {e for _, e in both["lake.txt"]}
    assert len(shared) >= min(len(both["lago.txt"]), len(both["lake.txt"])) - 2
    written = [json.loads(line) for line in (tmp_path / "out" / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(r["doc"], r["event"]) for r in written} == {(doc, e) for doc, rows in both.items() for _, e in rows}
    reading.read_paths([texts], tmp_path / "again", workers=1)
    assert told(tmp_path / "again") == both
    (texts / "lake.txt").unlink()
    reading.read_paths([texts], tmp_path / "out", workers=1)
    assert told(tmp_path / "out") == {"lago.txt": alone}
