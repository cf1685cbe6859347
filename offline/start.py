"""The frozen program: the command line, and what happens to files that were dropped on its icon."""

import sys

from dropped import main as dropped

from dgov_std.cli import main

# Only this build has an icon, so the package has no such command.
if sys.argv[1:2] == ["--dropped"]:
    sys.exit(dropped(sys.argv[2:]))
main()
