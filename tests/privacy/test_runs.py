"""Numbers of persons are found however they were typed; numbers of other things stay readable."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgov_std.privacy.runs import find_runs
from dgov_std.privacy.shape import mask_runs, shape

NUMBER = "11010519491231002X"  # the specimen of the standard
MOBILE = "13812345678"
JOINTS = " .-_/·\u3000－\u200b"
EDITS: dict[str, Callable[[str, int], str]] = {
    "starred": lambda n, k: n[:k] + "*" + n[k + 1 :],
    "a letter for a digit": lambda n, k: n[:k] + "z" + n[k + 1 :],
    "a Chinese character for a digit": lambda n, k: n[:k] + "零" + n[k + 1 :],
    "another digit": lambda n, k: n[:k] + ("7" if n[k] != "7" else "4") + n[k + 1 :],
    "missing": lambda n, k: n[:k] + n[k + 1 :],
    "doubled": lambda n, k: n[:k] + n[k] + n[k:],
    "a letter more": lambda n, k: n[:k] + "Q" + n[k:],
    "a comma more": lambda n, k: n[:k] + "，" + n[k:],
    "swapped": lambda n, k: n[:k] + n[k + 1 : k + 2] + n[k] + n[k + 2 :],
    **{f"cut by {joint!a}": lambda n, k, j=joint: n[:k] + j + n[k:] for joint in JOINTS},
}


def told(text: str) -> bool:
    """Whether more than a few digits are left of a number; a 9 may be one of a shape."""
    left = [c for c in mask_runs(text) if c.isdecimal() and c not in "9９"]
    return len(left) > 4


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("number", [NUMBER, "330106198002300017", "650102200107150034"])
def test_an_identity_number_with_one_mistake_is_found(name: str, number: str) -> None:
    for place in range(18):
        typed = EDITS[name](number, place)
        assert not told(f"号码{typed}。"), typed


@pytest.mark.parametrize(
    "typed",
    [
        "1101051949123100O2",
        "I1OlO5l949I23lOO2X",
        "11010519491231002XA",
        "110105194912310021Q",
        "ID11010519491231002X",
        "No11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110 105 194 912 310 02X",
        "1101 0519 4912 3100 2X",
        "110,105,194,912,310,020",
        "110105 - 19491231 - 002X",
        "110105\u200b1949\ufeff1231\u00ad002X",
        "110105********002X",
        "110105491231002",
        "110105 491231 002",
        "1101O549123l002",
        "110105*91231002",
        "1.1010519491231E+17",
        f"{NUMBER}{MOBILE}",
        f"{MOBILE}{NUMBER}",
        f"{NUMBER[:-1]}1{NUMBER}",
        f"{MOBILE} {NUMBER}",
    ],
)
def test_an_identity_number_in_disguise_is_found(typed: str) -> None:
    assert not told(typed)
    assert not told(f"经办人 {typed} 已核")


@pytest.mark.parametrize("joint", JOINTS)
def test_a_mobile_telephone_with_one_joint_is_found(joint: str) -> None:
    places = (3, 7) if joint == "." else range(1, 11)  # elsewhere it is a decimal number
    for place in places:
        typed = MOBILE[:place] + joint + MOBILE[place:]
        assert find_runs(typed) == [(0, len(typed))], typed


@pytest.mark.parametrize(
    "typed",
    [
        "138.1234.5678",
        "138-1234-5678",
        "1381-2345-678",
        "(138)1234 5678",
        "+86-138·1234·5678",
        "0086 138 1234 5678",
        "013812345678",
        "l38I2345678",
        "Tel13812345678",
        "138****5678",
        "138 **** 5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "13 81 23 45 67 8",
        "13812345678.0",
        "1.3812345678E+10",
        "1381234567813912345678",
        "13812345678、13912345678",
    ],
)
def test_a_mobile_telephone_in_disguise_is_found(typed: str) -> None:
    assert not told(typed)


@pytest.mark.parametrize(
    "typed", ["6222020012345678901", "6222 0200 1234 5678", "6222-0200-1234-5678-901", "Ｅ12345678", "H０１２３４５６７８"]
)
def test_cards_and_travel_documents_are_found(typed: str) -> None:
    assert find_runs(f"号{typed}。") == [(1, len(typed) + 1)]


@pytest.mark.parametrize(
    "harmless",
    [
        # credit codes, with their letters and without
        "91110000600037341L",
        "91110000600037341l",
        "911100006000373411",
        "00000000000000000X",
        "12110000400000624D",
        "11110105TE8575820G",
        "91330106MA2KJX0T1B",
        "92330203MA0000015A",
        # other numbers of organisations and of documents
        "110108000000016",
        "330106600037341",
        "1101081234567",
        "D2143569-X",
        "JY13301060012345",
        "测许准字〔2025〕第0001号",
        "测罚决字[2026]第110105号",
        "33010620240001",
        "307001-000001-2026-10",
        # dates and times
        "2024-01-01 2025-01-01",
        "2025.11.20 - 2030.11.20",
        "2025.11.20-2030.11.20",
        "1999-11-20 123",
        "20240101-20250101",
        "2026年1月31日至2027年1月30日",
        "2026-01-31T10:15:30.123456+08:00",
        "20260131101530",
        # amounts and measures
        "150000000.00",
        "1381.234567",
        "13,812,345,678.00",
        "4,679,143,601,129.78",
        "0.6827022254807316",
        "1.23456789E+05",
        "118.028190,20.999753",
        "806 426 16 16 881 414 707 953",
        "194.57.140.238",
        # telephones of offices
        "0571-87654321",
        "0571-87654321-801",
        "010-65432109、010-65432108",
        # fingerprints and receipts
        "sha256:" + "1381234567890123456789" + "ab" * 21,
        "f0" * 12 + "13812345678" + "e9" * 14 + "d",
        "K7F3-2061",
        "12345678-9abc-4def-8012-3456789abcde",
        "to all 1234567890",
    ],
)
def test_numbers_of_other_things_stay(harmless: str) -> None:
    assert mask_runs(harmless) == harmless
    assert mask_runs(f"文字{harmless}。") == f"文字{harmless}。"


def test_what_stands_around_a_number_stays() -> None:
    text = f"文书〔2026〕12号, {NUMBER}、{MOBILE}，金额150000000.00"
    masked = f"文书〔2026〕12号, {shape(NUMBER)}、{shape(MOBILE)}，金额150000000.00"
    assert mask_runs(text) == masked
    assert mask_runs(f"2024-01-05 {MOBILE} 2024-01-06") == f"2024-01-05 {shape(MOBILE)} 2024-01-06"


@given(st.lists(st.sampled_from([*"0123456789", *"1911055XOl|* -.,a字\u200b", NUMBER, MOBILE]), max_size=50).map("".join))
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask_runs(mask_runs(text)) == mask_runs(text)
    spans = find_runs(text)
    assert spans == sorted(spans)
    assert all(a < b <= c for (a, b), (c, _) in pairwise(spans))


@pytest.mark.parametrize(
    "pattern",
    ["1", "1 ", "1a", "1*", "1X", "l1", "11 ", "110105 19491231 ", f"电话{MOBILE}, 证号{NUMBER}。", "〔2024〕第12号"],
)
def test_the_time_grows_with_the_length_only(pattern: str) -> None:
    def seconds(length: int) -> float:
        text, start = pattern * (length // len(pattern)), time.thread_time()
        mask_runs(text)
        return time.thread_time() - start

    seconds(1_000)
    # Ten times the length takes ten times as long; the square would be a hundred times. The machine's noise only adds.
    assert min(seconds(80_000) for _ in range(3)) < 0.05 + 40 * min(seconds(8_000) for _ in range(3))
