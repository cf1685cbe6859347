"""Makes the workbooks in this folder, each by a program that is not ours: LibreOffice and xlwt.

    python make.py libreoffice   # needs openpyxl and soffice
    python make.py xlwt          # needs xlwt

They are kept because neither program is needed to run the tests.
"""

import datetime as dt
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HEADER = ["文本", "前导零", "整数", "长数", "小数", "真", "日期", "日期时间", "时刻", "零格式", "百分比", "大数"]
ROW = [
    "某县\n市场监管局", "007", 110101, 330106198003071012, 0.1 + 0.2, True, dt.date(2024, 1, 5),
    dt.datetime(2024, 1, 5, 8, 30), dt.time(8, 5), 110, 0.5, 1e20,  # noqa: DTZ001
]  # fmt: skip
FORMATS = {6: "yyyy-mm-dd", 7: 'yyyy"年"m"月"d"日" hh:mm', 8: "h:mm:ss", 9: "000000", 10: "0.00%"}


def libreoffice() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    hidden, sheet = book.active, book.create_sheet("数据")
    hidden.title, hidden.sheet_state = "隐藏", "hidden"
    hidden.append(["x"])
    sheet.append(HEADER)
    sheet.append(ROW)
    sheet.append(["𠀀", "", -5, 0, -0.25, False])
    sheet.append(["=1/0", '="a"&"b"', "=1+1", "=NA()", "=1.5*3", "=1=1"])
    for column, code in FORMATS.items():
        sheet.cell(2, column + 1).number_format = code
    book.save(HERE / "libreoffice.xlsx")
    subprocess.run(["soffice", "--headless", "--convert-to", "xls", "--outdir", HERE, HERE / "libreoffice.xlsx"], check=True)
    (HERE / "libreoffice.xlsx").unlink()


def xlwt() -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    hidden, sheet = book.add_sheet("隐藏"), book.add_sheet("数据")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    for column, value in enumerate(HEADER):
        sheet.write(0, column, value)
    for column, value in enumerate(ROW):
        style = xlwt.XFStyle()
        style.num_format_str = FORMATS.get(column, "General")
        sheet.write(1, column, value, style)
    for column, value in enumerate(["𠀀", "", -5, 0, -0.25, False]):
        sheet.write(2, column, value)
    book.save(str(HERE / "xlwt.xls"))


if __name__ == "__main__":
    {"libreoffice": libreoffice, "xlwt": xlwt}[sys.argv[1]]()
