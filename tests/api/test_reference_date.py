"""The reference date as people write it."""

import datetime

import pytest

from dgov_std.api.options import reference_date
from dgov_std.errors import UsageError


@pytest.mark.parametrize("said", ["2026-10-31", "2026/10/31", "20261031", "2026年10月31日", datetime.date(2026, 10, 31)])
def test_it_is_one_date(said: str | datetime.date) -> None:
    assert reference_date(said) == "2026-10-31"


def test_none_is_none_and_unpadded_is_read() -> None:
    assert (reference_date(None), reference_date("2026/1/5")) == (None, "2026-01-05")


@pytest.mark.parametrize("said", ["2026-02-30", "31.10.2026", "2026-10", "", "2026-10-31T00:00", "２０２６-10-31"])
def test_what_is_no_date_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        reference_date(said)
