"""Kill foedus at random moments, type the same command again, and compare every file: ``make soak``.

    python benchmarks/soak.py [--kills 200] [--seed 1] [--only read,new,run,report] [--log docs/soak.md]

Each round starts a real command in its own process group, with worker processes, ends it with SIGKILL (which no
program can catch) at a random moment of its duration or at a random change of the files it writes, sometimes several
times in a row, then lets the same command run to its end and compares what it left with what an undisturbed
command leaves: every file below the folder, byte for byte.

Two things are compared by content: the SQLite file, whose pages SQLite may lay out otherwise, by every row of every
table; and the records of the steps without `finished`, the time of day at which a run ended.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from foedus import __version__
from foedus.pipeline.versions import CHECK, READ, REPORT, RUN, code_version

MATERIAL = Path(__file__).parents[1] / "tests" / "resume" / "material"
QUESTION = "How many engineers will build the bridge?"
EARLIER = "earlier"  #: name of a start from what an earlier command with other input or options left
TEMPORARY = (".foedus-", ".foedus.lock")
BESIDE = ("-wal", "-shm", "-journal")

Files = dict[str, object]


@dataclass(frozen=True)
class Scene:
    """One command from one starting point; `before` are the commands that make it."""

    name: str
    command: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()

    @property
    def title(self) -> str:
        """How the log calls it."""
        return self.command[0] + (f" ({self.name})" if self.name else "")


@dataclass
class Known:
    """What an undisturbed command does: its files, how long it takes, how many names appear while it writes."""

    files: Files
    seconds: float
    names: int


@dataclass
class Round:
    """One command killed once or more and then finished."""

    scene: str
    moments: list[str] = field(default_factory=list)
    on_disk: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def scenes(draws: int) -> list[Scene]:
    """Return what is killed. Paths are relative to a folder of its own for each round."""
    read, run, report = ("read", "case/documents", "--out", "out"), ("run", "case", "--draws", str(draws)), ("report", "case")
    fewer = ("run", "case", "--draws", str(draws // 2), "--workers", "2")
    new = ("new", "drafted", "--question", QUESTION, "--documents", "case/documents")
    return [
        Scene("", read),
        Scene(EARLIER, read, (("read", "case/documents/bridge.md", "--out", "out"),)),
        Scene("", new),
        Scene("", (*run, "--workers", "2")),
        Scene(EARLIER, (*run, "--workers", "2"), (fewer,)),
        Scene("", (*report, "--workers", "2")),
        Scene(EARLIER, (*report, "--workers", "2"), (fewer,)),
    ]


def program() -> str:
    """Return a hash of the program's own files: a change of them changes results."""
    code_version.cache_clear()
    return "".join(code_version(step) for step in (READ, CHECK, RUN, REPORT))


def start(arguments: tuple[str, ...], home: Path) -> subprocess.Popen[bytes]:
    """Start foedus in a process group of its own."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "foedus", *arguments, "--quiet"], cwd=home, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def finish(arguments: tuple[str, ...], home: Path) -> str | None:
    """Run foedus to its end and return what went wrong, or None."""
    process = start(arguments, home)
    _, told = process.communicate()
    return None if process.returncode == 0 else f"exit code {process.returncode}: {told.decode(errors='replace').strip()}"


def names(home: Path) -> set[str]:
    """Return every path below `home`; what goes while we look is left out."""
    found: set[str] = set()
    waiting = [str(home)]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                found.add(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
    return found


def contents(home: Path) -> Files:
    """Return every file below `home` by its path, in the form in which it is compared."""
    return {p.relative_to(home).as_posix(): content(p) for p in sorted(home.rglob("*")) if p.is_file()}


def content(path: Path) -> object:
    """Return a file in the form in which it is compared."""
    if path.suffix == ".sqlite":
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            (sound,) = db.execute("PRAGMA integrity_check").fetchone()
            return (sound, db.execute("PRAGMA user_version").fetchone(), *rows(db))
    data = path.read_bytes()
    if path.name.endswith(".step.json"):
        record = json.loads(data)
        record["data"].pop("finished", None)
        return record
    return data


def rows(db: sqlite3.Connection) -> Iterator[tuple[str, object]]:
    """Yield every table with its rows, but those in which the search index keeps itself."""
    tables = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"))
    virtual = {n for n, sql in tables.items() if sql.startswith("CREATE VIRTUAL")}
    for name, sql in tables.items():
        if name not in virtual and not any(name.startswith(f"{v}_") for v in virtual):
            yield name, (sql, sorted(db.execute(f'SELECT * FROM "{name}"'), key=repr))


def differences(found: Files, wanted: Files) -> list[str]:
    """Return in words how two states of a folder differ."""
    out = [f"{n} is missing" for n in wanted if n not in found] + [f"{n} is left over" for n in found if n not in wanted]
    return out + [f"{n} differs" for n in wanted if n in found and found[n] != wanted[n]]


def begin(scene: Scene, folder: Path, made: dict[tuple[tuple[str, ...], ...], Path]) -> None:
    """Put the starting point of a scene into `folder`."""
    if scene.before not in made:
        source = folder.with_name(f"start-{len(made)}")
        shutil.copytree(MATERIAL, source / "case")
        for arguments in scene.before:
            fault = finish(arguments, source)
            if fault:
                raise SystemExit(f"{' '.join(arguments)}: {fault}")
        made[scene.before] = source
    shutil.copytree(made[scene.before], folder)


def undisturbed(scene: Scene, folder: Path) -> Known:
    """Run a scene to its end and note what it does."""
    began, seen = time.monotonic(), names(folder)
    before = len(seen)
    process = start(scene.command, folder)
    while process.poll() is None:
        seen |= names(folder)
        time.sleep(0.004)
    if process.returncode:
        raise SystemExit(f"{scene.title} fails without being killed: {process.communicate()[1].decode(errors='replace')}")
    assert process.stderr is not None
    process.stderr.close()
    return Known(contents(folder), time.monotonic() - began, len(seen) - before)


def kill(scene: Scene, folder: Path, known: Known, chance: random.Random) -> tuple[str, str] | None:
    """Start a scene, kill it, and return (moment, what was on disk); None if it had ended before."""
    before, began = names(folder), time.monotonic()
    process = start(scene.command, folder)
    assert process.stderr is not None
    if chance.random() < 0.5:
        moment = chance.uniform(0.05, 1.0) * known.seconds
        words = f"after {moment:.2f} s"
        while process.poll() is None and time.monotonic() - began < moment:
            time.sleep(0.005)
    else:
        # Files are written in bursts that last milliseconds; a moment among them is chosen by what appears.
        number, delay = chance.randint(1, max(known.names, 1)), chance.choice((0.0, 0.0, 0.001, 0.004))
        words, seen = f"at new name {number} of {known.names}" + (f", {1000 * delay:.0f} ms later" if delay else ""), before.copy()
        while process.poll() is None and len(seen) - len(before) < number:
            seen |= names(folder)
            time.sleep(0.001)
        time.sleep(delay)
    alone = chance.random() < 0.2  # without its workers, which must notice
    ended = process.poll() is not None
    if not ended:
        with contextlib.suppress(ProcessLookupError):
            process.kill() if alone else os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()
    if ended:
        return None
    return words + (", workers left alive" if alone else ""), told(names(folder) - before, folder)


def told(new: set[str], folder: Path) -> str:
    """Return in a few words which files a kill left."""
    kinds = collections.Counter(kind(Path(n).relative_to(folder)) for n in new if Path(n).is_file())
    return ", ".join(f"{n} {k}" if n > 1 else k for k, n in sorted(kinds.items())) or "nothing yet"


def kind(path: Path) -> str:
    """Return what sort of file a path is."""
    if ".parts" in path.parts and not path.name.startswith("."):
        return "part"
    if any(p.startswith(TEMPORARY[0]) for p in path.parts):
        return "unfinished"
    if path.name == TEMPORARY[1]:
        return "lock"
    if path.name.endswith(BESIDE):
        return path.name.removeprefix("evidence.")
    if path.parts[0] == "case" and path.parts[1] == "runs" and not path.name.startswith("."):
        return "file of the run"
    return path.name if path.name.endswith((".sqlite", ".html", ".step.json", "case.yaml")) else f"*{path.suffix}"


def play(scene: Scene, known: Known, folder: Path, chance: random.Random, kills: int) -> Round:
    """Kill a scene up to `kills` times, finish it, and compare."""
    done = Round(scene.title)
    for _ in range(kills):
        happened = kill(scene, folder, known, chance)
        if happened is None:
            break
        done.moments.append(happened[0])
        done.on_disk.append(happened[1])
    fault = finish(scene.command, folder)
    done.faults = [fault] if fault else differences(contents(folder), known.files)
    return done


def soak(
    kills: int, seed: int, chosen: Sequence[Scene], in_a_row: Sequence[int] = (1, 1, 1, 2, 3), hear: Callable[[Round], None] = lambda _: None
) -> list[Round]:
    """Kill `kills` times in all, in every scene in turn, and return what happened.

    Parameters
    ----------
    kills, seed, chosen
        How often, from which seed of chance, and what.
    in_a_row
        How often a command is killed before it may end; one is chosen at random each time.
    hear
        Is told of each round.
    """
    chance = random.Random(seed)
    done: list[Round] = []
    with tempfile.TemporaryDirectory() as scratch:
        made: dict[tuple[tuple[str, ...], ...], Path] = {}
        known = {}
        for n, scene in enumerate(chosen):
            folder = Path(scratch) / f"whole-{n}"
            begin(scene, folder, made)
            known[scene] = undisturbed(scene, folder)
        left, code = kills, program()
        while left > 0 and code == program():
            scene = chosen[len(done) % len(chosen)]
            folder = Path(scratch) / f"round-{len(done)}"
            begin(scene, folder, made)
            one = play(scene, known[scene], folder, chance, min(left, chance.choice(in_a_row)))
            left -= len(one.moments)
            done.append(one)
            hear(one)
            if not one.faults:
                shutil.rmtree(folder)
        if code != program():
            raise SystemExit("the program was changed while it was tested; nothing can be said")
    return done


def log(done: list[Round], seed: int, draws: int) -> str:
    """Return the log as a page."""
    kills = sum(len(r.moments) for r in done)
    bad = [r for r in done if r.faults]
    lines = [
        "# Killed at random moments", "",
        "This page is the log of `make soak`, which starts each command as people do, ends it with SIGKILL, types it again and",
        "compares every file with those of an undisturbed command. How a command goes on is told in [Resume](resume.md).", "",
        f"{datetime.now(UTC):%d %B %Y}, foedus {__version__}, Python {'.'.join(map(str, sys.version_info[:3]))}, {sys.platform}; "
        f"seed {seed}, {draws} draws, 2 workers.", "",
        f"**{kills} kills in {len(done)} rounds: {len(done) - len(bad)} identical, {len(bad)} not.**", "",
        "| round | command | killed | on disk then | identical |", "|--:|---|---|---|---|",
    ]  # fmt: skip
    for n, r in enumerate(done, 1):
        result = "yes" if not r.faults else "**no**: " + "; ".join(r.faults[:3]).replace("\n", " ").replace("|", "/")
        lines.append(f"| {n} | {r.scene} | {'<br>'.join(r.moments) or 'ended first'} | {'<br>'.join(r.on_disk)} | {result} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the soak and return 0 if every result was identical."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=3000)
    parser.add_argument("--only", default="", help="commands, with commas")
    parser.add_argument("--log", type=Path)
    asked = parser.parse_args()

    done: list[Round] = []

    def hear(one: Round) -> None:
        done.append(one)
        print(f"{one.scene}: {'; '.join(one.moments) or 'ended first'}: {'; '.join(one.faults) or 'identical'}", flush=True)

    only = set(filter(None, asked.only.split(",")))
    chosen = [s for s in scenes(asked.draws) if not only or s.command[0] in only]
    with contextlib.suppress(KeyboardInterrupt):  # what was done until then is logged, with the number of its kills
        soak(asked.kills, asked.seed, chosen, hear=hear)
    if asked.log:
        asked.log.write_text(log(done, asked.seed, asked.draws), encoding="utf-8")
    print(f"{sum(len(r.moments) for r in done)} kills, {sum(bool(r.faults) for r in done)} results differ")
    return int(any(r.faults for r in done))


if __name__ == "__main__":
    sys.exit(main())
