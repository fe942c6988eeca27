"""Errors a user can act on: what was expected, where, and what to type next."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line, documented in ``docs/reference/exit-codes.md``."""

    OK = 0
    CHECK_FAILED = 1
    USAGE = 2
    BAD_INPUT = 3
    PARTIAL = 4
    INTERRUPTED = 130
    INTERNAL = 70


@dataclass(eq=False)
class FoedusError(Exception):
    """A mistake in the input or the request, told so that it can be mended.

    Parameters
    ----------
    code
        Stable short name, such as ``"case-unknown-key"``.
    message
        What is wrong, in one sentence.
    where
        File, ``file:line`` or ``document[start:end]`` at fault.
    expected
        What would have been right.
    hint
        What to type or change next.
    exit_code
        Exit code of the command that stops at this error.
    """

    code: str
    message: str
    where: str | None = None
    expected: str | None = None
    hint: str | None = None
    exit_code: ExitCode = ExitCode.BAD_INPUT

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by fields, so that an error crosses from a worker process whole."""
        return type(self), (self.code, self.message, self.where, self.expected, self.hint, self.exit_code)

    def lines(self) -> list[str]:
        """Return the error as lines of plain text, most important first."""
        head = f"{self.where}: {self.message}" if self.where else self.message
        out = [f"{head} [{self.code}]"]
        if self.expected:
            out.append(f"  expected: {self.expected}")
        if self.hint:
            out.append(f"  next: {self.hint}")
        return out

    def to_dict(self) -> dict[str, object]:
        """Return the error as the object that ``--json`` prints."""
        return {
            "code": self.code,
            "message": self.message,
            "where": self.where,
            "expected": self.expected,
            "hint": self.hint,
        }


def nearest(name: str, known: list[str] | tuple[str, ...], n: int = 3) -> str:
    """Return the names in `known` most like `name`, as a phrase for an error message.

    Case counts for nothing; a name with two neighbouring letters swapped comes first, the likeliest slip in a code of three letters; of
    names as like as each other the one that begins alike.
    """
    asked = name.casefold()
    swaps = {asked, *(asked[:k] + asked[k + 1] + asked[k] + asked[k + 2 :] for k in range(len(asked) - 1))}
    first = [one for one in known if one.casefold() in swaps]
    folded = {one.casefold(): one for one in reversed(known)}

    def unlike(one: str) -> tuple[float, int]:
        return -SequenceMatcher(None, one, asked).ratio(), -sum(one.startswith(asked[: k + 1]) for k in range(len(asked)))

    close = [folded[one] for one in sorted(get_close_matches(asked, list(folded), n=max(len(folded), 1), cutoff=0.5), key=unlike)]
    return ", ".join(list(dict.fromkeys([*sorted(first, key=lambda one: one.casefold() != asked), *close]))[:n] or sorted(known)[:n])
