"""XML files of KTAB's spatial model: dimensions, and actors with capability, coordinates and saliences."""

from __future__ import annotations

from collections.abc import Iterator

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
    yield Problem(name, title, tuple(Matter(i) for i in labels), tuple(stakes), {a: n for a, n in names.items() if n and n != a})
