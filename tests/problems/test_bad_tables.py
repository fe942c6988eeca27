"""What is wrong with a table is told with its place, its value and what to do."""

from __future__ import annotations

import pytest

from foedus.core.errors import FoedusError
from foedus.problems.registry import read_problems

HEAD = "actor,position,salience,capability,lower,upper,reference,outcome\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "North,10,0.5,1,50,0,,\nSouth,20,0.5,1,50,0,,\n", "runs from 50 to 0: lower must be less than upper"),
        (HEAD + "North,10,0.5,1,10,10,,\n", "runs from 10 to 10: lower must be less than upper"),
        (HEAD + "North,10,0.5,1,0,100,999,\nSouth,20,0.5,1,0,100,999,\n", "the reference is 999, outside the scale of 'issue', 0 to 100"),
        (HEAD + "North,10,0.5,1,0,100,,-4\n", "the outcome is -4, outside the scale"),
        (HEAD + "North,10,0.5,1,0,100,,\nSouth,120,0.5,1,0,100,,\n", "a position of 'South' (line 3) is 120, outside the scale"),
        ("actor,position,position\nNorth,10,20\n", "two columns give the position"),
        # A decimal comma between commas would make a salience of 5 % and no capability of the first line.
        ("actor,position,salience,capability\nNorth,12,5,0,5,2\nSouth,40,0.5,3\n", "line 2: there are 6 cells under 4 headings: write decimal points"),
        ("actor,position,note\nNorth,10,a\nSouth,20,b,c,,\n", "line 3: there are 6 cells under 3 headings"),
        ("actor;position;capability\nNorth;12,5;1.000\nSouth;40;2\n", "line 2: the capability is 1.000, which beside 12,5 may be thousands: write 1000 or 1,0000"),
        ('actor,position\n"North,10\nSouth,20\n', "a quotation mark is opened and not closed before line 3"),
    ],
)
def test_a_mistake_is_told_with_its_value(text: str, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        read_problems(text.encode(), "tolls.csv")
    assert told in str(caught.value)
    assert caught.value.expected
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "actor,position,note,note\nNorth,10,a,b\nSouth,20,c,d\n",  # columns that mean nothing may be alike
        'actor,position\n"North, the great",10\nSouth 5",20\n',  # a quotation mark inside a cell opens nothing
        "actor;position;capability\nNorth;12.5;1.000\nSouth;40;0.125\n",  # points throughout
        "actor;position;capability\nNorth;12,5;1,0000\nSouth;40;1000\n",  # as the message about 1.000 asks
        "actor;position;capability\nNorth;12,5;0.125\nSouth;40;2\n",  # both, and no thousands among them
        "actor,position\nNorth,10,,\nSouth,20,,\n",  # empty cells behind the last, as spreadsheets leave them
        "actor,position\nNorth,10\nSouth,10\n",  # all on one point and no scale given
    ],
)
def test_what_is_odd_and_no_mistake_is_read(text: str) -> None:
    (problem,) = read_problems(text.encode(), "tolls.csv")
    assert len(problem.stakes) == 2


def test_a_scale_without_length_is_told() -> None:
    (problem,) = read_problems(b"actor,issue,position\nNorth,toll,10\nSouth,toll,10\nNorth,bridge,2\nSouth,bridge,5\n", "tolls.csv")
    assert [n for n in problem.notes if "one point" in n] == ["All stand on one point of toll: its scale is taken to be 1 long."]
    (problem,) = read_problems(b"actor,position,lower,upper\nNorth,10,0,20\nSouth,10,0,20\n", "tolls.csv")
    assert not problem.notes or "one point" not in " ".join(problem.notes)
