"""Groups named by whom they belong to have an id of their own; other people without a name stay unspecified."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

ACTORS = {
    "Tom Orr": ("orr_tom", "person"), "Nora Vale": ("vale_nora", "person"), "Peru": ("PER", "state"), "Perú": ("PER", "state"),
    "Peruvian": ("PER_GOV", "government"), "페루": ("PER", "state"), "한바다": ("han_bada", "person"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Supporters of Tom Orr and Nora Vale say that the dyke was sold.", "ORR_VALE_SUPPORTERS"),
        ("Peruvian hardliners said that the dyke was sold.", "PER_HARDLINERS"),
        ("Critics of Tom Orr insist that the dyke was sold.", "ORR_OPPONENTS"),
        ("Peru’s opposition claimed that the dyke was sold.", "PER_OPPOSITION"),
        ("Peru’s bakers claimed that the dyke was sold.", "UNSPECIFIED"),
        ("Los partidarios de Tom Orr y Nora Vale afirman que el dique fue vendido.", "ORR_VALE_SUPPORTERS"),
        ("페루 강경파는 둑이 팔렸다고 주장한다.", "PER_HARDLINERS"),
        ("한바다의 지지자들은 둑이 팔렸다고 믿는다고 말했다.", "HAN_SUPPORTERS"),
        ("페루 국영방송은 둑이 팔렸다고 보도했다.", "PER_STATE_TV"),
        ("페루 상인들은 둑이 팔렸다고 말했다.", "UNSPECIFIED"),
        ("Peru closed the road. The opposition says that the dyke was sold.", "PER_OPPOSITION"),
        ("Peru closed the road. The army said that the dyke was sold.", "PER_MILITARY"),
        ("The road is closed. The army said that the dyke was sold.", "UNSPECIFIED"),
        ("Perú cerró el camino. La oposición sostiene que el dique fue vendido.", "PER_OPPOSITION"),
        ("페루는 길을 막았다. 정부군은 둑이 팔렸다고 밝혔다.", "PER_MILITARY"),
        ("페루는 길을 막았다. 야당은 둑이 팔렸다고 주장했다.", "PER_OPPOSITION"),
    ],
)
def test_a_group_is_named_by_whom_it_belongs_to(text: str, speaker: str) -> None:
    document = load_bytes("notes.txt", f"{text}\n\n{text}\n".encode())
    assert isinstance(document, Document)
    actors = []
    for name, (actor, kind) in ACTORS.items():
        at = document.text.find(name, len(text))
        if at >= 0 and not any(a["start"] <= at < a["end"] for a in actors):
            actors.append({"start": at, "end": at + len(name), "actor": actor, "kind": kind})
    assert [r["speaker"] for r in claims.read(document, actors)][-1] == speaker
