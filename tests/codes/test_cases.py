"""Every code has a case that is run: the fault is found, the same table without it is in order, the words are these."""

import pytest
from code_cases import case, codes, report, shown_in

from dgov_std.render.shown import SHOWN
from dgov_std.render.wording import place, title, todo
from dgov_std.report.codes import CODES
from dgov_std.report.values import Finding, Severity
from dgov_std.text import Language

ZH_EN: list[Language] = ["zh", "en"]


def finding(code: str) -> Finding:
    return next(found for found in report(code, "failing").findings if found.code == code)


def test_every_code_has_a_case() -> None:
    assert set(codes()) == CODES.keys()


@pytest.mark.parametrize("code", codes())
def test_the_fault_is_found_where_it_is_and_only_there(code: str) -> None:
    assert code in [found.code for found in report(code, "failing").findings]
    passing = report(code, "passing").findings
    assert code not in [found.code for found in passing]
    assert [found.code for found in passing if found.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", codes())
def test_the_case_has_one_fault(code: str) -> None:
    # A label with a blank in it is also recognised by another spelling, and one that is too long is not known.
    also = {"NAM101": {"STR106"}, "NAM102": {"STR103"}}.get(code, set())
    assert {found.code for found in report(code, "failing").findings} == {code} | also


@pytest.mark.parametrize("language", ZH_EN)
@pytest.mark.parametrize("code", codes())
def test_the_report_says_exactly_this(code: str, language: Language) -> None:
    columns = report(code, "failing").columns
    found = finding(code)
    assert [title(found, language, columns), todo(found, language, columns)] == case(code)["said"][language]
    assert place(found, language, columns)


@pytest.mark.parametrize("code", codes())
def test_what_a_page_shows_is_what_is_run(code: str) -> None:
    shown = SHOWN[code]
    assert shown.failing != shown.passing
    assert shown.failing in shown_in(code, "failing")
    assert shown.passing in shown_in(code, "passing")
    if shown.kind in ("header", "rows"):
        assert (shown.failing + "\n" in shown_in(code, "failing") + "\n") and shown.passing in shown_in(code, "passing")


@pytest.mark.parametrize("code", [code for code in codes() if SHOWN[code].kind == "value" and CODES[code].unit == "cell"])
def test_a_value_that_is_shown_is_a_faulty_cell(code: str) -> None:
    # A formula reads as empty: the report has no value to show.
    assert [example.value for example in finding(code).examples] == ([] if code == "STR205" else [SHOWN[code].failing])
