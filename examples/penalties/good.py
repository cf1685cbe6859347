"""Penalties without a fault, the good tables, and the columns both forms share."""

from __future__ import annotations

from datetime import date, timedelta

from calendar_2025 import after
from identifiers import Maker
from party import ORGANISATION_COLUMNS, PERSON_COLUMNS, organisation, other_document, person
from tables import Row, Table

PENALTY_COLUMNS = {
    "decision": "行政处罚决定书文号",
    "offence": "违法行为类型",
    "facts": "违法事实",
    "basis": "处罚依据",
    "kind": "处罚类别",
    "content": "处罚内容",
    "fine": "罚款金额(万元)",
    "confiscated": "没收违法所得、没收非法财物的金额(万元)",
    "document": "暂扣或吊销证照名称及编号",
    "date": "处罚决定日期",
    "until": "处罚有效期",
    "public": "公示截止期",
    "body": "处罚机关",
    "body_code": "处罚机关统一社会信用代码",
    "source": "数据来源单位",
    "source_code": "数据来源单位统一社会信用代码",
    "remark": "备注",
}
RECEIVED = {"received": "接收日期"}

# Categories since 2021-07-15, and before.
KINDS = (
    "罚款",
    "警告;罚款",
    "警告",
    "罚款;没收违法所得",
    "通报批评",
    "没收违法所得;没收非法财物",
    "罚款;暂扣许可证件",
    "降低资质等级",
    "罚款;没收非法财物;吊销许可证件",
    "限制开展生产经营活动",
    "责令停产停业",
    "罚款;责令关闭",
    "限制从业",
    "罚款;其他-责令改正",
    "其他-测试措施",
)
FORMER_KINDS = (
    "警告;罚款",
    "没收违法所得、没收非法财物",
    "罚款;暂扣或者吊销许可证、暂扣或者吊销执照",
    "责令停产停业",
    "其他-责令改正",
)
AMOUNTS = ("0.5", "0.02", "2", "0.000001", "12.5", "1.20")


def consequences(kind: str, serial: int) -> Row:
    """Return the cells that the categories demand: amounts, the document."""
    row = {}
    if "罚款" in kind:
        row["fine"] = AMOUNTS[serial % len(AMOUNTS)]
    if "没收" in kind:
        row["confiscated"] = AMOUNTS[(serial + 1) % len(AMOUNTS)]
    if "暂扣" in kind or "吊销" in kind:
        row["document"] = f"测试活动许可证CS{serial:06d}"
    return row


class Rows:
    """Makes rows that nothing is wrong with, each with its own serial number."""

    def __init__(self, seed: int) -> None:
        self.make = Maker(seed)
        self.serial = 0
        self.bodies = [(f"某某县测试局{i:02d}", self.make.credit_code("11")) for i in range(4)]

    def penalty(self, kind: str | None = None, day: date | None = None) -> Row:
        """Return the columns both forms share, decided in 2025 unless told otherwise."""
        self.serial += 1
        n, r = self.serial, self.make.random
        decided = day or date(2025, 1, 6) + timedelta(days=r.randrange(320))
        kind = kind or KINDS[n % len(KINDS)]
        body, source = r.choice(self.bodies), r.choice(self.bodies)
        style = "%Y/%m/%d" if n % 8 == 0 else "%Y-%m-%d"
        year = decided.year
        number = f"测罚决字〔{year}〕第{n:05d}号" if n % 5 else f"测公(东湖)行罚决字〔{year}〕{n:05d}号"
        published = decided.replace(year=year + 1 + n % 3, day=min(decided.day, 28))
        return {
            "decision": number,
            "offence": f"违反测试管理规定第{n % 7 + 1}类",
            "facts": f"当事人未按规定开展第{n}项测试",
            "basis": f"《某某测试管理条例》第{n % 40 + 1}条",
            "kind": kind,
            "content": f"依法作出处罚: {kind.replace(';', '、')}",
            **consequences(kind, n),
            "date": decided.strftime(style),
            "until": "2099-12-31" if n % 3 else published.strftime(style),
            "public": published.strftime(style),
            "body": body[0],
            "body_code": body[1],
            "source": source[0],
            "source_code": source[1],
            "received": after(decided, n % 8).isoformat(),
        }

    def organisation(self, start: str = "91", kind: str | None = None, day: date | None = None) -> Row:
        """Return a row of the organisations' form whose credit code begins with `start`."""
        penalty = self.penalty(kind, day)
        return {**organisation(self.make, self.serial, start), **penalty}

    def person(self, ends: str | None = None, kind: str | None = None, day: date | None = None) -> Row:
        """Return a row of the persons' form with an identity card whose number ends in X or in a digit."""
        penalty = self.penalty(kind, day)
        return {**person(self.make, self.serial, ends), **penalty}


def former(rows: Rows) -> list[tuple[str, date]]:
    """Return categories and days: the old list up to its last day, the new one from its first."""
    old = [(kind, date(2019 + i % 3, 3, 1 + i)) for i, kind in enumerate(FORMER_KINDS)]
    return [*old, ("没收违法所得、没收非法财物", date(2021, 7, 14)), ("通报批评;罚款", date(2021, 7, 15))]


def good_organisations() -> Table:
    """A hundred returns of organisations and individual businesses, with the day each was received."""
    rows = Rows(20260201)
    columns = ORGANISATION_COLUMNS | PENALTY_COLUMNS | RECEIVED
    table = Table("administrative-penalty-organisation", columns, sheet="处罚")
    starts = ("91", "91", "92", "93", "12", "52", "N2")
    for i in range(90):
        table.add(rows.organisation(starts[i % len(starts)]))
    for kind, day in former(rows):
        table.add(rows.organisation("91", kind, day))
    plain = [row for row in table.rows if row is not None and row["code"].startswith("91")]
    plain[0] |= {"fine": "0", "confiscated": "0.00"}  # written although there is none
    plain[0]["kind"] = "警告"
    plain[1]["facts"] = f'当事人称"测试",\n分两行书写, 其代码为{plain[1]["code"]}'
    plain[2] |= {"representative_type": "身份证", "representative_number": rows.make.citizen()}
    plain[3]["organisation"] = f"{plain[3]['code'][8:16]}-{plain[3]['code'][16]}"
    plain[4] |= {"tax": "91330106TE00000000", "institution": "133010000001"}
    plain[5].pop("received")
    return table


def good_persons() -> Table:
    """Eighty returns of natural persons."""
    rows = Rows(20260202)
    table = Table("administrative-penalty-person", PERSON_COLUMNS | PENALTY_COLUMNS, sheet="处罚")
    for i in range(72):
        kind = "行政拘留" if i % 9 == 0 else None
        table.add(rows.person(kind=kind) | other_document(rows.make, i))
    for kind, day in former(rows):
        table.add(rows.person(None, kind, day))
    people = [row for row in table.rows if row is not None and row["type"] == "身份证"]
    people[0]["number"] = rows.make.citizen(region="110103", birth="19040229")  # abolished after the birth
    people[1]["number"] = "330106620101000"  # fifteen digits
    people[2]["facts"] = '当事人称"测试",\n分两行书写'
    people[3] |= {"kind": "行政拘留;罚款", "fine": "0.05"}
    return table
