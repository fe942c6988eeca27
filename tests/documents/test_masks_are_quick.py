"""Masks take time in proportion to a text, whatever it is made of."""

from __future__ import annotations

import time

import pytest

from foedus.langs.grammar.masking import FILLER, mask


@pytest.mark.parametrize("run", ["a", "1", "가", "-a", "a.", "+1", "[1,", "a.b-"])
def test_a_run_without_end(run: str) -> None:
    text = run * (200_000 // len(run))
    begun = time.process_time()
    assert len(mask(text)) == len(text)
    assert time.process_time() - begun < 5.0  # a square of its length takes minutes


@pytest.mark.parametrize("address", ["pilot.lee+12@harbour-2.example.org", "harbour-2.example.org/2019/12", "www.harbour2.org"])
def test_addresses_are_blanked(address: str) -> None:
    assert mask(f"Write to {address} by 4 May.") == f"Write to {FILLER * len(address)} by 4 May."
