"""Write the four example tables and a calendar: `python examples/penalties/generate.py [FOLDER]`.

Everybody in them is made up, and so are the holidays of the calendar. The faults of the bad tables are
planned in `faults_*.py`, and the expectations are written from the plan, not from a run of the tool.
Needs openpyxl, not dgov_std.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "common"))
sys.path.insert(0, str(Path(__file__).parent))

import calendar_2025
from faults_organisations import bad_organisations
from faults_persons import bad_persons
from good import good_organisations, good_persons

TABLES = {
    "good-organisations": good_organisations,
    "bad-organisations": bad_organisations,
    "good-persons": good_persons,
    "bad-persons": bad_persons,
}


def main(folder: Path) -> None:
    """Write every table in every form, and the calendar."""
    for name, build in TABLES.items():
        build().write(folder, name)
    calendar_2025.write(folder / "working-days-invented.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
