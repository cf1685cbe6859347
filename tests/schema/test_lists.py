"""Code lists compiled for look-ups: each once, with the standard it belongs to, and nothing that is empty."""

from pathlib import Path

from dgov_std.schema.lists import shelved
from dgov_std.standard import load_standard

SAMPLE = Path(__file__).parents[1] / "standard" / "sample"


def test_a_list_belongs_to_the_standard_that_has_it_first() -> None:
    index, files = shelved([load_standard(SAMPLE / "province"), load_standard(SAMPLE / "national")])
    assert {entry["belongs_to"] for name, entry in index["lists"].items() if "." not in name} == {"national"}
    assert {entry["file"] for kind in ("lists", "mappings") for entry in index[kind].values()} == set(files)


def test_a_list_with_additions_stands_beside_the_one_it_extends() -> None:
    index, files = shelved([load_standard(SAMPLE / "province"), load_standard(SAMPLE / "national")])
    assert [name for name in index["lists"] if name.endswith("division")] == ["division", "province.division"]
    more = [row[0] for row in files["province.division.json"]["rows"]]
    assert [code for code in more if code not in [row[0] for row in files["division.json"]["rows"]]] == ["330197", "339901"]


def test_only_columns_with_something_in_them_are_kept() -> None:
    _, files = shelved([load_standard(SAMPLE / "national")])
    assert files["sex.json"]["columns"] == ["code", "zh", "en"]
    assert files["sex.json"]["rows"][:2] == [["0", "未知的性别", None], ["1", "男性", "male"]]
    assert files["licensee-to-authority.mapping.json"]["rows"][0] == ["自然人", None, "none", None]


def test_the_index_says_what_is_asked_of_a_list() -> None:
    index, _ = shelved([load_standard(SAMPLE / "national")])
    assert index["lists"]["division"] == {
        "title": {"zh": "县级及县级以上行政区划代码", "en": "Administrative division codes"},
        "source": "GB/T 2260-2007",
        "edition": "2007",
        "belongs_to": "national",
        "file": "division.json",
        "codes": len(load_standard(SAMPLE / "national").codelists["division"].codes),
        "known_until": "2025-12-31",
        "open": True,
        "missing": {"zh": "示例只含少数代码", "en": "the sample holds a few codes only"},
    }
