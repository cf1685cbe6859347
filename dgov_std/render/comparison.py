"""Two submissions compared, in words: for a screen, as Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from dgov_std.render import sheet
from dgov_std.render.sheet import Grid, Sheet
from dgov_std.render.terminal import clip_middle
from dgov_std.render.wording import percent
from dgov_std.report.comparisons import Alarm, Change, ColumnChange, Comparison, Key, Limit, Side
from dgov_std.report.json_form import laid_out
from dgov_std.report.visible import visible
from dgov_std.text import Language, Template, Text

FORMATS: tuple[str, ...] = ("terminal", "json", "markdown")
FORMAT = "dgov-std-comparison/1"
_LONGEST = 24  # characters of a value
_MOST_LABELS = 12
_NAME, _TITLE = 48, 36  # cells of a file's name

_W = {
    "verdict": Text("结论", "Result"),
    "fine": Text("没有超出限度", "nothing beyond the limits"),
    "look": Text("请核对: {n} 处超出限度或无法比较", "please check: {n} beyond the limits or not comparable"),
    "alarms": Text("请核对", "To check"),
    "old": Text("旧", "Old"),
    "new": Text("新", "New"),
    "side": Text(
        "{name}{sheet}  {rows} 行 {columns} 列", "{name}{sheet}  {rows} {rows:row|rows}, {columns} {columns:column|columns}"
    ),
    "sheet": Text("  表“{0}”", '  sheet "{0}"'),
    "rows": Text("行数", "Rows"),
    "from_to": Text("{old} -> {new} ({jump}, 限 {limit})", "{old} -> {new} ({jump}, limit {limit})"),
    "unjudged": Text(
        "{old} -> {new} ({jump}, 增量报送不比行数)", "{old} -> {new} ({jump}; not judged in an incremental return)"
    ),
    "by": Text("比较", "Compared"),
    "key": Text("按“{key}”逐条比较{source}", "row by row, by {key}{source}"),
    "key_standard": Text("(标准规定的键)", " (the standard's key)"),
    "alike": Text(
        "; 全角半角、首尾空格、小数末尾的 0 不算变化",
        "; width, blanks around values and zeros behind decimals make no difference",
    ),
    "return": Text("报送", "Return"),
    "full": Text("全量: 旧的每一条都应还在", "full: every old key should still be there"),
    "incremental": Text(
        "增量: 只含新增和变化的, 消失属正常", "incremental: only what is new or changed; vanished keys are normal"
    ),
    "undeclared": Text(
        "没有说明是全量还是增量(--return full|incremental), 所以不判断消失的对不对",
        "neither full nor incremental was declared (--return), so vanished keys are not judged",
    ),
    "basis": Text("依据", "Standard"),
    "new_keys": Text("新增", "New"),
    "vanished": Text("消失", "Vanished"),
    "changed": Text("有变化", "Changed"),
    "unchanged": Text("没有变化", "Unchanged"),
    "repeated": Text("键重复", "Repeated"),
    "keys": Text("{n} 条", "{n} keys"),
    "keys_1": Text("{n} 条", "{n} key"),
    "rows_new": Text("新表第 {rows} 行{more}", "row{s} {rows}{more} of the new file"),
    "rows_old": Text("旧表第 {rows} 行{more}", "row{s} {rows}{more} of the old file"),
    "normal": Text("(增量报送属正常)", " (normal in an incremental return)"),
    "maybe": Text("(有的可能在没有比较的行里)", " (some may stand in rows not compared)"),
    "more": Text("等", " ..."),
    "repeated_side": Text(
        "{where} {keys} 个键共 {rows} 行(其中 {identical} 个各行完全相同)",
        "{where}: {keys}, in {rows} {rows:row|rows} ({identical} with rows that are wholly alike)",
    ),
    "repeated_both": Text(
        "两份都有的 {n} 个, 逐行分不清, 没有逐列比较; 其中 {changed} 个内容有变",
        "in both files: {n}, which cannot be paired row by row; {changed} of them changed",
    ),
    "in_old": Text("旧表", "old file"),
    "in_new": Text("新表", "new file"),
    "apart": Text("没有比较的", "Not compared"),
    "damaged": Text("{where} {n} 行列数不对或有乱码", "{where}: damaged rows: {n}"),
    "keyless": Text("{where} {n} 行没有填键", "{where}: rows without a key: {n}"),
    "added": Text("增加的列", "Added"),
    "removed": Text("减少的列", "Removed"),
    "renamed": Text("改名的列", "Renamed"),
    "moved": Text("顺序变了的列", "Moved"),
    "still": Text("没有变化的列", "Unchanged columns"),
    "table": Text("各列的变化", "Changes by column"),
    "h_column": Text("列", "Column"),
    "h_changed": Text("变化", "Changed"),
    "filled": Text("新填 {n}", "filled {n}"),
    "emptied": Text("清空 {n}", "emptied {n}"),
    "h_rate": Text("空值率 旧", "Empty old"),
    "h_rate_new": Text("新", "new"),
    "h_how": Text("怎么变的", "How"),
    "empty": Text("(空)", "(empty)"),
    "quoted": Text("“{0}”", '"{0}"'),
    "times": Text(" ({n})", " ({n})"),
    "row_of": Text("首处第 {row} 行", "first in row {row}"),
    "hidden": Text("个人信息, 不显示", "personal, not shown"),
    "none": Text("不限", "none"),
    "points": Text("{n} 个百分点", "{n} points"),
    "values": Text("按要求显示了全部的值, 可能含个人信息", "all values are shown, as asked for; they may be personal"),
    "note": Text("注意", "Note"),
}
_ALARMS = {
    "nothing": Text("{where}没有数据行", "the {where} has no rows"),
    "rows": Text("行数 {old} -> {new}, {jump}, 超出 {limit}", "{old} -> {new} rows, {jump}, beyond {limit}"),
    "apart": Text(
        "两份没有一个键相同: 可能键列不对, 或写法不同(如丢了前面的 0)",
        "no key stands in both files: another column may be the key, or it is written otherwise (zeros lost in front)",
    ),
    "vanished": Text("消失 {n} 条, 全量报送里不应消失(限 {limit})", "keys vanished from a full return: {n} (limit {limit})"),
    "removed": Text("少了 {n} 列: {columns}", "columns gone: {n} ({columns})"),
    "empty": Text(
        "“{column}”的空值率 {old} -> {new}, 升幅超出 {limit}", '"{column}": {old} -> {new} empty, a rise beyond {limit}'
    ),
    "repeated": Text("{where}有 {n} 个键重复", "keys repeated in the {where}: {n}"),
    "damaged": Text("{where}有 {n} 行列数不对或有乱码, 没有比较", "damaged rows in the {where}, not compared: {n}"),
    "keyless": Text("{where}有 {n} 行没有填键, 没有比较", "rows without a key in the {where}, not compared: {n}"),
}


def render(found: Comparison, form: str, *, language: Language = "zh", width: int = 80) -> str:
    """Return a comparison as text that ends in a newline.

    Args:
        found: the comparison.
        form: one of `FORMATS`.
        language: of the screen and of Markdown; JSON holds facts.
        width: of the screen, in cells.
    """
    if form == "json":
        return as_json(found)
    told = sheet_of(found, language)
    return sheet.markdown(told) if form == "markdown" else sheet.terminal(told, width)


def as_json(found: Comparison) -> str:
    """Return the comparison as JSON, a line per member and per column; rates are worked out."""
    plain = asdict(found)
    for column, values in zip(found.columns, plain["columns"], strict=True):
        values |= {"old_rate": column.old_rate, "new_rate": column.new_rate, "jump": column.jump}
    plain = {"format": FORMAT, "within_limits": not found.alarms, **plain, "row_jump": found.row_jump}
    return laid_out(plain)


def sheet_of(found: Comparison, language: Language) -> Sheet:
    """Return the comparison as a page of facts and a table."""
    say = _Speech(language)
    facts = [fact for fact in (*_head(found, say), *_keys(found, say), *_columns(found, say)) if fact[1]]
    return Sheet(
        f"{_name(found.old.input.name, _TITLE)} -> {_name(found.new.input.name, _TITLE)}",
        tuple(facts),
        tuple(_grids(found, say)),
    )


class _Speech:
    """The words of one language, and numbers as they are written."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, word: str, /, **given: object) -> str:
        told = Template(_W[word].in_(self.language))
        return told.format(**given) if given else told

    def list(self, texts: Sequence[str], most: int = _MOST_LABELS) -> str:
        """Return texts in a row, the first ones of many."""
        comma = "、" if self.language == "zh" else ", "
        return comma.join(texts[:most]) + (self("more") if len(texts) > most else "")

    def where(self, side: str | None) -> str:
        return self("in_old" if side == "old" else "in_new")


def _head(found: Comparison, say: _Speech) -> Iterator[tuple[str, str]]:
    alarms = [f"{i}. {_alarm(alarm, found, say)}" for i, alarm in enumerate(found.alarms, start=1)]
    yield say("verdict"), say("look", n=len(alarms)) if alarms else say("fine")
    yield say("alarms"), "\n".join(alarms)
    yield say("note"), say("values") if found.show_values else ""
    yield say("old"), _side(found.old, say)
    yield say("new"), _side(found.new, say)
    numbers = {"old": f"{found.old.rows:,}", "new": f"{found.new.rows:,}", "jump": _row_jump(found)}
    if found.returned == "incremental":
        yield say("rows"), say("unjudged", **numbers)
    else:
        yield say("rows"), say("from_to", **numbers, limit=_limit(found.limits.row_jump, say))
    source = say("key_standard") if found.key_from == "standard" else ""
    said = say("key", key=say.list([visible(label) for label in found.key]), source=source)
    yield say("by"), said + (say("alike") if found.alike else "")
    if found.basis is not None:
        title, dataset = found.basis.title.in_(say.language), found.basis.dataset_title.in_(say.language)
        yield say("basis"), f"{title} ({found.basis.edition}) / {dataset}" if found.basis.edition else f"{title} / {dataset}"
    yield say("return"), say(found.returned or "undeclared")


def _keys(found: Comparison, say: _Speech) -> Iterator[tuple[str, str]]:
    keys = found.keys
    maybe = [say("maybe") if side.damaged + side.keyless else "" for side in (found.old, found.new)]
    yield say("new_keys"), _counted(keys.new, found.first_new, "rows_new", say, maybe[0] if keys.new else "")
    normal = say("normal") if found.returned == "incremental" else maybe[1]
    yield say("vanished"), _counted(keys.vanished, found.first_vanished, "rows_old", say, normal if keys.vanished else "")
    yield say("changed"), _counted(keys.changed, (), "", say)
    yield say("unchanged"), _counted(keys.unchanged, (), "", say)
    yield say("repeated"), "\n".join(_repeated(found, say))
    yield say("apart"), "\n".join(_apart(found, say))


def _repeated(found: Comparison, say: _Speech) -> Iterator[str]:
    for where, side, rows in (("old", found.old, "rows_old"), ("new", found.new, "rows_new")):
        many = side.repeated
        if many.keys:
            told = say(
                "repeated_side",
                where=say.where(where),
                keys=f"{many.keys:,}",
                rows=f"{many.rows:,}",
                identical=f"{many.identical:,}",
            )
            yield told + _rows(many.first, many.rows, rows, say)
    if found.keys.repeated:
        yield say("repeated_both", n=f"{found.keys.repeated:,}", changed=f"{found.keys.repeated_changed:,}")


def _apart(found: Comparison, say: _Speech) -> Iterator[str]:
    for where, side, rows in (("old", found.old, "rows_old"), ("new", found.new, "rows_new")):
        for kind, count, first in (
            ("damaged", side.damaged, side.first_damaged),
            ("keyless", side.keyless, side.first_keyless),
        ):
            if count:
                yield say(kind, where=say.where(where), n=f"{count:,}") + _rows(tuple(map(Key, first)), count, rows, say)


def _columns(found: Comparison, say: _Speech) -> Iterator[tuple[str, str]]:
    yield say("removed"), say.list([f"{head.letter} {visible(head.label)}" for head in found.removed])
    yield say("added"), say.list([f"{head.letter} {visible(head.label)}" for head in found.added])
    renamed = [c for c in found.columns if c.label != c.old_label]
    yield say("renamed"), say.list([f"{visible(c.old_label)} -> {visible(c.label)}" for c in renamed])
    moved = [
        f"{visible(c.label)} {c.old_letter} -> {c.letter}" for c in found.columns if c.moved and c.letter != c.old_letter
    ]
    yield say("moved"), say.list(moved)
    paired = found.keys.changed + found.keys.unchanged  # where there are none, nobody knows
    still = [visible(c.label) for c in found.columns if paired and not c.key and not _is_told(c)]
    yield say("still"), say.list(still, most=3 * _MOST_LABELS)


def _is_told(column: ColumnChange) -> bool:
    return bool(column.changed) or _rates(column)[0] != _rates(column)[1]


def _rates(column: ColumnChange) -> tuple[str, str]:
    """Return how many of the cells were and are empty, as it is told."""
    sides = ((column.old_empty, column.old_rows), (column.new_empty, column.new_rows))
    old, new = (percent(empty, rows) if rows else "-" for empty, rows in sides)
    return old, new


def _grids(found: Comparison, say: _Speech) -> Iterator[Grid]:
    told = [column for column in found.columns if _is_told(column)]
    if told:
        headings = ("h_column", "h_changed", "h_rate", "h_rate_new", "h_how")
        yield Grid(say("table"), tuple(say(key) for key in headings), tuple(_row(column, say) for column in told), (1, 2, 3))


def _row(column: ColumnChange, say: _Speech) -> tuple[str, ...]:
    old, new = _rates(column)
    how = [_change(change, say) for change in column.changes]
    if not how:
        how += [say("filled", n=f"{column.filled:,}")] if column.filled else []
        how += [say("emptied", n=f"{column.emptied:,}")] if column.emptied else []
        how += [say("row_of", row=f"{column.rows[0]:,}")] if column.rows else []
        how += [say("hidden")] if column.personal and column.changed else []
    return f"{column.letter} {visible(column.label)}", f"{column.changed:,}", old, new, "; ".join(how)


def _change(change: Change, say: _Speech) -> str:
    old, new = (say("empty") if value is None else _clipped(value, say) for value in (change.old, change.new))
    return f"{old} -> {new}" + (say("times", n=f"{change.cells:,}") if change.cells is not None else "")


def _clipped(value: str, say: _Speech) -> str:
    shown = visible(value)
    shown = shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "..."
    return say("quoted").format(shown) if shown != shown.strip() else shown


def _side(side: Side, say: _Speech) -> str:
    named = say("sheet").format(visible(side.input.sheet)) if side.input.sheet else ""
    return say("side", name=_name(side.input.name, _NAME), sheet=named, rows=f"{side.rows:,}", columns=side.columns)


def _counted(count: int, first: Sequence[Key], rows: str, say: _Speech, remark: str = "") -> str:
    said = say("keys_1" if count == 1 else "keys", n=f"{count:,}") + remark
    return said + _rows(first, count, rows, say)


def _rows(first: Sequence[Key], count: int, rows: str, say: _Speech) -> str:
    """Say which rows come first, with their keys where these may be seen."""
    if not first:
        return ""
    texts = []
    for key in first:
        values = (
            "" if key.values is None else f" ({', '.join(_clipped(value, say) or say('empty') for value in key.values)})"
        )
        texts.append(f"{key.row}{values}")
    more = say("more") if count > len(texts) else ""
    return "  " + say(rows, rows=say.list(texts, len(texts)), more=more, s="s" if count > 1 else "")


def _alarm(alarm: Alarm, found: Comparison, say: _Speech) -> str:
    given: dict[str, object] = {"n": f"{alarm.count:,}", "where": say.where(alarm.side)}
    if alarm.kind == "rows":
        given |= {"old": f"{found.old.rows:,}", "new": f"{found.new.rows:,}", "jump": _row_jump(found)}
        given["limit"] = _limit(found.limits.row_jump, say)
    elif alarm.kind == "vanished":
        given["limit"] = _limit(found.limits.vanished, say)
    elif alarm.kind == "removed":
        given["columns"] = say.list([visible(head.label) for head in found.removed])
    elif alarm.kind == "empty":
        column = next(c for c in found.columns if c.index == alarm.index)
        given |= {"column": visible(column.label), "limit": _points(found.limits.empty_jump, say)}
        given |= {"old": percent(column.old_empty, column.old_rows), "new": percent(column.new_empty, column.new_rows)}
    return _ALARMS[alarm.kind].in_(say.language).format(**given)


def _row_jump(found: Comparison) -> str:
    return "-" if found.row_jump is None else _signed(found.row_jump)


def _signed(share: float) -> str:
    return f"{share * 100:+.2f}%"


def _limit(limit: Limit, say: _Speech) -> str:
    if limit.count is not None:
        return f"{limit.count:,}"
    return say("none") if limit.share is None else f"{limit.share * 100:g}%"


def _points(limit: Limit, say: _Speech) -> str:
    return say("none") if limit.share is None else say("points", n=f"{limit.share * 100:g}")


def _name(name: str, width: int) -> str:
    """Return the name of a file, its end included."""
    return clip_middle(visible(name), width)
