"""All checks of the dataset `register` as hand-written SQL for DuckDB, two threads.

What it gives: how many cells fail each check. Not given, other than by the checks it is compared with: where they are,
line breaks in cells, columns in another order, wrong rows. Later links of a chain count only what passed the earlier ones.
"""

import sys

import checks
import duckdb

C = {name: f'"{label}"' for name, label in checks.LABELS.items()}
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def total(cell: str, alphabet: str, weights: list[int], start: int = 1) -> str:
    """The weighted sum of characters from `start` on, counted in the alphabet."""
    terms = (f"{weight}*(instr('{alphabet}',substr({cell},{start + at},1))-1)" for at, weight in enumerate(weights))
    return f"({'+'.join(terms)})"


def matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell},'{pattern}')"


def day(cell: str) -> str:
    """The date of a cell written YYYY-MM-DD, else null."""
    return f"case when {matches(cell, '[0-9]{4}-[0-9]{2}-[0-9]{2}')} then try_cast({cell} as date) end"


def texts(values: tuple[str, ...]) -> str:
    return "(" + ",".join(f"'{value}'" for value in values) + ")"


credit, citizen = C["credit-code"], C["citizen-number"]
credit_sum = total(credit, USCC, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])
subject_sum = total(credit, LETTERS, [3, 7, 9, 10, 5, 8, 4, 2], 9)
citizen_sum = total(citizen, "0123456789", [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
born = f"try_strptime(substr({citizen},7,8),'%Y%m%d')::date"
amount = C["amount"]

# Each check: what makes a cell fail. Null (an empty cell, or an unmet condition) is no failure.
tests = {f"{name}.required": f"{C[name]} is null" for name in checks.REQUIRED}
patterns = {name: checks.PATTERNS[name] for name in ("record-number", "licence-number", "phone", "postcode")}
tests |= {f"{name}.pattern": f"not {matches(C[name], pattern)}" for name, pattern in patterns.items()}
tests |= {f"{name}.length": f"length({C[name]}) not between {a} and {b}" for name, (a, b) in checks.LENGTHS.items()}
tests |= {f"{name}.codes": f"{C[name]} not in {texts(values)}" for name, values in checks.ENUMS.items()}
tests["division.codes"] = f"{C['division']} not in (select code from division)"
tests |= {f"{name}.date": f"{C[name]} is not null and {name.replace('-', '_')}_day is null" for name in checks.DATES}
tests["credit-code.identifier"] = f"""case when {credit} is null then false
    when not {matches(credit, "[0-9A-HJ-NPQRTUWXY]{18}")} then true
    else substr({credit},18,1) <> substr('{USCC}',((31-{credit_sum}%31)%31+1)::int,1)
      or substr({credit},17,1) <> substr('0X987654321',({subject_sum}%11+1)::int,1)
      or substr({credit},1,2) not in (select code from authority)
      or substr({credit},3,6) not in (select code from registration) end"""
tests["citizen-number.identifier"] = f"""case when {citizen} is null then false
    when not {matches(citizen, "[0-9]{17}[0-9X]")} then true
    else substr({citizen},18,1) <> substr('10X98765432',({citizen_sum}%11+1)::int,1)
      or {born} is null or {born} > date '2026-10-31'
      or substr({citizen},1,6) not in (select code from region)
      or exists(select 1 from region where code = substr({citizen},1,6) and abolished < substr({citizen},7,4)) end"""
tests["amount.decimal"] = f"""case when {amount} is null then false
    when not {matches(amount, "-?(0|[1-9][0-9]*)([.][0-9]+)?")} then true
    else not {matches(amount, "-?[0-9]{1,10}([.][0-9]{1,2})?")} or try_cast({amount} as decimal(18,2)) not between 0 and 99999999
    end"""
tests |= {
    rule: f"{left.replace('-', '_')}_day > {right.replace('-', '_')}_day" for rule, (left, right) in checks.ORDERS.items()
}
tests |= {
    rule: f"{C[column]} in {texts(values)} and {C[filled]} is null"
    for rule, (column, values, filled) in checks.CONDITIONS.items()
}

database = duckdb.connect()
database.sql("set threads = 2")
for table, name in (
    ("division", "division"),
    ("authority", "uscc-authority-category"),
    ("registration", "registration-region"),
):
    database.sql(f"create table {table} as select unnest($codes) as code", params={"codes": list(checks.codes(name))})
regions = checks.codes("citizen-region")
database.sql(
    "create table region as select unnest($codes) as code, unnest($years) as abolished",
    params={"codes": list(regions), "years": [year or "9999" for year in regions.values()]},
)
source = "read_csv($path, all_varchar = true, header = true, sep = ',', quote = '\"', nullstr = '')"
path = {"path": sys.argv[1]}
days = ", ".join(f"{day(C[name])} as {name.replace('-', '_')}_day" for name in checks.DATES)
counts = ", ".join(f"count(*) filter (where {test})" for test in tests.values())
found = database.sql(f"with file as (select *, {days} from {source}) select {counts} from file", params=path).fetchall()[0]
failed = dict(zip(tests, found, strict=True))
rule, name = checks.UNIQUE
groups = f"select count(*) as n from {source} where {C[name]} is not null group by {C[name]} having n > 1"
failed[rule] = database.sql(f"select coalesce(sum(n), 0) from ({groups})", params=path).fetchall()[0][0]
checks.print_result(failed)
