"""The questions the benchmarks answer: who is run on what, which figure comes out, which bar it is held against."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import answers
from contestants import Bench
from processes import Contestant, Series, alternate, ratio

TEN = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that answers a question; `bar` with `sense` ("<=" or ">=") where there is one.

    `steady` is the same figure from CPU time, which other work on the machine disturbs less.
    """

    text: str
    value: float
    unit: str = "x"
    sense: str = "<="
    bar: float | None = None
    steady: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None without a bar."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.sense == "<=" else self.value >= self.bar


@dataclass(slots=True)
class Answer:
    """What was measured for a question."""

    series: dict[str, Series]
    figures: list[Figure]
    data: str
    notes: list[str] = field(default_factory=list)


def _ratio(text: str, over: Series, under: Series, **bar: object) -> Figure:
    return Figure(text, ratio(over, under), steady=ratio(over, under, "cpu"), **bar)  # type: ignore[arg-type]


def _median(series: Series, measure: str = "wall") -> float:
    return statistics.median(series.values(measure))


def _against_parsing(bench: Bench, variant: str) -> Answer:
    path = bench.register(bench.rows, variant)
    parsers = bench.parsers(path)
    series = alternate([bench.ours("dgov-std check", path), *parsers], bench.rounds)
    check = series["dgov-std check"]
    fastest = min((parser.name for parser in parsers if "pyarrow" in parser.name), key=lambda name: _median(series[name]))
    figures = [_ratio(f"check / parse only ({fastest}, the fastest of its kind)", check, series[fastest], bar=3.0)]
    figures += [_ratio(f"check / parse only ({p.name})", check, series[p.name]) for p in parsers if p.name != fastest]
    figures.append(Figure("peak memory of check", max(check.values("peak")), "MB", bar=450.0))
    return Answer(series, figures, _data(bench.rows, variant, path.stat().st_size))


def _data(rows: int, variant: str, size: int) -> str:
    return f"{rows:,} rows x 15 columns, {size / 1e6:,.0f} MB, variant `{variant}`"


def parse(bench: Bench) -> Answer:
    """How much longer than only parsing does a check take?"""
    return _against_parsing(bench, "base")


def quoted(bench: Bench) -> Answer:
    """And with every cell in quotation marks?"""
    return _against_parsing(bench, "quoted")


def distinct(bench: Bench) -> Answer:
    """And when nearly all cells of every column differ?"""
    return _against_parsing(bench, "distinct")


def wrong(bench: Bench) -> Answer:
    """How much longer does a file take whose every row is wrong in seven columns or eight?"""
    right, bad = bench.register(bench.rows, "right"), bench.register(bench.rows, "wrong")
    series = alternate([bench.ours("all right", right), bench.ours("all wrong", bad)], bench.rounds)
    figures = [_ratio("all wrong / all right", series["all wrong"], series["all right"], bar=1.5)]
    return Answer(series, figures, _data(bench.rows, "wrong", bad.stat().st_size))


def memory(bench: Bench) -> Answer:
    """How much memory, and does it grow with the rows?"""
    counts = [bench.rows, bench.rows * TEN] if bench.large else [bench.rows // TEN, bench.rows]
    series = alternate([bench.ours(f"{n:,} rows", bench.register(n, "right")) for n in counts], 1)
    peaks = [max(series[f"{n:,} rows"].values("peak")) for n in counts]
    figures = [Figure(f"peak memory, {n:,} rows", peak, "MB", bar=450.0) for n, peak in zip(counts, peaks, strict=True)]
    figures.append(Figure("peak memory at ten times the rows", peaks[1] / peaks[0], bar=1.2 if bench.large else None))
    return Answer(series, figures, f"{counts[0]:,} and {counts[1]:,} rows x 15 columns")


def rows(bench: Bench) -> Answer:
    """Does time per row stay the same from 10^4 to 10^7 rows?"""
    top = 7 if bench.large else max(5, round(math.log10(bench.rows)))
    counts = [10**power for power in range(4, top + 1)]
    start = bench.ours("10 rows", bench.register(TEN, "right"))
    runs = [bench.ours(f"{n:,} rows", bench.register(n, "right")) for n in counts]
    series = alternate([start, *runs[:-1]], bench.rounds) | alternate(runs[-1:], 1 if bench.large else bench.rounds)

    def each(n: int, measure: str) -> float:
        """Microseconds per row, the start taken off."""
        values = (min(series[name].values(measure)) for name in (f"{n:,} rows", "10 rows"))
        return (next(values) - next(values)) / n * 1e6

    figures = [
        Figure(f"per row at {n:,} rows, start taken off", each(n, "wall"), "µs", steady=each(n, "cpu")) for n in counts
    ]
    far = [n for n in counts if n >= 10**5]
    if len(far) > 1:
        spread = {m: max(each(n, m) for n in far) / min(each(n, m) for n in far) for m in ("wall", "cpu")}
        figures.append(Figure("slowest / fastest from 100,000 rows on", spread["wall"], bar=1.15, steady=spread["cpu"]))
    return Answer(series, figures, f"10^4 to 10^{top} rows x 15 columns")


def start(bench: Bench) -> Answer:
    """How long until a small answer?"""
    ten = bench.ours("check of ten rows", bench.register(TEN))
    version = Contestant("--version", ((*ten.commands[0][:3], "--version"),), ten.environment)
    series = alternate([version, ten], bench.rounds * 3)
    figures = [
        Figure("--version", _median(series["--version"]) * 1e3, "ms", bar=150.0),
        Figure("check of ten rows", _median(series["check of ten rows"]) * 1e3, "ms", bar=800.0),
    ]
    return Answer(series, figures, "10 rows x 15 columns")


def xlsx(bench: Bench) -> Answer:
    """How much longer than only reading does a check of a workbook take?"""
    count = min(bench.rows, 100_000)
    path = bench.workbook(count)
    reader = bench.peer("python-calamine, read", "calamine", "read_calamine.py", path)
    series = alternate([bench.ours("dgov-std check", path), *reader], bench.rounds)
    figures = [_ratio("check / raw calamine read", series["dgov-std check"], series[r.name], bar=1.6) for r in reader] or [
        Figure("check", _median(series["dgov-std check"]), "s")
    ]
    return Answer(series, figures, f"{count:,} rows x 15 columns as xlsx, {path.stat().st_size / 1e6:,.1f} MB")


def wide(bench: Bench) -> Answer:
    """Many columns: a table of 330 rows and 949 columns, and the same number of cells in 5 to 1,000 columns."""
    cells = bench.rows * 2
    path, bundle = bench.wide(330, 949)
    shapes = {columns: bench.wide(cells // columns, columns) for columns in (5, 100, 1000)}
    names = {columns: f"{cells // columns:,} x {columns:,}" for columns in shapes}
    runs = [bench.ours("330 x 949", path, bundle=bundle)]
    runs += [bench.ours(names[columns], file, bundle=its) for columns, (file, its) in shapes.items()]
    series = alternate(runs, bench.rounds)
    figures = [Figure("330 rows x 949 columns", _median(series["330 x 949"]), "s", bar=2.0)]
    figures += [
        _ratio(f"1,000 columns / {c:,} columns, same number of cells", series[names[1000]], series[names[c]])
        for c in (5, 100)
    ]
    return Answer(series, figures, f"{cells:,} cells: codes, dates, amounts, categories in turn")


def files(bench: Bench) -> Answer:
    """Do ten files in one run cost no more than ten runs of one?"""
    count = min(bench.rows, 200_000)
    paths = [bench.register(count, copy=number) for number in range(1, TEN + 1)]
    one_run, ten_runs = bench.ours("ten files in one run", *paths), bench.ours("ten runs of one", *paths, one_by_one=True)
    series = alternate([one_run, ten_runs], bench.rounds)
    figures = [_ratio("one run / ten runs", series[one_run.name], series[ten_runs.name], bar=1.1)]
    return Answer(series, figures, f"10 files of {count:,} rows x 15 columns")


# ---- other tools ----------------------------------------------------------------------------


def _against(bench: Bench, dataset: str, count: int, peers: Sequence[tuple[str, ...]], bar: float | None = 2.0) -> Answer:
    path, bundle = bench.register(count), bench.bundle(dataset)
    found = [contestant for name, *rest in peers for contestant in bench.peer(name, rest[0], rest[1], path, *rest[2:])]
    notes = [
        f"{name}: {bench.environments.skipped[rest[0]]}" for name, *rest in peers if rest[0] in bench.environments.skipped
    ]
    if not found:
        return Answer({}, [], "", notes)
    ours = bench.ours("dgov-std check", path, bundle=bundle)
    series = alternate([ours, *found], bench.rounds)
    figures = []
    for contestant in found:
        figures.append(_ratio(f"{contestant.name} / check", series[contestant.name], series[ours.name], sense=">=", bar=bar))
        unlike = answers.differences(bench.report, series[contestant.name].printed)
        notes.append(
            f"{contestant.name}: " + ("same failing cells per check" if not unlike else "DIFFERS: " + "; ".join(unlike))
        )
    return Answer(series, figures, _data(count, "base", path.stat().st_size), notes)


def peers(bench: Bench) -> Answer:
    """How much longer do Pointblank and Pandera take for the checks they have (dataset `subset`)?"""
    tools = (
        ("Pointblank (Polars)", "pointblank", "pointblank_polars.py"),
        ("Pandera (Polars)", "pandera", "pandera_checks.py", "polars"),
        ("Pandera (pandas)", "pandera", "pandera_checks.py", "pandas"),
    )
    return _against(bench, "subset", bench.rows, tools)


def frictionless(bench: Bench) -> Answer:
    """How much longer does frictionless take for the checks it has (dataset `subset-columns`)?"""
    tools = (("frictionless", "frictionless", "table_schema.py"),)
    return _against(bench, "subset-columns", min(bench.rows, 100_000), tools)


def sql(bench: Bench) -> Answer:
    """How much longer does SQL written by hand take for all checks, check digits included (dataset `register`)?"""
    return _against(bench, "register", bench.rows, (("DuckDB, SQL by hand", "duckdb", "sql_duckdb.py"),))


QUESTIONS: dict[str, Callable[[Bench], Answer]] = {
    "parse": parse,
    "quoted": quoted,
    "distinct": distinct,
    "wrong": wrong,
    "memory": memory,
    "rows": rows,
    "start": start,
    "xlsx": xlsx,
    "wide": wide,
    "files": files,
    "peers": peers,
    "frictionless": frictionless,
    "sql": sql,
}
