"""Recompute the indicators and scores of a report from its table of checks: standard library only, no dgov_std."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)


def mean(values):
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 6) if known else None


found = {}  # (standard, id) -> values, one for each unit that was counted
for indicator in sorted(report["indicators"], key=lambda each: each["formula"] == "mean"):
    counts, standard, a, b, value = indicator["counts"], indicator["standard"], 0, 0, None
    if counts.startswith("rows_"):
        a, b = report["rows"][counts.removeprefix("rows_")], report["rows"]["total"]
    elif counts in ("passed", "failed"):
        ran = [check for check in report["checks"] if check["status"] == "ran" and check["unit"] == indicator["unit"]]
        counted = [check for check in ran if check["id"] in indicator["checks"]]
        b, failed = (sum(check[key] for check in counted) for key in ("evaluated", "failed"))
        a = failed if counts == "failed" else b - failed
    elif counts == "parts":
        value = mean(mean(found[standard, part["id"]]) for part in indicator["parts"])
    if b:
        value = round((b - a if indicator["formula"] == "complement" else a) / b, 6)
    found.setdefault((standard, indicator["id"]), []).append(value)
    same = (a, b, value) == (indicator["a"], indicator["b"], indicator["value"])
    print(indicator["id"], f"{a}/{b}", "ok" if same else f"differs from {indicator['a']}/{indicator['b']}")
for score in report["scores"]:
    weighed = {each["id"]: each for each in report["indicators"] if each["standard"] == score["standard"] and each["weight"]}
    terms = [(each, value) for name, each in weighed.items() if (value := mean(found[score["standard"], name])) is not None]
    good = sum(each["weight"] * (value if each["polarity"] == "higher" else 1 - value) for each, value in terms)
    points = round(100 * good / sum(each["weight"] for each, _ in terms), 2) if terms else None
    print("score", points, "ok" if points == score["points"] else f"differs from {score['points']}")
