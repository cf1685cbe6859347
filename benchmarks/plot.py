"""docs/benchmarks.svg: seconds per run as bars, rows against seconds as a line; written by hand, without a library."""

from __future__ import annotations

import math
import statistics
from html import escape

WIDTH, ROW, LEFT = 760, 22, 230
OURS, THEIRS = "#1f6f8b", "#b9b9b9"
STYLE = "font-family:sans-serif;font-size:12px;fill:#222"


def svg(results: dict) -> str:
    """Return the drawing of what has been measured; panels without results are left out."""
    parts: list[str] = []
    y = 10
    for name, title in (
        ("parse", "Check of the register, and only parsing it"),
        ("peers", "The checks Pointblank and Pandera have"),
        ("sql", "All checks, and the same as SQL by hand"),
        ("frictionless", "The checks frictionless has"),
    ):
        if name in results["questions"]:
            question = results["questions"][name]
            drawn, height = bars(f"{title} ({question['data'].split(' x ')[0]}; seconds, median)", question, y)
            parts += drawn
            y += height
    if "rows" in results["questions"]:
        drawn, height = line(results["questions"]["rows"], y)
        parts += drawn
        y += height
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" role="img">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>', *parts, "</svg>"]) + "\n"


def bars(title: str, question: dict, top: int) -> tuple[list[str], int]:
    """Return a panel of bars, one per contestant, and its height."""
    seconds = {name: statistics.median(taken["wall"]) for name, taken in question["contestants"].items()}
    longest = max(seconds.values())
    parts = [text(10, top + 14, title, bold=True)]
    y = top + 24
    for name, value in sorted(seconds.items(), key=lambda pair: pair[1]):
        length = max(1.0, (WIDTH - LEFT - 70) * value / longest)
        colour = OURS if name.startswith("dgov-std") else THEIRS
        parts.append(text(LEFT - 8, y + 15, name, end=True))
        parts.append(f'<rect x="{LEFT}" y="{y + 3}" width="{length:.1f}" height="{ROW - 6}" fill="{colour}"/>')
        parts.append(text(int(LEFT + length + 6), y + 15, f"{value:.2f}"))
        y += ROW
    return parts, y - top + 14


def line(question: dict, top: int) -> tuple[list[str], int]:
    """Return a panel of seconds against rows, both on logarithmic scales, and its height."""
    points = sorted(
        (int(name.split()[0].replace(",", "")), statistics.median(taken["wall"]))
        for name, taken in question["contestants"].items()
    )
    height, bottom = 200, top + 200
    low, high = math.floor(math.log10(min(p[1] for p in points))), math.ceil(math.log10(max(p[1] for p in points)))
    span = math.log10(points[-1][0]) - 1

    def place(rows: int, seconds: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - 70) * (math.log10(rows) - 1) / span
        return x, bottom - (height - 40) * (math.log10(seconds) - low) / max(1, high - low)

    parts = [text(10, top + 14, "Seconds of a check against rows (15 columns, both scales logarithmic)", bold=True)]
    for power in range(low, high + 1):
        _, y = place(10, 10.0**power)
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - 70}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(text(LEFT - 8, int(y + 4), f"{10.0**power:g} s", end=True))
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    parts.append(f'<polyline points="{drawn}" fill="none" stroke="{OURS}" stroke-width="2"/>')
    for rows, seconds in points:
        x, y = place(rows, seconds)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{OURS}"/>')
        parts.append(text(int(x), int(y - 8), f"{seconds:.2f}", middle=True))
        parts.append(text(int(x), bottom + 16, f"{rows:,}", middle=True))
    return parts, height + 30


def text(x: int, y: int, words: str, *, end: bool = False, middle: bool = False, bold: bool = False) -> str:
    """Return a line of text; x is its start, its end or its middle."""
    anchor = "end" if end else "middle" if middle else "start"
    weight = ";font-weight:bold" if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" style="{STYLE}{weight}">{escape(words)}</text>'
