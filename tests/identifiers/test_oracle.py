"""100,000 generated values of each scheme against python-stdnum, wherever it judges the check digit alone.

Not compared: what python-stdnum adds of its own. Its citizen numbers must have a region that existed at the birth
(it refuses 110111191506011239), its credit codes must begin with eight digits (it refuses N2330203MF00000131).
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
from stdnum import ean, issn, luhn
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_2, mod_11_10, mod_37_36, mod_97_10
from verdicts_of import identifiers

from dgov_std.checks.check_digit import compile_check_digit
from dgov_std.checks.setting import Setting
from dgov_std.schema.identifiers import check_digit

DIGITS = "0123456789"
UPPER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SIZE = 100_000
Oracle = Callable[[str], bool]

ORACLES: dict[str, tuple[int, str, str, Oracle]] = {
    # identifier: (length, alphabet of the body, of the last character, oracle)
    "citizen-number-18": (18, DIGITS, DIGITS + "X", lambda v: ric.calc_check_digit(v) == v[-1]),
    "foreign-permanent-resident-2023": (18, DIGITS, DIGITS + "X", mod_11_2.is_valid),
    "uscc": (18, CREDIT, CREDIT, lambda v: uscc.calc_check_digit(v[:-1]) == v[-1]),
    "business-registration-number-15": (15, DIGITS, DIGITS, mod_11_10.is_valid),
    "bank-card-number": (19, DIGITS, DIGITS, luhn.is_valid),
    "lei": (20, UPPER, DIGITS, mod_97_10.is_valid),
    "iban": (22, UPPER, UPPER, lambda v: mod_97_10.is_valid(v[4:] + v[:4])),
    "issn": (8, DIGITS, DIGITS + "X", lambda v: issn.calc_check_digit(v[:-1]) == v[-1]),
    "isbn-13": (13, DIGITS, DIGITS, lambda v: ean.calc_check_digit(v[:-1]) == v[-1]),
}
PREFIX = "1.2.156.3005.2."


def generated(length: int, body: str, last: str, size: int = SIZE) -> list[str]:
    made = np.random.default_rng(20_250_630)
    inner = made.choice(list(body), (size, length - 1))
    ends = made.choice(list(last), (size, 1))
    return np.hstack([inner, ends]).view(f"U{length}").ravel().tolist()


def judged(name: str, values: list[str]) -> np.ndarray:
    kernel = compile_check_digit(check_digit(identifiers()[name]), Setting({}, None))
    return np.asarray(kernel(pa.array(values)))


@pytest.mark.parametrize("name", ORACLES)
def test_agrees_with_python_stdnum(name: str) -> None:
    length, body, last, oracle = ORACLES[name]
    size = SIZE if name in {"citizen-number-18", "uscc"} else SIZE // 10
    values = generated(length, body, last, size)
    wanted = [oracle(value) for value in values]
    assert judged(name, values).tolist() == wanted
    assert 0.005 < np.mean(wanted) < 0.2  # both verdicts occur


def test_licence_identifiers_agree_with_python_stdnum() -> None:
    flat = generated(54, UPPER, UPPER, SIZE // 10)
    values = [PREFIX + ".".join((v[:21], v[21:39], v[39:50], v[50:53], v[53])) for v in flat]
    assert judged("electronic-licence-identifier", values).tolist() == [mod_37_36.is_valid(v) for v in flat]


def test_what_python_stdnum_refuses_beyond_the_check_digit() -> None:
    assert not ric.is_valid("110111191506011239")
    assert not uscc.is_valid("N2330203MF00000131")
    assert judged("citizen-number-18", ["110111191506011239"]).all()
    assert judged("uscc", ["N2330203MF00000131"]).all()
