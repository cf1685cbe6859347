"""The register as a workbook: one sheet, amounts as numbers, one column of dates as dates, the rest as text."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import register
import xlsxwriter

DATE, AMOUNT = register.HEADER.index("有效期自"), register.HEADER.index("金额")


def write(path: Path, rows: int) -> None:
    """Write the register without faults."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet, day = book.add_worksheet("登记簿"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, register.HEADER)
    at = 1
    for table in register.parts(rows, "right"):
        for record in zip(*(column.to_pylist() for column in table.columns), strict=True):
            for number, cell in enumerate(record):
                if cell is None:
                    continue
                if number == DATE:
                    sheet.write_datetime(at, number, date.fromisoformat(cell), day)
                elif number == AMOUNT:
                    sheet.write_number(at, number, float(cell))
                else:
                    sheet.write_string(at, number, cell)
            at += 1
    book.close()


def main() -> None:
    """Write one workbook."""
    parser = argparse.ArgumentParser(description="Write the register as a workbook.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    asked = parser.parse_args()
    write(asked.path, asked.rows)


if __name__ == "__main__":
    main()
