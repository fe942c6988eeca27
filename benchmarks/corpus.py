"""Reads a made-up corpus and says how fast, what each stage costs, and how memory grows with the number of documents.

Run ``python benchmarks/corpus.py [--sizes 100,300,1000] [--workers 1,2] [--json]`` in an environment with foedus
installed. Documents of 2,000 characters (1,100 in Korean) come from `corpus_texts.py`. Each size is read by
``foedus read`` in a process of its own, and the memory of its whole process tree is sampled. Beside it, in the same
run, two floors: decoding and dividing the documents into sentences, and the sentence encoder alone.
``--candidates`` measures instead how many versions the choice of candidates keeps, on the planted families and, with
``FOEDUS_DATA``, on the articles of Bleualign.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus_texts import Made, corpus

SIZES, WORKERS = (100, 300, 1000), (1, 2)
_EVERY = 0.05  # seconds between two samples of memory


def write(folder: Path, n: int) -> list[Made]:
    """Write `n` documents into a folder and return them."""
    folder.mkdir(parents=True)
    made = list(corpus(n))
    for m in made:
        (folder / m.name).write_text(m.text, encoding="utf-8")
    return made


def tree_memory(pid: int) -> int:
    """Return the resident bytes of a process and all below it, shared pages counted in proportion."""
    total, waiting = 0, [pid]
    while waiting:
        p = waiting.pop()
        try:
            rollup = Path(f"/proc/{p}/smaps_rollup").read_text(encoding="ascii")
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
            for task in Path(f"/proc/{p}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except (OSError, StopIteration):
            continue
    return total


def _cpu() -> float:
    """Return the processor seconds of all children that have ended, theirs included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read(folder: Path, out: Path, workers: int) -> dict[str, float]:
    """Read a folder in a fresh process and return seconds, by stage and of the processor, and the peak of memory in MB."""
    began, spent = time.perf_counter(), _cpu()
    command = [sys.executable, "-m", "foedus", "read", str(folder), "--out", str(out), "--workers", str(workers), "--progress", "json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    os.set_blocking(process.stderr.fileno(), False)
    peak, compared, comparing = 0, None, False
    while process.poll() is None:
        line = process.stderr.readline()
        while line:
            if not comparing and '"comparing"' in line:
                compared, comparing = time.perf_counter(), True
            line = process.stderr.readline()
        peak = max(peak, tree_memory(process.pid))
        time.sleep(_EVERY)
    ended = time.perf_counter()
    if process.returncode:
        raise RuntimeError(f"foedus read ended with {process.returncode}")
    first = (compared or ended) - began
    return {"seconds": ended - began, "reading": first, "comparing and writing": ended - began - first, "cpu": _cpu() - spent, "peak_mb": peak / 1e6}


def stages(texts: list[str]) -> dict[str, float]:
    """Return milliseconds for each document by stage, in this process, after a first document that loads what is loaded once."""
    from foedus.core.blas import one_thread
    from foedus.documents.load import load_bytes
    from foedus.documents.model import Document
    from foedus.evidence.read import readers
    from foedus.evidence.shared import rows_of
    from foedus.evidence.versions.embed import encode
    from foedus.evidence.versions.signature import prose, sign

    spent: Counter[str] = Counter()

    def timed(name: str, began: float) -> float:
        now = time.perf_counter()
        spent[name] += now - began
        return now

    with one_thread():
        for k, text in enumerate([texts[0], *texts]):
            if k == 1:
                spent.clear()
            at = time.perf_counter()
            document = load_bytes("x.txt", text.encode())
            assert isinstance(document, Document)
            at = timed("decode and divide", at)
            for reader in readers():
                rows_of(reader, document)
                at = timed(f"reader: {reader.NAME}", at)
            list(sign(document))
            at = timed("signature", at)
            encode([document.slice(s) for p in document.parts for s in prose(p)])
            timed("(encoder alone)", at)
    return {name: 1000 * s / len(texts) for name, s in spent.items()}


def candidates() -> None:
    """Print how many versions the candidates keep, and how many unrelated pairs they let through."""
    import numpy as np

    from foedus.documents.load import load_bytes
    from foedus.documents.model import Document
    from foedus.evidence.versions.candidates import candidates as choose
    from foedus.evidence.versions.likeness import least, likeness
    from foedus.evidence.versions.signature import Sentences, Signature, sign

    texts: list[tuple[str, Signature, Sentences]] = []
    for m in corpus(300):
        document = load_bytes(m.name, m.text.encode())
        assert isinstance(document, Document)
        texts += [(m.name, one, two) for _, one, two in sign(document)]
    shipped = Path(__file__).parent.parent / "cases"
    for path in sorted(shipped.glob("*/documents/*")):
        found = load_bytes(path.name, path.read_bytes())
        texts += [(path.name, one, two) for _, one, two in sign(found)] if isinstance(found, Document) else []
    data = Path(os.environ.get("FOEDUS_DATA", "")) / "read" / "align_bleualign"
    for path in sorted([*data.glob("*.de"), *data.glob("*.fr")]) if os.environ.get("FOEDUS_DATA") else []:
        lines = [x.strip() for x in path.read_text(encoding="utf-8").splitlines() if x.strip()]
        found = load_bytes(path.name, "\n\n".join(lines).encode())
        texts += [(path.name, one, two) for _, one, two in sign(found)] if isinstance(found, Document) else []
    signatures = [t[1] for t in texts]
    chosen = {(c.text, j) for c in choose(signatures, [True] * len(texts)) for j, meaning in zip(c.others, c.meaning, strict=True) if meaning}
    vectors = [t[2].vectors.astype(np.float32) for t in texts]
    versions = kept = others = through = 0
    for j, i in combinations(range(len(texts)), 2):
        bar = least(signatures[i].language, signatures[j].language)
        if likeness(vectors[i], vectors[j], bar).value > bar:
            versions += 1
            kept += (i, j) in chosen
        else:
            others += 1
            through += (i, j) in chosen
    print(f"{len(texts)} texts: {kept} of {versions} pairs of versions are candidates, and {through} of {others} other pairs ({through / others:.1%})")


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--workers", default=",".join(map(str, WORKERS)))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--candidates", action="store_true")
    given = parser.parse_args()
    if given.candidates:
        candidates()
        return
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for n in map(int, given.sizes.split(",")):
            made = write(Path(folder) / f"texts{n}", n)
            for w in map(int, given.workers.split(",")):
                out = Path(folder) / f"out{n}-{w}"
                found[f"{n} documents, workers {w}"] = read(Path(folder) / f"texts{n}", out, w) | {"documents": n}
                found[f"{n} documents, workers {w}, again"] = read(Path(folder) / f"texts{n}", out, w) | {"documents": n}
        sample = [m.text for m in made[:60]]
        found["milliseconds for each document"] = stages(sample) | {"characters": sum(map(len, sample)) / len(sample)}
    if given.json:
        print(json.dumps(found))
        return
    for name, row in found.items():
        if "seconds" in row:
            print(
                f"{name:<36} {row['documents'] / row['seconds']:7.1f}/s  {row['seconds']:7.1f} s (reading {row['reading']:.1f},"
                f" comparing and writing {row['comparing and writing']:.1f}; processor {row['cpu']:.1f} s)  peak {row['peak_mb']:6.0f} MB"
            )
    print("milliseconds for each document")
    for stage, value in found["milliseconds for each document"].items():
        print(f"  {stage:<34} {value:7.1f}")


if __name__ == "__main__":
    main()
