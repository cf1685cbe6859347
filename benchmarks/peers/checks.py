"""What the other tools are asked to check: the dataset `subset` of benchmarks/standard in plain Python values.

Keys of the results are `element.kind`, or the id of a rule or key; each script prints `{"key": failing cells}`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

LABELS = {
    "record-number": "登记编号",
    "organisation": "单位名称",
    "credit-code": "统一社会信用代码",
    "citizen-number": "公民身份号码",
    "division": "行政区划代码",
    "category": "类别代码",
    "licence-number": "许可证编号",
    "issued": "核发日期",
    "valid-from": "有效期自",
    "valid-to": "有效期至",
    "amount": "金额",
    "phone": "联系电话",
    "postcode": "邮政编码",
    "status": "状态代码",
    "remark": "备注",
}
REQUIRED = ("record-number", "organisation", "division", "category", "issued", "status")
PATTERNS = {
    "record-number": "[0-9]{2}-[0-9]{4}-[0-9]{10}",
    "credit-code": "[0-9A-HJ-NPQRTUWXY]{18}",
    "citizen-number": "[0-9]{17}[0-9X]",
    "licence-number": "[A-Z]{2}[0-9]{14}",
    "phone": "1[3-9][0-9]{9}",
    "postcode": "[0-9]+",
}
LENGTHS = {"organisation": (0, 40), "postcode": (6, 6), "remark": (0, 100)}
ENUMS = {"category": ("01", "02", "03", "04", "99"), "status": ("1", "2", "3")}
DATES = ("issued", "valid-from", "valid-to")
RANGE = ("amount", 0, 99_999_999)
ORDERS = {"validity-order": ("valid-from", "valid-to"), "issued-before-validity": ("issued", "valid-from")}
# rule: (column, values, column that must then be filled)
CONDITIONS = {
    "licensed-categories": ("category", ("01", "02"), "licence-number"),
    "cancelled-has-remark": ("status", ("3",), "remark"),
}
UNIQUE = ("one-row-per-record", "record-number")
CODE_LISTS = Path(__file__).parent.parent.parent / "standards" / "national" / "codelists"


def codes(name: str) -> dict[str, str]:
    """Return the codes of a shipped list, each with the year it was abolished (or nothing)."""
    with (CODE_LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row.get("valid_to") or "" for row in csv.DictReader(file)}


def print_result(failed: Mapping[str, int]) -> None:
    """Print what was found: the number of failing cells by check."""
    print(json.dumps({key: int(count) for key, count in failed.items()}))
