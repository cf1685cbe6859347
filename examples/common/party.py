"""The party (行政相对人) of a made-up licence or penalty: columns, sound cells and their faults."""

from __future__ import annotations

from form import Form
from identifiers import Maker, credit_code, registration_number, wide, wrong, wrong_subject
from tables import Row

ORGANISATION, PERSON, BUSINESS = "法人及非法人组织", "自然人", "个体工商户"
ORGANISATION_COLUMNS = {
    "name": "行政相对人名称",
    "category": "行政相对人类别",
    "code": "行政相对人代码_1(统一社会信用代码)",
    "registration": "行政相对人代码_2(工商注册号)",
    "organisation": "行政相对人代码_3(组织机构代码)",
    "tax": "行政相对人代码_4(税务登记号)",
    "institution": "行政相对人代码_5(事业单位证书号)",
    "social": "行政相对人代码_6(社会组织登记证号)",
    "representative": "法定代表人",
    "representative_type": "法定代表人证件类型",
    "representative_number": "法定代表人证件号码",
}
PERSON_COLUMNS = {
    "name": "行政相对人名称",
    "category": "行政相对人类别",
    "code": "行政相对人代码_1(统一社会信用代码)",
    "type": "证件类型",
    "number": "证件号码",
}


def organisation(make: Maker, serial: int, start: str) -> Row:
    """Return the cells of an organisation or individual business whose credit code begins with `start`."""
    business = start == "92"
    row = {
        "name": f"某某测试经营部{serial:04d}" if business else f"某某测试有限公司{serial:04d}",
        "category": BUSINESS if business else ORGANISATION,
        "code": make.credit_code(start),
        "representative": f"测试人{serial:04d}",
    }
    if serial % 3 == 0 and not business:
        row["organisation"] = row["code"][8:17]
    if serial % 4 == 0:
        row["registration"] = registration_number(row["code"][2:8], f"{7 if business else 1}{serial:07d}")
    return row


def person(make: Maker, serial: int, ends: str | None) -> Row:
    """Return the cells of a natural person with an identity card whose number ends in X or in a digit."""
    return {"name": f"测试人{serial:04d}", "category": PERSON, "type": "身份证", "number": make.citizen(ends=ends)}


def other_document(make: Maker, i: int) -> Row:
    """Return another identity document for some of twenty persons in a row, none for the others."""
    match i % 20:
        case 3:
            return {"type": "护照号", "number": f"E{i:08d}"}
        case 7:
            return {"type": "港澳居民来往内地通行证", "number": f"H{i:08d}"}
        case 9:
            return {"type": "港澳居民来往内地通行证", "number": f"HA{i:07d}"}
        case 11:
            return {"type": "台湾居民来往大陆通行证", "number": f"{i:08d}"}
        case 13:
            return {"type": "外国人永久居留身份证", "number": make.citizen(region="911124")}
        case 15:
            return {"type": "外国人永久居留身份证", "number": f"CAN{i:04d}19123100"}
        case 17:
            return {"type": "港澳台居民居住证", "number": make.citizen(region=("810000", "820000", "830000")[i % 3])}
    return {}


def without_dependents(row: Row, changes: dict[str, str]) -> Row:
    """Return the row without what hangs on a changed credit code."""
    if "code" in changes:
        for column in {"organisation", "registration"} - set(changes):
            row.pop(column, None)
    return row


def code_shapes(form: Form) -> None:
    """Credit codes that are no credit codes at first sight."""
    make = form.make
    for text in ("9.11101E+17", "9.13302E+17", "9.23301E+17"):
        form.fault("TYP901", "error", "code", code=text)
    form.fault("TYP901", "error", "source_code", source_code="1.1E+17")
    form.fault("TYP902", "error", "code", code=wide(make.credit_code("91")))
    form.fault("TYP902", "error", "source_code", source_code=wide(make.credit_code("11")))
    both = form.fault("TYP902", "error", "code", code=wide(wrong(make.credit_code("91"))))
    form.table.blame(both, "IDN201", "error", "code")
    code = make.credit_code("91", "330106")
    for cause, text in (
        ("TYP915", code.lower()),
        ("TYP907", code.replace("0", "O")),
        ("TYP907", code.replace("1", "I")),
        ("TYP905", code + " "),
        ("TYP914", "'" + code),
        ("TYP905", code + "\u00a0"),
        ("IDN101", code[:-1] + "\u0425"),  # a Cyrillic letter
        ("IDN101", code[:-1]),
        ("IDN101", code[8:17]),  # an organisation code
        ("IDN101", "110108000000016"),  # a registration number
    ):
        form.fault(cause, "error", "code", code=text)
    form.fault("TYP915", "error", "body_code", body_code=make.credit_code("11").lower())


def code_checks(form: Form) -> None:
    """Identifiers of the right shape that are wrong inside."""
    make = form.make
    for _ in range(3):
        form.fault("IDN201", "error", "code", code=wrong(make.credit_code("91")))
    form.fault("IDN201", "error", "body_code", body_code=wrong(make.credit_code("11")))
    for _ in range(2):
        form.fault("IDN202", "error", "code", code=credit_code("91", "330106", wrong_subject(make.subject())))
    form.fault("IDN202", "error", "code", code=wrong(credit_code("91", "330106", wrong_subject(make.subject()))))
    form.fault("IDN103", "warning", "code", code=make.credit_code("91", "990000"))
    form.fault("IDN103", "warning", "code", code=make.credit_code("91", "110199"))
    form.fault("IDN103", "warning", "code", code=make.credit_code("94"))
    form.fault("IDN103", "warning", "body_code", body_code=make.credit_code("11", "990000"))
    own = form.fault("IDN201", "error", "organisation", code="", organisation=wrong_subject(make.subject()))
    form.table.blame(own, "REL101", "warning", "code")
    form.fault("IDN201", "warning", "registration", registration="110108000000019")
    form.fault("IDN203", "warning", "registration", registration="11010800000001")
    card = make.citizen(ends="digit")
    for code, text in (
        ("IDN201", card[:-1] + "X"),
        ("IDN203", card[:-1]),
        ("IDN104", make.citizen(birth="19900230")),
        ("TYP915", make.citizen(ends="X").lower()),
    ):
        form.fault(code, "error", "representative_number", representative_type="身份证", representative_number=text)


def contradictions(form: Form) -> None:
    """Category, codes and legal representative that contradict each other."""
    make = form.make
    for _ in range(2):
        form.fault("REL103", "error", "category", code=make.credit_code("92"))
        form.fault("REL103", "error", "category", category=BUSINESS)
    # A mistyped code says nothing of the kind of party: the code alone is blamed.
    form.fault("IDN201", "error", "code", code=wrong(make.credit_code("92")))
    form.fault("IDN201", "error", "code", category=BUSINESS, code=wrong(make.credit_code("91")))
    natural = form.fault("REL103", "warning", "category", category=PERSON)
    form.table.blame(natural, "REL102", "warning", "code")
    form.fault("REL103", "warning", "category", category=PERSON, code="")
    form.fault("REL102", "warning", "code", "92", code="00000000000000000X")
    form.fault("REL102", "warning", "code", code="00000000000000000X")
    form.fault("REL101", "warning", "code", code="")
    form.fault("REL101", "warning", "code", "92", code="")
    form.fault("REL101", "warning", "representative", representative="")
    form.fault("REL101", "warning", "representative_number", representative_type="身份证")
    form.fault("REL101", "warning", "representative_type", representative_number=make.citizen())


def code_relations(form: Form) -> None:
    """Codes that should be equal, or should not."""
    make = form.make
    for _ in range(2):
        form.fault("REL105", "warning", "organisation", organisation=make.subject())
    # Nor does a code that is wrong in itself, or stands for none, say what the organisation code is.
    form.fault("IDN201", "error", "code", code=wrong(make.credit_code("91")), organisation=make.subject())
    form.fault("REL102", "warning", "code", "92", code="00000000000000000X", organisation=make.subject())
    same = make.credit_code("91")
    form.fault("REL104", "warning", "body_code", code=same, body_code=same)


def document_numbers(form: Form) -> None:
    """Numbers of identity cards."""
    make = form.make
    for text in ("3.30106E+17", "1.10105E+17", "3.30203E+17"):
        form.fault("TYP901", "error", "number", number=text)
    for _ in range(3):
        form.fault("IDN201", "error", "number", number=make.citizen(ends="digit")[:-1] + "X")
    form.fault("TYP902", "error", "number", number=wide(make.citizen(ends="X")))
    both = form.fault("TYP902", "error", "number", number=wide(make.citizen(ends="digit")[:-1] + "X"))
    form.table.blame(both, "IDN201", "error", "number")
    form.fault("TYP915", "error", "number", number=make.citizen(ends="X").lower())
    form.fault("TYP907", "error", "number", number=make.citizen(ends="X", region="330106").replace("0", "O"))
    form.fault("IDN203", "error", "number", number=make.citizen(ends="X")[1:])
    form.fault("TYP905", "error", "number", number=make.citizen(ends="X") + " ")
    form.fault("IDN203", "error", "number", number="H12345678")
    for birth in ("19900230", "19791301"):
        form.fault("IDN104", "error", "number", number=make.citizen(ends="X", birth=birth))
    form.fault("IDN103", "warning", "number", number=make.citizen(ends="X", region="110199", birth="19900101"))
    form.fault("IDN105", "warning", "number", number=make.citizen(ends="X", region="132201", birth="19950101"))
    form.fault("IDN104", "error", "number", number="330106621301000")


def document_types(form: Form) -> None:
    """Document types, and numbers that do not fit them."""
    make = form.make
    form.fault("REL103", "warning", "number", type="护照号", number=make.citizen(ends="X"))
    form.fault("IDN101", "warning", "number", type="港澳居民来往内地通行证", number="A12345678")
    form.fault("IDN101", "warning", "number", type="台湾居民来往大陆通行证", number="1234567")
    card = make.citizen(ends="digit", region="911124")
    form.fault("IDN201", "warning", "number", type="外国人永久居留身份证", number=card[:-1] + "X")
    form.fault("IDN203", "warning", "number", type="外国人永久居留身份证", number="CAN12345678901")
    form.fault("IDN102", "error", "number", type="港澳台居民居住证", number=make.citizen(ends="X"))
    form.fault("COD104", "warning", "type", type="驾驶证", number="CS12345678")
    form.fault("TYP101", "warning", "number", number="")
    form.fault("TYP101", "warning", "type", type="")
    form.fault("REL102", "warning", "code", code=make.credit_code("91"))
    form.fault("REL103", "warning", "category", category=BUSINESS)
    form.fault("REL103", "warning", "category", category=ORGANISATION)
    form.fault("TYP908", "warning", "category", category="个人")
