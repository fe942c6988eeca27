"""A quotation of several sentences told by one verb is one statement up to a length.

A question and its short answer count as one sentence.
"""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

ACTORS = {"Nora Vale": ("vale_nora", "person"), "Ana Ruiz": ("ruiz_ana", "person"), "한바다": ("han_bada", "person")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nora Vale said: “The dyke was raised twice. It will hold through the winter.”", 1),
        ("“The dyke was raised twice. It will hold through the winter,” said Nora Vale.", 1),
        ("Nora Vale said: “The dyke was raised twice. It will hold through the winter. Nobody should sell a house now.”", 1),
        ("Nora Vale said that the dyke was raised twice. “It will hold through the winter,” said Nora Vale.", 2),
        ("Nora Vale said: “Who gains from the dyke? Certainly not the town. The gate was sold last year.”", 2),
        ("Nora Vale said: “Who gains from the dyke? Certainly not the town.”", 1),
        ("Ana Ruiz dijo: «El dique se elevó dos veces este año. Va a aguantar todo el invierno».", 1),
        ("한바다 기술사는 “제방은 두 번 높아졌다. 올겨울은 넉넉히 버틸 것”이라고 말했다.", 1),
        ("한바다 기술사는 “제방은 두 번 높아졌다. 올겨울은 넉넉히 버틸 것이다. 집을 팔 까닭이 없다”고 말했다.", 1),
        ("Nora Vale said: “The dyke was raised twice, and it took the town nine summers of hard work with shovels and carts. It will hold through the winter, whatever the papers in the capital may print about it this week. Nobody should sell a house now, and nobody should leave the valley for the sake of a rumour that a few traders have spread. Those who doubt it may come and look at the gate, the wall and the pumps themselves.”", 2),
    ],
)
def test_one_verb_and_one_quotation(text: str, found: int) -> None:
    document = load_bytes("notes.txt", f"{text}\n".encode())
    assert isinstance(document, Document)
    actors = [
        {"start": text.index(name), "end": text.index(name) + len(name), "actor": actor, "kind": kind}
        for name, (actor, kind) in ACTORS.items() if name in text
    ]
    rows = list(claims.read(document, actors))
    assert len(rows) == found
    assert rows[0]["speaker"] != "UNSPECIFIED"
    assert found > 1 or rows[0]["quote"].endswith(text[-6:])
