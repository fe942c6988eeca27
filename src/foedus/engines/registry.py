"""Finds the engines: every folder of this package, and every entry point in the group ``foedus.engines``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from types import MappingProxyType

from foedus.core.errors import ExitCode, FoedusError, nearest
from foedus.model.contract import Engine

GROUP = "foedus.engines"


@cache
def engines() -> Mapping[str, Engine]:
    """Return every engine by name, in alphabetical order.

    Raises
    ------
    FoedusError
        If a folder or entry point offers no `Engine`, or two have one name (``engine-manifest``).
    """
    found: dict[str, Engine] = {}
    for folder in files("foedus.engines").iterdir():
        if folder.is_dir() and (folder / "__init__.py").is_file():
            _add(found, getattr(import_module(f"foedus.engines.{folder.name}"), "ENGINE", None), folder.name)
    for point in entry_points(group=GROUP):
        _add(found, point.load(), point.name)
    return MappingProxyType(dict(sorted(found.items())))


def engine(name: str) -> Engine:
    """Return the engine called `name`.

    Raises
    ------
    FoedusError
        If there is none (``engine-unknown``); the message lists those there are.
    """
    known = engines()
    if name not in known:
        raise FoedusError(
            "engine-unknown", f"there is no engine {name!r}", None, f"one of {', '.join(known)}",
            f"nearest: {nearest(name, list(known))}",
        )
    return known[name]


def _add(found: dict[str, Engine], item: object, name: str) -> None:
    if not isinstance(item, Engine):
        fault = f"{name!r} offers no foedus.model.contract.Engine"
    elif item.name != name:
        fault = f"{name!r} calls itself {item.name!r}"
    elif name in found:
        fault = f"two engines are called {name!r}: {found[name].package} and {item.package}"
    else:
        found[name] = item
        return
    raise FoedusError(
        "engine-manifest", fault, None, "one ENGINE per folder or entry point, named like it",
        "uninstall or mend the package that brings it", ExitCode.USAGE,
    )
