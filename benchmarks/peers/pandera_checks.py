"""The subset with Pandera: one schema of string columns, all failures collected (lazy), on Polars or pandas."""

import sys

import checks

C = checks.LABELS
path, library = sys.argv[1:]


def polars_failures() -> dict[str, int]:
    import pandera.polars as pa  # noqa: PLC0415 - one of two
    import polars as pl  # noqa: PLC0415

    def check(key, expression):
        return pa.Check(lambda data: data.lazyframe.select(expression.fill_null(value=True)), error=key)

    def column(name):
        return pl.col(C[name])

    def dates(name):
        return column(name).str.to_date("%Y-%m-%d", strict=False)

    of: dict[str, list] = {name: [] for name in C}
    for name, pattern in checks.PATTERNS.items():
        of[name].append(pa.Check.str_matches(f"^(?:{pattern})$", error=f"{name}.pattern"))
    for name, (least, most) in checks.LENGTHS.items():
        of[name].append(pa.Check.str_length(least or None, most, error=f"{name}.length"))
    for name, values in {**checks.ENUMS, "division": tuple(checks.codes("division"))}.items():
        of[name].append(pa.Check.isin(values, error=f"{name}.codes"))
    for name in checks.DATES:
        of[name].append(check(f"{name}.date", column(name).is_null() | dates(name).is_not_null()))
    name, low, high = checks.RANGE
    number = column(name).cast(pl.Float64, strict=False)
    of[name].append(check(f"{name}.decimal", column(name).is_null() | number.is_between(low, high).fill_null(value=False)))
    rule, name = checks.UNIQUE
    of[name].append(check(rule, column(name).is_null() | ~column(name).is_duplicated()))
    whole = [check(rule, dates(left) <= dates(right)) for rule, (left, right) in checks.ORDERS.items()]
    for rule, (name, values, filled) in checks.CONDITIONS.items():
        whole.append(check(rule, ~column(name).is_in(values) | column(filled).is_not_null()))
    columns = {C[name]: pa.Column(pl.String, of[name], nullable=name not in checks.REQUIRED) for name in C}
    schema = pa.DataFrameSchema(columns, checks=whole)
    try:
        schema.validate(pl.read_csv(path, infer_schema=False), lazy=True)
    except pa.errors.SchemaErrors as error:
        return counted(error.failure_cases.group_by("column", "check").len().iter_rows())
    return {}


def pandas_failures() -> dict[str, int]:
    import pandas as pd  # noqa: PLC0415
    import pandera.pandas as pa  # noqa: PLC0415

    def dates(series):
        return pd.to_datetime(series, format="%Y-%m-%d", errors="coerce")

    of: dict[str, list] = {name: [] for name in C}
    for name, pattern in checks.PATTERNS.items():
        of[name].append(pa.Check.str_matches(f"^(?:{pattern})$", error=f"{name}.pattern"))
    for name, (least, most) in checks.LENGTHS.items():
        of[name].append(pa.Check.str_length(least or None, most, error=f"{name}.length"))
    for name, values in {**checks.ENUMS, "division": tuple(checks.codes("division"))}.items():
        of[name].append(pa.Check.isin(values, error=f"{name}.codes"))
    for name in checks.DATES:
        of[name].append(pa.Check(lambda series: series.isna() | dates(series).notna(), error=f"{name}.date"))
    name, low, high = checks.RANGE
    of[name].append(
        pa.Check(lambda s: s.isna() | pd.to_numeric(s, errors="coerce").between(low, high), error=f"{name}.decimal")
    )
    rule, name = checks.UNIQUE
    of[name].append(pa.Check(lambda series: series.isna() | ~series.duplicated(keep=False), error=rule))

    def order(left, right):
        def holds(frame):
            a, b = dates(frame[C[left]]), dates(frame[C[right]])
            return a.isna() | b.isna() | (a <= b)

        return holds

    def condition(name, values, filled):
        return lambda frame: ~frame[C[name]].isin(values) | frame[C[filled]].notna()

    whole = [pa.Check(order(*sides), error=rule) for rule, sides in checks.ORDERS.items()]
    whole += [pa.Check(condition(*parts), error=rule) for rule, parts in checks.CONDITIONS.items()]
    columns = {C[name]: pa.Column(str, of[name], nullable=name not in checks.REQUIRED) for name in C}
    schema = pa.DataFrameSchema(columns, checks=whole)
    try:
        schema.validate(pd.read_csv(path, dtype=str, engine="pyarrow"), lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        rows = cases.drop_duplicates(["schema_context", "column", "check", "index"])
        found = rows.groupby(["column", "check"], dropna=False).size()
        return counted((column, check, count) for (column, check), count in found.items())
    return {}


def counted(rows) -> dict[str, int]:
    element = {label: name for name, label in C.items()}
    return {f"{element[column]}.required" if check == "not_nullable" else check: count for column, check, count in rows}


checks.print_result(polars_failures() if library == "polars" else pandas_failures())
