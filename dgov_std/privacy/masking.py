"""Masking, applied once: a Report that left `freeze` holds no personal value and may be forwarded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dgov_std.privacy.shape import mask_runs, mask_signers, shape
from dgov_std.report import facts
from dgov_std.report.facts import Facts
from dgov_std.report.values import Basis, CheckResult, Column, Example, Finding, Input, Report, Rule
from dgov_std.text import Text

# Faults between columns: a value beside another tells more than either alone.
_ACROSS = ("REL", "KEY")
# Personal information in a column that is none, in whatever text it stands.
_ALWAYS = ("SEC",)
# Quote the rows around the header, which are data where the header is none.
_QUOTING = ("STR401", "STR406")
_MOST_ROWS = 5


def freeze(report: Report, *, show_values: bool = False) -> Report:
    """Return the report with personal values masked; the personal columns are those so marked in it.

    Examples of personal columns become shapes, findings between columns that touch a personal one
    lose theirs, other examples become shapes if they hold what looks like an identity, mobile or card
    number, and whatever else is taken from the files or their owner (labels, names of files, sheets and
    tables, editions, options) loses such numbers. `show_values` leaves all as it is; the caller records
    that it was asked for. Freezing twice changes nothing.
    """
    if show_values:
        return report
    personal = frozenset(column.index for column in report.columns if column.personal)
    report = _without_labels(report) if _is_headless(report) else report
    return replace(
        report,
        limits=tuple(map(_text, report.limits)),
        input=_input(report.input),
        basis=_basis(report.basis) if report.basis else None,
        columns=tuple(map(_column, report.columns)),
        findings=mask_findings(report.findings, personal),
        checks=tuple(map(_check, report.checks)),
        options={name: mask_runs(value) for name, value in report.options.items()},
        sender=_maybe(report.sender),
        period=_maybe(report.period),
        outputs=tuple(replace(each, name=mask_runs(each.name)) for each in report.outputs),
        near=tuple(replace(each, title=_text(each.title)) for each in report.near),
        run=replace(report.run, path=mask_runs(report.run.path)) if report.run else None,
    )


def _is_headless(report: Report) -> bool:
    """Whether most labels mean nothing to the standard: then they may be the first row of data."""
    labels = [column for column in report.columns if column.label.strip()]
    known = report.basis is not None and all(finding.code != "STR108" for finding in report.findings)
    return bool(labels) and known and sum(c.element is not None for c in labels) * 2 < len(labels)


def _without_labels(report: Report) -> Report:
    """Return the report with the labels that were bound to nothing replaced by their shapes."""
    unknown = frozenset(column.index for column in report.columns if column.element is None)
    columns = tuple(replace(c, label=shape(c.label)) if c.index in unknown else c for c in report.columns)
    findings = tuple(
        _without_label(f) if f.code in _QUOTING or unknown.intersection(f.columns) else f for f in report.findings
    )
    return replace(report, columns=columns, findings=findings)


def _without_label(finding: Finding) -> Finding:
    known = finding.facts
    if isinstance(known, facts.Named):
        known = replace(known, found=shape(known.found))
    elif isinstance(known, (facts.Characters, facts.Labels)):
        known = replace(known, labels=tuple(map(shape, known.labels)))
    elif isinstance(known, facts.Noted):
        known = replace(known, texts=tuple(map(shape, known.texts)))
    examples = mask_examples(finding.examples, personal=True) if finding.unit == "file" else finding.examples
    return replace(finding, facts=known, examples=examples)


def mask_findings(findings: Iterable[Finding], personal: frozenset[int]) -> tuple[Finding, ...]:
    """Return the findings masked; `personal` holds the indices of the personal columns."""
    return tuple(
        replace(
            finding,
            element=_maybe(finding.element),
            rule=_rule(finding.rule),
            examples=_examples(finding, personal),
            facts=_facts(finding.facts),
        )
        for finding in findings
    )


def _examples(finding: Finding, personal: frozenset[int]) -> tuple[Example, ...]:
    if finding.unit == "file":  # about labels and names, never about cells
        return mask_examples(finding.examples, personal=False)
    # A finding without columns is about whole rows: any personal column is touched.
    touched = personal.intersection(finding.columns) if finding.columns else personal
    if finding.code.startswith(_ALWAYS):
        return mask_examples(finding.examples, personal=True)
    if not touched:
        return mask_examples(finding.examples, personal=False)
    if finding.code.startswith(_ACROSS) or not finding.columns:
        return ()
    return mask_examples(finding.examples, personal=True)


def mask_examples(examples: Iterable[Example], *, personal: bool) -> tuple[Example, ...]:
    """Return examples fit to be forwarded.

    Personal ones become their shapes, without suggestion; equal shapes are merged, their cells
    summed and their first rows kept. So do others that hold what looks like a number of a person.
    """
    if not personal:
        return tuple(map(_mask_example, examples))
    merged: dict[str, Example] = {}
    for example in examples:
        form = shape(example.value)
        before = merged.get(form, Example(form, 0, masked=True))
        rows = tuple(sorted({*before.rows, *example.rows}))[:_MOST_ROWS]
        merged[form] = replace(before, cells=before.cells + example.cells, rows=rows)
    return tuple(sorted(merged.values(), key=lambda each: (-each.cells, each.value)))


def _mask_example(example: Example) -> Example:
    """Return an example as it is, or as a shape if it holds a number of a person: a name may stand beside that."""
    if not any(mask_runs(text) != text for text in (example.value, example.suggestion or "")):
        return example
    return replace(example, value=shape(example.value), masked=True, suggestion=None)


def _facts(value: Facts) -> Facts:
    """Mask what may come from a file; forms and schemes come from the standard."""
    match value:
        case facts.Listed():
            # of a list that was handed in, perhaps
            title = _text(value.title) if value.title else None
            return replace(value, title=title, values=tuple(map(mask_runs, value.values)))
        case facts.Named(found, expected):
            return facts.Named(mask_runs(found), _maybe(expected))
        case facts.Labels(labels, total):
            return facts.Labels(tuple(map(mask_runs, labels)), total)
        case facts.Characters():
            return replace(value, labels=tuple(map(mask_runs, value.labels)))
        case facts.Noted(texts, total):
            return facts.Noted(tuple(mask_signers(mask_runs(text)) for text in texts), total)
        case facts.Written(met, wanted):
            return facts.Written(tuple(map(mask_runs, met)), tuple(map(mask_runs, wanted)))
        case facts.Resembled(standard, dataset, title):
            return facts.Resembled(mask_runs(standard), mask_runs(dataset), _text(title))
        case facts.Limit(limit, unit):
            return facts.Limit(mask_runs(limit), unit)
        case _:
            return _between(value)


def _between(value: Facts) -> Facts:
    """Mask what is known of several columns together."""
    match value:
        case facts.Compared(left, operator, right):
            return facts.Compared(_text(left), operator, _text(right))
        case facts.Deadline():
            return replace(value, start=_text(value.start), end=_text(value.end))
        case facts.Keyed(columns, groups):
            return facts.Keyed(tuple(map(_text, columns)), groups)
        case facts.Referred(columns, table, groups):
            return facts.Referred(tuple(map(_text, columns)), _maybe(table), groups)
        case facts.Grouped(columns, at_most, distinct, groups):
            return facts.Grouped(tuple(map(_text, columns)), at_most, _text(distinct) if distinct else None, groups)
        case facts.Conditional(when, then):
            return facts.Conditional(tuple((_text(column), values) for column, values in when), then)
        case _:
            return value


def _text(text: Text) -> Text:
    return Text(mask_runs(text.zh), mask_runs(text.en))


def _maybe(text: str | None) -> str | None:
    return None if text is None else mask_runs(text)


def _column(column: Column) -> Column:
    return replace(column, label=mask_runs(column.label), element=_maybe(column.element))


def _input(source: Input) -> Input:
    sheets = tuple(map(mask_runs, source.sheets))
    return replace(source, name=mask_runs(source.name), sheet=_maybe(source.sheet), sheets=sheets)


def _basis(basis: Basis) -> Basis:
    lists = tuple(replace(each, title=_text(each.title), edition=_maybe(each.edition)) for each in basis.codelists)
    return replace(
        basis,
        standard=mask_runs(basis.standard),
        edition=mask_runs(basis.edition),
        title=_text(basis.title),
        dataset=mask_runs(basis.dataset),
        dataset_title=_text(basis.dataset_title),
        codelists=lists,
    )


def _check(check: CheckResult) -> CheckResult:
    reason = None if check.reason is None else _text(check.reason)
    return replace(check, element=_maybe(check.element), reason=reason, rule=_rule(check.rule))


def _rule(rule: Rule) -> Rule:
    title = None if rule.title is None else _text(rule.title)
    return replace(rule, title=title, standard=_maybe(rule.standard), clause=_maybe(rule.clause))
