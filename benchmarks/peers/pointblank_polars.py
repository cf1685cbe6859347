"""The subset with Pointblank on Polars: all columns read as text, one validation plan, its own report in JSON."""

import sys

import checks
import pointblank as pb
import polars as pl

C = checks.LABELS
frame = pl.read_csv(sys.argv[1], infer_schema=False)
plan, keys = pb.Validate(frame), []


def dates(name: str) -> pl.Expr:
    return pl.col(C[name]).str.to_date("%Y-%m-%d", strict=False)


for name in checks.REQUIRED:
    plan = plan.col_vals_not_null(C[name])
    keys.append(f"{name}.required")
for name, pattern in checks.PATTERNS.items():
    plan = plan.col_vals_regex(C[name], f"^(?:{pattern})$", na_pass=True)
    keys.append(f"{name}.pattern")
for name, (least, most) in checks.LENGTHS.items():
    # Pointblank has no check of a length; an expression of Polars says it.
    plan = plan.col_vals_expr(pl.col(C[name]).str.len_chars().is_between(least, most).fill_null(value=True))
    keys.append(f"{name}.length")
for name, values in {**checks.ENUMS, "division": tuple(checks.codes("division"))}.items():
    plan = plan.col_vals_expr(pl.col(C[name]).is_in(values).fill_null(value=True))
    keys.append(f"{name}.codes")
for name in checks.DATES:
    plan = plan.col_vals_expr(pl.col(C[name]).is_null() | dates(name).is_not_null())
    keys.append(f"{name}.date")
name, low, high = checks.RANGE
number = pl.col(C[name]).cast(pl.Float64, strict=False)
plan = plan.col_vals_expr(pl.col(C[name]).is_null() | number.is_between(low, high).fill_null(value=False))
keys.append(f"{name}.decimal")
for rule, (left, right) in checks.ORDERS.items():
    plan = plan.col_vals_expr((dates(left) <= dates(right)).fill_null(value=True))
    keys.append(rule)
for rule, (column, values, filled) in checks.CONDITIONS.items():
    plan = plan.col_vals_expr(~pl.col(C[column]).is_in(values).fill_null(value=False) | pl.col(C[filled]).is_not_null())
    keys.append(rule)
rule, name = checks.UNIQUE
# Two empty cells are no repetition.
plan = plan.rows_distinct([C[name]], pre=lambda table: table.filter(pl.col(C[name]).is_not_null()))
keys.append(rule)
done = plan.interrogate()
done.get_json_report()
failed = done.n_failed()
checks.print_result({key: failed[number] for number, key in enumerate(keys, 1)})
