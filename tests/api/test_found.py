"""What the values of a column follow: only on evidence, the best scheme only, chance never."""

import random
from typing import Any

import numpy as np
import pytest
from made_numbers import cards, citizens, credit_check, credit_codes, mobiles, organisations

from dgov_std.api.found import follows, is_enough
from dgov_std.api.sample import Sample
from dgov_std.api.schemes import schemes
from dgov_std.arrays import strings
from dgov_std.dataset.block import Aside, AsideKind, Batch, Damage, DamageKind

DICE = random.Random(6)
DAYS = [f"2024-{m:02d}-{d:02d}" for m in range(1, 13) for d in (1, 9, 28)]
DIVISIONS = ["330106", "110105", "440103", "310115", "420503", "330203", "350111"]


def found(values: list[str], label: str = "x") -> list[tuple[str, int, int]]:
    return [(each.id, each.fitting, each.values) for each in follows(strings(values), label)]


@pytest.mark.parametrize(
    ("values", "scheme"),
    [
        (credit_codes(30), "uscc"),
        (citizens(30), "citizen-number-18"),
        (mobiles(30), "mobile-telephone"),
        (organisations(30), "organisation-code"),
        (cards(30), "bank-card-number"),
        (DAYS, "YYYY-MM-DD"),
        ([day.replace("-", "") for day in DAYS], "YYYYMMDD"),
        ([f"2024/{m}/{d}" for m in range(1, 13) for d in (1, 9, 28)], "YYYY/M/D"),
        ([f"2024年{m}月{d}日" for m in range(1, 13) for d in (1, 9)], "YYYY年M月D日"),
        ([f"2024-01-{d:02d} 08:{d:02d}:00" for d in range(1, 28)], "YYYY-MM-DD hh:mm:ss"),
        ([str(n * 37) for n in range(30)], "integer"),
        ([f"{n}.5" for n in range(30)], "decimal"),
    ],
)
def test_a_column_is_known_by_its_values(values: list[str], scheme: str) -> None:
    assert found(values) == [(scheme, len(values), len(values))]


def test_every_shipped_scheme_knows_its_own_examples_by_its_title() -> None:
    for scheme in schemes():
        if scheme.kind == "identifier" and len(scheme.examples) >= 5:
            ids = {each for each, _, _ in found(list(scheme.examples), scheme.title.zh)}
            alike = {other.id for other in schemes() if ids & {other.id, *other.forms}} | ids
            near = {other.id for other in schemes() if scheme.id in other.forms}
            assert scheme.id in alike or near & ids, (scheme.id, ids)


def test_a_few_wrong_values_do_not_hide_what_the_others_are() -> None:
    assert found([*credit_codes(27), "a", "b", "c"]) == [("uscc", 27, 30)]
    assert found([*credit_codes(26), "a", "b", "c", "d"]) == []


def test_of_few_values_all_must_follow_it() -> None:
    assert found(credit_codes(5)) == [("uscc", 5, 5)]
    assert found([*credit_codes(18), "x"]) == []
    assert found(credit_codes(4)) == []


def test_words_for_nothing_are_no_values() -> None:
    assert found([*credit_codes(6), "无", "-", "/"]) == [("uscc", 6, 6)]


def test_identity_numbers_are_never_credit_codes_by_chance() -> None:
    """M5: 3.4 % of the numbers of digits alone pass the credit code's check character."""
    lucky = [number for number in citizens(4_000) if credit_check(number[:17]) == number[17]]
    assert 0.02 < len(lucky) / 4_000 < 0.05
    assert found(lucky[:40]) == [("citizen-number-18", 40, 40)]
    assert found(lucky[:5]) == [("citizen-number-18", 5, 5)]
    assert found(lucky[:4]) == []


def test_six_digits_are_a_postcode_only_where_the_label_says_so() -> None:
    values = [str(DICE.randint(910_000, 999_999)) for _ in range(30)]
    assert [each for each, _, _ in found(values, "x")] == ["integer"]
    assert [each for each, _, _ in found(values, "邮政编码")] == ["postcode"]


def test_codes_of_divisions_are_looked_up() -> None:
    assert found(DIVISIONS) == [("division", 7, 7)]
    assert found([*DIVISIONS, "999999"]) == [("integer", 8, 8)]


def test_the_form_that_all_values_have_is_told_not_any_of_several() -> None:
    old = [number[:6] + number[8:17] for number in citizens(30)]
    assert [each for each, _, _ in found(old)] == ["citizen-number-15"]
    assert [each for each, _, _ in found([*citizens(20), *old[:20]])] == ["citizen-number"]


def test_codes_with_zeros_in_front_are_no_numbers() -> None:
    assert found([f"{n:05d}" for n in range(30)]) == []


def test_names_are_nothing() -> None:
    assert found([f"某某{chr(0x4E00 + n)}公司" for n in range(30)]) == []


@pytest.mark.parametrize(
    ("fitting", "values", "said"), [(18, 20, True), (17, 20, False), (19, 19, True), (18, 19, False), (4, 4, False)]
)
def test_what_is_evidence(fitting: int, values: int, said: bool) -> None:
    assert is_enough(fitting, values) is said


def batch(first: int, columns: list[list[str]], **more: Any) -> Batch:
    rows = np.arange(first, first + len(columns[0]), dtype=np.int64)
    return Batch(tuple(strings(column) for column in columns), first, rows, **more)


def test_a_sample_is_the_same_in_whatever_order_the_batches_come() -> None:
    parts = [batch(1, [["b", "a", ""]]), batch(4, [["c", "a"]])]
    for order in (parts, parts[::-1]):
        sample = Sample(1)
        for part in order:
            sample.see(part)
        assert sample.values(0).to_pylist() == ["b", "a", "c"]
        assert sample.complete


def test_rows_that_are_no_records_are_left_out_of_it() -> None:
    sample = Sample(1)
    sample.see(batch(1, [["a", "合计"]], asides=(Aside(AsideKind.TOTAL, 1),)))
    assert sample.values(0).to_pylist() == ["a"]


def test_a_damaged_cell_takes_no_other_of_its_row_out_of_a_sample() -> None:
    sample = Sample(2)
    merged = (Damage(DamageKind.MERGED, 1, 0), Damage(DamageKind.MERGED, 2, 0))
    sample.see(batch(1, [["a", "x", "b"], ["1", "2", "3"]], damage=merged))
    assert [sample.values(i).to_pylist() for i in range(2)] == [["a"], ["1", "2", "3"]]
    sample = Sample(2)
    sample.see(batch(1, [["a", "b"], ["1", "2"]], damage=(Damage(DamageKind.RAGGED, 1),)))
    assert [sample.values(i).to_pylist() for i in range(2)] == [["a"], ["1"]]


def test_a_sample_ends_somewhere_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dgov_std.api.sample.ROWS", 3)
    sample = Sample(1)
    sample.see(batch(1, [["a", "b"]]))
    sample.see(batch(3, [["c", "d"]]))
    sample.see(batch(5, [["e"]]))
    assert (sample.values(0).to_pylist(), sample.complete) == (["a", "b", "c"], False)
