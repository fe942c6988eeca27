"""A case file changed in a few places and nowhere else: every other line, with its comments, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from foedus.case.yaml_text import Path, dump, one_line

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")


def replace_values(text: str, changes: Mapping[Path, Any]) -> str:
    """Return the text of a case file with other data at some of its keys.

    Parameters
    ----------
    text
        YAML that `foedus.case.yaml_text.load` reads.
    changes
        New data by the path of its key, such as ``("stakeholders", 0, "capability")``. The keys must be there, and none may lie
        within another.

    Returns
    -------
    str
        The text. Comments between the pieces of what is replaced are kept above what replaces it, where it is written over
        several lines.

    Raises
    ------
    KeyError
        If a path is not in the text.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    edits = []
    for path, data in changes.items():
        key, node, within_line = _find(root, path)
        edits.append(_edit(text, key, node, within_line, data))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edit(text: str, key: Any, node: Any, within_line: bool, data: Any) -> tuple[int, int, str]:
    start, end = key.end_mark.index, max(_end(node, text), key.end_mark.index)
    if within_line:
        return node.start_mark.index, end, one_line(data)
    if not isinstance(data, (dict, list)):
        return start, end, f": {one_line(data)}"
    indent = " " * (key.start_mark.column + 2)
    kept = _COMMENT.findall("\n".join(_gaps(text, start, end, node)))
    lines = [*kept, *dump(data).rstrip("\n").split("\n")]
    newline = "\r\n" if "\r\n" in text else "\n"
    return start, end, ":" + "".join(newline + indent + line for line in lines)


def _find(root: Any, path: Path) -> tuple[Any, Any, bool]:
    """Return the node of the last key of a path, that of its value, and whether they stand within a line of brackets."""
    key, node, within = None, root, False
    for step in path:
        within = within or node.flow_style is True
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            key, node = None, node.value[step]
            continue
        found = [(k, v) for k, v in node.value if k.value == step] if isinstance(node, yaml.MappingNode) else []
        if not found:
            raise KeyError(path)
        key, node = found[0]
    if key is None:
        raise KeyError(path)
    return key, node, within


def _end(node: Any, text: str) -> int:
    """Return where a node really ends: PyYAML counts the comments after a block as part of it."""
    if isinstance(node, yaml.ScalarNode):
        # A text written over several lines takes its last line end with it.
        return len(text[: node.end_mark.index].rstrip()) if node.style in ("|", ">") else int(node.end_mark.index)
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)


def _leaves(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for child in node.value:
        for one in child if isinstance(child, tuple) else (child,):
            yield from _leaves(one)


def _gaps(text: str, start: int, end: int, node: Any) -> Iterator[str]:
    """Yield what stands between the words of a node: there alone can a comment be, for a quote may hold the sign too."""
    at = start
    for leaf in _leaves(node):
        yield text[at : leaf.start_mark.index]
        at = max(at, _end(leaf, text))
    yield text[at:end]
