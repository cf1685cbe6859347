"""YAML text to trees: spelling kept, ambiguity refused, bombs harmless."""

import pytest
from timing import within

from dgov_std.standard.problems import Problems
from dgov_std.standard.yaml_tree import Scalar, Sequence, Tree, parse_yaml


def read(text: str | bytes) -> tuple[tuple[Tree, ...], list[str]]:
    problems = Problems()
    data = text.encode() if isinstance(text, str) else text
    documents, _ = parse_yaml(data, "f.yaml", problems)
    return documents, [p.in_("en") for p in problems.in_order()]


TRICKY = [
    "01",
    "NO",
    "on",
    "~",
    "null",
    "1.10",
    "12:30",
    "2024-01-01",
    "0o17",
    "1e5",
    "1_000",
    "0x1F",
    ".5",
    "+1",
    "=",
    "true",
]


@pytest.mark.parametrize("written", TRICKY)
def test_scalar_keeps_its_spelling(written: str) -> None:
    (document,), problems = read(f"a: {written}\n{written}: b\nc: [{written}, '{written}']\n")
    assert problems == []
    assert document.entries["a"] == Scalar(written, document.entries["a"].mark, plain=True)
    assert written in document.entries
    items = document.entries["c"]
    assert isinstance(items, Sequence)
    assert [(i.text, i.plain) for i in items.items if isinstance(i, Scalar)] == [
        (written, True),
        (written, False),
    ]


def test_places_are_those_of_the_file_in_later_documents() -> None:
    documents, _ = read("a: 1\n---\n# 注\n键: 值\n")
    mark = documents[1].entries["键"].mark
    assert (mark.line, mark.column) == (4, 4)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n---\n", "---\n# x\n"])
def test_empty_documents_are_nothing(text: str) -> None:
    assert read(text) == ((), [])


def test_byte_order_mark_and_old_line_ends_are_accepted() -> None:
    documents, problems = read(b"\xef\xbb\xbfa: 1\rb: 2\r\nc: 3")
    assert problems == []
    assert list(documents[0].keys) == ["a", "b", "c"]


def test_other_encodings_are_refused_with_their_place() -> None:
    assert read("a: 1\nb: 北京".encode("gbk"))[1] == ["f.yaml:2:4: the file is not UTF-8. Save it as UTF-8 in your editor."]


def test_broken_document_leaves_the_others() -> None:
    documents, problems = read("a: 1\n---\nb: [1\n---\nc: 'x\n---\nd: 2\n")
    assert [list(d.keys) for d in documents] == [["a"], ["d"]]
    assert problems == [
        "f.yaml:4:1: a list [ ] is not closed, or lacks a comma. Add the ] or the comma.",
        "f.yaml:5:4: a quote is never closed. Add the closing quote.",
    ]


def test_unmarked_second_document_is_refused() -> None:
    assert read("a: 1\n...\nb: 2\n")[1] == ["f.yaml:3:1: a new document does not begin with ---. Put a line --- before it."]


def test_key_that_is_a_list_is_refused() -> None:
    assert read("? [a]\n: b\nc: d\n")[1] == [
        "f.yaml:1:3: a key must be a single word, here it is a list or a mapping. Quote it if it is text that begins with { or [."
    ]


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{c}: &{c} [" + ",".join([f"*{p}"] * 9) + "]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("bomb", "first"),
    [
        (LAUGHS, 'f.yaml:1:4: the anchor "&a" is not allowed. Write the content where it is used.'),
        ("a: &a [*a]", 'f.yaml:1:4: the anchor "&a" is not allowed. Write the content where it is used.'),
        ("[" * 10_000, "f.yaml:1:65: nested deeper than 64 levels. Nest less."),
        ("a: " + "{a: " * 10_000, "f.yaml:1:256: nested deeper than 64 levels. Nest less."),
        (
            "\n".join(" " * i + "a:" for i in range(3000)),
            "f.yaml:65:65: nested deeper than 64 levels. Nest less.",
        ),
        ("- " * 10_000, "f.yaml:1:129: nested deeper than 64 levels. Nest less."),
        ("a: 1\n---\n" * 10_001, "f.yaml:20000:1: more than 10,000 documents in one file. Split the file."),
        (
            "\n".join("a: 1" for _ in range(100_000)),
            'f.yaml:2:1: the key "a" is written twice, first at f.yaml:1:1. Delete one of them.',
        ),
    ],
    ids=["laughs", "recursive", "list", "mapping", "indented", "dashes", "documents", "duplicates"],
)
def test_bomb_is_refused_at_once(bomb: str, first: str) -> None:
    _, problems = within(1, lambda: read(bomb))
    assert problems[0] == first
    assert len(problems) <= 50


def test_long_list_without_aliases_is_accepted() -> None:
    text = "codes:\n" + "".join(f'  "{n:05d}": {"长" * 330}\n' for n in range(21_000))
    assert len(text.encode()) > 20_000_000
    (document,), problems = read(text)
    codes = document.entries["codes"]
    assert problems == []
    assert isinstance(codes, Tree)
    assert len(codes.entries) == 21_000


def test_too_large_file_is_refused() -> None:
    assert read(b"a: " + b"x" * (64 * 1024 * 1024))[1] == [
        "f.yaml:1:1: the file has 67,108,867 bytes, more than 67,108,864. Put long code lists into a CSV file (file:)."
    ]
