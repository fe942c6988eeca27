"""From every number of the answer, by links alone, to a quotation or a written assumption.

Run on the shipped case, read and simulated here with few draws, as well as on the made-up one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from foedus.report.html import render_report

VOID = {"meta", "br", "rect"}


class Node:
    """An element with its children, its parent and its own text."""

    def __init__(self, tag: str, attrs: dict[str, str], parent: Node | None) -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.children: list[Node] = []
        self.text = ""

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all_text(self) -> str:
        return self.text + "".join(c.all_text() for c in self.children)

    def is_basis(self) -> bool:
        """Whether this shows quoted words or the text of an assumption."""
        if self.tag in {"mark", "q"}:
            return bool(self.all_text().strip())
        return "ground" in self.attrs.get("class", "").split() and len(self.all_text().split()) > 3


class Tree(HTMLParser):
    """The page as nodes, by id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self.at = Node("root", {}, None)
        self.feed(text)
        self.close()
        self.ids = {n.attrs["id"]: n for n in self.root.walk() if n.attrs.get("id")}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {k: v or "" for k, v in attrs}, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Node(tag, {k: v or "" for k, v in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.at.parent is not None:
            self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.text += data


@pytest.fixture(scope="module")
def shipped(make: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make.shipped_report(tmp_path_factory.mktemp("shipped") / "case"))


@pytest.fixture(scope="module", params=["made up", "shipped"])
def tree(request: pytest.FixtureRequest, sample: Any) -> Tree:
    return Tree(render_report(*sample) if request.param == "made up" else request.getfixturevalue("shipped"))


def leads_to_basis(tree: Tree, start: Node, depth: int = 4) -> bool:
    """Whether an element, or what it links to within `depth` clicks, shows a quotation or an assumption."""
    seen: set[str] = set()
    front = [start]
    for _ in range(depth):
        following = []
        for node in front:
            for inner in node.walk():
                if inner.is_basis():
                    return True
                target = inner.attrs.get("href", "")
                if target.startswith("#") and target not in seen:
                    seen.add(target)
                    following.append(tree.ids[target[1:]])
        front = following
    return False


def test_every_number_of_the_answer_leads_to_a_quotation_or_an_assumption(tree: Tree) -> None:
    answers = [n for n in tree.ids["answer"].walk() if "answer" in n.attrs.get("class", "").split()]
    assert answers
    for block in answers:
        key = next(n for n in block.walk() if "key" in n.attrs.get("class", "").split())
        numbers = [n for n in block.walk() if n.tag == "a" and re.search(r"\d", n.all_text())]
        assert any(n in list(key.walk()) for n in numbers), "the headline number is no link"
        assert len(numbers) >= 3
        for link in numbers:
            assert leads_to_basis(tree, tree.ids[link.attrs["href"][1:]]), link.all_text()


def test_the_answer_prints_no_number_that_is_not_a_link(tree: Tree) -> None:
    """Numbers of the run, that is: the scale points and the names of accounts are the case's own words."""
    prose = [n for n in tree.ids["answer"].walk() if n.tag in {"li", "p"} and n.parent and n.parent.tag in {"div", "ul"}]
    loose = [n.text for n in prose if re.search(r"\d\s?%|median .*\d", n.text)]
    assert loose == []


def test_every_output_of_the_run_has_a_path(tree: Tree) -> None:
    paths = [n for n in tree.root.walk() if n.tag == "details" and "why" in n.attrs.get("class", "").split()]
    assert len(paths) >= 3
    for path in paths:
        assert leads_to_basis(tree, path, depth=1), path.attrs["id"]


def test_every_input_shows_its_basis(tree: Tree) -> None:
    rows = [n for name, n in tree.ids.items() if name.startswith("in-") and n.tag == "tr"]
    assert len(rows) % 3 == 0
    assert rows
    for row in rows:
        assert any(n.is_basis() for n in row.walk()), row.attrs["id"]


def test_every_link_inside_the_page_has_a_target(tree: Tree) -> None:
    targets = {n.attrs["href"][1:] for n in tree.root.walk() if n.attrs.get("href", "").startswith("#")}
    assert targets - set(tree.ids) == set()


def test_no_resource_is_named_by_address(tree: Tree) -> None:
    for node in tree.root.walk():
        if node.tag in {"script", "link", "img", "iframe"}:
            assert not {"src", "href"} & set(node.attrs)


def test_the_shipped_report_shows_its_caution_and_no_ids(shipped: str) -> None:
    tree = Tree(shipped)
    head = next(n for n in tree.root.walk() if n.tag == "header").all_text()
    assert "illustration" in head.lower()
    main = next(n for n in tree.root.walk() if n.tag == "main")
    spoken = " ".join(
        n.all_text() for s in ("answer", "sources", "differences", "forecast", "why") for n in [tree.ids[s]]
    )
    assert not re.search(r"\b[A-Z]{3}_(?:GOV|MILITARY|MASSES)\b", spoken)
    assert not re.search(r"\b[a-z]+_[a-z]+(?:-[a-z]+)?\b", spoken)
    assert {"en", "es", "ko"} <= {n.attrs["lang"] for n in main.walk() if n.tag == "blockquote"}
