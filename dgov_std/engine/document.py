"""The parts of the bound document that are not rows: header labels, file name, metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

import numpy as np

from dgov_std.arrays import strings
from dgov_std.dataset.block import Batch
from dgov_std.engine.findings import facts_of, rule_of
from dgov_std.engine.kernel import judge
from dgov_std.errors import InputError, Problem
from dgov_std.plan.atoms import Atom
from dgov_std.plan.plan import NO_COLUMN, Plan, cell_plan, record_plan
from dgov_std.report import facts
from dgov_std.report.codes import CODES, Code
from dgov_std.report.values import CheckResult, Example, Finding, Rule, Severity, Status
from dgov_std.text import Text

NO_METADATA = Text("没有提供元数据", "no metadata was given")
NO_FIELD = Text("没有填写这一项", "the field was not filled in")


@dataclass(slots=True)
class Found:
    """Findings about the file as a whole, and the checks behind them."""

    findings: list[Finding] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)


def label_findings(bundle: Mapping[str, Any], labels: Sequence[str], name: str) -> list[Found]:
    """Judge the column labels and the file's base name by the naming convention; a foreign schema has none."""
    if "row" in bundle:
        return []
    filled = [i for i, label in enumerate(labels) if label.strip()]
    found = [_judged(cell_plan(bundle, "label"), [labels[i] for i in filled], filled)]
    base = PurePath(name).stem
    found.append(_judged(cell_plan(bundle, "file-name"), [base] if base else [], []))
    return found


def _judged(plan: Plan, values: list[str], columns: Sequence[int]) -> Found:
    batch = Batch((strings(values),), 1, np.arange(1, len(values) + 1, dtype=np.int64))
    result = judge(plan, batch)
    failed: dict[int, list[int]] = {}
    for failure in result.failures:
        failed.setdefault(failure.atom, []).extend(failure.rows.tolist())
    found = Found()
    for i, atom in enumerate(plan.atoms):
        rows = sorted(set(failed.get(i, [])))
        found.checks.append(_check(plan, atom, Status.RAN, None, int(result.evaluated[i]), len(rows)))
        if rows:
            places = tuple(columns[row] for row in rows) if columns else ()
            found.findings.append(_finding(plan, atom, places, [values[row] for row in rows], None))
    return found


def metadata_findings(bundle: Mapping[str, Any], metadata: Mapping[str, str] | None, as_of: str | None) -> list[Found]:
    """Judge the dataset's metadata; without any, every such check is skipped, saying so.

    Fields are given by id or by title in either language. Raises InputError for unknown ones.
    """
    titles = {field["id"]: Text(**field["title"]) for field in bundle["fields"]}
    if "row" in bundle and not metadata:
        return []
    if metadata is None:
        plan = record_plan(bundle, "metadata", {name: i for i, name in enumerate(titles)}, as_of=as_of)
        unrun = [*plan.atoms, *(each.atom for each in plan.unrun)]
        return [Found(checks=[_check(plan, atom, Status.SKIPPED, NO_METADATA, 0, 0) for atom in unrun])]
    given = metadata_by_id(bundle, metadata)
    plan = record_plan(bundle, "metadata", {name: i for i, name in enumerate(given)}, as_of=as_of)
    columns = tuple(strings([value]) for value in given.values()) or (strings(["-"]),)
    result = judge(plan, Batch(columns, 1, np.array([1], dtype=np.int64)))
    failed = {failure.atom for failure in result.failures}
    found = Found()
    for i, atom in enumerate(plan.atoms):
        found.checks.append(_check(plan, atom, Status.RAN, None, int(result.evaluated[i]), int(i in failed)))
        if i in failed:
            value = given.get(atom.column or "")
            finding = _finding(plan, atom, (), [value] if value else [], atom.column)
            # What the field is called stands where a rule's title stands, unless the rule has one.
            title = finding.rule.title or titles.get(atom.column or "")
            found.findings.append(replace(finding, rule=replace(finding.rule, title=title)))
    reasons = {NO_COLUMN: NO_FIELD}
    found.checks += [
        _check(
            plan,
            each.atom,
            Status.SKIPPED if each.skipped else Status.NOT_APPLICABLE,
            reasons.get(each.reason, each.reason),
            0,
            0,
        )
        for each in plan.unrun
    ]
    return [found]


def metadata_by_id(bundle: Mapping[str, Any], metadata: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that hold something, by id. Raises InputError for unknown ones."""
    titles = {field["id"]: Text(**field["title"]) for field in bundle["fields"]}
    names = {name: field for field, title in titles.items() for name in (field, title.zh, title.en)}
    unknown = [name for name in metadata if name not in names]
    if unknown:
        known = "、".join(f"{title.zh}({field})" for field, title in titles.items())
        raise InputError(
            Problem(
                Text(f"元数据里没有“{unknown[0]}”这一项", f"there is no metadata field {unknown[0]!r}"),
                where="--metadata",
                todo=Text(f"可用: {known}", f"known: {', '.join(titles)}"),
            )
        )
    return {names[name]: value for name, value in metadata.items() if value}


def _code(atom: Atom) -> str:
    """Whatever is wrong with a metadata value, an identifier's check digit included, is DES102; DES103 is told apart."""
    return atom.code if CODES[atom.code].unit == "file" or atom.code == "DES103" else "DES102"


def _check(plan: Plan, atom: Atom, status: Status, reason: Text | None, evaluated: int, failed: int) -> CheckResult:
    check = plan.checks[atom.check]
    return CheckResult(
        id=check["id"],
        code=_code(atom),
        severity=Severity(atom.severity),
        dimension=str(CODES[_code(atom)].dimension),
        unit="file",
        column=None,
        element=atom.column if atom.column != "value" else None,
        status=status,
        reason=reason,
        evaluated=evaluated,
        failed=failed,
        rule=rule_of(check),
    )


def _finding(plan: Plan, atom: Atom, columns: tuple[int, ...], values: list[str], element: str | None) -> Finding:
    check = plan.checks[atom.check]
    known = facts_of(check["facts"])
    if isinstance(known, facts.NoFacts):
        known = facts.Named(values[0] if values else "", element)
    return Finding(
        number=0,
        code=_code(atom),
        severity=Severity(atom.severity),
        dimension=str(CODES[_code(atom)].dimension),
        unit="file",
        columns=columns,
        element=element,
        cause=None,
        checks=(check["id"],),
        rows=0,
        cells=0,
        evaluated=1,
        first=(),
        examples=tuple(Example(value, 1) for value in values[:5]),
        facts=known,
        rule=rule_of(check),
    )


def file_check(name: str, code: Code, severity: Severity, rule: Rule, *, failed: bool) -> CheckResult:
    """Return the result of a check that asks one thing of the file as a whole."""
    return CheckResult(
        id=name,
        code=code.code,
        severity=severity,
        dimension=str(code.dimension),
        unit="file",
        column=None,
        element=None,
        status=Status.RAN,
        reason=None,
        evaluated=1,
        failed=int(failed),
        rule=rule,
    )


def file_finding(check: CheckResult, known: facts.Facts) -> Finding:
    """Return the finding of such a check."""
    return Finding(
        number=0,
        code=check.code,
        severity=check.severity,
        dimension=check.dimension,
        unit=check.unit,
        columns=(),
        element=None,
        cause=None,
        checks=(check.id,),
        rows=0,
        cells=0,
        evaluated=1,
        first=(),
        examples=(),
        facts=known,
        rule=check.rule,
    )
