"""The gravest first, then those that touch most rows."""

from types import ModuleType

from dgov_std.report.priorities import number_findings
from dgov_std.report.values import Severity


def test_order_and_numbers(sample: ModuleType) -> None:
    f, e, w, i = sample.finding, Severity.ERROR, Severity.WARNING, Severity.INFO
    given = [
        f("TYP101", i, "内容", 900, 2),
        f("TYP206", w, "内容", 5, 2),
        f("TYP205", e, "内容", 5, 2),
        f("COD101", e, "状态", 5, 2),
        f("TYP201", e, "内容", 5, 2),
        f("TYP101", e, "相对人名称", 7, 2),
        f("STR101", e, None, 0, 1),
        f("NAM101", e, "内容", 0, 1),
    ]
    wanted = ["STR101", "TYP101", "TYP201", "TYP205", "COD101", "NAM101", "TYP206", "TYP101"]
    for order in (given, given[::-1]):
        numbered = number_findings(order)
        assert [finding.code for finding in numbered] == wanted
        assert [finding.number for finding in numbered] == list(range(1, 9))


def test_nothing() -> None:
    assert number_findings([]) == ()
