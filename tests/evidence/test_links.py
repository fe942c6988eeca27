"""Runs of sentences correspond: one by one, merged, moved over a full stop, and left out."""

from __future__ import annotations

from foedus.documents.model import Document, Part, Segment
from foedus.documents.offsets import identity
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.links import Text, links

EN = [
    "The harbour of Batumi was closed on Monday.",
    "Fishermen had blocked the quay for three days.",
    "They demand cheaper fuel and a later season.",
    "The minister of agriculture spoke with them in the evening.",
    "He promised a decision before the end of June.",
    "Two ferries to Bulgaria were cancelled, and a third was late because of fog.",
    "Hotels along the coast complain of empty rooms.",
    "A hotel keeper said that guests had gone to Turkey instead.",
    "Parliament will debate a law on fishing licences.",
    "The opposition wants to hear the fishermen first.",
]
ES = [
    "El puerto de Batumi fue cerrado el lunes.",
    "Los pescadores habían bloqueado el muelle durante tres días.",
    "Exigen combustible más barato y una temporada más larga.",
    "El ministro de Agricultura habló con ellos por la tarde.",
    "Prometió una decisión antes de finales de junio.",
    "Dos transbordadores a Bulgaria fueron cancelados, y un tercero llegó tarde por la niebla.",
    "Los hoteles de la costa se quejan de habitaciones vacías.",
    "Un hotelero dijo que los huéspedes se habían ido a Turquía.",
    "El parlamento debatirá una ley sobre licencias de pesca.",
    "La oposición quiere escuchar primero a los pescadores.",
]
EACH = [(i, i + 1, i, i + 1) for i in range(len(EN))]


def text_of(lines: list[str], language: str, kinds: dict[int, str] | None = None) -> Text:
    raw, segments, at = "\n".join(lines), [], 0
    for n, line in enumerate(lines):
        segments.append(Segment(at, at + len(line), (kinds or {}).get(n, "sentence"), language, n))
        at += len(line) + 1
    part = Part("p1", language, 0, len(raw), tuple(segments))
    document = Document("a.txt", raw, "", "utf-8", "text/plain", identity(raw), (part,))
    return Text(document, part, part.segments, encode(lines))


def test_sentences_pair_one_by_one() -> None:
    assert links(text_of(EN, "en"), text_of(ES, "es")) == EACH


def test_a_sentence_without_a_counterpart_is_in_no_link() -> None:
    missing = 4
    found = links(text_of(EN, "en"), text_of(ES[:missing] + ES[missing + 1 :], "es"))
    assert found == [(i, i + 1, j, j + 1) for i, j in zip([x for x in range(10) if x != missing], range(9), strict=True)]


def test_two_sentences_told_as_one_are_one_link() -> None:
    merged = [*ES[:3], f"{ES[3][:-1]} y {ES[4][0].lower()}{ES[4][1:]}", *ES[5:]]
    assert (3, 5, 3, 4) in links(text_of(EN, "en"), text_of(merged, "es"))


def test_a_clause_moved_over_a_full_stop_links_two_with_two() -> None:
    moved = [
        *ES[:5], "Dos transbordadores a Bulgaria fueron cancelados.",
        "Un tercero llegó tarde por la niebla, y los hoteles de la costa se quejan de habitaciones vacías.", *ES[7:],
    ]  # fmt: skip
    found = links(text_of(EN, "en"), text_of(moved, "es"))
    assert found == [*EACH[:5], (5, 7, 5, 7), *EACH[7:]]


def test_a_heading_is_part_of_no_paragraph() -> None:
    one = ["Fuel and fish", *EN]
    found = links(text_of(one, "en", {0: "heading"}), text_of(ES, "es"))
    assert all(a > 0 for a, _, _, _ in found)
    assert len(found) == len(ES)


def test_links_do_not_depend_on_what_was_encoded_before() -> None:
    merged = [*ES[:3], f"{ES[3][:-1]} y {ES[4][0].lower()}{ES[4][1:]}", *ES[5:]]
    fresh, used = text_of(EN, "en"), text_of(EN, "en")
    used.encode([(0, len(EN))])
    assert links(fresh, text_of(merged, "es")) == links(used, text_of(merged, "es"))


def test_short_texts_are_aligned_and_empty_ones_have_no_links() -> None:
    assert links(text_of(EN[:3], "en"), text_of(ES[:3], "es")) == EACH[:3]
    assert links(text_of(EN, "en"), text_of([], "es")) == []
    assert links(text_of([], "en"), text_of(ES, "es")) == []


def test_a_sentence_left_out_beside_one_that_is_added_joins_neither() -> None:
    added = "Una escuela de la capital recibió nuevos libros de música."
    found = links(text_of(EN, "en"), text_of([*ES[:4], ES[5], added, *ES[6:]], "es"))
    assert found == [*EACH[:4], (5, 6, 4, 5), *EACH[6:]]
