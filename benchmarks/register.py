"""The register the benchmarks read: invented, from a fixed seed, the same with every run.

Fifteen columns as text, made column by column with numpy (no loop over rows), written in parts of 200,000 rows.

Variants:
    right     no faults
    base      as `right`, and one row in a thousand has one fault, of each kind in turn
    quoted    as `base`, every cell in quotation marks
    distinct  as `base`, nearly all cells of every column different, as far as its rule allows
    wrong     seven or eight cells of every row are wrong
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

SEED = 20240601
PART = 200_000
CODE_LISTS = Path(__file__).parent.parent / "standards" / "national" / "codelists"
VARIANTS = ("right", "base", "quoted", "distinct", "wrong")
HEADER = tuple(
    "登记编号 单位名称 统一社会信用代码 公民身份号码 行政区划代码 类别代码 许可证编号 核发日期 有效期自 有效期至 金额 联系电话 邮政编码 状态代码 备注".split()
)
DIGITS = np.frombuffer(b"0123456789", np.uint8)
USCC = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)
USCC_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])
ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
ORGANISATION_CHECK = np.frombuffer(b"0X987654321", np.uint8)
CITIZEN_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CITIZEN_CHECK = np.frombuffer(b"10X98765432", np.uint8)
TRADES = "信息技术 建筑工程 食品销售 物流运输 教育咨询 环境科技 医疗器械 农业开发 文化传媒 机械制造 电子商务 新能源 园林绿化 餐饮管理 物业服务".split()
FORMS = "有限公司 股份有限公司 有限责任公司 合伙企业 研究院 服务中心 合作社 商行".split()
SYLLABLES = "安邦昌达德鼎丰福冠光广海恒宏华汇嘉金锦晶康利联龙茂明宁鹏齐全荣瑞润森盛顺泰腾天同旺伟祥新信兴旭亚阳益永宇裕源远悦泽正志中众卓"
REMARKS = (
    "",
    "",
    "材料齐全，符合规定，同意登记，有关文书已按规定送达并归档",
    "经现场核查符合要求，予以登记；申请人已签收相关文书",
    "变更登记：法定代表人、住所及经营范围变更",
    "延续登记，原证书收回，新证书已于当日发放给申请人",
    "注销登记",
    "补发证书（原证书遗失，已按规定登报声明作废）",
)


@dataclass(frozen=True, slots=True)
class Pools:
    """What cells are drawn from: names of places, division codes, codes of today, days as text."""

    places: pa.Array
    divisions: np.ndarray  # (n, 6) bytes: codes in use today
    days: np.ndarray  # (n, 10) bytes, from 1900-01-01


def pools() -> Pools:
    """Read the shipped list of divisions."""
    with (CODE_LISTS / "division.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["valid_to"]]
    days = np.arange("1900-01-01", "2100-01-01", dtype="datetime64[D]").astype("S10")
    return Pools(
        places=pa.array([row["name"] for row in rows]),
        divisions=_matrix([row["code"] for row in rows]),
        days=days.view(np.uint8).reshape(-1, 10),
    )


def parts(rows: int, variant: str) -> Iterator[pa.Table]:
    """Yield the register in order, in tables of string columns; an empty cell is null."""
    source = pools()
    for number, start in enumerate(range(0, rows, PART)):
        rng = np.random.default_rng((SEED, number))
        columns = _part(source, rng, np.arange(start, min(start + PART, rows)), distinct=variant == "distinct")
        if variant == "wrong":
            columns = _all_wrong(columns)
        elif variant != "right":
            columns = _few_wrong(columns, start)
        yield pa.table([_no_empty(column) for column in columns], names=list(HEADER))


def write(path: Path, rows: int, variant: str) -> None:
    """Write the register as CSV (UTF-8, LF); it appears under its name only when it is whole."""
    style = "all_valid" if variant == "quoted" else "none"
    aside = path.with_name(path.name + ".part")
    with aside.open("wb") as file:
        mark = '"' if variant == "quoted" else ""
        file.write((",".join(f"{mark}{label}{mark}" for label in HEADER) + "\n").encode())
        options = pa_csv.WriteOptions(include_header=False, quoting_style=style)
        for table in parts(rows, variant):
            pa_csv.write_csv(table, file, options)
    aside.replace(path)


def main() -> None:
    """Write one file; a process of its own, because numpy and pyarrow would weigh on what the runner measures."""
    parser = argparse.ArgumentParser(description="Write the register as CSV.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--variant", choices=VARIANTS, default="base")
    asked = parser.parse_args()
    write(asked.path, asked.rows, asked.variant)


# ---- columns --------------------------------------------------------------------------------


def _part(source: Pools, rng: np.random.Generator, number: np.ndarray, *, distinct: bool) -> list[pa.Array]:
    n = len(number)
    place = rng.integers(0, len(source.places), n)
    division = source.divisions[place]
    issued = rng.integers(*_days(1900, 2090) if distinct else _days(2016, 2025), n)
    begins = issued + rng.integers(0, 60, n)
    ends = np.minimum(begins + rng.integers(0, 3000, n) if distinct else begins + rng.integers(1, 8, n) * 365, 73_000)
    category = rng.integers(0, 5, n)
    status = np.where(rng.random(n) < 0.95, 1, rng.integers(2, 4, n))
    remark = np.where(status == 3, 6, rng.integers(0, len(REMARKS), n))
    return [
        _record_numbers(division, number),
        _names(source, rng, place, number if distinct else None),
        _text(_credit_codes(rng, division)),
        _text(_citizen_numbers(source, rng, division)),
        _text(division),
        pa.array(["01", "02", "03", "04", "99"]).take(_index(category)),
        _licence_numbers(rng, category, number),
        _text(source.days[issued]),
        _text(source.days[begins]),
        _text(source.days[ends]),
        _amounts(rng, n),
        _text(
            np.hstack(
                [
                    np.full((n, 1), ord("1"), np.uint8),
                    DIGITS[rng.integers(3, 10, (n, 1))],
                    DIGITS[rng.integers(0, 10, (n, 9))],
                ]
            )
        ),
        _text(_number(rng.integers(10_000, 900_000, n) if distinct else place * 100 + 10_000, 6)),
        pa.array(["", "1", "2", "3"]).take(_index(status)),
        _remarks(remark, number if distinct else None),
    ]


def _record_numbers(division: np.ndarray, number: np.ndarray) -> pa.Array:
    dash = np.full((len(number), 1), ord("-"), np.uint8)
    # Multiplied by an odd number below 10^10 and coprime to it: unique, and not in order.
    return _text(
        np.hstack([division[:, :2], dash, _number(2016 + number % 9, 4), dash, _number(number * 7_368_787_373 % 10**10, 10)])
    )


def _names(source: Pools, rng: np.random.Generator, place: np.ndarray, number: np.ndarray | None) -> pa.Array:
    n = len(place)
    syllables = pa.array(list(SYLLABLES))
    pieces = [
        source.places.take(_index(place)),
        *(syllables.take(_index(rng.integers(0, len(SYLLABLES), n) // 4 * 4)) for _ in range(2)),
        pa.array(TRADES).take(_index(rng.integers(0, len(TRADES), n))),
        pa.array(FORMS).take(_index(rng.integers(0, len(FORMS), n))),
    ]
    if number is not None:
        pieces.append(_text(_number(number, 9)))
    return pc.binary_join_element_wise(*pieces, "")


def _credit_codes(rng: np.random.Generator, division: np.ndarray) -> np.ndarray:
    n = len(division)
    body = rng.integers(0, 10, (n, 8))
    kind = np.frombuffer(b"919293511112", np.uint8).reshape(-1, 2)[rng.integers(0, 6, n)]
    check = ORGANISATION_CHECK[body @ ORGANISATION_WEIGHTS % 11]
    text = np.hstack([kind, division, DIGITS[body], check[:, None]])
    value = np.searchsorted(USCC, text)  # the alphabet is in the order of its bytes
    return np.hstack([text, USCC[(31 - value @ USCC_WEIGHTS % 31) % 31][:, None]])


def _citizen_numbers(source: Pools, rng: np.random.Generator, division: np.ndarray) -> np.ndarray:
    n = len(division)
    born = source.days[rng.integers(*_days(1950, 2006), n)][:, [0, 1, 2, 3, 5, 6, 8, 9]]
    text = np.hstack([division, born, DIGITS[rng.integers(0, 10, (n, 3))]])
    check = CITIZEN_CHECK[(text - ord("0")).astype(np.int64) @ CITIZEN_WEIGHTS % 11]
    return np.hstack([text, check[:, None]])


def _licence_numbers(rng: np.random.Generator, category: np.ndarray, number: np.ndarray) -> pa.Array:
    letters = np.frombuffer(b"JYSCZLGS", np.uint8).reshape(-1, 2)[rng.integers(0, 4, len(number))]
    texts = _text(np.hstack([letters, _number(20_240_000_000_000 + number * 37, 14)]))
    return pc.if_else(_mask((category < 2) | (rng.random(len(number)) < 0.5)), texts, pa.scalar(""))


def _amounts(rng: np.random.Generator, n: int) -> pa.Array:
    cents = (10 ** rng.uniform(2, 9, n)).astype(np.int64)
    return pc.binary_join_element_wise(pc.cast(pa.array(cents // 100), pa.string()), _text(_number(cents % 100, 2)), ".")


def _remarks(remark: np.ndarray, number: np.ndarray | None) -> pa.Array:
    texts = pa.array(REMARKS).take(_index(remark))
    return texts if number is None else pc.binary_join_element_wise(texts, _text(_number(number, 9)), "")


# ---- faults ---------------------------------------------------------------------------------

# One fault of each kind: cells as (column, what it becomes); "{}" stands for the right text.
FAULTS = (
    ((0, "{}X"),),
    ((0, ""),),
    ((1, ""),),
    ((1, "{}（曾用名：一个长得不合规定的单位名称，长得不合规定的单位名称）"),),
    ((2, "{}0"),),
    ((2, "91110000600037341A"),),
    ((3, "110105194912310029"),),
    ((3, "11010519491331002X"),),
    ((4, "999999"),),
    ((4, ""),),
    ((5, "05"),),
    ((5, ""),),
    ((5, "01"), (6, "")),
    ((6, "许可{}"),),
    ((7, "2023-02-29"),),
    ((7, "2023/02/01"),),
    ((7, ""),),
    ((7, "2098-01-01"),),
    ((8, "2099-12-31"),),
    ((9, "1999-01-01"),),
    ((9, "{} "),),
    ((10, "-1.00"),),
    ((10, "1.234"),),
    ((10, "约{}"),),
    ((11, "0571-88888888"),),
    ((12, "31000"),),
    ((12, "3100O0"),),
    ((13, "9"),),
    ((13, ""),),
    ((13, "3"), (14, "")),
    ((14, "{}" + "很长的备注" * 20 + "。"),),
)
# The columns of the all-wrong variant, and what is put behind or instead of the right text.
# The check character of the citizen number becomes X, which is right in one row of eleven.
WRONG = ((0, "{}x"), (2, "{}0"), (5, "{}A"), (7, "{}日"), (10, "{}元"), (11, "{}0"), (12, "{}9"))


def _few_wrong(columns: list[pa.Array], start: int) -> list[pa.Array]:
    """Put one fault into every thousandth row, of each kind in turn; and repeat one record number in 50,000."""
    n = len(columns[0])
    row = np.arange(start, start + n)
    turn = np.where(row % 1000 == 500, row // 1000 % len(FAULTS), -1)
    faulty = list(columns)
    for kind, cells in enumerate(FAULTS):
        here = _mask(turn == kind)
        for column, form in cells:
            faulty[column] = pc.if_else(here, _formed(columns[column], form), faulty[column])
    repeated = np.where(row % 50_000 == 700, np.arange(n) - 1, np.arange(n))
    faulty[0] = faulty[0].take(_index(np.maximum(repeated, 0)))
    return faulty


def _all_wrong(columns: list[pa.Array]) -> list[pa.Array]:
    wrong = list(columns)
    for column, form in WRONG:
        wrong[column] = _formed(columns[column], form)
    wrong[3] = pc.binary_replace_slice(columns[3], 17, 18, "X")
    return wrong


def _formed(texts: pa.Array, form: str) -> pa.Array:
    before, mark, after = form.partition("{}")
    if not mark:
        return pa.repeat(pa.scalar(form), len(texts))
    return pc.binary_join_element_wise(before, texts, after, "")


# ---- bytes ----------------------------------------------------------------------------------


def _days(first: int, after: int) -> tuple[int, int]:
    """Days of these years, counted from 1900-01-01."""
    origin = np.datetime64("1900-01-01")
    return int((np.datetime64(f"{first}-01-01") - origin).astype(int)), int(
        (np.datetime64(f"{after}-01-01") - origin).astype(int)
    )


def _number(values: np.ndarray, width: int) -> np.ndarray:
    """Return (n, width) bytes: the decimal digits with zeros in front."""
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return DIGITS[values.astype(np.int64)[:, None] // powers % 10]


def _matrix(texts: list[str]) -> np.ndarray:
    return np.array(texts, f"S{len(texts[0])}").view(np.uint8).reshape(len(texts), -1)


def _text(matrix: np.ndarray) -> pa.Array:
    """Return a string array of the rows of a byte matrix."""
    n, width = matrix.shape
    offsets = np.arange(0, (n + 1) * width, width, dtype=np.int32)
    return pa.StringArray.from_buffers(n, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(matrix)))


def _index(values: np.ndarray) -> pa.Array:
    return pa.array(values.astype(np.int32))


def _mask(values: np.ndarray) -> pa.Array:
    return pa.array(values)


def _no_empty(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


if __name__ == "__main__":
    main()
