"""Trees -> row rules: over the columns of a dataset, the fields of a description, or elements wherever they occur."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from dgov_std.standard.facets import read_pattern
from dgov_std.standard.ledger import Ledger, Target
from dgov_std.standard.model import Source
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import (
    bilingual_of,
    integer_of,
    mark_of,
    plain_value,
    text_of,
    texts_of,
    tree_of,
    trees_of,
)
from dgov_std.standard.row_rules import RowRule, RuleForm, Test
from dgov_std.standard.yaml_tree import Node, Scalar, Sequence, Tree
from dgov_std.text import Text

CHINA = {"longitude": ("73", "136"), "latitude": ("3", "54")}
"""Degrees between which places in China lie, rounded outwards: what `axes` takes unless it says otherwise."""
OPERATORS = ("<", "<=", ">", ">=", "==", "!=")


def build_rules(ledger: Ledger, document: Tree, source: Source, target: Target, owner: str) -> tuple[RowRule, ...]:
    """Return the rules of a dataset (`target` column) or description (`target` field) called `owner`.

    Those of an element (`target` element) name elements.
    """
    reader = _Rules(ledger, target, owner)
    built = (reader.build(tree, source) for tree in trees_of(document, "rules"))
    return tuple(rule for rule in built if rule is not None)


class _Rules:
    """Reads rules, noting every column they name."""

    __slots__ = ("_ledger", "_owner", "_target")

    def __init__(self, ledger: Ledger, target: Target, owner: str) -> None:
        self._ledger = ledger
        self._target = target
        self._owner = owner

    def build(self, tree: Tree, source: Source) -> RowRule | None:
        """Return one rule, or None when the part that makes it a rule was refused."""
        blame = self._column(tree.entries.get("blame"))
        form: RuleForm
        body: dict[str, Any] | None
        bodies = self._bodies()
        written = next((form for form in bodies if form in tree.entries), None)
        if "when" in tree.entries and "then" in tree.entries:
            form, body = "when", self._when(tree)
            if "blame" in tree.entries:
                self._ledger.add(
                    mark_of(tree, "blame"),
                    Text("when/then 规则不用写 blame", "a when/then rule takes no blame"),
                    Text("问题总记在 then 里写的那一栏", "Its findings stand in the columns that then names."),
                )
        elif "compare" in tree.entries:
            form, body = "compare", self._compare(tree.entries["compare"])
        elif written is not None:
            form, body = written, bodies[written](tree_of(tree, written))
        else:
            return None
        facet = facet_of(self._ledger, None, tree, tree.mark, source)
        if body is None:
            return None
        if form != "when" and "when" in tree.entries:
            when = tree_of(tree, "when")
            body["when"] = self._tests(when, when.entries)
        return RowRule(text_of(tree, "id") or "", bilingual_of(tree, "title"), form, body, facet, blame)

    def _bodies(self) -> Mapping[RuleForm, Callable[[Tree], dict[str, Any]]]:
        return {
            "derive": self._derive,
            "sum": self._sum,
            "working_days": self._working_days,
            "within": self._within,
            "named": self._named,
            "axes": self._axes,
            "fresh": self._fresh,
        }

    def _column(self, node: Node | None) -> str | None:
        return self._ledger.refer(self._target, node, self._owner)

    def _columns(self, node: Node | None) -> tuple[str, ...]:
        return self._ledger.refer_all(self._target, node, self._owner)

    def _when(self, tree: Tree) -> dict[str, Any]:
        then = tree_of(tree, "then")
        tests = {name: node for name, node in then.entries.items() if name not in {"required", "forbidden"}}
        when = tree_of(tree, "when")
        return {
            "when": self._tests(when, when.entries),
            "required": self._columns(then.entries.get("required")),
            "forbidden": self._columns(then.entries.get("forbidden")),
            "tests": self._tests(then, tests),
        }

    def _tests(self, tree: Tree, nodes: Any) -> dict[str, Test]:
        for name in nodes:
            self._ledger.refer_name(self._target, name, tree.keys[name], self._owner)
        return {name: self._test(node) for name, node in nodes.items()}

    def _test(self, node: Node) -> Test:
        if isinstance(node, Sequence):
            return {"in": plain_value(node)}
        if isinstance(node, Scalar):
            return {node.text: True}
        key, value = next(iter(node.entries.items()))
        if "identifier" in node.entries:
            test: Test = {"identifier": self._ledger.refer("identifier", node.entries["identifier"])}
            if "pattern" in node.entries:
                test = {**test, "pattern": read_pattern(self._ledger, node.entries["pattern"])}
            return test
        if key == "pattern":
            return {key: read_pattern(self._ledger, value)}
        if "codelist" in node.entries:
            separator = text_of(node, "separator")
            return {"codelist": self._ledger.refer("codelist", node.entries["codelist"]), "separator": separator}
        if key == "max_length":
            return {key: integer_of(node, key)}
        return {key: plain_value(value)}

    def _compare(self, node: Node) -> dict[str, Any] | None:
        left, sign, right = node.items if isinstance(node, Sequence) else (node, node, node)
        for place, wrong in ((left, not isinstance(left, Scalar)), (sign, _operator(sign) is None)):
            if wrong:
                self._ledger.add(
                    place.mark,
                    Text(
                        "compare 应是 [左列, 比较符, 右列]",
                        "compare must be [left column, operator, right column]",
                    )
                    if place is left
                    else Text(f"不认识的比较符“{shown(_word(place))}”", f'unknown operator "{shown(_word(place))}"'),
                    _operator_remedy(_word(place)) if place is sign else Text("左边要写列", "Name a column on the left."),
                )
        body: dict[str, Any] = {"left": self._column(left), "op": _operator(sign)}
        if isinstance(right, Tree):
            if text_of(right, "as_of") == "false":
                self._ledger.add(
                    right.mark,
                    Text("as_of 只能是 true", "as_of can only be true"),
                    Text("请写 {as_of: true} 或一个列", "Write {as_of: true} or a column."),
                )
            body["right"] = {"as_of": True}
        else:
            body["right"] = self._column(right)
        return body if body["left"] and body["op"] else None

    def _derive(self, tree: Tree) -> dict[str, Any]:
        equals = tree_of(tree, "equals")
        mapping = tree_of(equals, "map")
        return {
            "column": self._column(tree.entries.get("column")),
            "segment": text_of(equals, "segment"),
            "of": self._column(equals.entries.get("of")),
            "character": integer_of(equals, "character"),
            "map": plain_value(mapping) if "map" in equals.entries else None,
        }

    def _sum(self, tree: Tree) -> dict[str, Any]:
        total, parts = self._column(tree.entries.get("total")), tree.entries.get("of")
        if total is not None and total in texts_of(tree, "of"):
            self._ledger.add(
                parts.mark if parts is not None else tree.mark,
                Text(f"合计列“{total}”不能同时是分项", f'the total "{total}" cannot be one of its parts'),
                Text("请从 of 里删去它", "Delete it from of."),
            )
        return {"total": total, "of": self._columns(parts)}

    def _working_days(self, tree: Tree) -> dict[str, Any]:
        return {
            "from": self._column(tree.entries.get("from")),
            "to": self._column(tree.entries.get("to")),
            "at_most": integer_of(tree, "at_most"),
            "calendar": self._ledger.refer("codelist", tree.entries.get("calendar")),
        }

    def _within(self, tree: Tree) -> dict[str, Any]:
        return {name: self._column(tree.entries.get(name)) for name in ("code", "above")}

    def _named(self, tree: Tree) -> dict[str, Any]:
        found = {name: self._column(tree.entries.get(name)) for name in ("code", "name", "text")}
        if "text" in tree.entries and "at" in tree.entries:
            self._ledger.add(
                mark_of(tree, "at"),
                Text("at 只与 name 一起用，不用于 text", "at belongs to name, not to text"),
                Text("请删去 at", "Delete at."),
            )
        return {**found, "as_of": text_of(tree, "at") == "as_of"}

    def _axes(self, tree: Tree) -> dict[str, Any]:
        found: dict[str, Any] = {name: self._column(tree.entries.get(name)) for name in CHINA}
        for name, default in CHINA.items():
            key = f"{name}_range"
            low, high = found[key] = texts_of(tree, key) or default
            if Decimal(low) >= Decimal(high):
                self._ledger.add(
                    mark_of(tree, key),
                    Text(f"{key} 应先小后大", f"{key} must be [smallest, greatest]"),
                    Text(f"例如 [{default[0]}, {default[1]}]", f"For example [{default[0]}, {default[1]}]."),
                )
        return found

    def _fresh(self, tree: Tree) -> dict[str, Any]:
        days, tolerance = tree_of(tree, "days"), tree.entries.get("tolerance")
        allowed = {name: integer_of(days, name) or 0 for name in days.entries}
        if isinstance(tolerance, Tree):
            later = {name: integer_of(tolerance, name) or 0 for name in tolerance.entries}
            for name in later.keys() - allowed.keys():
                self._ledger.add(
                    tolerance.keys[name],
                    Text(f"days 里没有周期“{shown(name)}”", f'days has no cycle "{shown(name)}"'),
                    did_you_mean(name, allowed, Text("请写 days 里的周期", "Name a cycle of days.")),
                )
        else:
            later = dict.fromkeys(allowed, integer_of(tree, "tolerance") or 0)
        return {
            "updated": self._column(tree.entries.get("updated")),
            "cycle": self._column(tree.entries.get("cycle")),
            "days": allowed,
            "tolerance": {name: later.get(name, 0) for name in allowed},
        }


def _word(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "…"


def _operator(node: Node) -> str | None:
    return node.text if isinstance(node, Scalar) and node.text in OPERATORS else None


def _operator_remedy(word: str) -> Text:
    alike = {"=": "==", "=<": "<=", "=>": ">=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=", "<=": "<="}.get(word)
    known = Text(f"可用：{'、'.join(OPERATORS)}", f"Use one of {', '.join(OPERATORS)}.")
    return Text(f'请写 "{alike}"', f'Write "{alike}".') if alike else did_you_mean(word, (), known)
