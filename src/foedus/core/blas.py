"""Linear algebra on one thread: the same bits on every run, and for matrices as small as ours several times faster.

NumPy's OpenBLAS splits a product among as many threads as there are processors, and with their number the order of
the sums changes. Work is spread over processes here (see `foedus.core.crew`), each of them on one thread.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

_NAMES = ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads", "openblas_{}_num_threads")


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Do what is inside on one thread of OpenBLAS, and leave its setting as it was; with another BLAS, do nothing."""
    found = _openblas()
    if found is None:
        yield
        return
    read, write = found
    before = read()
    write(1)
    try:
        yield
    finally:
        write(before)


@cache
def _openblas() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """Return the functions that read and set the number of threads of the OpenBLAS that NumPy came with."""
    try:
        # A symbol of the extension module is looked for in the libraries it was linked with, too.
        library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
    except (ImportError, OSError):
        return None
    for name in _NAMES:
        with contextlib.suppress(AttributeError):
            read, write = getattr(library, name.format("get")), getattr(library, name.format("set"))
            read.restype, read.argtypes = ctypes.c_int, []
            write.restype, write.argtypes = None, [ctypes.c_int]
            return read, write
    return None
