"""Put a standard's documents over those of the standards it extends.

An override can only tighten. What would loosen must be declared under `relax:` with a reason; an
undeclared loosening is a mistake that names both places.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dgov_std.standard.ledger import KIND_WORDS, Ledger
from dgov_std.standard.loosening import loosens, relaxes_nothing, undeclared
from dgov_std.standard.model import Code, CodeList, Element, Facet, Mark, Relaxation
from dgov_std.standard.overriding import override_dataset
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.reading import boolean_of, mark_of, tree_of
from dgov_std.standard.row_rules import RowRule
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

Documents = dict[str, dict[str, Any]]
"""Values by kind and id."""


@dataclass(frozen=True, slots=True)
class Built:
    """One document: its value, and the tree it was built from."""

    value: Any
    tree: Tree


def inherit(ledger: Ledger, parents: Iterable[tuple[Documents, Mark]]) -> Documents:
    """Return the documents of all parents together; two different ones of the same id are a mistake."""
    merged: Documents = {}
    for documents, mark in parents:
        for kind, values in documents.items():
            known = merged.setdefault(kind, {})
            for name, value in values.items():
                other: Any = known.setdefault(name, value)
                if other is value or _derives(other, value):
                    continue
                if _derives(value, other):
                    known[name] = value
                    continue
                ledger.add(
                    mark,
                    Text(
                        f"{KIND_WORDS[kind].zh}“{name}”在两个上级标准里不同：{other.head.mark} 和 {value.head.mark}",
                        f'the {KIND_WORDS[kind].en} "{name}" '
                        f"differs between two parents: {other.head.mark} and {value.head.mark}",
                    ),
                    Text("请只扩展其中一个，或给其中一个换标识", "Extend only one of them, or rename one."),
                )
    return merged


def _derives(value: Any, ancestor: Any) -> bool:
    """Tell whether `value` is `ancestor`'s document or overrides it."""
    if value.head.mark == ancestor.head.mark:
        return True
    base = getattr(value, "base", None)
    return base is not None and _derives(base, ancestor)


def compose(
    ledger: Ledger, own: Mapping[str, Mapping[str, Built]], inherited: Documents, *, complete: bool = True
) -> Documents:
    """Return everything visible: the inherited documents, overridden and joined by the standard's own.

    Unless `complete`, a parent is missing: an override without its base is then no mistake.
    """
    merged: Documents = {kind: dict(values) for kind, values in inherited.items()}
    # datasets last: a column without a label takes the title of its element
    for kind in sorted(own, key=lambda kind: kind == "dataset"):
        known = merged.setdefault(kind, {})
        for name, built in own[kind].items():
            base = known.get(name)
            if base is None and not complete:
                known[name] = built.value
                continue
            known[name] = _override(ledger, kind, built, base, merged.get("element", {}))
    return merged


def _override(ledger: Ledger, kind: str, built: Built, base: Any, elements: Mapping[str, Element]) -> Any:
    if kind == "element":
        return override_element(ledger, built, base)
    if kind == "codelist":
        return extend_codelist(ledger, built, base)
    if kind == "dataset":
        return override_dataset(ledger, built.value, built.tree, base, elements)
    if base is not None:
        ledger.add(
            built.tree.mark,
            Text(
                f"{KIND_WORDS[kind].zh}“{base.head.id}”已在 {base.head.mark}，这一类不能覆盖",
                f'the {KIND_WORDS[kind].en} "{base.head.id}" '
                f"already stands at {base.head.mark}, and this kind cannot be overridden",
            ),
            Text("请换一个标识，再在标准里引用它", "Choose another id, and refer to that one."),
        )
    return built.value


def override_element(ledger: Ledger, built: Built, base: Element | None) -> Element:
    """Return the element over its base: own facets tighten, descriptive parts fall back to the base's."""
    own: Element = built.value
    if base is None:
        for entry in own.relax:
            relaxes_nothing(ledger, entry.mark, entry.target)
        return own
    relaxed = {entry.target: entry for entry in own.relax}
    loosened: set[str] = set()
    for name, facet in own.facets.items():
        for earlier in inherited_facets(base, name):
            why = loosens(name, earlier, facet)
            if why is None:
                continue
            loosened.add(name)
            if name not in relaxed:
                undeclared(ledger, facet.mark, why, earlier.mark, f"relax: [{{facet: {name}, reason: …}}]")
    loosened |= _loosened_otherwise(ledger, built, base, relaxed)
    for rule in base.rules:
        _check_rule(ledger, rule, own, relaxed)
    for entry in own.relax:
        if not _relaxes(entry, own, base, loosened):
            relaxes_nothing(ledger, entry.mark, entry.target)
    return _with_base(own, base, relaxed)


def _check_rule(ledger: Ledger, base: RowRule, own: Element, relaxed: Mapping[str, Relaxation]) -> None:
    """Note a rule of the element that takes the id of an inherited one that still holds."""
    rule = next((rule for rule in own.rules if rule.id == base.id), None)
    if rule is not None and base.id not in relaxed:
        ledger.add(
            rule.facet.mark,
            Text(f"规则“{rule.id}”已在 {base.facet.mark}", f'the rule "{rule.id}" already stands at {base.facet.mark}'),
            Text(
                f"请换一个标识，或用 relax: [{{rule: {rule.id}, reason: …}}] 取消原来的",
                f"Choose another id, or drop the other with relax: [{{rule: {rule.id}, reason: …}}]",
            ),
        )


def _loosened_otherwise(ledger: Ledger, built: Built, base: Element, relaxed: Mapping[str, Relaxation]) -> set[str]:
    """Return what the element loosens besides facets: fewer personal values, more words for "no end"."""
    own: Element = built.value
    found: dict[str, Text] = {}
    if base.personal and boolean_of(built.tree, "personal") is False:
        found["personal"] = Text("personal 由 true 放宽为 false", "personal is loosened from true to false")
    more = [value for value in own.open_end if value not in base.open_end]
    if more:
        found["open_end"] = Text(f"open_end 多出“{shown(more[0])}”", f'open_end gains "{shown(more[0])}"')
    for name, why in found.items():
        if name not in relaxed:
            remedy = f"relax: [{{facet: {name}, reason: …}}]"
            undeclared(ledger, mark_of(built.tree, name), why, base.head.mark, remedy)
    return set(found)


def _relaxes(entry: Relaxation, own: Element, base: Element, loosened: set[str]) -> bool:
    if entry.target in loosened or any(rule.id == entry.target for rule in base.rules):
        return True
    if entry.target in {"personal", "open_end"}:
        return False
    if entry.target == "level":
        return own.level is not None and own.level != base.level
    earlier = list(inherited_facets(base, entry.target))
    facet = own.facets.get(entry.target)
    if facet is None:
        return bool(earlier)  # drops the facet
    # another code list or pattern would stand beside the base's: relaxing replaces it
    replaceable = entry.target in {"identifier", "any_of", "codelist", "pattern", "date", "free_of"}
    return replaceable and any(facet.value != other.value or facet.options != other.options for other in earlier)


def _with_base(own: Element, base: Element, relaxed: Mapping[str, Relaxation]) -> Element:
    personal = own.personal or (base.personal and "personal" not in relaxed)
    return dataclasses.replace(
        own,
        head=dataclasses.replace(own.head, definition=own.head.definition or base.head.definition),
        object_class=own.object_class or base.object_class,
        property=own.property or base.property,
        representation=own.representation or base.representation,
        short_name=own.short_name or base.short_name,
        aliases=tuple(dict.fromkeys(base.aliases + own.aliases)),
        format=own.format or base.format,
        unit=own.unit or base.unit,
        personal=personal,
        category=own.category or base.category,
        level=own.level or base.level,
        open_end=tuple(dict.fromkeys(base.open_end + own.open_end)),
        recognise_headers=tuple(dict.fromkeys(base.recognise_headers + own.recognise_headers)),
        recognise_shape=own.recognise_shape or base.recognise_shape,
        datatype=own.datatype or base.datatype,
        masking=own.masking or base.masking,
        relations=own.relations or base.relations,
        impact=own.impact or base.impact,
        rules=tuple(rule for rule in base.rules if rule.id not in relaxed) + own.rules,
        base=_without(base, set(relaxed)),
    )


def _without(element: Element, names: set[str]) -> Element:
    """Return the element without facets that a child has relaxed, all the way up."""
    if not names:
        return element
    return dataclasses.replace(
        element,
        facets={name: facet for name, facet in element.facets.items() if name not in names},
        base=None if element.base is None else _without(element.base, names),
    )


def inherited_facets(element: Element | None, name: str) -> Iterable[Facet]:
    """Give the facet called `name` of an element and of everything it overrides, nearest first."""
    while element is not None:
        if name in element.facets:
            yield element.facets[name]
        element = element.base


# what who adds codes to a list cannot say of it
_FIXED = ("file", "codes", "external", "open", "missing", "missing_where", "also_known", "levels", "hierarchy", "reused")


def extend_codelist(ledger: Ledger, built: Built, base: CodeList | None) -> CodeList:
    """Return the list, or the base's list with the local additions of an override."""
    own: CodeList = built.value
    tree = built.tree
    adding = "add" in tree.keys
    if base is None:
        if adding:
            ledger.add(
                tree.keys["add"],
                Text(
                    f"add 没有可以增补的代码表“{own.head.id}”",
                    f'add has no inherited code list "{own.head.id}" to add to',
                ),
                Text("请检查标识和 extends，或改用 codes", "Look at the id and at extends, or use codes."),
            )
        return own
    if base.external and not adding:
        # The codes of the base, if it has any, stand for those of who extends it.
        codes = own.codes or base.codes
        return dataclasses.replace(own, codes=codes, external=True, missing=own.missing or base.missing)
    other = adding and ("file" in tree.keys or "codes" in tree.keys)  # noted with the shape
    for key in _FIXED:
        if key in tree.keys and not (other and key in {"file", "codes"}):
            ledger.add(
                tree.keys[key],
                Text(
                    f"代码表“{own.head.id}”已在 {base.head.mark}，这里不能写“{key}”",
                    f'the code list "{own.head.id}" already stands at {base.head.mark}: "{key}" is not allowed here',
                ),
                Text("请用 add: 增补，或换一个标识", "Add codes with add:, or choose another id."),
            )
    if own.known_until and base.known_until and own.known_until < base.known_until:
        why = Text(
            f"known_until 由 {base.known_until} 提前到 {own.known_until}",
            f"known_until is moved back from {base.known_until} to {own.known_until}",
        )
        ledger.add(
            mark_of(tree, "known_until"),
            Text(
                f"{why.zh}，上级标准的规定在 {base.head.mark}",
                f"{why.en}, which the base standard fixes at {base.head.mark}",
            ),
            Text("请删去，或写更晚的日期", "Delete it, or write a later date."),
        )
    if adding and not other:
        _check_added(ledger, own.codes, base, tree_of(tree, "add"))
    return dataclasses.replace(
        own,
        codes=(*base.codes, *own.codes),
        known_until=own.known_until or base.known_until,
        known_from=own.known_from or base.known_from,
        external=base.external,
        open=base.open,
        missing=base.missing,
        missing_where=base.missing_where,
        also_known=base.also_known,
        levels=base.levels,
        hierarchy=base.hierarchy,
        reused=base.reused,
        copy=base.copy,
    )


def _check_added(ledger: Ledger, added: Sequence[Code], base: CodeList, tree: Tree) -> None:
    known = {code.code: code for code in base.codes}
    names = known.keys() | {code.code for code in added}
    near = list(known) if len(known) <= 500 else ()
    for code in added:
        mark, entry = tree.keys[code.code], tree_of(tree, code.code)
        if code.code in known:
            ledger.add(
                mark,
                Text(
                    f"代码“{shown(code.code)}”已在上级代码表（{base.head.mark}）中",
                    f'the code "{shown(code.code)}" is already in the inherited list ({base.head.mark})',
                ),
                Text("请删去它", "Delete it."),
            )
        for key, target, among in (("rolls_up_to", code.rolls_up_to, known), ("parent", code.parent, names)):
            if target is not None and target not in among:
                ledger.add(
                    mark_of(entry, key),
                    Text(
                        f"{key}“{shown(target)}”不在上级代码表（{base.head.mark}）中",
                        f'the {key} "{shown(target)}" is not in the inherited list ({base.head.mark})',
                    ),
                    did_you_mean(target, near, Text("请写上级代码表里的代码", "Name a code of that list.")),
                )
