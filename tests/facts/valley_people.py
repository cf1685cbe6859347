"""The row of the small standard `valley` that meets all its rules."""

from pathlib import Path

VALLEY = Path(__file__).parent / "valley"
GOOD = {
    "编号": "19910203111",
    "出生日期": "1991-02-03",
    "性别": "1",
    "市": "11",
    "区": "111",
    "区名": "前进区",
    "地址": "东山省甲河市前进区人民路1号",
    "经度": "120.1",
    "纬度": "30.2",
    "更新周期": "每月",
    "更新日期": "2031-05-27",
}
