"""The scripts of the offline builds stand beside the package; their folder comes last in the path."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "offline"))
