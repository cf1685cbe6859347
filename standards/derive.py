"""Build the code lists that follow from others: run `python standards/derive.py` after editing a source list.

`division.csv` holds every code of GB/T 2260 with its periods. Two identifiers use more codes than
that list has, so each gets a list of its own:

* `citizen-region.csv` — first six characters of citizen numbers (GB 11643): every code that ever
  existed, abolished in its last year of use, and 830000, which residence permits of Taiwan
  residents carry although GB/T 2260 gives Taiwan 710000.
* `registration-region.csv` — division part of credit codes and registration numbers: every code
  that ever existed, the summary codes GB/T 2260-2007 prints (440101 市辖区), and 100000, which
  bodies registered with a national authority carry.

`industry-2017-written.csv` has every code of `industry-2017.csv` in both spellings that are in use:
0111 as GB/T 4754 prints it, and A0111 with the letter of its section, as in format a1n..4 of GB/T 36104.
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent / "national" / "codelists"


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a list of the national standard."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def citizen_region(division: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Return (code, latest name, last year of abolition or empty), sorted by code."""
    latest: dict[str, tuple[str, str]] = {}
    for row in division:
        known = latest.get(row["code"])
        if known is None or (known[1] and (not row["valid_to"] or row["valid_to"] > known[1])):
            latest[row["code"]] = (row["name"], row["valid_to"])
    latest["830000"] = ("台湾居民居住证", "")
    return [(code, *latest[code]) for code in sorted(latest)]


def registration_region(division: list[dict[str, str]], summary: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Return (code, latest name), sorted by code."""
    names = {code: name for code, name, _ in citizen_region(division) if code != "830000"}
    names |= {row["code"]: row["name"] for row in summary}
    names["100000"] = "国家级登记机关"
    return sorted(names.items())


def industry_written(industry: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    """Return (code, name, parent, level): the codes as printed, then those with the letter of their section."""
    above = {row["code"]: row["parent"] for row in industry}

    def lettered(code: str) -> str:
        section = code
        while above[section]:
            section = above[section]
        return code if code == section else section + code

    plain = [(row["code"], row["name"], row["parent"], row["level"]) for row in industry]
    return plain + [(lettered(code), name, lettered(up), level) for code, name, up, level in plain if up]


def texts() -> dict[str, str]:
    """Return the derived files by name, as text."""
    division = read("division.csv")
    citizens = ["code,name,valid_to", *(",".join(row) for row in citizen_region(division))]
    registrations = [
        "code,name",
        *(",".join(row) for row in registration_region(division, read("division-summary.csv"))),
    ]
    industries = ["code,name,parent,level", *(",".join(row) for row in industry_written(read("industry-2017.csv")))]
    return {
        "industry-2017-written.csv": "\n".join(industries) + "\n",
        "citizen-region.csv": "\n".join(citizens) + "\n",
        "registration-region.csv": "\n".join(registrations) + "\n",
    }


if __name__ == "__main__":
    for name, text in texts().items():
        (HERE / name).write_bytes(text.encode("utf-8"))
