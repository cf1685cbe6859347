"""What building a standard writes down for later: its mistakes, and the names it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dgov_std.standard.model import Mark
from dgov_std.standard.problems import Problems
from dgov_std.standard.yaml_tree import Node, Scalar, Sequence
from dgov_std.text import Text

Target = Literal[
    "element",
    "identifier",
    "codelist",
    "naming",
    "classification",
    "description",
    "dataset",
    "quality",
    "mapping",
    "column",
    "field",
    "level",
    "category",
]


KIND_WORDS = {
    "standard": Text("标准", "standard"),
    "element": Text("数据项", "element"),
    "identifier": Text("标识", "identifier"),
    "codelist": Text("代码表", "code list"),
    "naming": Text("命名规则", "naming"),
    "classification": Text("分类分级", "classification"),
    "description": Text("描述", "description"),
    "dataset": Text("数据集", "dataset"),
    "quality": Text("质量指标", "quality"),
    "mapping": Text("对照表", "mapping"),
    "column": Text("列", "column"),
    "field": Text("元数据项", "metadata field"),
    "level": Text("级别", "level"),
    "category": Text("类别", "category"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A name used at a place. `owner` is the id of the dataset or description it belongs to."""

    target: Target
    id: str
    mark: Mark
    owner: str = ""


@dataclass(slots=True)
class Ledger:
    """Mistakes and references of one standard's own documents. Mutable: builders write, checks read."""

    root: Path
    problems: Problems
    references: list[Reference] = field(default_factory=list)

    def add(self, mark: Mark, what: Text, todo: Text | None = None) -> None:
        """Note a mistake."""
        self.problems.add(mark, what, todo)

    def refer(self, target: Target, node: Node | None, owner: str = "") -> str | None:
        """Note that the scalar `node` names a `target`; return the name."""
        if not isinstance(node, Scalar):
            return None
        self.references.append(Reference(target, node.text, node.mark, owner))
        return node.text

    def refer_name(self, target: Target, name: str, mark: Mark, owner: str = "") -> None:
        """Note that a mapping's key at `mark` names a `target`."""
        self.references.append(Reference(target, name, mark, owner))

    def refer_all(self, target: Target, node: Node | None, owner: str = "") -> tuple[str, ...]:
        """Note that every item of `node` names a `target`; return the names."""
        items = node.items if isinstance(node, Sequence) else ()
        return tuple(name for item in items if (name := self.refer(target, item, owner)) is not None)
