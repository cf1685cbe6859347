"""Receipt numbers can be dictated."""

import pytest

from dgov_std.errors import UsageError
from dgov_std.report.receipt import read_receipt, receipt


@pytest.mark.parametrize(
    ("digest", "number"),
    [("0" * 64, "0000-0000"), ("f" * 64, "ZZZZ-ZZZZ"), ("9a1e2b3c4d" + "0" * 54, "K8F2-PF2D")],
)
def test_receipt(digest: str, number: str) -> None:
    assert receipt(digest) == number


@pytest.mark.parametrize("typed", ["K7F3-2061", "k7f3 2o61", " K7F32O6I", "k7f3-2O6l"])
def test_what_people_type(typed: str) -> None:
    assert read_receipt(typed) == "K7F3-2061"


@pytest.mark.parametrize("typed", ["", "K7F3", "K7F3-2061-1", "K7F3-206U", "../../x"])
def test_what_is_none(typed: str) -> None:
    with pytest.raises(UsageError, match="no receipt number. A receipt number looks like K7F3-2061."):
        read_receipt(typed)
