"""A dataset over its base: columns merged, rules and keys added, relaxations applied."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from dgov_std.standard.element_rules import covers, dropped, instances, is_dropped
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.loosening import RANK, relaxes_nothing, undeclared
from dgov_std.standard.model import Count, Dataset, Element, Facet, Relaxation, Severity, Use
from dgov_std.standard.problems import shown
from dgov_std.standard.reading import mark_of
from dgov_std.standard.row_rules import RowRule
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text


def override_dataset(
    ledger: Ledger, own: Dataset, tree: Tree, base: Dataset | None, elements: Mapping[str, Element]
) -> Dataset:
    """Return the dataset with every column labelled, merged with the one it overrides."""
    if base is None:
        if "elements" not in tree.keys:
            ledger.add(
                tree.mark,
                Text("数据集没有列", "the dataset has no columns"),
                Text("请补上 elements: [{use: …}]", "Add elements: [{use: …}]."),
            )
        for entry in own.relax:
            if not _drops(entry, instances(own.uses, elements)):
                relaxes_nothing(ledger, entry.mark, entry.target)
        return dataclasses.replace(own, uses=tuple(_labelled(use, elements) for use in own.uses))
    overriding = _Overriding(ledger, own, base)
    uses = overriding.uses(elements)
    rules = overriding.parts("rules")
    keys = overriding.parts("keys")
    references, groups = overriding.parts("references"), overriding.parts("groups")
    rows = overriding.rows()
    identical = overriding.identical_rows()
    extra = overriding.extra_columns(tree)
    missing = overriding.missing_values(tree)
    overriding.element_rules(uses, elements)
    overriding.unused()
    return dataclasses.replace(
        own,
        head=dataclasses.replace(own.head, definition=own.head.definition or base.head.definition),
        uses=uses,
        rules=rules,
        keys=keys,
        references=references,
        groups=groups,
        rows=rows,
        identical_rows=identical,
        missing_values=missing,
        extra_columns=extra,
        reading={**base.reading, **own.reading},
        base=base,
    )


def _drops(entry: Relaxation, rules: Iterable[RowRule]) -> bool:
    """Whether a relaxation names a rule of an element: ELEMENT.RULE, or ELEMENT.RULE.GROUP."""
    return entry.use is None and any(is_dropped(rule.id, {entry.target}) for rule in rules)


def _labelled(use: Use, elements: Mapping[str, Element]) -> Use:
    if use.column:
        return use
    element = elements.get(use.element)
    return dataclasses.replace(use, column=element.head.title.zh if element else use.id)


_PARTS = ("rules", "keys", "references", "groups")


def _most(count: Count) -> float:
    return math.inf if count.maximum is None else count.maximum


class _Overriding:
    """One override; remembers which relaxations had an effect."""

    __slots__ = ("_base", "_ledger", "_own", "_used")

    def __init__(self, ledger: Ledger, own: Dataset, base: Dataset) -> None:
        self._ledger = ledger
        self._own = own
        self._base = base
        self._used: set[Relaxation] = set()

    def _relaxation(self, target: str, use: str | None = None) -> Relaxation | None:
        return next((entry for entry in self._own.relax if entry.target == target and entry.use == use), None)

    def uses(self, elements: Mapping[str, Element]) -> tuple[Use, ...]:
        own = {use.id: use for use in self._own.uses}
        merged = []
        for base in self._base.uses:
            use = own.pop(base.id, None)
            merged.append(self._use(base, use))
        return (*merged, *(_labelled(use, elements) for use in own.values()))

    def _use(self, base: Use, own: Use | None) -> Use:
        required = self._required(base, own)
        if own is None:
            return dataclasses.replace(base, required=required)
        if own.element != base.element:
            self._ledger.add(
                own.mark,
                Text(
                    f"列“{own.id}”在 {base.mark} 用的是“{base.element}”",
                    f'the column "{own.id}" uses "{base.element}" at {base.mark}',
                ),
                Text("请用 as: 换一个列标识", "Give it another id with as:."),
            )
        if own.about is not None and own.about != base.about:
            self._ledger.add(
                own.mark,
                Text(
                    f"列“{own.id}”在 {base.mark} 写的是 about: {base.about or '（没有）'}",
                    f'the column "{own.id}" has about: {base.about or "(none)"} at {base.mark}',
                ),
                Text("请删去 about，或用 as: 另加一列", "Delete about, or add another column with as:."),
            )
        return dataclasses.replace(
            own,
            about=base.about,
            column=own.column or base.column,
            aliases=tuple(dict.fromkeys(base.aliases + own.aliases + ((base.column,) if own.column else ()))),
            required=required,
            noted=own.noted and base.noted,
        )

    def _required(self, base: Use, own: Use | None) -> Facet | None:
        was, now = base.required, own.required if own else None
        entry = self._relaxation("required", base.id)
        if was is None or not was.value:
            return now or was
        if now is None:
            if entry is None:
                return was
            self._used.add(entry)
            return None
        if now.value and RANK[now.severity] >= RANK[was.severity]:
            return now
        if entry is not None:
            self._used.add(entry)
            return now
        if now.value:
            why = Text(
                f"required 的级别由 {was.severity} 降为 {now.severity}",
                f"the severity of required is lowered from {was.severity} to {now.severity}",
            )
        else:
            why = Text("required 由 true 放宽为 false", "required is loosened from true to false")
        undeclared(self._ledger, now.mark, why, was.mark, f"relax: [{{use: {base.id}, facet: required, reason: …}}]")
        return now

    def parts(self, kind: Literal["rules", "keys", "references", "groups"]) -> tuple[Any, ...]:
        """Return the base's rules or keys that are not dropped, and the own ones, which need ids of their own."""
        inherited = tuple(part for part in getattr(self._base, kind) if not self._dropped(part.id))
        own: tuple[Any, ...] = getattr(self._own, kind)
        kept = {part.id: part for name in _PARTS for part in getattr(self._base, name) if not self._relaxation(part.id)}
        for part in own:
            if part.id in kept:
                there = kept[part.id].facet.mark
                self._ledger.add(
                    part.facet.mark,
                    Text(f"规则“{part.id}”已在 {there}", f'the rule "{part.id}" already stands at {there}'),
                    Text(
                        f"请换一个标识，或用 relax: [{{rule: {part.id}, reason: …}}] 取消原来的",
                        f"Choose another id, or drop the other with relax: [{{rule: {part.id}, reason: …}}]",
                    ),
                )
        return inherited + own

    def rows(self) -> Count | None:
        """Return how many rows there may be: both bounds tighten, and `relax: [{facet: rows}]` drops the base's."""
        was, now = self._base.rows, self._own.rows
        if was is None:
            return now
        entry = self._relaxation("rows")
        if entry is not None:
            self._used.add(entry)
            return now
        if now is None:
            return was
        least, most = max(was.minimum or 0, now.minimum or 0), min(_most(was), _most(now))
        lowered = RANK[now.facet.severity] < RANK[was.facet.severity]
        if lowered or (now.minimum is not None and now.minimum < least) or (now.maximum is not None and now.maximum > most):
            why = Text("rows 比上级标准宽", "rows is wider than the base has it")
            undeclared(self._ledger, now.facet.mark, why, was.facet.mark, "relax: [{facet: rows, reason: …}]")
        return Count(least or None, None if most == math.inf else int(most), now.facet)

    def _dropped(self, name: str) -> bool:
        entry = self._relaxation(name)
        if entry is not None:
            self._used.add(entry)
        return entry is not None

    def identical_rows(self) -> Facet | None:
        was, now = self._base.identical_rows, self._own.identical_rows
        entry = self._relaxation("identical_rows")
        if was is None:
            return now
        if now is None:
            if entry is not None:
                self._used.add(entry)
            return was if entry is None else None
        if RANK[now.severity] < RANK[was.severity]:
            if entry is None:
                why = Text(
                    f"identical_rows 的级别由 {was.severity} 降为 {now.severity}",
                    f"the severity of identical_rows is lowered from {was.severity} to {now.severity}",
                )
                undeclared(self._ledger, now.mark, why, was.mark, "relax: [{facet: identical_rows, reason: …}]")
            else:
                self._used.add(entry)
        return now

    def extra_columns(self, tree: Tree) -> Severity:
        was, now = self._base.extra_columns, self._own.extra_columns
        if "extra_columns" not in tree.entries:
            return was
        if RANK[now] < RANK[was]:
            entry = self._relaxation("extra_columns")
            if entry is None:
                why = Text(f"extra_columns 由 {was} 放宽为 {now}", f"extra_columns is loosened from {was} to {now}")
                undeclared(
                    self._ledger,
                    mark_of(tree, "extra_columns"),
                    why,
                    self._base.head.mark,
                    "relax: [{facet: extra_columns, reason: …}]",
                )
            else:
                self._used.add(entry)
        return now

    def missing_values(self, tree: Tree) -> tuple[str, ...]:
        """A further word for "missing" exempts cells that the base would judge."""
        was, now = self._base.missing_values, self._own.missing_values
        more = [value for value in now if value not in was]
        entry = self._relaxation("missing_values")
        if more and entry is None:
            why = Text(f"missing_values 多出“{shown(more[0])}”", f'missing_values gains "{shown(more[0])}"')
            remedy = "relax: [{facet: missing_values, reason: …}]"
            undeclared(self._ledger, mark_of(tree, "missing_values"), why, self._base.head.mark, remedy)
        elif more and entry is not None:
            self._used.add(entry)
        return tuple(dict.fromkeys(was + now))

    def element_rules(self, uses: tuple[Use, ...], elements: Mapping[str, Element]) -> None:
        """A rule of an element goes when its element is used again beside it: that, too, must be declared."""
        was, now = instances(self._base.uses, elements), instances(uses, elements)
        self._used |= {entry for entry in self._own.relax if _drops(entry, was + now)}
        gone = dropped(self._base) | {entry.target for entry in self._own.relax}
        for rule in was:
            if is_dropped(rule.id, gone) or any(covers(other, rule) for other in (*now, *self._own.rules)):
                continue
            why = Text(
                f"数据项的规则“{rule.id}”不再适用：所写的数据项在这里不止一列",
                f'the rule "{rule.id}" of an element no longer holds: here its elements are several columns',
            )
            remedy = f"relax: [{{rule: {rule.id}, reason: …}}]"
            undeclared(self._ledger, self._own.head.mark, why, rule.facet.mark, remedy)

    def unused(self) -> None:
        """Note the relaxations that had no effect."""
        for entry in self._own.relax:
            if entry not in self._used:
                target = f"{entry.use}.{entry.target}" if entry.use else entry.target
                relaxes_nothing(self._ledger, entry.mark, target)
