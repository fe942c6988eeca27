"""Where a row may begin and end: never inside the mark of a note."""

from __future__ import annotations

from foedus.evidence.citations.marks import marks_in

#: Characters of the longest mark: "[120, 121–124]".
_LONGEST = 16
#: What joins a clause to the next one and is left hanging where a mark behind it is cut off.
_JOINTS = ",;: \t\n"


def beside_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut the half-open ``[start, end)`` of `text` so that no note mark is split.

    A parser takes the bracket of a mark for punctuation that can be left out at the end of a clause. A mark that the
    stretch holds whole stays in it; a stretch inside one mark is left as it is.

    Examples
    --------
    >>> text = "Chad left the fund,[12] and Niger stayed."
    >>> text[slice(*beside_marks(text, 0, 21))]
    'Chad left the fund'
    """
    first, last = _mark_around(text, start), _mark_around(text, end)
    a = first[1] if first else start
    z = last[0] if last else end
    if last:
        while z > a and text[z - 1] in _JOINTS:
            z -= 1
    return (a, z) if a < z else (start, end)


def _mark_around(text: str, at: int) -> tuple[int, int] | None:
    """Return the mark that `at` stands inside of."""
    low = max(0, at - _LONGEST)
    if not any(c.isdigit() for c in text[low : at + 2]):
        return None
    return next(((low + a, low + z) for _, a, z in marks_in(text[low : at + _LONGEST]) if low + a < at < low + z), None)
