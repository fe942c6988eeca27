"""How members vote: codes of votes, and sets of members in the columns of an array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Votes = NDArray[np.int8]
Bools = NDArray[np.bool_]

#: Codes of a vote. OUTSIDE is a member that has declared that it stands outside this decision (limited format); it is
#: no part of any base, while one that is ABSENT is.
YES, ABSTAIN, NO, ABSENT, OUTSIDE = 1, 0, -1, -2, -3

#: The codes by the words of data files and messages.
WORDS = {"yes": YES, "abstain": ABSTAIN, "no": NO, "absent": ABSENT, "outside": OUTSIDE}


def word(code: int) -> str:
    """Return the word for a code."""
    return next(w for w, c in WORDS.items() if c == code)
