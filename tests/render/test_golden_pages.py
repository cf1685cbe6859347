"""What people read, of the cases that pipelines' formats are tested with (DGOV_STD_REWRITE_GOLDEN=1 writes them anew)."""

import os
import re
from pathlib import Path

import machine_reports as machine
import pytest

from dgov_std.api.result import Report
from dgov_std.render import SUFFIXES, terminal
from dgov_std.report.values import Report as Values
from dgov_std.text import Language

GOLDEN = Path(__file__).with_name("golden-pages")
CASES = ["accepted", "faults", "empty", "unreadable", "unfinished", "million"]
FORMATS = {"terminal": ".txt", "markdown": SUFFIXES["markdown"], "json": SUFFIXES["json"], "html": SUFFIXES["html"]}
# The page's style and script are the same in all of them, and are tested where they are.
ALIKE = re.compile(r"(<(style|script)\b[^>]*>).*?(</\2>)|sha256-[A-Za-z0-9+/=]+", re.DOTALL)


def page(report: Values, name: str, language: Language) -> str:
    return Report(report).render(name, language=language).decode()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_golden(case: str, name: str, language: Language) -> None:
    (report,) = machine.reports(case)
    whole = (
        terminal.render(report, language=language, width=80, colour=False)
        if name == "terminal"
        else page(report, name, language)
    )
    text = ALIKE.sub(r"\1\3", whole)
    path = GOLDEN / f"{case}.{language}{FORMATS[name]}"
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_every_golden_file_is_of_a_case() -> None:
    known = {f"{case}.{language}{suffix}" for case in CASES for suffix in FORMATS.values() for language in ("zh", "en")}
    assert {path.name for path in GOLDEN.iterdir()} == known
