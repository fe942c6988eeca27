"""Frozen dataclasses to JSON and back: arrays go beside, into one ``.npz``; nothing is ever unpickled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.engines.registry import engines

Arrays = dict[str, NDArray[Any]]
_TYPE, _ARRAY = "$type", "$array"


def _known(module: str) -> bool:
    # A case folder may come from a stranger: only result types of foedus and of the installed engines are made from it.
    homes = {"foedus.model", *(e.package for e in engines().values())}
    return any(module == home or module.startswith(f"{home}.") for home in homes)


def pack(value: Any, arrays: Arrays, name: str = "") -> Any:
    """Return `value` as JSON can hold it; every array is added to `arrays` under the path of its field.

    Raises
    ------
    TypeError
        If `value` holds something else than dataclasses of foedus, arrays, mappings, tuples and plain values.
    """
    if isinstance(value, np.ndarray):
        arrays[name or "value"] = value
        return {_ARRAY: name or "value"}
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        if not _known(kind.__module__):
            raise TypeError(f"{kind.__module__}.{kind.__name__} is no result type of foedus")
        own = {f.name: pack(getattr(value, f.name), arrays, f"{name}.{f.name}" if name else f.name) for f in fields(value)}
        return {_TYPE: f"{kind.__module__}:{kind.__name__}", **own}
    if isinstance(value, Mapping):
        return {str(k): pack(v, arrays, f"{name}.{k}" if name else str(k)) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [pack(v, arrays, f"{name}.{i}" if name else str(i)) for i, v in enumerate(value)]
    if isinstance(value, np.generic):
        return value.item()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{name or 'value'}: {type(value).__name__} cannot be stored")


def unpack(value: Any, arrays: Mapping[str, NDArray[Any]]) -> Any:
    """Return what `pack` was given; sequences come back as tuples, mappings read-only, arrays read-only.

    Raises
    ------
    FoedusError
        If a type named there is none of foedus's result types.
    KeyError, TypeError
        If fields or arrays are missing.
    """
    if isinstance(value, list):
        return tuple(unpack(v, arrays) for v in value)
    if not isinstance(value, dict):
        return value
    if _ARRAY in value:
        array = arrays[value[_ARRAY]]
        array.flags.writeable = False
        return array
    if _TYPE in value:
        kind = _result_type(value[_TYPE])
        return kind(**{k: unpack(v, arrays) for k, v in value.items() if k != _TYPE})
    return MappingProxyType({k: unpack(v, arrays) for k, v in value.items()})


def _result_type(name: str) -> type[Any]:
    module, _, attribute = name.partition(":")
    kind = getattr(import_module(module), attribute, None) if _known(module) else None
    if not (isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module):
        raise FoedusError("run-type", f"the run names the type {name!r}, which foedus does not have", expected="a result type of foedus")
    return kind
