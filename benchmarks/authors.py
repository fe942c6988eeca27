"""How well it is told whether an author judges or reports: precision and recall on sentences written for it.

Run ``python benchmarks/authors.py [--errors]``. The sentences stand in ``authors.toml``, labelled; each is read in a document
of its own language in which nobody else is named as the speaker, so that a statement found is its author's.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

Labelled = Mapping[str, Sequence[str]]


def sets() -> dict[str, dict[str, Labelled]]:
    """Return the sentences by set, language and label (``judges``, ``reports``)."""
    found: dict[str, dict[str, Labelled]] = tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text("utf-8")
    )
    return found


def read(language: str, labelled: Labelled) -> Iterator[tuple[str, str, bool]]:
    """Yield each sentence with its label and whether it was taken for its author's statement."""
    told = [(label, s) for label in ("judges", "reports") for s in labelled[label]]
    text = "\n\n".join(s for _, s in told)
    document = load_bytes(f"{language}.txt", text.encode())
    assert isinstance(document, Document)
    starts = [r["start"] for r in claims.read(document) if r["form"] == "author"]
    at = 0
    for label, sentence in told:
        start = text.index(sentence, at)
        at = start + len(sentence)
        yield label, sentence, any(start <= s < at for s in starts)


def figures(found: Sequence[tuple[str, str, bool]]) -> tuple[float, float]:
    """Return precision and recall."""
    right = sum(label == "judges" for label, _, taken in found if taken)
    return right / max(1, sum(taken for *_, taken in found)), right / sum(
        label == "judges" for label, *_ in found
    )


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="print every sentence that was told wrongly")
    asked = parser.parse_args(arguments)
    for name, by_language in sets().items():
        for language, labelled in by_language.items():
            found = list(read(language, labelled))
            precision, recall = figures(found)
            print(
                f"{name} {language}: precision {precision:.2f}, recall {recall:.2f} ({len(found)} sentences)"
            )
            for label, sentence, taken in found if asked.errors else ():
                if taken != (label == "judges"):
                    print(f"  {label}: {sentence}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
