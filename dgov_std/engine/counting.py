"""How many rows a table has, against how many it may have."""

from __future__ import annotations

from dgov_std.engine.document import Found
from dgov_std.engine.findings import rule_of
from dgov_std.plan.crossrow import Count
from dgov_std.plan.plan import Plan
from dgov_std.report.codes import CODES
from dgov_std.report.facts import Counted
from dgov_std.report.values import CheckResult, Finding, Severity, Status


def count_findings(plan: Plan, rows: int) -> Found:
    """Judge the number of rows; blank ones are none."""
    found = Found()
    for count in plan.counts:
        wrong = (count.minimum is not None and rows < count.minimum) or (count.maximum is not None and rows > count.maximum)
        check = _check(plan, count, failed=wrong)
        found.checks.append(check)
        if wrong:
            found.findings.append(
                Finding(
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
                    facts=Counted(rows, count.minimum, count.maximum),
                    rule=check.rule,
                )
            )
    return found


def _check(plan: Plan, count: Count, *, failed: bool) -> CheckResult:
    check, code = plan.checks[count.check], CODES[count.code]
    return CheckResult(
        id=check["id"],
        code=count.code,
        severity=Severity(count.severity),
        dimension=str(code.dimension),
        unit=code.unit,
        column=None,
        element=None,
        status=Status.RAN,
        reason=None,
        evaluated=1,
        failed=int(failed),
        rule=rule_of(check),
    )
