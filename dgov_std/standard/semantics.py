"""Checks across documents that go beyond names: column labels, and the kinds of columns in rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dgov_std.standard.calendar import check_calendars
from dgov_std.standard.composition import Documents, inherited_facets
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.mappings import check_mappings
from dgov_std.standard.model import CodeList, Dataset, Element, Facet, Identifier, Mark
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.rule_checks import check_element_rules, check_rules, fields_of
from dgov_std.standard.schemes import check_identifier, check_nesting
from dgov_std.text import Text


def check_semantics(
    ledger: Ledger,
    documents: Documents,
    own: Mapping[str, Iterable[str]],
    broken: Collection[tuple[str, str]],
) -> None:
    """Check the documents named in `own` (ids by kind), leaving out those that are `broken`."""
    identifiers: Mapping[str, Identifier] = documents.get("identifier", {})
    codelists: Mapping[str, CodeList] = documents.get("codelist", {})
    for name in own.get("identifier", ()):
        if ("identifier", name) not in broken:
            check_identifier(ledger, identifiers[name], identifiers, codelists, broken)
    check_nesting(ledger, identifiers, own.get("identifier", ()))
    for name in own.get("dataset", ()):
        check_dataset(ledger, documents["dataset"][name], documents, broken)
    for name, element in documents.get("element", {}).items():
        _check_at_column(ledger, element, documents, own, broken)
        if name in own.get("element", ()):
            _check_separator(ledger, element, codelists)
            _check_free_of(ledger, element, identifiers)
    check_element_rules(ledger, documents, own, broken)
    for name in own.get("description", ()):
        check_rules(ledger, documents["description"][name].rules, fields_of(documents, name), documents, broken)
    check_calendars(ledger, documents, own, broken)
    check_mappings(ledger, documents, own, broken)


def effective(element: Element, name: str) -> Facet | None:
    """Return the nearest facet called `name` of an element and its bases."""
    return next(iter(inherited_facets(element, name)), None)


def check_dataset(ledger: Ledger, dataset: Dataset, documents: Documents, broken: Collection[tuple[str, str]]) -> None:
    """Check column labels, and that compared and derived columns are of the kind that needs."""
    labels: dict[str, Mark] = {}
    ids: set[str] = set()
    for use in dataset.uses:
        if use.id in ids or not use.column:
            continue  # already noted
        ids.add(use.id)
        if use.column in labels:
            ledger.add(
                use.mark,
                Text(
                    f"两列的表头都是“{use.column}”，另一列在 {labels[use.column]}",
                    f'two columns have the header "{use.column}", the other is at {labels[use.column]}',
                ),
                Text("请给其中一列写 column:", "Give one of them a column:."),
            )
        labels.setdefault(use.column, use.mark)
    elements: Mapping[str, Element] = documents.get("element", {})
    columns = {
        use.id: elements[use.element]
        for use in dataset.uses
        if use.element in elements and ("element", use.element) not in broken
    }
    inherited = {id(rule) for rule in dataset.base.rules} if dataset.base else set()
    check_rules(ledger, (rule for rule in dataset.rules if id(rule) not in inherited), columns, documents, broken)


def _check_separator(ledger: Ledger, element: Element, codelists: Mapping[str, CodeList]) -> None:
    """Check that no code of the element's list holds the character that separates codes: it could never occur."""
    facet = element.facets.get("codelist")
    separator = facet.options.get("separator") if facet is not None else None
    if facet is None or separator is None or facet.value not in codelists:
        return
    for code in codelists[facet.value].codes:
        if separator in code.code:
            ledger.add(
                facet.mark,
                Text(
                    f"代码“{shown(code.code)}”里有分隔符“{separator}”，永远不会出现",
                    f'the code "{shown(code.code)}" holds the separator "{separator}" and can never occur',
                ),
                Text("请换一个分隔符", "Choose another separator."),
            )
            return


def _check_free_of(ledger: Ledger, element: Element, identifiers: Mapping[str, Identifier]) -> None:
    """Check that what must not stand in a text can be looked for: an identifier of segments."""
    facet = element.facets.get("free_of")
    if facet is None or facet.value not in identifiers or identifiers[facet.value].length:
        return
    ledger.add(
        facet.mark,
        Text(
            f"标识“{facet.value}”没有 segments，不能在文字里找",
            f'the identifier "{facet.value}" has no segments to look for',
        ),
        Text("请写由几段组成的标识，例如 citizen-number-18", "Name one that has segments, such as citizen-number-18."),
    )


def _check_at_column(
    ledger: Ledger,
    element: Element,
    documents: Documents,
    own: Mapping[str, Iterable[str]],
    broken: Collection[tuple[str, str]],
) -> None:
    """Check that `at: {column: …}` names a date column in every dataset that uses the element, if one of both is `own`."""
    facet = effective(element, "codelist")
    at = facet.options.get("at") if facet is not None else None
    if facet is None or not isinstance(at, Mapping):
        return
    elements: Mapping[str, Element] = documents.get("element", {})
    datasets: Mapping[str, Dataset] = documents.get("dataset", {})
    for dataset in datasets.values():
        uses = {use.id: use.element for use in dataset.uses}
        mine = element.head.id in own.get("element", ()) or dataset.head.id in own.get("dataset", ())
        if not mine or element.head.id not in uses.values() or ("dataset", dataset.head.id) in broken:
            continue
        name = at["column"]
        if name not in uses:
            ledger.add(
                facet.mark,
                Text(
                    f"数据集“{dataset.head.id}”没有列“{name}”",
                    f'the dataset "{dataset.head.id}" has no column "{name}"',
                ),
                did_you_mean(name, uses, Text("请改正 at 的列", "Correct the column of at.")),
            )
        elif (
            uses[name] in elements
            and ("element", uses[name]) not in broken
            and effective(elements[uses[name]], "date") is None
        ):
            ledger.add(
                facet.mark,
                Text(f"at 的列“{name}”不是日期", f'the column "{name}" of at is no date'),
                Text("请换一个日期列", "Name a date column."),
            )
