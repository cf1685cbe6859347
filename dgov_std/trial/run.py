"""Run every example of a standard's own documents, and ask its code lists whether they are what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from dgov_std.report.trials import Miss, Trial
from dgov_std.standard.formats import format_mistakes
from dgov_std.standard.listing import list_problems
from dgov_std.standard.model import CodeList, CodeMapping, Element, Head, Standard
from dgov_std.trial.cells import cell_misses
from dgov_std.trial.rows import row_count, row_misses


def try_standard(standard: Standard, folder: Path, only: Collection[tuple[str, str]] | None = None) -> Trial:
    """Return what the examples of the standard's own documents come to.

    Args:
        standard: loaded from `folder`.
        folder: the standard's folder or file; documents of standards it extends lie elsewhere, and
            their examples are tried with those.
        only: (kind, id) of the documents to try; without it, all.
    """
    own = owned(standard, folder)
    if only is not None:
        own = {kind: [d for d in found if (kind, d.head.id) in only] for kind, found in own.items()}
    celled = [*own["identifier"], *own["codelist"], *own["element"]]
    datasets = own["dataset"]
    misses = [*cell_misses(standard, celled)]
    misses += [miss for dataset in datasets for miss in row_misses(standard, dataset)]
    lists = [*own["codelist"], *own["mapping"]]
    misses += [miss for codelist in lists for miss in _list_misses(standard, codelist)]
    misses += [miss for element in own["element"] for miss in _format_misses(standard, element)]
    empty = {("codelist", each.head.id) for each in own["codelist"] if each.external and not each.codes}
    counts = [(d.head, _count(d.head)) for d in celled]
    counts += [(d.head, row_count(d.examples)) for d in datasets]
    return Trial(
        standards=(standard.head.id,),
        documents=len(counts) + len(own["mapping"]),
        examples=sum(count for _, count in counts),
        lists=len(lists),
        misses=tuple(sorted(misses, key=lambda miss: (miss.file, miss.line, miss.column))),
        bare=tuple((head.kind, head.id) for head, count in counts if not count and (head.kind, head.id) not in empty),
    )


def owned(standard: Standard, folder: Path) -> dict[str, list[Any]]:
    """Return the documents of a standard by kind that lie in its own folder (or file)."""
    root = folder.resolve()
    kinds: dict[str, Mapping[str, Any]] = {
        "identifier": standard.identifiers,
        "codelist": standard.codelists,
        "mapping": standard.mappings,
        "element": standard.elements,
        "dataset": standard.datasets,
    }
    return {kind: [d for d in found.values() if _inside(d.head, root)] for kind, found in kinds.items()}


def _inside(head: Head, root: Path) -> bool:
    return Path(head.mark.file).resolve().is_relative_to(root)


def _count(head: Head) -> int:
    return len(head.valid) + len(head.doubtful) + len(head.invalid)


def _format_misses(standard: Standard, element: Element) -> Iterator[Miss]:
    """The format is a second way to say what the constraints say: one of the two is wrong where they differ."""
    for sort, what, mark in format_mistakes(standard, element):
        if sort == "example":
            continue  # the linter's: what else a value may look like
        yield Miss(
            file=mark.file,
            line=mark.line,
            column=mark.column,
            standard=standard.head.id,
            kind="element",
            document=element.head.id,
            value=element.format or "",
            expected="claim",
            because="format",
            what=what,
        )


def _list_misses(standard: Standard, codelist: CodeList | CodeMapping) -> Iterator[Miss]:
    head = codelist.head
    for problem in list_problems(codelist, standard.codelists):
        if problem.severity == "error":
            yield Miss(
                file=head.mark.file,
                line=head.mark.line,
                column=head.mark.column,
                standard=standard.head.id,
                kind=head.kind,
                document=head.id,
                value=problem.code or "",
                expected="claim",
                because="list",
                what=problem.text,
            )
