import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dgov_std.arrays import strings
from dgov_std.checks.decimal import NUMBER, Digits, Number, Range

TEXTS = st.lists(st.text("0019.-a中", max_size=7) | st.decimals(-1000, 1000, places=2).map(str), min_size=1)


def is_number(text: str) -> bool:
    return re.match(NUMBER.replace("$", r"\Z"), text) is not None


@given(TEXTS)
def test_numbers(texts):
    assert Number()(strings(["1.", *texts]).slice(1)).tolist() == [is_number(text) for text in texts]


@given(TEXTS, st.integers(0, 5), st.none() | st.integers(0, 3))
def test_digits(texts, total, fraction):
    def short(text: str) -> bool:
        whole, _, rest = re.sub("^-?0*", "", text).partition(".")
        return len(whole + rest) <= total and (fraction is None or len(rest) <= fraction)

    assert Digits(total, fraction)(strings(texts)).tolist() == [not is_number(text) or short(text) for text in texts]


@given(TEXTS, st.none() | st.decimals(-20, 20, places=1), st.none() | st.decimals(-20, 200, places=1))
def test_range(texts, low, high):
    def inside(text: str) -> bool:
        return (low is None or Decimal(text) >= low) and (high is None or Decimal(text) <= high)

    assert Range(low, high)(strings(texts)).tolist() == [not is_number(text) or inside(text) for text in texts]
