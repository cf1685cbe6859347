"""The frozen program: the command line, what happens to files dropped on its icon, and the reader of some workbooks."""

import sys

from dropped import main as dropped

from dgov_std.cli import main
from dgov_std.dataset.sheet_child import main as serve_sheets

# Only this build has an icon, so the package has no such command.
if sys.argv[1:2] == ["--dropped"]:
    sys.exit(dropped(sys.argv[2:]))
# The program starts itself to read xlsb and ods files: there is no Python beside it to start (dgov_std/dataset/sheet_process.py).
if sys.argv[1:2] == ["--sheet-child"]:
    serve_sheets(sys.argv[2:])
    sys.exit()
main()
