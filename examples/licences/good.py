"""Licences without a fault, the good tables, and the columns both forms share."""

from __future__ import annotations

from identifiers import Maker
from party import ORGANISATION, ORGANISATION_COLUMNS, PERSON_COLUMNS, organisation, other_document, person
from tables import Row, Table

LICENCE_COLUMNS = {
    "document": "行政许可决定文书名称",
    "decision": "行政许可决定文书号",
    "kind": "许可类别",
    "certificate": "许可证书名称",
    "licence": "许可编号",
    "content": "许可内容",
    "date": "许可决定日期",
    "from": "有效期自",
    "to": "有效期至",
    "body": "许可机关",
    "body_code": "许可机关统一社会信用代码",
    "status": "当前状态",
    "source": "数据来源单位",
    "source_code": "数据来源单位统一社会信用代码",
    "remark": "备注",
}
KINDS = ("普通", "特许", "认可", "核准", "登记", "其他-备案测试")


class Rows:
    """Makes rows that nothing is wrong with, each with its own serial number."""

    def __init__(self, seed: int) -> None:
        self.make = Maker(seed)
        self.serial = 0
        self.bodies = [(f"某某县测试局{i:02d}", self.make.credit_code("11")) for i in range(6)]
        self.bodies[0] = ("某某部测试司00", self.make.credit_code("11", "100000"))

    def licence(self) -> Row:
        """Return the columns both forms share."""
        self.serial += 1
        n, r = self.serial, self.make.random
        date = self.make.day(2024, 2025)
        slashes = r.random() < 0.1
        written = date.replace("-", "/") if slashes else date
        body, source = r.choice(self.bodies), r.choice(self.bodies)
        row = {
            "document": "准予测试活动行政许可决定书",
            "decision": f"测许准字〔{date[:4]}〕第{n:04d}号",
            "kind": KINDS[n % len(KINDS)],
            "content": f"准予从事第{n}类测试活动, 限于本示例",
            "date": written,
            "from": written,
            "to": written.replace(date[:4], str(int(date[:4]) + r.randint(4, 8)), 1),
            "body": body[0],
            "body_code": body[1],
            "status": "1",
            "source": source[0],
            "source_code": source[1],
        }
        if n % 2:
            row |= {"certificate": "测试活动许可证", "licence": f"CS{n:06d}"}
        if n % 9 == 0:
            row["to"] = "2099/12/31" if slashes else "2099-12-31"
        if n % 13 == 0:
            row |= {"status": "2", "remark": "测试数据, 已注销"}
        return row

    def organisation(self, start: str = "91") -> Row:
        """Return a row of the organisations' form whose credit code begins with `start`."""
        licence = self.licence()
        return {**organisation(self.make, self.serial, start), **licence}

    def person(self, ends: str | None = None) -> Row:
        """Return a row of the persons' form with an identity card whose number ends in X or in a digit."""
        licence = self.licence()
        return {**person(self.make, self.serial, ends), **licence}


def good_organisations() -> Table:
    """Three hundred returns of organisations and individual businesses."""
    rows = Rows(20260101)
    table = Table("administrative-licence-organisation", ORGANISATION_COLUMNS | LICENCE_COLUMNS)
    starts = ("91", "91", "91", "92", "93", "12", "52", "N2", "11", "31")
    for i in range(300):
        table.add(rows.organisation(starts[i % len(starts)]))
    special = [row for row in table.rows if row is not None and row["category"] == ORGANISATION]
    special[0]["code"] = rows.make.credit_code("91", "110103")  # a district abolished in 2010
    special[1]["code"] = rows.make.credit_code("91", "440101")  # a summary code, in wide use
    special[2]["code"] = rows.make.credit_code("11", "100000")  # a national authority
    special[3]["registration"] = "1101081234567"  # thirteen digits, before 2007
    for row in special[:3]:
        row.pop("organisation", None)
        row.pop("registration", None)
    special[4]["content"] = '准予"测试",\n分两行书写'
    special[5] |= {"representative_type": "身份证", "representative_number": rows.make.citizen()}
    special[6]["institution"] = "133010000001"
    special[7]["organisation"] = f"{special[7]['code'][8:16]}-{special[7]['code'][16]}"
    return table


def good_persons() -> Table:
    """Three hundred returns of natural persons."""
    rows = Rows(20260102)
    table = Table("administrative-licence-person", PERSON_COLUMNS | LICENCE_COLUMNS)
    make = rows.make
    for i in range(300):
        row = rows.person()
        row |= other_document(make, i)
        table.add(row)
    people = [row for row in table.rows if row is not None and row["type"] == "身份证"]
    people[0]["number"] = make.citizen(region="110103", birth="19040229")  # abolished after the birth
    people[1]["number"] = make.citizen(region="500103", birth="19100101")  # created after the birth
    people[2]["number"] = "330106620101000"  # fifteen digits
    people[3]["number"] = make.citizen(region="830000", birth="19000101")
    people[4]["content"] = '准予"测试",\n分两行书写'
    return table
