"""Recompute the indicators of a report from its table of checks: standard library only, no dgov_std."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
for indicator in report["indicators"]:
    counts, unit = indicator["counts"], indicator["unit"]
    if counts.startswith("rows_"):
        a, b = report["rows"][counts.removeprefix("rows_")], report["rows"]["total"]
    else:
        counted = [
            check
            for check in report["checks"]
            if check["id"] in indicator["checks"] and check["status"] == "ran" and check["unit"] == unit
        ]
        b = sum(check["evaluated"] for check in counted)
        failed = sum(check["failed"] for check in counted)
        a = failed if counts == "failed" else b - failed
    value = round(a / b, 6) if b else None
    same = (a, b, value) == (indicator["a"], indicator["b"], indicator["value"])
    print(indicator["id"], f"{a}/{b}", "ok" if same else f"differs from {indicator['a']}/{indicator['b']}")
