"""What a rule asks of the columns it names: dates to compare, segments to derive from, code lists to look codes up in.

The columns are those of a dataset, the fields of a description, or the elements that a rule of an element names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dgov_std.standard.composition import Documents
from dgov_std.standard.element_rules import columns_named
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import CodeList, Element, Facet, Field, Identifier, Segment
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.row_rules import RowRule
from dgov_std.text import Text

Column = Element | Field


def facets_in(column: Column | None, name: str) -> Iterator[Facet]:
    """Yield the facet called `name` of a column's element and of everything that overrides, or of a field."""
    while column is not None:
        if name in column.facets:
            yield column.facets[name]
        column = column.base if isinstance(column, Element) else None


def facet_in(column: Column, name: str) -> Facet | None:
    """Return the nearest facet called `name`."""
    return next(facets_in(column, name), None)


def fields_of(documents: Documents, description: str) -> Mapping[str, Field]:
    """Return the fields of a description by id."""
    return {field.id: field for field in documents["description"][description].fields}


def check_element_rules(
    ledger: Ledger,
    documents: Documents,
    own: Mapping[str, Iterable[str]],
    broken: Collection[tuple[str, str]],
) -> None:
    """Check the rules of elements, where one of the elements a rule names is `own`."""
    elements: Mapping[str, Element] = documents.get("element", {})
    mine = set(own.get("element", ()))
    columns = {name: element for name, element in elements.items() if ("element", name) not in broken}
    for name, element in elements.items():
        rules = [rule for rule in element.rules if mine & {name, *columns_named(rule)}]
        check_rules(ledger, rules, columns, documents, broken)


def check_rules(
    ledger: Ledger,
    rules: Iterable[RowRule],
    columns: Mapping[str, Column],
    documents: Documents,
    broken: Collection[tuple[str, str]],
) -> None:
    """Note what is wrong with rules over some columns; of columns that are not there nothing is said."""
    codelists: Mapping[str, CodeList] = documents.get("codelist", {})
    for rule in rules:
        _check_tests(ledger, rule, columns, codelists, broken)
        match rule.form:
            case "compare":
                _check_compare(ledger, rule, columns)
            case "derive":
                _check_derive(ledger, rule, columns, documents.get("identifier", {}), broken)
            case "working_days":
                _check_days(ledger, rule, columns)
            case "within" | "named":
                _check_listed(ledger, rule, columns)
            case "axes":
                _check_axes(ledger, rule, columns)
            case "fresh":
                _check_fresh(ledger, rule, columns, codelists, broken)
            case _:
                pass


def _check_listed(ledger: Ledger, rule: RowRule, columns: Mapping[str, Column]) -> None:
    for name in (rule.body[key] for key in (("code", "above") if rule.form == "within" else ("code",))):
        element = columns.get(name)
        if element is None:
            continue
        if facet_in(element, "codelist") is None:
            ledger.add(
                rule.facet.mark,
                Text(
                    f"“{name}”的数据项没有 codelist，没有表可查",
                    f'the element of "{name}" has no codelist to look its codes up in',
                ),
                Text("请给数据项写 codelist:，或换一列", "Give the element codelist:, or name another column."),
            )
        elif _separator(element) is not None:
            ledger.add(
                rule.facet.mark,
                Text(
                    f"“{name}”一格有几个代码，这条规则只能用于一格一个代码的列",
                    f'a cell of "{name}" holds several codes: this rule is for columns with one code',
                ),
                Text("请换一列", "Name another column."),
            )


def _check_axes(ledger: Ledger, rule: RowRule, columns: Mapping[str, Column]) -> None:
    for name in (rule.body["longitude"], rule.body["latitude"]):
        element = columns.get(name)
        if element is not None and facet_in(element, "decimal") is None:
            ledger.add(
                rule.facet.mark,
                Text(f"“{name}”不是数，不能作坐标", f'"{name}" is no number and no coordinate'),
                Text("请给数据项写 decimal:，或换一列", "Give its element decimal:, or name another column."),
            )


def _check_fresh(
    ledger: Ledger,
    rule: RowRule,
    columns: Mapping[str, Column],
    codelists: Mapping[str, CodeList],
    broken: Collection[tuple[str, str]],
) -> None:
    updated, cycle = columns.get(rule.body["updated"]), columns.get(rule.body["cycle"])
    if updated is not None and facet_in(updated, "date") is None:
        ledger.add(
            rule.facet.mark,
            Text(
                f"“{rule.body['updated']}”不是日期，看不出有没有更新",
                f'"{rule.body["updated"]}" is no date: it cannot tell when the data were updated',
            ),
            Text("请给它写 date:，或换一列", "Give it date:, or name another column."),
        )
    known = _values_of(cycle, codelists, broken) if cycle is not None else None
    for value in rule.body["days"]:
        if known is not None and value not in known:
            ledger.add(
                rule.facet.mark,
                Text(
                    f"规则“{rule.id}”里的周期“{shown(value)}”永远不会出现",
                    f'the cycle "{shown(value)}" in the rule "{rule.id}" can never occur',
                ),
                did_you_mean(value, known, Text("请写该列允许的值", "Write a value the column may have.")),
            )


def _check_tests(
    ledger: Ledger,
    rule: RowRule,
    columns: Mapping[str, Column],
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
    element: Column, codelists: Mapping[str, CodeList], broken: Collection[tuple[str, str]]
) -> Collection[str] | None:
    """Return every value the element may have, None when that is not known."""
    listed = facet_in(element, "codelist")
    if listed is not None:
        codes = codelists.get(listed.value)
        if codes is None or codes.open or codes.missing_where or codes.also_known or ("codelist", listed.value) in broken:
            return None
        return {code.code for code in codes.codes}
    enum = facet_in(element, "enum")
    return set(enum.value) if enum is not None else None


def _separator(element: Column) -> str | None:
    listed = facet_in(element, "codelist")
    return listed.options.get("separator") if listed is not None else None


def _check_days(ledger: Ledger, rule: RowRule, columns: Mapping[str, Column]) -> None:
    for name in (rule.body["from"], rule.body["to"]):
        element = columns.get(name)
        if element is not None and facet_in(element, "date") is None:
            ledger.add(
                rule.facet.mark,
                Text(f"“{name}”不是日期，不能数工作日", f'"{name}" is no date: no working days can be counted'),
                Text("请给数据项写 date:，或换一列", "Give its element date:, or name another column."),
            )


def _check_compare(ledger: Ledger, rule: RowRule, columns: Mapping[str, Column]) -> None:
    left, right = columns.get(rule.body["left"]), rule.body["right"]
    if left is None:
        return
    todo = Text("请给数据项写 date:，或换一列", "Give its element date:, or name another column.")
    if isinstance(right, Mapping):
        if facet_in(left, "date") is None:
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


def _sort(element: Column) -> str:
    return next((name for name in ("date", "decimal") if facet_in(element, name) is not None), "text")


def _check_derive(
    ledger: Ledger,
    rule: RowRule,
    columns: Mapping[str, Column],
    identifiers: Mapping[str, Identifier],
    broken: Collection[tuple[str, str]],
) -> None:
    column, segment = rule.body["of"], rule.body["segment"]
    element = columns.get(column)
    if element is None:
        return
    named = [n for f in facets_in(element, "identifier") for n in (f.value,)]
    named += [n for f in facets_in(element, "any_of") for n in f.value]
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
    parts = [(identifiers[known], part) for known in names for part in identifiers[known].segments]
    found = [(known, part) for known, part in parts if part.name == segment]
    if not found:
        segments = {part.name for _, part in parts}
        listed = Text("、".join(sorted(segments)), ", ".join(sorted(segments)))
        ledger.add(
            rule.facet.mark,
            Text(
                f"“{column}”的标识没有段“{segment}”",
                f'the identifier of "{column}" has no segment "{segment}"',
            ),
            did_you_mean(segment, segments, Text(f"可用的段：{listed.zh}", f"Known segments: {listed.en}.")),
        )
        return
    _check_place(ledger, rule, found)


def _check_place(ledger: Ledger, rule: RowRule, found: Collection[tuple[Identifier, Segment]]) -> None:
    """Check that the segment stands at a fixed place, and has the character that is asked for."""
    segment, character = rule.body["segment"], rule.body.get("character") or 0
    for identifier, part in found:
        if part not in identifier.placed or identifier.length is None:
            ledger.add(
                rule.facet.mark,
                Text(
                    f"标识“{identifier.head.id}”的段“{segment}”位置不固定，不能取出来比较",
                    f'the segment "{segment}" of the identifier "{identifier.head.id}" has no fixed place to take it from',
                ),
                Text("请写位数固定的段", "Name a segment of fixed length."),
            )
        elif character > part.length:
            ledger.add(
                rule.facet.mark,
                Text(
                    f"标识“{identifier.head.id}”的段“{segment}”只有 {part.length} 位，没有第 {character} 位",
                    f'the segment "{segment}" of the identifier "{identifier.head.id}" has {part.length} characters, '
                    f"not {character}",
                ),
                Text("请改正 character", "Correct character."),
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
