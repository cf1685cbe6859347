"""The dictionary of 词根 a naming refers to: a CSV file of term, en, short, role, expects."""

from __future__ import annotations

import csv
import io

from dgov_std.standard.codefile import find_code_file
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Mark, Word
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.reading import mark_of, text_of
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

COLUMNS = ("term", "en", "short", "role", "expects")
ROLES = ("object", "property", "representation", "qualifier")
FACETS = (
    "identifier",
    "any_of",
    "codelist",
    "enum",
    "pattern",
    "min_length",
    "max_length",
    "date",
    "decimal",
    "free_of",
)
MAX_BYTES = 4 * 1024 * 1024


def read_dictionary(ledger: Ledger, document: Tree) -> tuple[Word, ...]:
    """Return the words of the file that `dictionary:` names, without those that are no words.

    Mistakes are noted at their line: a header other than `COLUMNS`, a word that stands twice, a role
    or a facet there is none of, and `expects` at a word that is no representation term.
    """
    written = text_of(document, "dictionary")
    if written is None:
        return ()
    path = find_code_file(ledger, written, mark_of(document, "dictionary"))
    if path is None:
        return ()
    file = str(path)
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        ledger.add(
            Mark(file, line, 1),
            Text("文件不是 UTF-8 编码", "the file is not UTF-8"),
            Text("请另存为 UTF-8", "Save it as UTF-8."),
        )
        return ()
    if len(data) > MAX_BYTES:
        ledger.add(
            Mark(file, 1, 1),
            Text(f"文件超过 {MAX_BYTES:,} 字节", f"the file has more than {MAX_BYTES:,} bytes"),
            Text("请拆分词根表", "Split the dictionary."),
        )
        return ()
    return _words(ledger, text, file)


def _words(ledger: Ledger, text: str, file: str) -> tuple[Word, ...]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: dict[tuple[str, str], Word] = {}
    try:
        header = tuple(next(rows, []))
        if header != COLUMNS:
            ledger.add(
                Mark(file, 1, 1),
                Text(
                    f"第一行应是 {','.join(COLUMNS)}，写的是 {shown(','.join(header))}",
                    f"the first line must be {','.join(COLUMNS)}, found {shown(','.join(header))}",
                ),
                Text("请改成这样", "Change it."),
            )
            return ()
        for row in rows:
            if not row:
                continue
            mark = Mark(file, rows.line_num, 1)
            word = _word(ledger, row, mark)
            if word is None:
                continue
            first = found.setdefault((word.term, word.role), word)
            if first is not word:
                ledger.add(
                    mark,
                    Text(
                        f"词根“{shown(word.term)}”写了两次，第一次在 {first.mark}",
                        f'the term "{shown(word.term)}" is written twice, first at {first.mark}',
                    ),
                    Text("请删去其中一个", "Delete one of them."),
                )
    except csv.Error:
        ledger.add(
            Mark(file, max(rows.line_num, 1), 1),
            Text("CSV 写法有误", "this is not valid CSV"),
            Text("请检查这一行的引号", "Look at the quotes in this line."),
        )
    return tuple(found.values())


def _word(ledger: Ledger, row: list[str], mark: Mark) -> Word | None:
    if len(row) != len(COLUMNS):
        ledger.add(
            mark,
            Text(
                f"这一行有 {len(row)} 格，表头有 {len(COLUMNS)} 格",
                f"this line has {len(row)} cells, the header {len(COLUMNS)}",
            ),
            Text("请检查逗号和引号", "Look at the commas and quotes."),
        )
        return None
    term, en, short, role, expects = (cell.strip() for cell in row)
    if not term:
        ledger.add(mark, Text("词根是空的", "the term is empty"), Text("请补上 term", "Add the term."))
        return None
    wanted = tuple(part.strip() for part in expects.split("|")) if expects else ()
    for written, known, what in (
        (role, ROLES, Text("role", "role")),
        *((part, FACETS, Text("约束", "constraint")) for part in wanted),
    ):
        if written not in known:
            ledger.add(
                mark,
                Text(f"不认识的{what.zh}“{shown(written)}”", f'unknown {what.en} "{shown(written)}"'),
                did_you_mean(written, known, Text(f"可用：{'、'.join(known)}", f"Use one of {', '.join(known)}.")),
            )
            return None
    if wanted and role != "representation":
        ledger.add(
            mark,
            Text("expects 只用于 role 为 representation 的词根", "expects belongs to terms of the role representation"),
            Text("请删去它", "Delete it."),
        )
    return Word(term, en, short, role, wanted, mark)
