"""What Git LFS leaves in place of a file that was not fetched, and what is said of it."""

from __future__ import annotations

from dgov_std.text import Text

_HEAD = b"version https://git-lfs.github.com/spec/v"
WHAT = Text(
    "这是 Git LFS 的指针文件, 不是数据: 数据还没有取下来",
    "this is a pointer file of Git LFS, not the data, which were not fetched",
)
TODO = Text(
    "先运行 git lfs pull; 流水线里让检出步骤取 LFS 文件(GitHub: lfs: true)",
    "run git lfs pull first; in a pipeline let the checkout fetch LFS files (GitHub: lfs: true)",
)


def is_pointer(data: bytes) -> bool:
    """Whether a file, by its beginning, is a pointer."""
    return data.startswith(_HEAD)
