"""The YAML a case is written in: read with the line of every key, written the same way every time.

Only plain data is read: YAML 1.2 numbers, ``true``/``false`` and ``null``; everything else is text, so that
``2022-01-06`` stays a date as written and ``no`` stays a word. Aliases and tags are refused.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from foedus.core.errors import FoedusError

Path = tuple[str | int, ...]
Lines = dict[Path, int]

MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 40

_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")

_SCALARS = (
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", [*"~nN", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    (
        "tag:yaml.org,2002:float",
        r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        list("-+0123456789."),
    ),
)


class _RefusedError(Exception):
    """YAML that is right and not part of a case file: message, mark, what to do."""


class _Composer(yaml.SafeLoader):
    """Composes nodes with the scalar rules above instead of those of YAML 1.1."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML keeps its rules in a class attribute
    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose one node, unless it is an alias, is named for one, or is nested too deep."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError("aliases (& and *) are not part of a case file", event.start_mark,
                           "write the value out where it is used")
        if self._depth > MAX_DEPTH:
            raise _RefusedError(f"nested more than {MAX_DEPTH} deep", event.start_mark,
                           "a case nests about eight deep: look for a bracket that is never closed")
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class Flow(dict[str, Any]):
    """A mapping written on one line."""


class _Writer(yaml.SafeDumper):
    """Quotes every text that either YAML 1.1 or the rules above would take for something else."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent lists below their key, as most editors do."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write a repeated value out each time."""
        return True


for _tag, _pattern, _first in _SCALARS:
    _Composer.add_implicit_resolver(_tag, re.compile(_pattern), _first)
    _Writer.add_implicit_resolver(_tag, re.compile(_pattern), _first)
_Writer.add_representer(
    str,
    # Line breaks of every kind are escaped: a quote must come back character by character.
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _BREAKS.search(text) else None
    ),
)
_Writer.add_representer(
    Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)


def decode(data: str | bytes, where: str) -> str:
    """Return the text of a case file.

    Raises
    ------
    FoedusError
        ``case-encoding`` if `data` is not UTF-8, with the offset of the first byte that is not.
    """
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = data[: e.start].count(b"\n") + 1
        raise FoedusError(
            "case-encoding", f"byte {e.start} is not UTF-8", where=f"{where}:{line}",
            expected="a case file saved as UTF-8", hint="save the file again as UTF-8 in your editor",
        ) from None


def load(text: str, where: str) -> tuple[Any, Lines, list[FoedusError]]:
    """Read YAML as plain data.

    Parameters
    ----------
    text
        The file's text.
    where
        Name of the file, for messages.

    Returns
    -------
    data : Any
        Mappings, lists, text, numbers, booleans and None.
    lines : dict
        For the path of every key and list item, its line (from 1).
    problems : list of FoedusError
        Keys that stand twice in one mapping; the first one counts.

    Raises
    ------
    FoedusError
        ``case-yaml`` with the line, if the text is not YAML, uses an alias or nests too deep.
    """
    if len(text) > MAX_CHARACTERS:
        raise FoedusError(
            "case-too-large", f"the file has {len(text):,} characters", where=where,
            expected=f"at most {MAX_CHARACTERS:,}", hint="is this the case file? documents belong in documents/",
        )
    try:
        root = yaml.compose(text, Loader=_Composer)
    except _RefusedError as e:
        message, mark, hint = e.args
        raise _yaml_error(where, mark, message, hint) from None
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        said = ", ".join(p for p in (e.context, e.problem) if p)
        raise _yaml_error(where, mark, f"not readable as YAML: {said}",
                          "look at this line and the one before for a missing quote, colon or indent") from None
    except yaml.YAMLError as e:
        said = str(e).splitlines()[0]
        raise _yaml_error(where, None, f"not readable as YAML: {said}", "remove control characters") from None
    lines: Lines = {}
    problems: list[FoedusError] = []
    return _plain(root, (), lines, problems, where), lines, problems


def dump(data: Any) -> str:
    """Return `data` as YAML: keys in the order given, lists indented, text unescaped where possible."""
    return yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100)


def one_line(data: Any) -> str:
    """Return `data` as YAML on one line, to stand within brackets."""
    text = yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=True)
    return str(text).removesuffix("\n").removesuffix("\n...")


def _yaml_error(where: str, mark: Any, message: str, hint: str) -> FoedusError:
    at = f"{where}:{mark.line + 1}" if mark is not None else where
    return FoedusError("case-yaml", message, where=at, expected="a YAML file as foedus new writes it", hint=hint)


def _plain(node: Any, path: Path, lines: Lines, problems: list[FoedusError], where: str) -> Any:
    if node is None:
        return None
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, i), lines, problems, where) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, where)
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _yaml_error(where, key_node.start_mark, "a key is a list or a mapping", "quote the key")
        key = str(key_node.value)
        if key in out:
            problems.append(FoedusError(
                "case-duplicate-key", f"key {key!r} stands twice, first in line {lines[(*path, key)]}",
                where=f"{where}:{line}", expected="each key once in its mapping", hint="delete one of the two",
            ))
            continue
        lines[(*path, key)] = line
        out[key] = _plain(value_node, (*path, key), lines, problems, where)
    return out


def _scalar(node: yaml.ScalarNode, where: str) -> Any:
    kind, text = node.tag.removeprefix("tag:yaml.org,2002:"), node.value
    match kind:
        case "str":
            return text
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int":
            # A number too long to be one stays text, and the schema says what was expected there.
            return int(text) if len(text) < 300 else text
        case "float":
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    raise _yaml_error(where, node.start_mark, f"tag {node.tag!r} is not part of a case file", "delete the tag")
