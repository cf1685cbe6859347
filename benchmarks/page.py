"""docs/benchmarks.md and what is printed, from the results."""

from __future__ import annotations

import statistics

INTRODUCTION = """# Benchmarks

Made by `python benchmarks/run.py`; edits here are lost. `--help` tells how to ask for less, or for more.

All data is invented, from a fixed seed: a register of organisations in 15 columns (benchmarks/register.py), and a
standard with some 30 checks (benchmarks/standard): required cells, patterns, lengths, enumerations, the shipped list of
division codes, dates, exact decimals, two identifiers with check digits, comparisons of dates, conditions, a unique key.
Other tools are held against the checks they have words for (benchmarks/peers), and dgov-std then checks just the same;
that both find the same failing cells is part of the run. SQL by hand only counts them, and tells no rows.

Each run is a whole process, from its start to its written JSON report. Contestants take turns; a ratio is taken within
a round, and the median of the rounds is told. "CPU" is user and system time together: the figure to compare when the
machine was not quiet. The bars are those of the project's design; wall time decides.

![Seconds per run, and rows against seconds](benchmarks.svg)
"""


def page(results: dict) -> str:
    """Return the whole page: a summary of all figures with a bar, then a section per question."""
    lines = [
        INTRODUCTION,
        "## Summary",
        "",
        "| question | figure | measured | by CPU time | bar | met |",
        "|---|---|---|---|---|---|",
    ]
    for name, question in results["questions"].items():
        lines += [
            f"| {name} | {figure['text']} | {_value(figure)} | {_steady(figure)} | {_bar(figure)} | {_met(figure)} |"
            for figure in question["figures"]
            if figure["bar"] is not None
        ]
    for name, question in results["questions"].items():
        lines += ["", f"## {name}: {_line(question['title'])}", "", *_table(question)]
    if results["guard"]:
        lines += [
            "",
            "## What CI compares with",
            "",
            "Ratios of CPU time at 200,000 rows (benchmarks/guard.py); a later one may be 1.35 times that.",
            "",
        ]
        lines += [f"- {name}: {value:.2f}" for name, value in results["guard"].items()]
    return "\n".join(lines) + "\n"


def _table(question: dict) -> list[str]:
    """Return data, who took how long, the figures, the notes and the versions of one question."""
    lines = [f"{question['data']}; {question['rounds']} rounds; {question['machine']}.", ""]
    lines += ["| | wall s, best | median | CPU s, best | median | peak MB |", "|---|---|---|---|---|---|"]
    for name, taken in question["contestants"].items():
        wall, cpu, peak = taken["wall"], taken["cpu"], taken["peak"]
        cells = (min(wall), statistics.median(wall), min(cpu), statistics.median(cpu))
        lines.append(f"| {name} | " + " | ".join(f"{cell:.2f}" for cell in cells) + f" | {max(peak):,.0f} |")
    lines += ["", "| figure | measured | by CPU time | bar | met |", "|---|---|---|---|---|"]
    lines += [f"| {f['text']} | {_value(f)} | {_steady(f)} | {_bar(f)} | {_met(f)} |" for f in question["figures"]]
    lines += [""] + [f"- {note}" for note in question["notes"]] + ([""] if question["notes"] else [])
    return [*lines, "Versions: " + ", ".join(f"{name} {version}" for name, version in question["versions"].items()) + "."]


def section_text(question: dict) -> str:
    """Return what is printed of one question."""
    lines = [f"   {_line(question['title'])}", f"   {question['data']}"]
    for name, taken in question["contestants"].items():
        wall, cpu = taken["wall"], taken["cpu"]
        lines.append(
            f"   {name:<30} wall {min(wall):8.2f} / {statistics.median(wall):8.2f} s   "
            f"CPU {min(cpu):8.2f} / {statistics.median(cpu):8.2f} s   {max(taken['peak']):7,.0f} MB"
        )
    for figure in question["figures"]:
        told = f"   {figure['text']}: {_value(figure)}"
        told += f" ({_steady(figure)} by CPU time)" if figure["steady"] is not None else ""
        told += f"   bar {_bar(figure)}: {_met(figure)}" if figure["bar"] is not None else ""
        lines.append(told)
    return "\n".join([*lines, *(f"   {note}" for note in question["notes"])])


def _line(text: str) -> str:
    return " ".join(text.split())


def _number(value: float, unit: str) -> str:
    digits = 0 if unit in {"MB", "ms"} else 2
    return f"{value:,.{digits}f}" + ("x" if unit == "x" else f" {unit}")


def _value(figure: dict) -> str:
    return _number(figure["value"], figure["unit"])


def _steady(figure: dict) -> str:
    return "" if figure["steady"] is None else _number(figure["steady"], figure["unit"])


def _bar(figure: dict) -> str:
    return (
        ""
        if figure["bar"] is None
        else f"{figure['sense'].replace('<=', '≤').replace('>=', '≥')} {_number(figure['bar'], figure['unit'])}"
    )


def _met(figure: dict) -> str:
    return {None: "", True: "met", False: "**not met**"}[figure["met"]]
