"""The files that the pages show are files that foedus reads."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from foedus.structure.exposure.claim import verdicts
from foedus.structure.exposure.parse import network
from foedus.structure.exposure.study import study as exposure_study
from foedus.structure.leverage.dossier import dossier
from foedus.structure.leverage.study import study as leverage_study
from foedus.world.crosswalk import state_codes

DOCS = Path(__file__).parents[2] / "docs"


def shown(page: str) -> str:
    (block,) = re.findall(r"^```toml\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(block)


def test_the_network_on_its_page() -> None:
    found = exposure_study(network(shown("exposure.md"), "page", 2030, state_codes()), ["river"], days=10)
    assert found.response is not None
    # The railway brings four, less one in a hundred.
    assert found.response.unserved[0] == pytest.approx(8 - 0.99 * 4)
    assert found.before.carried[0, 2, 0] == pytest.approx(2.5)


def test_the_dossier_on_its_page() -> None:
    found = leverage_study(dossier(shown("leverage.md"), "page", np.random.default_rng(0), 100))
    assert 0 < np.median(found.by_horizon["medium"].index) < 1


def test_the_verdicts_told_on_the_page() -> None:
    page = (DOCS / "exposure.md").read_text(encoding="utf-8")
    processed = next(v for v in verdicts(0.8, 2022) if v.id == "gas-and-processed")
    assert f"({100 * processed.point:.0f} %)" in page
