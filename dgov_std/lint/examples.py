"""Examples: enough of either kind, and a reason a check can be held to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dgov_std.lint.library import Document, Shelf
from dgov_std.report.codes import CODES
from dgov_std.report.lints import Remark
from dgov_std.standard.formats import facets_of
from dgov_std.standard.model import CodeList, CodeMapping, Dataset, Element, Head, RowExamples
from dgov_std.text import Text

FEWEST = 3
_CODE = re.compile(r"[A-Z]{3}[0-9]{0,3}\Z")


def example_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield what there is to say of the examples of a standard's documents."""
    for document in shelf.own():
        if isinstance(document, CodeMapping):
            continue
        if isinstance(document, Dataset):
            yield from _of_dataset(shelf, document)
            continue
        yield from _few(shelf, document)
        yield from _reasons(shelf, document.head)
        if isinstance(document, CodeList):
            yield from _untried(shelf, document)


def _few(shelf: Shelf, document: Document) -> Iterator[Remark]:
    head = document.head
    if not (head.valid or head.doubtful or head.invalid):
        if not (isinstance(document, CodeList) and not document.codes):
            yield shelf.remark("LNT604", head, Text("没有示例", "there are no examples"))
        return
    if isinstance(document, Element) and document.base is not None:
        return  # what it inherits has examples of its own
    valid, invalid = len(head.valid), len(head.invalid) + len(head.doubtful)
    most, least = min(FEWEST, _values(shelf, document)), FEWEST if _can_fail(document) else 0
    if valid < most or invalid < least:
        what = Text(
            f"合格示例 {valid} 个（要 {most} 个），不合格示例 {invalid} 个（要 {least} 个）",
            f"{valid} valid and {invalid} invalid examples, wanted are {most} and {least}",
        )
        yield shelf.remark("LNT601", head, what)


def _values(shelf: Shelf, document: Document) -> int:
    """Return how many values there are to give as examples, at least."""
    if isinstance(document, CodeList):
        return len(document.codes)
    known = facets_of(document) if isinstance(document, Element) else {}
    if "enum" in known:
        return len(known["enum"].value)
    if "codelist" in known and not known["codelist"].options.get("separator"):
        return len(shelf.standard.codelists[known["codelist"].value].codes)
    return FEWEST


def _can_fail(document: Document) -> bool:
    """Whether a value can fail that is worth writing down: not by its length alone, which the format tells as well."""
    if isinstance(document, CodeList):
        return bool(document.codes)
    if not isinstance(document, Element):
        return True
    said = {"min_length", "max_length"} if document.format is not None else set()
    return bool(set(facets_of(document)) - said)


def _reasons(shelf: Shelf, head: Head) -> Iterator[Remark]:
    for example in (*head.doubtful, *head.invalid):
        if example.because is None:
            what = Text(f"示例“{example.value}”没有写 because", f'the example "{example.value}" has no because')
            yield shelf.remark("LNT602", head, what, example.mark)
        elif not _is_code(example.because):
            what = Text(
                f"“{example.because}”不是问题代码，也不是其开头",
                f'"{example.because}" is no code of a finding, nor the beginning of one',
            )
            yield shelf.remark("LNT603", head, what, example.mark)


def _is_code(because: str) -> bool:
    return _CODE.match(because) is not None and any(code.startswith(because) for code in CODES)


def _untried(shelf: Shelf, codelist: CodeList) -> Iterator[Remark]:
    """Codes written in YAML are copied by hand: only examples that hold all of them notice a slip."""
    if codelist.copy.file is not None:
        return
    tried = {example.value for example in codelist.head.valid}
    left = [code.code for code in codelist.codes if code.code not in tried]
    if left and tried:
        zh, en = "、".join(left[:FEWEST]), ", ".join(left[:FEWEST])
        what = Text(f"{len(left)} 个代码没有合格示例（{zh}）", f"{len(left)} codes are in no valid example ({en})")
        yield shelf.remark("LNT605", codelist.head, what)


def _of_dataset(shelf: Shelf, dataset: Dataset) -> Iterator[Remark]:
    examples = dataset.examples
    if examples is None:
        if dataset.base is None:
            yield shelf.remark("LNT604", dataset.head, Text("没有示例", "there are no examples"))
        return
    if not examples.invalid:
        what = Text("没有不合格示例", "there is no invalid example")
        yield shelf.remark("LNT601", dataset.head, what)
    known = _named_in(dataset)
    for case in (*examples.doubtful, *examples.invalid):
        if case.because is None:
            what = Text("示例没有写 because", "the example has no because")
            yield shelf.remark("LNT602", dataset.head, what, case.mark)
        elif case.because not in known and not _is_code(case.because) and "." not in case.because:
            what = Text(
                f"“{case.because}”不是规则、问题代码或其开头",
                f'"{case.because}" is no rule, no code of a finding, nor the beginning of one',
            )
            yield shelf.remark("LNT603", dataset.head, what, case.mark)
    yield from _untaken(shelf, dataset, examples)


def _named_in(dataset: Dataset) -> set[str]:
    """Return what `because` may name in a dataset: its rules, those of the bases included, and `required`."""
    named = {"required", "identical-rows", "rows.min", "rows.max"}
    at: Dataset | None = dataset
    while at is not None:
        for parts in (at.rules, at.keys, at.references, at.groups):
            named |= {each.id for each in parts}
        at = at.base
    return named


def _untaken(shelf: Shelf, dataset: Dataset, examples: RowExamples) -> Iterator[Remark]:
    """Required columns that no example takes away."""
    taken = {name for case in (*examples.doubtful, *examples.invalid) for name, _ in case.without}
    taken |= {
        name for case in (*examples.doubtful, *examples.invalid) for row in case.rows for name in row if row[name] is None
    }
    left = [use.id for use in dataset.uses if use.required is not None and use.required.value and use.id not in taken]
    if left:
        zh, en = "、".join(left[:FEWEST]), ", ".join(left[:FEWEST])
        what = Text(f"{len(left)} 个必填列没有示例（{zh}）", f"no example leaves out {len(left)} required columns ({en})")
        yield shelf.remark("LNT605", dataset.head, what)
