"""`format`: hand-written verdicts, and near-misses judged alike by the kernel and its twin."""

import pickle
from itertools import groupby

import pytest
from format_cases import FORMAT_CASES, RIGHT, WRONG
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.arrays import strings
from dgov_std.checks import CELL_CHECKS
from dgov_std.checks.format import DRAFT07_FORMATS, FORMATS, code_points
from dgov_std.checks.setting import Setting
from dgov_std.reference import domain_names as twin_names
from dgov_std.reference import formats as twins
from dgov_std.reference.cells import CELL_KEYWORDS
from dgov_std.reference.setting import Setting as ReferenceSetting
from dgov_std.report.formats import FORMAT_SAMPLES, FORMAT_TITLES, MOMENT_FORMATS

SETTING, REFERENCE = Setting({}), ReferenceSetting({}, None)
NAMES = sorted(FORMATS)


def by_engine(name: str, values: list[str | None]) -> list[bool]:
    return [bool(answer) for answer in FORMATS[name](strings(values))]


def by_twin(name: str, values: list[str]) -> list[bool]:
    return [twins.FORMATS[name](value) for value in values]


def test_every_format_has_a_twin_a_title_and_cases() -> None:
    assert set(FORMATS) == set(twins.FORMATS) == set(RIGHT) == set(WRONG) == set(FORMAT_TITLES)
    assert set(FORMAT_SAMPLES) == MOMENT_FORMATS
    assert set(FORMATS) - DRAFT07_FORMATS == {"duration", "uuid"}
    assert len(FORMAT_CASES) == len(set(FORMAT_CASES)) > 800


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_are_right(name: str) -> None:
    assert by_engine(name, [FORMAT_SAMPLES.get(name, RIGHT[name][0])]) == [True]


@pytest.mark.parametrize(("name", "value", "verdict"), FORMAT_CASES)
def test_each_case_is_judged_right(name: str, value: str, verdict: bool) -> None:
    assert CELL_KEYWORDS["format"](name, value, REFERENCE) is verdict
    assert by_engine(name, [value]) == [verdict]


@pytest.mark.parametrize("name", NAMES)
def test_a_column_is_judged_like_its_cells_nulls_and_slices_too(name: str) -> None:
    values = [None, *RIGHT[name], None, *WRONG[name], None]
    wanted = [True] * len(RIGHT[name]), [False] * len(WRONG[name])
    found = FORMATS[name](strings(["x", *values, "x"]).slice(1, len(values))).tolist()
    assert (found[1 : len(wanted[0]) + 1], found[len(wanted[0]) + 2 : -1]) == wanted
    assert FORMATS[name](strings([])).tolist() == []
    assert len(FORMATS[name](strings([None]))) == 1


@pytest.mark.parametrize("name", NAMES)
def test_kernels_are_values_that_pickle(name: str) -> None:
    kernel = CELL_CHECKS["format"](name, SETTING)
    assert pickle.loads(pickle.dumps(kernel)) == kernel


def test_an_unknown_name_has_no_kernel() -> None:
    assert CELL_CHECKS["format"]("int64", SETTING) is None
    assert CELL_KEYWORDS["format"]("int64", "x", REFERENCE)


PIECES = {
    "date": "0129-/ ０\n",
    "time": "01235689:.+-Zz６,\n",
    "date-time": "01235689:.+-ZzTt６ \n",
    "duration": "0PYMWDTHS1pm২.\n",
    "uuid": "09afAFg-\n",
    "ipv4": "0125.９\n",
    "ipv6": "01fFg:.%５\n",
    "regex": "()[]{}*+?|\\^$.-,:<=!1au9k\n",
}
LETTERS = "a0-._~:/?#[]@!$&'()*+,;=%4F\"\\ {}|^`<>é中。\ue000\xa0\x80\n\x00"
HOSTS = "aZ09-.xn_ß中\u0628\u05d0\u0660\u06f0\u200c\u200d\xb7l\u094d\u30fb\u0300。\U0001f600"
MAILS = 'a0.@"\\[]:-1v6 IP_é中\n' + "()<>,"


def pieces_of(name: str) -> str:
    return PIECES.get(name) or (HOSTS if "hostname" in name else MAILS if "email" in name else LETTERS)


@st.composite
def near_misses(draw: st.DrawFn, name: str) -> list[str]:
    """Values of the cases with a few characters changed, put in, taken out, doubled or exchanged."""
    alphabet = st.sampled_from(pieces_of(name))
    values = []
    for _ in range(draw(st.integers(1, 12))):
        value = draw(st.sampled_from(RIGHT[name] + WRONG[name][:8]))
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.integers(0, len(value)))
            end = min(place + draw(st.integers(0, 2)), len(value))
            middle = draw(st.sampled_from(["", value[place:end] * 2, value[place:end][::-1]]) | alphabet)
            value = value[:place] + middle + value[end:]
        values.append(value)
    return values


@pytest.mark.parametrize("name", NAMES)
def test_engine_equals_reference_on_near_misses(name: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(near_misses(name))
    def alike(values: list[str]) -> None:
        assert by_engine(name, values) == by_twin(name, values)

    alike()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=30))
def test_engine_equals_reference_on_names_of_any_script(labels: list[str]) -> None:
    values = ["xn--" + label.encode("punycode").decode() for label in labels if not label.isascii()] + labels
    for name in ("idn-hostname", "hostname"):
        assert by_engine(name, values) == by_twin(name, values)


def test_every_character_stands_alike_in_both_derivations() -> None:
    for point in [*range(0x80, 0x3400), *range(0x3400, 0x110000, 7)]:
        if not 0xD800 <= point < 0xE000:
            character = chr(point)
            valid = code_points.standing(character) == "valid"
            assert valid == twin_names._code_point(character, 0) or code_points.standing(character) in {
                "joiner",
                "context",
            }, hex(point)


def test_every_arabic_letter_joins_alike_in_both_tables() -> None:
    kinds = {"both": "D", "right": "R", "": "U"}
    for point in [*range(0x600, 0x700), *range(0x750, 0x780)]:
        if (found := code_points.joining(chr(point))) != "T":
            assert found == kinds[twin_names._joins(chr(point))], hex(point)


def test_every_month_of_a_year_ends_on_one_day() -> None:
    moments = [f"2024-{month:02}-{day:02}T23:59:60Z" for month in range(1, 13) for day in range(1, 32)]
    right = [m for m, fits in zip(moments, by_engine("date-time", moments), strict=True) if fits]
    assert [len(list(group)) for _, group in groupby(right, key=lambda moment: moment[:7])] == [1] * 12
    assert by_engine("date-time", moments) == by_twin("date-time", moments)
