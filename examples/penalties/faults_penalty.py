"""Faults of the columns that both forms of penalties share."""

from __future__ import annotations

from datetime import date

from calendar_2025 import after
from form import Form

LAST_OF_OLD = "2021-07-14"
FIRST_OF_NEW = "2021-07-15"


def categories(form: Form) -> None:
    """The cell of categories: unknown ones, other separators, the list of another time; and what the categories demand."""
    for kind in ("批评", "警告,罚款", "罚款、警告", "罚款;", "警告; 罚款", "其他-"):
        form.fault("COD101", "warning", "kind", kind=kind, fine="0.5" if "罚款" in kind else "")
    form.fault("TYP902", "warning", "kind", kind="警告；罚款", fine="0.5")
    old, new = "没收违法所得、没收非法财物", "没收违法所得"
    form.fault("COD102", "warning", "kind", kind=old, confiscated="1.5", date=FIRST_OF_NEW)
    form.fault("COD102", "warning", "kind", kind=f"警告;{new}", confiscated="1.5", date=LAST_OF_OLD)
    form.fault("REL101", "warning", "fine", kind="警告;罚款", fine="")
    form.fault("REL101", "warning", "confiscated", kind=f"警告;{new}")
    form.fault("REL101", "warning", "confiscated", kind=old, date=LAST_OF_OLD)
    form.fault("REL101", "warning", "document", kind="吊销许可证件")
    form.fault("REL101", "warning", "document", kind="暂扣许可证件;警告", document="")
    form.fault("REL103", "warning", "kind", kind="警告", fine="0.5")


def amounts(form: Form) -> None:
    """Amounts that are no numbers, too fine, too large, below nothing."""
    for text in ("5000元", "五千", "1,000", "0.5万元"):
        form.fault("TYP202" if text == "五千" else "TYP910", "warning", "fine", kind="罚款", fine=text)
    form.fault("TYP203", "warning", "fine", kind="罚款", fine="0.0000005")
    form.fault("TYP203", "warning", "confiscated", kind="没收违法所得", confiscated="1" + "0" * 18)
    form.fault("TYP204", "warning", "fine", kind="罚款", fine="-0.5")
    form.table.add(form.row(kind="罚款", fine="50000"))  # yuan for ten thousand yuan: a note, no more


def dates(form: Form) -> None:
    """Dates that are none, that are written otherwise, or that stand in the wrong order."""
    for text in ("2025-02-30", "2025/13/1", "2025/1", "45662"):
        form.fault("TYP904" if text == "45662" else "TYP201", "error", "date", date=text)
    form.fault("TYP201", "error", "until", until="三个月")
    form.fault("TYP201", "error", "public", public="2027-02-29")
    # Dates all the same, only not as the templates write them.
    for text in ("2025/1/5", "2025-1-5", "2025.1.5", "20250105", "2025年1月5日", "2025-01-05 00:00:00", "2025/1/5 0:00"):
        form.fault("TYP205", "warning", "date", date=text)
    form.fault("TYP908", "warning", "until", until="长期")
    form.fault("TYP205", "warning", "until", until="20991231")
    form.fault("TYP205", "warning", "public", public="2027年01月05日")
    form.fault("TYP908", "warning", "public", public="长期")  # decided when the law set no limit
    form.fault("TYP201", "error", "public", public="三年")
    form.fault("TYP101", "warning", "public", public="")
    day = {"date": "2025-05-06"}
    form.fault("REL104", "error", "until", until="2025-05-05", **day)
    form.fault("REL104", "error", "until", until="2025/04/06", **day)
    form.fault("REL104", "warning", "public", public="2025-05-05", **day)
    form.fault("REL103", "warning", "public", public="2099-12-31", date="2026-04-01", until="2099-12-31")
    form.fault("REL103", "warning", "public", public="长期", date="2026-04-01", until="2099-12-31")
    form.fault("REL103", "warning", "public", public="20991231", date="2026-04-01", until="2099-12-31")
    both = form.fault("REL103", "warning", "public", public="2099/12/31", date="2026/4/1", until="2099-12-31")
    form.table.blame(both, "TYP205", "warning", "date")
    form.table.add(form.row(public="2099-12-31", date="2026-03-31", until="2099-12-31", received=""))
    later = {"until": "2099-12-31", "public": "2029-11-05", "received": ""}
    soon = form.fault("REL104", "warning", "date", date="2026-11-05", **later)
    form.table.changes("removed", soon, "REL104", "warning", "date")
    form.fault("REL104", "warning", "date", date="2028-01-10", **later)


def cells(form: Form) -> None:
    """Empty, overlong and broken cells; identity numbers in texts that are published."""
    for column in ("decision", "offence", "facts", "basis", "content", "date", "until", "body", "body_code", "source"):
        form.fault("TYP101", "error", column, **{column: ""})
    form.fault("TYP101", "error", "kind", kind="", fine="", confiscated="", document="")
    form.fault("TYP101", "error", "source_code", source_code="")
    form.fault("TYP206", "warning", "body", body="测" * 201)
    form.fault("TYP206", "warning", "source", source="测" * 201)
    for column, limit in (("decision", 128), ("offence", 2000), ("facts", 5000), ("basis", 2048), ("content", 4000)):
        form.fault("TYP206", "warning", column, **{column: "测" * (limit + 1)})
    form.fault("TYP206", "warning", "document", document="证" * 201)
    form.fault("STR206", "error", "remark", remark="#N/A")
    make = form.make
    form.fault("SEC101", "warning", "facts", facts=f"当事人（身份证号{make.citizen()}）未按规定测试")
    form.fault("SEC101", "warning", "content", content=f"{make.citizen(ends='X')}罚款")
    form.fault("SEC101", "warning", "document", document=f"驾驶证{make.citizen()}")
    form.fault("SEC101", "warning", "remark", remark=f"第一行\n第二行{make.citizen()}")
    form.table.add(form.row(decision="测罚决字[2025]第00001号"))  # the wrong brackets: a note


def lateness(form: Form) -> None:
    """Days of receipt: before the decision, no date, and too late by the invented calendar."""
    form.fault("REL104", "warning", "received", date="2025-05-06", received="2025-05-05")
    form.fault("TYP201", "warning", "received", received="2025-05-32")
    for day in (date(2025, 3, 6), date(2025, 6, 11), date(2025, 10, 9)):
        form.table.add(form.row(date=day.isoformat(), received=after(day, 7).isoformat()))
        late = form.table.add(form.row(date=day.isoformat(), received=after(day, 8).strftime("%Y/%m/%d")))
        form.table.blame_with_calendar(late, "REL109", "warning", "received")


def pairs(form: Form) -> None:
    """A decision that was reported twice for one party, and wholly equal rows."""
    first = form.row()
    for copy in range(2):
        number = form.table.add(first | {"content": f"处罚内容第{copy}种写法"})
        form.table.blame(number, "KEY101", "warning", None)
    several = form.row()
    form.table.add(several)
    form.table.add(form.row(decision=several["decision"]))  # one decision, two parties: lawful
    twin = form.row()
    for _ in range(2):
        form.table.blame(form.table.add(twin), "KEY102", "error", None)
