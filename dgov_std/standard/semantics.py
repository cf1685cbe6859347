"""Checks across documents that go beyond names: column labels, and the kinds of columns in rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dgov_std.standard.calendar import check_calendars
from dgov_std.standard.composition import Documents, inherited_facets
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import CodeList, Dataset, Element, Facet, Identifier, Mark, RowRule
from dgov_std.standard.problems import did_you_mean, shown
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
    check_calendars(ledger, documents, own, broken)


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
    for rule in dataset.rules:
        if id(rule) in inherited:
            continue
        _check_tests(ledger, rule, columns, documents.get("codelist", {}), broken)
        if rule.form == "compare":
            _check_compare(ledger, rule, columns)
        elif rule.form == "derive":
            _check_derive(ledger, rule, columns, documents.get("identifier", {}), broken)
        elif rule.form == "working_days":
            _check_days(ledger, rule, columns)


def _check_tests(
    ledger: Ledger,
    rule: RowRule,
    columns: Mapping[str, Element],
    codelists: Mapping[str, CodeList],
    broken: Collection[tuple[str, str]],
) -> None:
    """Check that the values a rule tests can occur: one outside the column's code list never does."""
    tests = [*rule.body.get("when", {}).items(), *rule.body.get("tests", {}).items()]
    for column, test in tests:
        element = columns.get(column)
        if element is None:
            continue
        separator = _separator(element)
        if "holds" in test and separator is None:
            ledger.add(
                rule.facet.mark,
                Text(
                    f"“{column}”一格只有一个代码，不能用 holds",
                    f'a cell of "{column}" is one code only: holds has no meaning there',
                ),
                Text("请写成列表 [值]，或给它的 codelist 写 separator", "Write a list, or give its codelist a separator."),
            )
            continue
        known = _values_of(element, codelists, broken)
        # A cell of several codes may be any combination of them.
        named = test.get("holds", ()) if separator is not None else (*test.get("in", ()), *test.get("not", ()))
        for value in named if known is not None else ():
            if known is not None and value not in known:
                ledger.add(
                    rule.facet.mark,
                    Text(
                        f"规则“{rule.id}”里的“{shown(value)}”不在“{column}”的代码表里，永远不会出现",
                        f'"{shown(value)}" in the rule "{rule.id}" is not in the code list of "{column}" and can never occur',
                    ),
                    did_you_mean(value, known, Text("请写代码表里的代码", "Write a code of the list.")),
                )


def _values_of(
    element: Element, codelists: Mapping[str, CodeList], broken: Collection[tuple[str, str]]
) -> Collection[str] | None:
    """Return every value the element may have, None when that is not known."""
    listed = effective(element, "codelist")
    if listed is not None:
        codes = codelists.get(listed.value)
        if codes is None or codes.open or ("codelist", listed.value) in broken:
            return None
        return {code.code for code in codes.codes}
    enum = effective(element, "enum")
    return set(enum.value) if enum is not None else None


def _separator(element: Element) -> str | None:
    listed = effective(element, "codelist")
    return listed.options.get("separator") if listed is not None else None


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
    if facet is None or facet.value not in identifiers or identifiers[facet.value].segments:
        return
    ledger.add(
        facet.mark,
        Text(
            f"标识“{facet.value}”没有 segments，不能在文字里找",
            f'the identifier "{facet.value}" has no segments to look for',
        ),
        Text("请写由几段组成的标识，例如 citizen-number-18", "Name one that has segments, such as citizen-number-18."),
    )


def _check_days(ledger: Ledger, rule: RowRule, columns: Mapping[str, Element]) -> None:
    for name in (rule.body["from"], rule.body["to"]):
        element = columns.get(name)
        if element is not None and effective(element, "date") is None:
            ledger.add(
                rule.facet.mark,
                Text(f"“{name}”不是日期，不能数工作日", f'"{name}" is no date: no working days can be counted'),
                Text("请给数据项写 date:，或换一列", "Give its element date:, or name another column."),
            )


def _check_compare(ledger: Ledger, rule: RowRule, columns: Mapping[str, Element]) -> None:
    left, right = columns.get(rule.body["left"]), rule.body["right"]
    if left is None:
        return
    todo = Text("请给数据项写 date:，或换一列", "Give its element date:, or name another column.")
    if isinstance(right, Mapping):
        if effective(left, "date") is None:
            ledger.add(
                rule.facet.mark,
                Text(
                    f"“{rule.body['left']}”不是日期，不能与 as_of 比较",
                    f'"{rule.body["left"]}" is no date and cannot be compared with as_of',
                ),
                todo,
            )
        return
    other = columns.get(right)
    if other is not None and {_sort(left), _sort(other)} == {"date", "decimal"}:
        ledger.add(
            rule.facet.mark,
            Text(
                f"“{rule.body['left']}”和“{right}”一个是日期、一个是数，不能比较",
                f'"{rule.body["left"]}" and "{right}" cannot be compared: one is a date, the other a number',
            ),
            Text("请换一列", "Name another column."),
        )


def _sort(element: Element) -> str:
    return next((name for name in ("date", "decimal") if effective(element, name) is not None), "text")


def _check_derive(
    ledger: Ledger,
    rule: RowRule,
    columns: Mapping[str, Element],
    identifiers: Mapping[str, Identifier],
    broken: Collection[tuple[str, str]],
) -> None:
    column, segment = rule.body["of"], rule.body["segment"]
    element = columns.get(column)
    if element is None:
        return
    named = [n for f in inherited_facets(element, "identifier") for n in (f.value,)]
    named += [n for f in inherited_facets(element, "any_of") for n in f.value]
    names = set(_with_forms(named, identifiers))
    if any(name not in identifiers or ("identifier", name) in broken for name in names):
        return  # already noted
    if not names:
        ledger.add(
            rule.facet.mark,
            Text(
                f"“{column}”的数据项没有 identifier，没有段可取",
                f'the element of "{column}" has no identifier to take a segment from',
            ),
            Text("请给数据项写 identifier:，或换一列", "Give the element identifier:, or name another column."),
        )
        return
    segments = {part.name for name in names for part in identifiers[name].segments}
    if segment not in segments:
        known = "、".join(sorted(segments))
        ledger.add(
            rule.facet.mark,
            Text(
                f"“{column}”的标识没有段“{segment}”",
                f'the identifier of "{column}" has no segment "{segment}"',
            ),
            did_you_mean(
                segment,
                segments,
                Text(f"可用的段：{known}", f"Known segments: {', '.join(sorted(segments))}."),
            ),
        )


def _with_forms(names: Iterable[str], identifiers: Mapping[str, Identifier]) -> Iterator[str]:
    waiting, seen = list(names), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        if name in identifiers:
            waiting += identifiers[name].forms


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
