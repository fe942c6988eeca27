"""XML files of KTAB's spatial model: dimensions, and actors with capability, coordinates and saliences."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files

from foedus.core.errors import FoedusError
from foedus.problems.cells import Faults
from foedus.problems.problem import Matter, Problem, Stake

NAME = "ktab_xml"
VERSION = "1"

EXPECTED = "<Scenario> with <Dimensions><dName> and <Actors><Actor> that hold <name>, <capability>, <Position><dCoord>, <Salience><dSal>"


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked with both
    """Say whether it is XML with a scenario."""
    return b"<Scenario" in data[:4096]


def read(data: bytes, name: str) -> Iterator[Problem]:
    """Yield the one problem of the file; its dimensions are the issues.

    Raises
    ------
    FoedusError
        If it is no XML (``table-format``), or an actor lacks a number (``table-cells``).
    """
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise FoedusError("table-format", f"the file is no XML: {error}", name, EXPECTED, "write it again from KTAB") from None

    def texts(path: str, of: etree._Element = root) -> list[str]:
        return [(e.text or "").strip() for e in of.findall(path)]

    labels = texts("Dimensions/dName")
    faults = Faults(name, EXPECTED)
    if not labels:
        faults.add(root.sourceline or 1, "there are no dimensions: only files of the spatial model hold positions")
    stakes, names = [], {}
    for actor in root.findall("Actors/Actor") if labels else ():
        line = actor.sourceline or 0
        who = next(iter(texts("name", actor)), "")
        names[who] = next(iter(texts("description", actor)), "")
        capability = faults.number(line, next(iter(texts("capability", actor)), ""), f"the capability of {who}", 0)
        at, care = texts("Position/dCoord", actor), texts("Salience/dSal", actor)
        if len(at) != len(labels) or len(care) != len(labels):
            faults.add(line, f"{who} has {len(at)} coordinates and {len(care)} saliences for {len(labels)} dimensions")
            continue
        for issue, x, s in zip(labels, at, care, strict=True):
            position = faults.number(line, x, f"the position of {who} on {issue}", 0, 100)
            salience = faults.number(line, s, f"the salience of {issue} to {who}", 0, 100)
            stakes.append(Stake(who, issue, position, salience / 100, capability, f"line {line}"))
    faults.check()
    title = next(iter(texts("desc")), "") or next(iter(texts("name")), name)
    asked = {e.tag: (e.text or "").strip() for e in root.findall("ModelParameters/*") if isinstance(e.tag, str)}
    notes = _asked(asked, ideals=root.find("IdealAdjustment") is not None)
    yield Problem(name, title, tuple(Matter(i) for i in labels), tuple(stakes), {a: n for a, n in names.items() if n and n != a}, notes=notes)


def _asked(parameters: Mapping[str, str], *, ideals: bool) -> tuple[str, ...]:
    """Return notes on what the file asks of its own program: parameters, and how ideals follow positions."""
    known = tomllib.loads((files("foedus.problems.formats") / "ktab.toml").read_text(encoding="utf-8"))
    typed = [f"--param spatial.{known[k]['param']}={known[k][v]}" for k, v in parameters.items() if v in known.get(k, {})]
    told = [f"The file sets parameters of its own model, which are not taken over; for the same in the spatial model: {' '.join(typed)}"] if typed else []
    told += ["The file says how ideals follow positions, which is left out: --param spatial.accommodation=… is one number for all."] if ideals else []
    return tuple(told)
