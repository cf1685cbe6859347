"""What looking up code lists found, as a sheet of facts and tables in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgov_std.render.sheet import Grid, Sheet
from dgov_std.report.lookups import Answer, Catalogue, Entry, Hits, Line, ListHead, Named, Page, Translation
from dgov_std.text import Language, Text

_LABELS: dict[str, Text] = {
    "id": Text("标识", "id"),
    "title": Text("名称", "name"),
    "source": Text("标准", "standard"),
    "count": Text("代码数", "codes"),
    "known_until": Text("收录到", "known until"),
    "lists": Text("代码表", "Code lists"),
    "mappings": Text("对照表(--to)", "Mappings (--to)"),
    "from": Text("从", "from"),
    "to": Text("到", "to"),
    "list": Text("代码表", "List"),
    "names": Text("也叫", "Also called"),
    "levels": Text("层级", "Levels"),
    "incomplete": Text("不全", "Incomplete"),
    "origin": Text("出处", "Origin"),
    "licence": Text("许可", "Licence"),
    "level": Text("层级", "Level"),
    "parents": Text("上级", "Above"),
    "period": Text("有效期", "In use"),
    "aliases": Text("也写作", "Also written"),
    "before": Text("前身", "Before"),
    "after": Text("后来", "Since then"),
    "children": Text("下级", "Below"),
    "mapped": Text("对照", "Elsewhere"),
    "result": Text("结果", "Result"),
    "near": Text("相近的", "Near"),
    "mapping": Text("对照表", "Mapping"),
    "code": Text("代码", "code"),
    "name": Text("名称", "name"),
    "state": Text("状态", "state"),
    "relation": Text("关系", "relation"),
    "target": Text("对应代码", "other code"),
    "target_name": Text("对应名称", "other name"),
    "note": Text("说明", "note"),
    "lacking": Text("对照表没有", "Not in it"),
}
_RELATIONS: dict[str, Text] = {
    "same": Text("相同", "same"),
    "broader": Text("更宽", "broader"),
    "narrower": Text("更窄", "narrower"),
    "overlaps": Text("交叉", "overlaps"),
    "none": Text("没有对应", "none"),
    "unknown": Text("不详", "unknown"),
}
_Said = tuple[str, str]


def sheet_of(answer: Answer, language: Language) -> Sheet:
    """Return the sheet of an answer; texts from standards are made harmless when it is laid out."""
    match answer:
        case Catalogue():
            return _catalogue(answer, language)
        case Page():
            return _page(answer, language)
        case Hits():
            return _hits(answer, language)
        case Translation():
            return _translation(answer, language)


def _catalogue(answer: Catalogue, language: Language) -> Sheet:
    rows = [(h.id, h.title.in_(language), h.source or "", str(h.codes), h.known_until or "") for h in answer.lists]
    lists = _grid("lists", ("id", "title", "source", "count", "known_until"), rows, language)
    told = [(name, title.in_(language), of, to) for name, title, of, to in answer.mappings]
    mappings = _grid("mappings", ("id", "title", "from", "to"), told, language)
    title = Text("dgov-std codes 代码表 代码或名称", "dgov-std codes LIST CODE-OR-NAME")
    return Sheet(title.in_(language), (), tuple(grid for grid in (lists, mappings) if grid.rows))


def _page(answer: Page, language: Language) -> Sheet:
    shown = _at_the_time(answer.entries, answer.at)
    facts = [_fact("list", _list_line(answer.of, language), language)]
    if answer.at is not None:
        facts.append((answer.at, _verdict(answer, language)))
    facts += [_fact("period", _history(entry, language), language) for entry in answer.entries if entry.since or entry.until]
    if shown.level is not None:
        facts.append(_fact("level", shown.level.in_(language), language))
    facts += _relatives(answer, shown, language)
    if shown.aliases:
        facts.append(_fact("aliases", "; ".join(shown.aliases), language))
    for name, lines in answer.mapped:
        told = "\n".join(_mapped(line, language) for line in lines)
        facts.append((f"{_LABELS['mapped'].in_(language)} {name}", told))
    return Sheet(f"{answer.code}  {_both(shown.name)}", tuple(_merged(facts)))


def _relatives(answer: Page, shown: Entry, language: Language) -> Iterator[_Said]:
    if shown.parents:
        yield _fact("parents", " > ".join(_named(each, language) for each in shown.parents), language)
    if answer.before:
        yield _fact("before", "\n".join(_named(each, language) for each in answer.before), language)
    if answer.chain:
        yield _fact("after", "\n".join(_standing(each, language) for each in answer.chain), language)
    if answer.children:
        many = Text(f"{answer.children} 个代码", f"{answer.children:,} codes")
        yield _fact("children", many.in_(language), language)


def _hits(answer: Hits, language: Language) -> Sheet:
    head, total, shown = answer.of, answer.total, len(answer.entries)
    title = f"{head.id}  {head.title.in_(language)}"
    facts = list(_list_facts(head, language)) if answer.term is None else []
    if answer.term is not None and not shown:
        facts.append(_fact("result", _nothing(answer.term, language), language))
        facts += [_fact("near", _standing(each, language), language) for each in answer.near]
        return Sheet(title, tuple(_merged(facts)))
    if answer.understood is not None:
        other, line = answer.understood
        same = f"{_named(line.source, language)} = {_named(line.target, language)}" if line.target else ""
        facts.append((f"{_LABELS['mapped'].in_(language)} {other}", same))
    rows = [_row(entry, answer.at, language) for entry in answer.entries]
    return Sheet(title, tuple(facts), (_trimmed(_counted(total, shown, language), rows, language),))


def _translation(answer: Translation, language: Language) -> Sheet:
    facts = [_fact("mapping", f"{answer.title.in_(language)} ({answer.mapping})", language)]
    if answer.lacking:
        facts.append(_fact("lacking", "\n".join(_named(each, language) for each in answer.lacking), language))
    if not answer.lines and not answer.lacking:
        facts.append(_fact("result", Text("没有找到", "nothing was found").in_(language), language))
        facts += [_fact("near", _standing(each, language), language) for each in answer.near]
    rows = [_line(line, language) for line in answer.lines]
    headings = ["code", "name", "relation", "target", "target_name", "note"]
    if not any(row[-1] for row in rows):
        headings, rows = headings[:-1], [row[:-1] for row in rows]
    told = tuple(_LABELS[key].in_(language) for key in headings)
    grid = Grid(_counted(answer.total, len(rows), language), told, tuple(rows))
    return Sheet(f"{answer.of.id} > {answer.to.id}", tuple(_merged(facts)), (grid,) if rows else ())


def _list_line(head: ListHead, language: Language) -> str:
    parts = [head.id, head.source or ""]
    if head.known_until:
        parts.append(Text(f"收录到 {head.known_until}", f"known until {head.known_until}").in_(language))
    return f"{head.title.in_(language)} ({', '.join(part for part in parts if part)})"


def _list_facts(head: ListHead, language: Language) -> Iterator[_Said]:
    yield _fact("source", " ".join(filter(None, (head.source, head.edition and f"({head.edition})"))), language)
    told = {
        "known_until": head.known_until,
        "incomplete": head.incomplete.in_(language) if head.incomplete else None,
        "names": "; ".join(head.aliases),
        "levels": " > ".join(title.in_(language) for _, title in head.levels),
        "origin": head.origin,
        "licence": head.licence,
    }
    yield from (_fact(key, text, language) for key, text in told.items() if text)


def _at_the_time(entries: Sequence[Entry], at: str | None) -> Entry:
    """Return the entry to speak of: the one valid then (today), else the last that had begun, else the first."""
    valid = [entry for entry in entries if entry.valid]
    begun = [entry for entry in entries if at is None or (entry.since or "") <= at]
    return (valid or begun[-1:] or list(entries))[0]


def _verdict(answer: Page, language: Language) -> str:
    """Say whether the code was valid on the day asked for, and what stood in its place."""
    entry = _at_the_time(answer.entries, answer.at)
    if entry.valid:
        said = Text(f"有效, 名称是{entry.name.zh}", f"valid, named {entry.name.en}").in_(language)
    else:
        said = f"{Text('无效', 'not valid').in_(language)}: {_state(entry, answer.at, language)}"
    if answer.of.known_until and answer.at and answer.at > answer.of.known_until:
        late = Text(
            f"; 代码表只收录到 {answer.of.known_until}, 其后的变化不知道",
            f"; the list is known until {answer.of.known_until}, what changed later is not in it",
        )
        said += late.in_(language)
    return said


def _state(entry: Entry, at: str | None, language: Language) -> str:
    """Say of a code that is not valid when it ended or begins, and what took its place; of a valid one nothing."""
    if entry.valid:
        return ""
    if at is not None and (entry.since or "") > at:
        return Text(f"{_date(entry.since)}启用", f"in use since {entry.since}").in_(language)
    said = Text(f"{_date(entry.until)}撤销", f"abolished {entry.until}").in_(language)
    return f"{said}{_replaced(entry, language)}"


def _replaced(entry: Entry, language: Language) -> str:
    if not entry.successors:
        return ""
    others = Text("、", ", ").in_(language).join(_named(each, language) for each in entry.successors)
    return Text(f", 由 {others} 代替", f", replaced by {others}").in_(language)


def _history(entry: Entry, language: Language) -> str:
    """Say from when to when a code had a name: `1995 至 2012 胶南市, 由 370211 黄岛区 代替`."""
    match entry.since, entry.until:
        case None, None:
            period = ""
        case since, None:
            period = Text(f"{since} 起", f"since {since}").in_(language)
        case None, until:
            period = Text(f"至 {until}", f"until {until}").in_(language)
        case since, until:
            period = Text(f"{since} 至 {until}", f"{since} to {until}").in_(language)
    return f"{period} {entry.name.in_(language)}{_replaced(entry, language)}".strip()


def _date(date: str | None) -> str:
    """Return a year with 年 behind it, a day as it is."""
    return f"{date} 年" if date and len(date) == 4 else f"{date or ''} "


def _row(entry: Entry, at: str | None, language: Language) -> tuple[str, ...]:
    level = entry.level.in_(language) if entry.level else ""
    above = " > ".join(each.name.in_(language) for each in entry.parents)
    return entry.code, entry.name.in_(language), level, above, _state(entry, at, language)


def _trimmed(title: str, rows: Sequence[tuple[str, ...]], language: Language) -> Grid:
    """Return the table of codes without the columns that are empty."""
    keys = ("code", "name", "level", "parents", "state")
    kept = [place for place in range(len(keys)) if place < 2 or any(row[place] for row in rows)]
    headings = tuple(_LABELS[keys[place]].in_(language) for place in kept)
    return Grid(title, headings, tuple(tuple(row[place] for place in kept) for row in rows))


def _line(line: Line, language: Language) -> tuple[str, ...]:
    target = (line.target.code, line.target.name.in_(language)) if line.target else ("", "")
    relation = _RELATIONS.get(line.relation, Text(line.relation, line.relation)).in_(language)
    return line.source.code, line.source.name.in_(language), relation, *target, line.note or ""


def _mapped(line: Line, language: Language) -> str:
    relation = _RELATIONS.get(line.relation, Text(line.relation, line.relation)).in_(language)
    return f"{_named(line.target, language)} ({relation})" if line.target else relation


def _named(named: Named, language: Language) -> str:
    return f"{named.code} {named.name.in_(language)}".strip()


def _standing(named: Named, language: Language) -> str:
    """Name a code, and say so where it stands no longer."""
    return _named(named, language) + ("" if named.valid else Text(" (已撤销)", " (abolished)").in_(language))


def _both(name: Text) -> str:
    return name.zh if name.zh == name.en else f"{name.zh} {name.en}"


def _nothing(term: str, language: Language) -> str:
    return Text(f"没有找到“{term}”", f'"{term}" was not found').in_(language)


def _counted(total: int, shown: int, language: Language) -> str:
    if shown == total:
        return Text(f"{total} 个", f"{total:,} found").in_(language)
    return Text(
        f"共 {total} 个, 列出前 {shown} 个; --all 列出全部", f"{total:,} found, the first {shown}; all of them with --all"
    ).in_(language)


def _grid(title: str, keys: Sequence[str], rows: Sequence[tuple[str, ...]], language: Language) -> Grid:
    return Grid(_LABELS[title].in_(language), tuple(_LABELS[key].in_(language) for key in keys), tuple(rows))


def _fact(key: str, text: str, language: Language) -> _Said:
    return _LABELS[key].in_(language), text


def _merged(facts: Sequence[_Said]) -> Iterator[_Said]:
    """Yield facts, those of one label that follow each other as lines of one."""
    waiting: _Said | None = None
    for label, text in facts:
        if waiting is not None and waiting[0] == label:
            waiting = (label, f"{waiting[1]}\n{text}")
            continue
        if waiting is not None:
            yield waiting
        waiting = (label, text)
    if waiting is not None:
        yield waiting
