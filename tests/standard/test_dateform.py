"""Written forms of dates: which a standard may declare."""

from __future__ import annotations

import pytest

from dgov_std.standard.dateform import date_form_problem


@pytest.mark.parametrize("form", ["YYYY-MM-DDThh:mm:ss", "YYYYMMDDThhmmss", "YYYY-M-DTh:mm", "YYYY-MM-DD hh:mm:ss"])
def test_a_t_may_stand_between_the_day_and_the_hour(form: str) -> None:
    assert date_form_problem(form) is None


@pytest.mark.parametrize(
    "form", ["TYYYY-MM-DD", "YYYY-MM-DDT", "YYYYTMM", "YYYY-MM-DDthh", "YYYY-MM-DD Thh", "YYYY-MM-DDTThh"]
)
def test_no_letter_stands_anywhere_else(form: str) -> None:
    wrong = date_form_problem(form)
    assert wrong is not None
    assert wrong[0].en.startswith(f'the date form "{form}" has the unknown "')
