"""What a process does with memory that arrays gave back."""

from __future__ import annotations

from functools import cache

import numpy as np

#: Below the 32 MB up to which the C library of Linux adapts.
_BYTES = 24 << 20


@cache
def keep_freed_memory() -> None:
    """Have freed arrays of up to 24 MB reused by the next ones instead of given back to the system.

    Engines make and drop arrays of about a megabyte thousands of times. The C library of Linux hands such memory back at
    once and asks for it anew, page by page, which took as long as the computing. It stops doing so for blocks as large as
    the largest it has seen freed (mallopt(3), M_MMAP_THRESHOLD), so one block is freed unused. Elsewhere this does nothing. It
    changes no result. Buffers kept by the engines themselves would do the same, and every formula would have to name them.
    """
    np.empty(_BYTES, dtype=np.uint8)
