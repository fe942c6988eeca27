"""A small case about a fishery with tables, a network and a dossier of its own; every number is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

CASE = """\
# My notes stay here.
foedus: 1
title: The shoal
question: How many boats may fish on the shoal?
decided: '2016-05-04'   # the day of the vote
draws: 200
actors:
  - {id: CAN, name: Canada, kind: state}
  - {id: USA_GOV, name: United States (government), kind: government}
  - {id: MEX, name: Mexico, kind: state}
  - {id: GUILD, name: The guild, kind: organisation}
issues:
  - id: boats
    question: How many boats?
    unit: boats
    lower: 0
    upper: 100
    scale: [{at: 0, means: none}, {at: 100, means: all}]
    assumption: There are a hundred boats.
    status: accepted
stakeholders:
  - actor: CAN
    issue: boats
    position: {value: 10, assumption: It fears for the shoal., status: accepted}
    salience: {value: 0.5, assumption: A matter among others.}
    capability:
      value: {dist: uniform, low: 5, high: 15}
      # to be looked at again
      assumption: It is near.   # by whom?
    note: Asked in May.
  - {actor: USA_GOV, issue: boats, position: {value: 60, assumption: It has boats.}, salience: {value: 0.8, assumption: It cares.}, capability: {value: 30, assumption: 'It is # large.'}}
  - actor: MEX
    issue: boats
    position: {value: 90, assumption: It has many boats.}
    salience: {value: 0.4, assumption: It has other waters.}
    capability: {value: 20, assumption: "It is of middle size.", status: accepted}
  - actor: GUILD
    issue: boats
    position: {value: 100, assumption: It sells the fish.}
    salience: {value: 1, assumption: It lives from it.}
    capability: {value: 2, assumption: It has no ships.}
# the end
"""

NMC = """\
ccode,year,milex,milper,irst,pec,tpop,upop,cinc
2,2014,10,10,10,10,10,10,0.3
2,2015,10,10,10,10,10,10,0.25
2,2016,10,10,10,10,10,10,0.9
20,2014,5,5,5,5,5,5,0.06
20,2015,,5,5,5,5,5,0.05
20,2016,5,5,5,5,5,5,0.9
70,2015,2,2,2,2,2,2,0.1
"""

NETWORK = """\
name = "Fish across the border"
unit = "kt"
home = ["CAN"]

[sources.board]
title = "Board of an invented harbour"
url = "https://example.org/board"

[commodities.fish]
price = [3, "board"]

[nodes]
port = {supply = [10, "board"]}
sea = {demand = [10, "board"], export = true}

[[edges]]
id = "road"
from = "port"
to = "sea"
capacity = [6, "board"]
tariff = 1
territories = ["CAN", "USA"]
[[edges]]
id = "boats"
from = "port"
to = "sea"
capacity = [9, "board"]
tariff = 2
territories = ["CAN"]

[years.2014.flow]
road = [6, "board"]
[years.2016.flow]
boats = [9, "board"]
"""

DOSSIER = """\
name = "The United States over Canada: bait"
sender = "USA"
target = "CAN"
year = 2013

[sources.board]
title = "Board of an invented harbour"
url = "https://example.org/board"

[[target_ties]]
good = "bait"
kind = "import"
weight = [0.04, "board"]
cut = 0.5

[[sender_ties]]
good = "bait sold"
kind = "export"
weight = [0.01, "board"]
cut = 0.5
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The case folder."""
    folder = tmp_path / "shoal"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "note.txt").write_text("The shoal\n\n1 May 2016\n\nNobody counts the boats.\n", encoding="utf-8")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "fish.toml").write_text(NETWORK, encoding="utf-8")
    (folder / "bait.toml").write_text(DOSSIER, encoding="utf-8")
    return folder


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder with a small table of capabilities."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "cow_nmc.csv").write_text(NMC, encoding="utf-8")
    return folder
