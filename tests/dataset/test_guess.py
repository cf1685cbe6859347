"""Which encoding a file is in: UTF-8 proven, GB18030 never left without cause, the others by their common characters."""

from __future__ import annotations

import pytest

from dgov_std.dataset.evidence import score
from dgov_std.dataset.guess import excerpt_of, guessed_encoding, wide_encoding

SIMPLIFIED = [
    "长沙市岳麓区人民政府关于公布行政许可事项目录的通知", "王伟,李娜,张秀英,刘洋", "统一社会信用代码,单位名称,许可证编号,核发日期",
    "食品经营许可证已过期，请于三十日内补办", "备注\n无\n", "男\n女\n", "是\n否\n", "单价,￥\n", "张,王,李", "薛,蒯,缪,鄢,亓,逄",
]  # fmt: skip
RARE = [
    # Names with characters beyond GB 2312, rare surnames, traditional characters in GBK.
    "朱镕基,刘堃,李喆,陈昇,王玥", "赵翀,钱囍,孙珺,李婳,周璟,吴玟", "李堃,王喆,张旸,刘祎,陈珺,杨赟,赵翊,黄昉,周赟,吴玥,徐嫣",
    "犇\n骉\n鑫\n淼\n焱\n垚\n", "繁體字檔案以GBK編碼保存，請核對單位名稱與統一編號", "瀏陽市淮川街道辦事處", "丂丄丅丆丏丒",
    "編號,單位名稱,地址\n1,湖南測繪院,長沙市", "本公司專營電腦維修與軟體開發業務", "喆\n", "祎\n", "镕\n", "朱镕", "玥\n",
]  # fmt: skip
TRADITIONAL = [
    "臺北市政府公告九十八年度行政許可事項目錄", "王偉,李娜,張秀英,劉洋", "新北市板橋區縣民大道二段七號", "陳怡君,林志明,黃淑芬,張雅婷",
    "統一編號,公司名稱,許可證字號,核發日期", "名稱,代碼\n乙公司,A2\n", "姓名\n王\n", "地址\n臺中市\n", "你好嗎？", "瀏陽市淮川街道辦事處",
    "香港特別行政區政府統計處", "民國一百零三年十二月三十一日", "本公司專營電腦維修與軟體開發業務",
]  # fmt: skip
JAPANESE = [
    "東京都千代田区霞が関一丁目", "氏名,住所,電話番号\n山田太郎,東京都新宿区,03-1234", "これは日本語の文章です。", "渡辺,伊藤,中村,小林",
    "オープンデータ,カタログ,サイト", "名称\nセブン\n", "はい\nいいえ\n", "ｶﾅ氏名,ﾔﾏﾀﾞ ﾀﾛｳ", "図書館,学校,病院", "年度,予算額,決算額",
]  # fmt: skip
LATIN = [
    "Identifiant,Libellé,Créé le\n1,Éducation,été\n", "Größe,Straße,Müller,Köln", "Nombre,Dirección,Año\nPeñón,España", "Café",
    "São Paulo,Brasília,Informação", "Numéro d’enregistrement – établissement", "Prix en €,10 €,25 €", "naïve,coördinatie,één",
    "Ålesund,Tromsø,Ærø", "l'été", "Zürich;Genève", "À propos; déjà vu", "“quoted” – text", "ÉCOLE PRIMAIRE,COLLÈGE",
]  # fmt: skip
ALL = (
    [(text, "gb18030", "gb18030") for text in [*SIMPLIFIED, *RARE]]
    + [(text, "cp950", "big5") for text in TRADITIONAL]
    + [(text, "cp932", "shift_jis") for text in JAPANESE]
    + [(text, "cp1252", "windows-1252") for text in LATIN]
)


@pytest.mark.parametrize(("text", "codec", "name"), ALL)
def test_short_texts(text: str, codec: str, name: str) -> None:
    found = guessed_encoding(text.encode(codec), final=True)
    assert (found.name, found.guessed) == (name, name not in ("utf-8", "gb18030"))
    assert guessed_encoding(text.encode(), final=True).name == "utf-8"


@pytest.mark.parametrize(("text", "codec", "name"), ALL[::3])
def test_long_files_of_the_same(text: str, codec: str, name: str) -> None:
    if len(text) < 8:
        pytest.skip("the same few characters over and over prove nothing new")
    lines = "".join(f"{n},{text},2026-01-01\n" for n in range(20_000))
    assert guessed_encoding(lines.encode(codec), final=False).name == name


@pytest.mark.parametrize("rare", RARE)
def test_a_chinese_file_stays_gb18030(rare: str) -> None:
    assert guessed_encoding(f"姓名,性别\n{rare}\n".encode("gb18030"), final=True).name == "gb18030"


def test_one_character_of_latin_text_is_too_little() -> None:
    # "Se駉r": GB18030 reads it as well, and here that is likelier.
    assert guessed_encoding("Señor".encode("cp1252"), final=True).name == "gb18030"


def test_characters_of_hong_kong() -> None:
    data = "名稱,地址\n九龍啟德郵輪碼頭大廈,深水埗長沙灣道\n咗,嘅\n嚟,唔該\n".encode("big5hkscs")
    found = guessed_encoding(data, final=True)
    assert data.decode(found.cells).startswith("名稱,地址")
    assert "埗" in data.decode(found.cells)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["a,b\n1,2\n", "名称,代码\n长沙市一中,最上\n", "a\tb\r\n甲\t乙\r\n", "Café;x\n1;2\n"])
def test_wide_encodings_without_a_mark(text: str, codec: str) -> None:
    found = wide_encoding(text.encode(codec))
    assert found is not None
    assert (found.codec, found.guessed) == (codec, True)


@pytest.mark.parametrize(
    "data", [b"a,b\n1,\0\n", b"\0", b"a,b\n1,2\n\0\0\0\0", b"name\0,b\n1,2\n", b"\0a\0b" * 9, "甲\0,乙\n".encode()]
)
def test_a_nul_in_other_text_proves_nothing(data: bytes) -> None:
    assert wide_encoding(data) is None


def test_utf8_with_rows_of_another_encoding_is_utf8() -> None:
    own, foreign = "编号,单位名称\n" * 100, "编号,单位名称\n" * 90
    assert guessed_encoding(own.encode() + foreign.encode("gb18030"), final=True).name == "utf-8"
    assert guessed_encoding(foreign.encode("gb18030") + own.encode(), final=True).name == "utf-8"


@pytest.mark.parametrize("text", ["naïve,café,Zürich\n" * 5, "Москва,Казань\n" * 5, "Αθήνα,Πάτρα\n" * 5])
def test_a_bad_byte_in_utf8_of_other_scripts(text: str) -> None:
    assert guessed_encoding(text.encode() + b"a\xff,b\n", final=True).name == "utf-8"


def test_an_excerpt_is_of_lines_from_all_over_the_sample() -> None:
    sample = b"a,b\n" * 500_000 + "甲,乙\n".encode("gb18030") * 300_000
    excerpt = excerpt_of(sample)
    assert len(excerpt) <= 128 * 1024
    assert excerpt.decode("gb18030").count("甲") > 1000


def test_an_excerpt_finds_the_only_line_that_matters() -> None:
    assert "甲".encode("gb18030") in excerpt_of(b"a,b\n" * 500_000 + "甲,乙\n".encode("gb18030") + b"a,b\n" * 50_000)


def test_scores() -> None:
    assert score("通知".encode("gb18030"), "gb18030") == 1
    assert score("通知".encode("cp950"), "big5hkscs") == 1
    assert score(b"\xff\xff", "gb18030") == -3
    assert score(b"abc", "gb18030") == score(b"abc", "cp1252") == 0
