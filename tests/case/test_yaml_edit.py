"""A case file is changed where it is asked to be, whatever its layout, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case.yaml_edit import replace_values
from foedus.case.yaml_text import dump, load, one_line

LAID_OUT = """\
first: 1   # one
rows:
  - name: A   # who
    held:
      value: 3 # three
      # why
      told: It is "so" # not
    # after
    note: hi
  - {name: B, held: {value: 2, told: 'a # b'}, note: n} # tail
  - name: C
    held: {value: 2, told: "a # b"}   # keep
  - name: D
    held:
        value: {low: 1,
           high: 2}
        told: |
          Long
          text # no comment

# last
end: 2
"""


def test_every_layout_keeps_its_neighbours_and_comments() -> None:
    new = {"value": 5, "told": "a: b # c"}
    text = replace_values(LAID_OUT, {("rows", n, "held"): new for n in range(4)})
    data = load(text, "x")[0]
    was = load(LAID_OUT, "x")[0]
    assert [r["held"] for r in data["rows"]] == [new] * 4
    assert [{k: v for k, v in r.items() if k != "held"} for r in data["rows"]] == [{k: v for k, v in r.items() if k != "held"} for r in was["rows"]]
    assert (data["first"], data["end"]) == (1, 2)
    for comment in ("# one", "# who", "# three", "# why", "# not", "# after", "# tail", "# keep", "# last"):
        assert comment in text


def test_lines_that_end_as_windows_ends_them_stay_so() -> None:
    text = replace_values(LAID_OUT.replace("\n", "\r\n"), {("rows", 0, "held"): {"value": 5, "told": "x"}})
    assert "\n" not in text.replace("\r\n", "")
    assert load(text, "x")[0]["rows"][0]["held"] == {"value": 5, "told": "x"}


def test_a_path_that_is_not_there_is_refused() -> None:
    for path in (("rows", 0, "hold"), ("rows", 9, "held"), ("rows", 0)):
        with pytest.raises(KeyError):
            replace_values(LAID_OUT, {path: 1})


words = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"), max_size=12)
scalars = st.one_of(st.integers(-99, 99), words, st.booleans(), st.none())
values = st.recursive(scalars, lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(words.filter(bool), inner, min_size=1, max_size=3), max_leaves=6)


@given(before=values, after=values, beside=values, flow=st.booleans())
def test_any_data_is_replaced_by_any_other(before: Any, after: Any, beside: Any, flow: bool) -> None:
    whole = {"rows": [{"held": before, "beside": beside}, beside], "end": beside}
    text = f"{one_line(whole)} # tail\n" if flow else f"# head\n{dump(whole)}# tail\n"
    new = replace_values(text, {("rows", 0, "held"): after})
    assert load(new, "x")[0] == {"rows": [{"held": after, "beside": beside}, beside], "end": beside}
    assert new.endswith("# tail\n")
