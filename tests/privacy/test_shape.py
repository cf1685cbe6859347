"""Shapes tell the class of each character and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgov_std.privacy.shape import mask_runs, mask_signers, shape


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("", ""),
        ("110101199001011234", "999999999999999999"),
        ("11010119900101123x", "99999999999999999a"),
        ("１３８Ａｂ", "９９９Ａａ"),
        ("张三 (丙)", "文文 (文)"),
        ("〇①", "文9"),
        ("བསྟན", "文文文文"),
        ("\ue78d\U00020bb7", "文文"),
        ("a\u202eb\u200b\x1b[0m", "a\u202ea\u200b\x1b[9a"),
        ("葛\U000e0100", "文\U000e0100"),
        ("x" * 41, "a" * 40 + "…"),
        ("1.10101E+17", "9.99999A+99"),
    ],
)
def test_shape(value: str, wanted: str) -> None:
    assert shape(value) == wanted


@given(st.text(max_size=60))
def test_the_shape_of_a_shape_is_itself(value: str) -> None:
    assert shape(shape(value)) == shape(value)


@given(st.text(alphabet="0123456789abcXYZ张三丰欧阳é١", max_size=40))
def test_no_letter_or_digit_survives(value: str) -> None:
    assert set(shape(value)) <= set("9aA文")


@pytest.mark.parametrize(
    "secret",
    [
        "110101199001011234",
        "11010119900101123X",
        "11010119901301123X",  # no such month: still somebody's number, mistyped
        "1101011990010112345",  # one digit too many
        "11010119900101123",  # one too few
        "110101900101123",
        "13812345678",
        "8613812345678",
        "138-1234-5678",
        "6222020012345678901",
        "6222 0200 1234 5678 901",
        "１３８１２３４５６７８",
        "911124198108030024",  # a foreigner's residence card
    ],
)
def test_runs_that_name_a_person_are_masked(secret: str) -> None:
    masked = mask_runs(f"联系人{secret}。")
    assert masked == f"联系人{shape(secret)}。"
    assert secret[6:10] not in masked


@pytest.mark.parametrize(
    "harmless",
    [
        "91350100M000100Y43",
        "911101085790123452",
        "12110000400000624D",
        "2024-01-01 2025-01-01",
        "110108001234567",
        "〔2024〕12号",
        "20240101",
        "110101001001",
        "1234567890.12",
        "",
    ],
)
def test_other_numbers_stay(harmless: str) -> None:
    assert mask_runs(harmless) == harmless


@pytest.mark.parametrize(
    "text",
    [
        "110101 1990 0307 7598",
        "110101\u00a01990\u200b03077598",
        "110101.19900307.7598",
        "6222 0202 0001 0000 000",
        "H0123456789",
        "E12345678",
        "EA1234567",
    ],
)
def test_numbers_set_apart_and_travel_documents_are_masked(text: str) -> None:
    masked = mask_runs(f"号码 {text}。")
    assert text not in masked
    assert not set("12345678") & set(masked)


@pytest.mark.parametrize(
    "text", ["〔2024〕12号", "2024-01-05", "2099-12-31", "91350100M000100Y43", "LSVAA4182E2184847", "0571-87654321"]
)
def test_other_values_stay(text: str) -> None:
    assert mask_runs(text) == text


def test_names_of_signers_become_shapes() -> None:
    assert mask_signers("填表人：王某 审核人: 李某某,日期：2026") == "填表人：文文 审核人: 文文文,日期：2026"
    assert mask_signers("数据来源：市统计局") == "数据来源：市统计局"
