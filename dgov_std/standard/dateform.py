"""Written forms of dates: `YYYY-MM-DD`, `YYYY年MM月DD日`, `YYYYMMDD hh:mm:ss`, and shorter ones.

M, D and h stand for one or two digits: `YYYY/M/D` is 2024/1/5 and 2024/01/05. The T of GB/T 7408.1-2023 may stand
between the day and the hour: `YYYY-MM-DDThh:mm:ss`.
"""

from __future__ import annotations

import re

from dgov_std.text import Text

_TOKEN = re.compile("YYYY|MM?|DD?|hh?|mm|ss")
_DESIGNATOR = re.compile("(?<=D)T(?=h)")
_LETTER = re.compile("[A-Za-z]+")
_ORDER = ("YYYY", "MM", "DD", "hh", "mm", "ss")
_KNOWN_ZH = "可用 YYYY、MM、DD、hh、mm、ss，例如 YYYY-MM-DD"
_KNOWN_EN = "Use YYYY, MM, DD, hh, mm and ss, for example YYYY-MM-DD."


def date_form_problem(form: str, *, short_year: bool = False) -> tuple[Text, Text] | None:
    """Return (what is wrong, what to do) with a date form, or None.

    With `short_year`, YY is a year of the 20th century, as in the old citizen numbers.
    """
    todo = Text(_KNOWN_ZH, _KNOWN_EN)
    if short_year and "YYYY" not in form:
        wrong = date_form_problem(form.replace("YY", "YYYY", 1))
        if wrong is None:
            return None
    rest = _TOKEN.sub("\0", _DESIGNATOR.sub("", form))
    unknown = _LETTER.search(rest)
    if unknown is not None:
        word = unknown[0]
        return Text(f"日期写法“{form}”里有不认识的“{word}”", f'the date form "{form}" has the unknown "{word}"'), todo
    found = list(_TOKEN.finditer(form))
    tokens = [match[0] * 2 if len(match[0]) == 1 else match[0] for match in found]
    if len(set(tokens)) != len(tokens):
        return Text(f"日期写法“{form}”里有重复的部分", f'the date form "{form}" repeats a part'), todo
    if any(character.isdigit() for character in rest):
        return Text(f"日期写法“{form}”里不能有数字", f'the date form "{form}" must not have digits'), todo
    ends = {match.end() for match in found if len(match[0]) == 1}
    if ends & {match.start() for match in found}:
        what = Text(
            f"日期写法“{form}”里 M、D、h 后面要有分隔的字符",
            f'in the date form "{form}", a character must follow M, D or h',
        )
        return what, Text("请加上，或写 MM、DD、hh", "Put one there, or write MM, DD or hh.")
    missing = [token for token in _ORDER if token not in tokens]
    # a form may leave out the end (YYYY, YYYY-MM), not the middle
    needed = _ORDER[: max((_ORDER.index(t) for t in tokens), default=0) + 1]
    gaps = [token for token in needed if token in missing]
    if gaps:
        return Text(f"日期写法“{form}”缺少 {gaps[0]}", f'the date form "{form}" lacks {gaps[0]}'), todo
    return None
