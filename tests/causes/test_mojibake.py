"""Garbled text: what shows it, what it was, and what is no damage."""

import pytest

from dgov_std.arrays import strings
from dgov_std.causes.mojibake import gbk_restored, latin_restored, restored, stains
from dgov_std.texts import Texts

WORDS = ["统一社会信用代码", "北京市朝阳区", "行政许可", "张三", "日本語テスト"]
# Windows-1252 has no characters for five bytes; programs keep them as they are.
SPECIAL = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"


def found(*values: str | None) -> dict[str, list[int]]:
    return {mark: rows.tolist() for mark, rows in stains(Texts(strings(values))).items()}


def windows(text: str) -> str:
    return "".join(SPECIAL[byte - 0x80] if 0x80 <= byte < 0xA0 else chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", [*WORDS, "水", "公司", "A座101室", "Société Générale", "é", "20 °C", "Русский", "한국어"])
def test_utf8_read_as_latin_1_once_and_twice(text: str) -> None:
    for garbled in (text.encode().decode("latin-1"), windows(text), windows(windows(text))):
        assert found("名称", garbled) == {"latin-1": [1]}
        assert latin_restored(garbled) == text == restored(garbled)


@pytest.mark.parametrize("text", WORDS)
def test_utf8_read_as_gbk(text: str) -> None:
    garbled = text.encode().decode("gb18030")
    assert found("名称", garbled) == {"gbk": [1]}
    assert gbk_restored(garbled) == text == restored(garbled)


def test_what_is_lost_stays_lost() -> None:
    garbled = "材料齐全，符合规定".encode().decode("gbk", "replace")
    assert found(garbled)["gbk"] == [0]
    assert restored(garbled) is None


@pytest.mark.parametrize(
    ("value", "mark"),
    [("锟斤拷", "锟斤拷"), ("a烫烫烫", "烫烫烫"), ("屯屯屯屯", "屯屯屯"), ("La borne \ufffdlectrique", "U+FFFD")],
)
def test_traces_of_lost_characters(value: str, mark: str) -> None:
    assert found("名称", value) == {mark: [1]}


def test_question_marks_stand_for_lost_characters_unless_somebody_wonders() -> None:
    assert found("????", "??2026???", "真的???", "why???", "a?b??") == {"???": [0, 1]}


@pytest.mark.parametrize(
    "value",
    [
        "Société Générale — «É»",
        "LIBERTÉ»",
        "„TÜ“",
        "qualité’",
        "é…»",
        "Ç’est",
        "São Paulo, ção",
        "ÑANDÚ",
        "ŠKODA",
        "10 µm ± 5 %",
        "naïve “x” …",
        "浠水县",
        "临淇镇涞源县澧县璧山区",
        "杞县濮阳县浏阳市",
        "中国（北京）《许可》〔2026〕，。",
        "拷贝锟铻",
        "滚烫烫",
    ],
)
def test_rare_characters_are_no_damage(value: str) -> None:
    assert found(value, None, "") == {}


def test_damage_that_fills_a_large_column_is_found_whole() -> None:
    values = ["材料齐全，符合规定，同意登记"] * 4000
    for row in range(1000, 3000, 2):
        values[row] = "统一社会信用代码".encode().decode("gb18030")
    values[3999] = "x\ufffd"
    assert found(*values) == {"U+FFFD": [3999], "gbk": list(range(1000, 3000, 2))}
