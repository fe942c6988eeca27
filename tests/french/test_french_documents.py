"""French documents: which language a text is in, encodings, what a page says of itself, tables, notes, versions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import citations, tables

PORT = {
    "fr": "Le port est fermé depuis hier. Les navires attendent au large depuis trois jours. Le ministre est parti pour la capitale.",
    "en": "The port has been closed since yesterday. Ships have waited at anchor for three days. The minister left for the capital.",
    "es": "El puerto está cerrado desde ayer. Los barcos esperan en la rada desde hace tres días. El ministro viajó a la capital.",
    "it": "Il porto è chiuso da ieri. Le navi aspettano in rada da tre giorni. Il ministro è partito per la capitale.",
    "pt": "O porto está fechado desde ontem. Os navios esperam ao largo há três dias. O ministro partiu para a capital.",
    "de": "Der Hafen ist seit gestern geschlossen. Die Schiffe warten seit drei Tagen auf Reede. Der Minister reiste in die Hauptstadt.",
}

NAMED = {
    "en": "The president met François Hollande at the Quai d'Orsay and then spoke to reporters of Médecins sans frontières.",
    "es": "El presidente se reunió con François Hollande en el Quai d'Orsay y después habló ante la prensa de los refugiados.",
}

PAGE = """La digue et la frontière : qu'attendre des pourparlers

Par Irène Valcourt, le 12 mai 2021

Les pourparlers sur la digue sont dans l'impasse, bien que l'eau ait monté de 3,5 mètres, c.-à-d. au-delà de l'ancienne marque. Les parties se reverront.

Tableau 1. Débit

Mois    Volume    Part
Mars    1 200    12,5
Avril    1 450    15,1
Mai    n/d    20,0

Selon l'expert Hervé Dumaine, c'est un « jeu dangereux » [1]. Dumaine estime que l'eau n'atteindra pas la ville.

Notes

[1] H. Dumaine, « L'eau et le pouvoir », Revue des fleuves, 12 avril 2021, https://example.org/rivers/15
"""


def load(text: str, encoding: str = "utf-8") -> Document:
    document = load_bytes("page.txt", text.encode(encoding))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("code", PORT)
def test_languages_that_share_a_script_are_told_apart(code: str) -> None:
    assert [p.language for p in load("\n\n".join([PORT[code]] * 3)).parts] == [code]


@pytest.mark.parametrize("code", NAMED)
def test_french_names_make_no_french_text(code: str) -> None:
    assert [p.language for p in load("\n\n".join([NAMED[code], PORT[code], NAMED[code]])).parts] == [code]


def test_a_page_in_three_languages_falls_into_its_parts() -> None:
    text = "\n\n".join(" ".join([PORT[c]] * 4) for c in ("en", "fr", "es"))
    assert [p.language for p in load(text).parts] == ["en", "fr", "es"]


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-1", "utf-16"])
def test_older_encodings(encoding: str) -> None:
    document = load("\n\n".join([PORT["fr"]] * 4), encoding)
    assert document.text.startswith("Le port est fermé")


def test_what_a_page_says_of_itself() -> None:
    about = load(PAGE).metadata
    assert (about.title, about.author, about.published) == (
        "La digue et la frontière : qu'attendre des pourparlers", "Irène Valcourt", "2021-05-12",
    )  # fmt: skip


def test_a_shortened_word_ends_no_sentence() -> None:
    document = load(PAGE)
    first = next(document.slice(s) for _, s in document.segments() if s.kind == "sentence")
    assert first.endswith("l'ancienne marque.")


def test_a_table_with_decimal_commas() -> None:
    (table,) = tables.read(load(PAGE))
    assert table["header"] == ["Mois", "Volume", "Part"]
    assert table["rows"] == [["Mars", 1200, 12.5], ["Avril", 1450, 15.1], ["Mai", None, 20.0]]


def test_a_note_gives_its_source() -> None:
    (note,) = citations.read(load(PAGE))
    assert (note["marker"], note["date"], note["url"]) == ("[1]", "2021-04-12", "https://example.org/rivers/15")
    assert note["title"] == "L'eau et le pouvoir"
    assert len(note["cited_at"]) == 1


def test_english_loads_no_french_table_but_the_layout() -> None:
    code = (
        "from foedus.langs import registry as r; from foedus.documents.load import load_bytes; from foedus.evidence.readers import actors;"
        f"d = load_bytes('a.txt', {' '.join([PORT['en']] * 4)!r}.encode()); list(actors.read(d));"
        "seen = []; real = r._table.__wrapped__; r._table.cache_clear();"
        "r._table = lambda c, n: seen.append(c + '/' + n) or real(c, n);"
        f"d = load_bytes('b.txt', {' '.join([PORT['en']] * 3)!r}.encode()); list(actors.read(d));"
        "print([s for s in seen if s.startswith('fr/') and s != 'fr/layout'])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_translation_is_aligned_and_a_differing_number_found(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(
        "The river and the border\n\nThe government of Peru closed the northern bridge on 3 May 2021. About 1,200 people live"
        " near the crossing. The mayor said that the bridge would stay closed for two weeks.\n\nPresident Dina Boluarte rejected"
        " the request of Bolivia. She wrote that the dam was safe and that 40% of the repairs were finished.\n",
        encoding="utf-8",
    )
    (tmp_path / "fr.txt").write_text(
        "Le fleuve et la frontière\n\nLe gouvernement du Pérou a fermé le pont du Nord le 3 mai 2021. Environ 1 200 personnes"
        " vivent près du passage. Le maire a dit que le pont resterait fermé deux semaines.\n\nLa présidente Dina Boluarte a"
        " rejeté la demande de la Bolivie. Elle a écrit que le barrage était sûr et que 45 % des réparations étaient achevées.\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    assert main(["read", str(tmp_path / "en.txt"), str(tmp_path / "fr.txt"), "--out", str(out), "--format", "jsonl"]) == 0

    def rows(name: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

    assert len(rows("alignment")) == 6
    assert [f["explanation"] for f in rows("findings") if f["kind"] == "numbers_differ"] == [
        "One version gives the number as 40%, the other as 45 %."
    ]
    ids = [{r["actor"] for r in rows("actors") if str(r["doc"]).endswith(d)} for d in ("en.txt", "fr.txt")]
    assert {"PER_GOV", "boluarte_dina", "BOL"} <= ids[0] & ids[1]
