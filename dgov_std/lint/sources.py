"""Where documents come from: named, sure enough, and for copied lists with origin, licence and checksum."""

from __future__ import annotations

from collections.abc import Iterator

from dgov_std.lint.library import Shelf
from dgov_std.report.lints import Remark
from dgov_std.standard.listing import list_problems
from dgov_std.standard.model import CodeList, CodeMapping, Confidence
from dgov_std.text import Text

_MANY = 3
_COPY = ("rows", "sha256", "licence", "origin")


def source_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield the documents of a standard without a source, of low confidence, or copied from nobody knows where."""
    for document in shelf.own():
        source = document.head.source
        if not (source.standard or "").strip():
            yield shelf.remark("LNT501", document.head, Text("没有写依据的标准", "no standard is named as its source"))
        if source.confidence is Confidence.LOW:
            what = Text("可信度为 low，至多警告", "its source is of low confidence: it can only warn")
            yield shelf.remark("LNT502", document.head, what)
        if isinstance(document, CodeList | CodeMapping):
            yield from _of_list(shelf, document)


def _of_list(shelf: Shelf, document: CodeList | CodeMapping) -> Iterator[Remark]:
    missing = [key for key in _COPY if getattr(document.copy, key) is None] if document.copy.file is not None else []
    if missing:
        zh, en = "、".join(missing), ", ".join(missing)
        what = Text(f"文件 {document.copy.file} 没有写 {zh}", f"the file {document.copy.file} has no {en}")
        yield shelf.remark("LNT503", document.head, what)
    problems = list_problems(document, shelf.standard.codelists)
    for code, severity in (("LNT504", "warning"), ("LNT505", "info")):  # errors are what fails `dgov-std test`
        found = [problem.text for problem in problems if problem.severity == severity]
        if len(found) > _MANY:
            more = len(found) - 1
            found = [Text(f"{found[0].zh}；还有 {more} 处", f"{found[0].en}; and {more} more")]
        yield from (shelf.remark(code, document.head, what) for what in found)
