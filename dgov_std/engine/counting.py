"""How many rows a table has, against how many it may have."""

from __future__ import annotations

from dgov_std.engine.document import Found, file_check, file_finding
from dgov_std.engine.findings import rule_of
from dgov_std.plan.plan import Plan
from dgov_std.report.codes import CODES
from dgov_std.report.facts import Counted
from dgov_std.report.values import Severity


def count_findings(plan: Plan, rows: int) -> Found:
    """Judge the number of rows; blank ones are none."""
    found = Found()
    for count in plan.counts:
        wrong = (count.minimum is not None and rows < count.minimum) or (count.maximum is not None and rows > count.maximum)
        entry = plan.checks[count.check]
        check = file_check(entry["id"], CODES[count.code], Severity(count.severity), rule_of(entry), failed=wrong)
        found.checks.append(check)
        if wrong:
            found.findings.append(file_finding(check, Counted(rows, count.minimum, count.maximum)))
    return found
