"""Say in plain words what libyaml's parser complains about, with a remedy."""

from __future__ import annotations

from dgov_std.text import Text

_QUOTE = Text("若这是文字，请给它加引号", "Quote it if it is text.")
_INDENT = Text("请让同一层的键左边对齐，并检查上一行", "Align the keys of one level, and look at the line above.")

# fragment of the parser's own words -> what it means, what to do; the first that matches counts
_WORDS: tuple[tuple[str, Text, Text], ...] = (
    (
        "tab character",
        Text("缩进用了制表符", "a tab is used for indentation"),
        Text("请改用空格", "Use blanks instead."),
    ),
    (
        "mapping values are not allowed",
        Text("这里不能再出现“冒号加空格”", "a colon followed by a blank is not possible here"),
        Text(
            "若它是文字的一部分，请给整段文字加引号；否则请检查缩进",
            "Quote the text if the colon belongs to it; else check the indentation.",
        ),
    ),
    (
        "control characters are not allowed",
        Text("含有看不见的控制字符", "there is an invisible control character"),
        Text("请删去它", "Delete it."),
    ),
    (
        "special characters are not allowed",
        Text("含有看不见的控制字符", "there is an invisible control character"),
        Text("请删去它", "Delete it."),
    ),
    (
        "unexpected end of stream",
        Text("引号没有闭合", "a quote is never closed"),
        Text("请补上结尾的引号", "Add the closing quote."),
    ),
    (
        "unexpected document indicator",
        Text("引号在 --- 之前没有闭合", "a quote is not closed before ---"),
        Text("请补上结尾的引号", "Add the closing quote."),
    ),
    (
        "expected ',' or ']'",
        Text("列表 [ ] 没有闭合，或缺少逗号", "a list [ ] is not closed, or lacks a comma"),
        Text("请补上 ] 或逗号", "Add the ] or the comma."),
    ),
    (
        "expected ',' or '}'",
        Text("集合 { } 没有闭合，或缺少逗号", "a mapping { } is not closed, or lacks a comma"),
        Text("请补上 } 或逗号", "Add the } or the comma."),
    ),
    (
        "cannot start any token",
        Text(
            "值不能以这个字符开头（@ ` % 制表符）",
            "a value cannot begin with this character (@ ` % or a tab)",
        ),
        _QUOTE,
    ),
    (
        "unknown escape character",
        Text("双引号里的反斜杠后面不能是这个字符", "this character cannot follow a backslash in double quotes"),
        Text("请改用单引号，或把反斜杠写两次", "Use single quotes, or write the backslash twice."),
    ),
    (
        "expected '-' indicator",
        Text(
            "列表的每一项都要以“- ”开头，且左边对齐",
            'every item of a list begins with "- " at the same column',
        ),
        _INDENT,
    ),
    (
        "could not find expected ':'",
        Text("键后面缺少冒号", "a key lacks its colon"),
        Text("请写成“键: 值”", 'Write it as "key: value".'),
    ),
    ("did not find expected key", Text("这里应是下一个键", "the next key is expected here"), _INDENT),
    (
        "block sequence entries are not allowed",
        Text("列表不能从这里开始", "a list cannot begin here"),
        Text("请另起一行写“- ”，或给文字加引号", 'Begin "- " on a new line, or quote the text.'),
    ),
    (
        "expected comment or line break",
        Text("| 或 > 后面只能换行", "only a line break may follow | or >"),
        _QUOTE,
    ),
    (
        "expected alphabetic or numeric",
        Text("值不能以 & 或 * 开头", "a value cannot begin with & or *"),
        _QUOTE,
    ),
    ("tag", Text("值不能以 ! 开头", "a value cannot begin with !"), _QUOTE),
    (
        "directive",
        Text("不能用 % 指令", "% directives are not allowed"),
        Text("请删去这一行", "Delete the line."),
    ),
    (
        "<document start>",
        Text("新文档没有以 --- 开头", "a new document does not begin with ---"),
        Text("请在它前面加一行 ---", "Put a line --- before it."),
    ),
    (
        "flow node",
        Text("[ ] 或 { } 没有闭合", "a [ ] or { } is not closed"),
        Text("请补上 ] 或 }；若这是文字，请给它加引号", "Add the ] or }; quote it if it is text."),
    ),
    ("node content", Text("这里应有一个值", "a value is expected here"), _QUOTE),
)


def syntax_words(error: Exception) -> tuple[Text, Text]:
    """Return (what is wrong, what to do) for an error of the YAML parser."""
    said = " ".join(str(getattr(error, part, None) or "") for part in ("problem", "reason", "context"))
    for fragment, what, todo in _WORDS:
        if fragment in said:
            return what, todo
    return Text("YAML 写法有误", "this is not valid YAML"), _INDENT
