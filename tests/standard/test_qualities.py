"""Quality models: formulas, means, what is not measured, weights, grades, models on top of others."""

from decimal import Decimal
from pathlib import Path

import pytest

from dgov_std.errors import StandardError
from dgov_std.standard import load_standard
from dgov_std.standard.model import Standard
from dgov_std.standard.quality_model import Quality

TEXT = "title: {zh: 甲, en: a}\nsource: {standard: S, confidence: high}\n"
HEAD = "{title: {zh: 甲, en: a}, dimension: accuracy, polarity: higher, unit: cell"
ONE = f'{HEAD}, id: "01", counts: {{passed: [TYP]}}}}'
TWO = f'{HEAD}, id: "02", counts: {{failed: [IDN]}}}}'
NONE = f'{HEAD}, id: "03", measured: false, reason: {{zh: 不测, en: no table tells}}}}'
MEAN = f'{HEAD}, id: "00", formula: mean, of: ["01", "02"]}}'


def model(*indicators: str, rest: str = "", name: str = "model") -> str:
    listed = f"indicators: [{', '.join(indicators)}]\n" if indicators else ""
    return f"kind: quality\nid: {name}\n{TEXT}{listed}{rest}"


def load(folder: Path, *documents: str, quality: str = "model") -> Standard:
    head = f"kind: standard\nid: one\n{TEXT}quality: {quality}\n"
    (folder / "one.yaml").write_text("---\n".join([head, *documents]), encoding="utf-8")
    return load_standard(folder / "one.yaml")


def built(folder: Path, *documents: str, name: str = "model") -> Quality:
    return load(folder, *documents).qualities[name]


def mistakes(folder: Path, *documents: str, quality: str = "model") -> list[str]:
    with pytest.raises(StandardError) as raised:
        load(folder, *documents, quality=quality)
    return [problem.in_("en").replace(f"{folder}/", "") for problem in raised.value.problems]


def test_a_mean_is_over_other_indicators(tmp_path: Path) -> None:
    mean, *_ = built(tmp_path, model(MEAN, ONE, TWO)).indicators
    assert (mean.formula, mean.counts) == ("mean", ("parts", ("01", "02")))


def test_what_is_not_measured_says_why(tmp_path: Path) -> None:
    (none,) = built(tmp_path, model(NONE)).indicators
    assert none.counts == ("none", ())
    assert none.reason is not None
    assert none.reason.en == "no table tells"


def test_several_units_are_kept_in_order(tmp_path: Path) -> None:
    (one,) = built(tmp_path, model(ONE.replace("unit: cell", "unit: [file, cell]"))).indicators
    assert one.units == ("file", "cell")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (MEAN.replace('"02"]', '"04"]'), 'there is no indicator "04" to take a mean over'),
        (MEAN.replace("formula: mean", "formula: ratio"), "formula: mean and of: belong together"),
        (ONE.replace('id: "01"', 'id: "05", formula: mean'), "formula: mean and of: belong together"),
        (NONE.replace(", reason: {zh: 不测, en: no table tells}", ""), 'the key "reason" is missing'),
        (NONE.replace("measured: false", "measured: true"), "measured can only be false"),
        (NONE.replace("measured: false", "weight: 2, measured: false"), 'the indicator "03" is not measured and cannot'),
        (
            NONE.replace("measured: false, reason: {zh: 不测, en: no table tells}", "weight: 2"),
            "one of counts, of, measured",
        ),
        (ONE.replace('id: "01"', 'id: "05", weight: 0'), "the weight 0 is not between 0 and 100"),
        (ONE.replace('id: "01"', 'id: "05", weight: 101'), "the weight 101 is not between 0 and 100"),
    ],
)
def test_an_indicator_that_means_nothing_is_a_mistake(tmp_path: Path, wrong: str, said: str) -> None:
    (found,) = mistakes(tmp_path, model(ONE, TWO, wrong))
    assert said in found


GOOD, BAD = "{title: {zh: 优, en: good}, at_least: 90}", "{title: {zh: 差, en: bad}, at_least: 0}"


def test_grades_stand_best_first(tmp_path: Path) -> None:
    weighed = ONE.replace('id: "01"', 'id: "01", weight: 1.5')
    found = built(tmp_path, model(weighed, rest=f"grades: [{BAD}, {GOOD}]\n"))
    assert [(grade.title.en, grade.at_least) for grade in found.grades] == [("good", Decimal(90)), ("bad", Decimal(0))]
    assert found.indicators[0].weight == Decimal("1.5")


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        (f"{GOOD}, {GOOD}", "two grades begin at 90, the other is at one.yaml:12:"),
        (GOOD.replace("90", "101"), "at_least 101 is not between 0 and 100"),
    ],
)
def test_grades_that_mean_nothing_are_mistakes(tmp_path: Path, grades: str, said: str) -> None:
    weighed = ONE.replace('id: "01"', 'id: "01", weight: 1')
    (found,) = mistakes(tmp_path, model(weighed, rest=f"grades: [{grades}]\n"))
    assert said in found


def test_grades_without_weights_are_a_mistake(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, model(ONE, rest=f"grades: [{GOOD}]\n"))
    assert "there are grades but no weights: no score comes of it" in found


def test_a_model_may_weigh_the_indicators_of_another(tmp_path: Path) -> None:
    own = model(rest='indicators_of: model\nweights: {"02": 3}\n', name="own")
    found = built(tmp_path, model(ONE, TWO), own, name="own")
    assert [(each.id, each.weight) for each in found.indicators] == [("01", None), ("02", Decimal(3))]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("indicators_of: modle\n", 'there is no quality "modle"'),
        ('indicators_of: model\nweights: {"09": 3}\n', 'there is no indicator "09" to weigh'),
        ('weights: {"01": 3}\n', 'the key "indicators_of" is missing'),
        ("indicators_of: third\n", '"third" takes its indicators from another itself'),
    ],
)
def test_a_model_on_top_of_nothing_is_a_mistake(tmp_path: Path, rest: str, said: str) -> None:
    third = model(rest="indicators_of: model\n", name="third")
    assert said in " ".join(mistakes(tmp_path, model(ONE), third, model(rest=rest, name="own")))


def test_a_standard_may_apply_two_models(tmp_path: Path) -> None:
    found = load(tmp_path, model(ONE), model(TWO, name="other"), quality="[other, model]")
    assert found.quality == ("other", "model")


def test_a_model_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    assert 'there is no quality "modle"' in mistakes(tmp_path, model(ONE), quality="[model, modle]")[0]
