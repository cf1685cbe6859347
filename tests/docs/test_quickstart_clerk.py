"""The clerk's page: the icon runs its command; colours, verdicts and names of files are what the page says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import openpyxl
import pytest

from dgov_std.reject.marks import TINTS
from dgov_std.render.wording import severity_word, verdict_word
from dgov_std.report.values import Severity, Verdict
from docs.pages.running import expected, page_folder, run_command

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"quickstart-clerk.md": "en", "quickstart-clerk.zh.md": "zh"}
COLOURS = {
    "zh": {"红": "FFC7CE", "黄": "FFEB9C", "蓝": "DDEBF7"},
    "en": {"red": "FFC7CE", "yellow": "FFEB9C", "blue": "DDEBF7"},
}


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def table_after(text: str, head: str) -> dict[str, str]:
    """The rows of the table under a header cell, as a mapping."""
    lines = text.partition(f"| {head} |")[2].split("\n")[2:]
    rows = [re.split(r" *\| *", line.strip("| ")) for line in lines[: lines.index("")]]
    return {row[0]: row[1] for row in rows}


def test_the_icon_runs_the_command_of_the_page():
    tree = ast.parse((ROOT / "offline" / "dropped.py").read_text(encoding="utf-8"))
    (options,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "OPTIONS"
    ]
    for name in PAGES:
        ((line, _, _),) = expected(read(name))
        assert line.split()[1:-1] == list(options)


@pytest.mark.parametrize(("name", "language"), PAGES.items())
def test_the_colours_mean_what_the_page_says(name: str, language: str):
    told = table_after(read(name), "颜色" if language == "zh" else "colour")
    meant = {COLOURS[language][colour]: meaning for colour, meaning in told.items()}
    for severity in Severity:
        assert meant[TINTS[severity]].startswith(severity_word(severity, language))


@pytest.mark.parametrize(("name", "language"), PAGES.items())
def test_the_verdicts_are_those_of_the_page(name: str, language: str):
    told = table_after(read(name), "结论" if language == "zh" else "verdict")
    assert [verdict_word(verdict, language).split(",")[0] for verdict in Verdict] == list(told)


@pytest.mark.parametrize(("name", "language"), PAGES.items())
def test_report_and_workbook_number_alike(name: str, language: str):
    text = read(name)
    with page_folder(text, language) as folder:
        ((line, code, _),) = expected(text)
        assert run_command(line)[0] == code
        page = next(folder.glob("*.html")).read_text(encoding="utf-8")
        book = openpyxl.load_workbook(next(folder.glob("*.xlsx")))
    receipt = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}(?=<)", page)[0]
    (summary, data) = book.worksheets
    assert any(receipt in str(cell.value) for row in summary.iter_rows() for cell in row)
    comments = {cell.coordinate: cell.comment.text for row in data.iter_rows() for cell in row if cell.comment}
    numbers = {re.search(r"\d+", comment)[0] for comment in comments.values()}
    assert numbers == {"1", "2", "3", "4"}
    assert all(coordinate in page for coordinate in comments)
