"""Settings all tests share."""

from __future__ import annotations

import os

# The sentence encoder multiplies small matrices; more threads only get into each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "foedus", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("foedus")


@pytest.fixture(scope="session")
def foedus_data() -> Path:
    """Folder of the reference data sets, given by ``FOEDUS_DATA``; the test skips without it."""
    folder = os.environ.get("FOEDUS_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("set FOEDUS_DATA to the folder of the reference data sets")
    return Path(folder)


HARBOUR = """\
# Two neighbours and a harbour

Foreign desk, 4 March 2031

Aland asked for 300 guards at the harbour on 2 March 2031. Borduria said it would accept no more than 40 guards.

The ministry of Borduria called the request an intrusion. About 25% of the trade of Aland passes the harbour.
"""

PUERTO = """\
Dos vecinos y un puerto

5 de marzo de 2031

Aland pidió 300 guardias en el puerto el 2 de marzo de 2031. Borduria respondió que aceptaría 40 como máximo.
"""

CASE = """\
# A case of tests: its countries do not exist.
foedus: 1
title: The harbour
question: How many guards will stand at the harbour?
seed: 3
draws: 60
actors:
  - {{id: ALD, name: Aland, kind: state}}
  - {{id: BRD, name: Borduria, kind: state}}
issues:
  - id: guards
    question: How many guards?
    unit: guards
    lower: 0
    upper: 500
    scale:
      - {{at: 0, means: none}}
      - {{at: 500, means: every guard there is}}
    assumption: The scale ends above every number named.
stakeholders:
  - actor: ALD
    issue: guards
    position:
      value: {{dist: triangular, low: 200, mode: 300, high: 320}}
      anchors:
        - {{doc: harbour.md, start: {asked}, end: {asked_end}, quote: "{quote}"}}
      status: accepted
    salience: {{value: 0.9, assumption: It asked in public., status: accepted}}
    capability: {{value: 2.0, assumption: Taken as the larger of the two., status: accepted}}
  - actor: BRD
    issue: guards
    position: {{value: {{dist: uniform, low: 10, high: 40}}, assumption: No more than it named itself., status: accepted}}
    salience: {{value: 0.7, assumption: It answered within a day., status: accepted}}
    capability: {{value: 1.0, assumption: Taken as the smaller of the two., status: accepted}}
"""


@pytest.fixture
def small_case(tmp_path: Path) -> Path:
    """Return a folder with a sound case of two actors and two short documents."""
    quote = "asked for 300 guards"
    at = HARBOUR.index(quote)
    root = tmp_path / "harbour"
    (root / "documents").mkdir(parents=True)
    (root / "documents" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (root / "documents" / "puerto.txt").write_text(PUERTO, encoding="utf-8")
    text = CASE.format(asked=at, asked_end=at + len(quote), quote=quote)
    (root / "case.yaml").write_text(text, encoding="utf-8")
    return root
