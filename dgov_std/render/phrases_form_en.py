"""The English wording of the codes about what stands beside the records of a file."""

from __future__ import annotations

from dgov_std.render.phrases import Phrases

P = Phrases
_NO_DATA = "a program takes it for a row of data"

FORM: dict[str, Phrases] = {
    "STR207": P(
        "merged cells",
        (
            "merged ranges ({total}: {texts}): the value stands only in the first cell",
            "merged ranges: {total}",
            "merged cells",
        ),
        ("Unmerge them and fill in the value in every cell",),
        "a program finds the value in the first cell only",
    ),
    "STR303": P(
        "links to other files",
        ("linked with other files or data sources: {texts}", "linked with other files", "external links"),
        ("Break the links and paste the values; nothing was opened while checking",),
        "others cannot open what is linked, and values change",
    ),
    "STR208": P(
        "shifted rows",
        ("cells {count} too far {side} in rows {rows}", "cells {count} too far {side}", "shifted rows"),
        ("Move the cells of these rows {count} to the {back}; fill in what was lost", "Move the cells of these rows back"),
        "values stand in other columns, the rows are of no use; their cells were not checked one by one",
    ),
    "STR401": P(
        "notes above the table",
        ("titles or notes above the table ({total}): {texts}", "notes above the table: {total}", "notes above the table"),
        ("Keep them elsewhere, as in the catalogue; the header was found below them",),
        _NO_DATA,
    ),
    "STR402": P(
        "notes below the table",
        ("notes below the table ({total}): {texts}", "notes below the table: {total}", "notes below the table"),
        ("Keep notes elsewhere, as in the catalogue; these rows were not checked as data",),
        _NO_DATA,
    ),
    "STR403": P(
        "totals",
        ("totals among the data ({total}): {texts}", "totals among the data: {total}", "rows of totals"),
        ("Delete the totals; these rows were not checked as data",),
        "they are counted twice when tables are put together",
    ),
    "STR404": P(
        "section headings",
        ("headings among the data ({total}): {texts}", "headings among the data: {total}", "rows of headings"),
        ("Delete the headings, or add a column for the section; these rows were not checked as data",),
        "a program cannot tell which rows a heading is for",
    ),
    "STR405": P(
        "header once more",
        ("the header once more among the data: {total}", "the header once more"),
        ("Delete the other header rows; these rows were not checked as data",),
        _NO_DATA,
    ),
    "STR406": P(
        "a header of several rows",
        ("the header takes {total} rows, read as: {texts}", "the header takes {total} rows", "a header of several rows"),
        ("Make it one row, one label per column; these rows were not checked as data",),
        "other programs take the first row only, and the rest for data",
    ),
    "STR407": P(
        "empty formats",
        ("{texts}: formats without contents", "formatted but empty", "empty formats"),
        ("Nothing need be done; to be rid of them, delete these rows and columns and save",),
        "the file grows, and some programs read endless empty rows",
    ),
    "STR408": P(
        "hidden rows and columns",
        ("hidden rows or columns ({total}): {texts}", "hidden rows or columns: {total}", "hidden rows or columns"),
        ("They were checked like the others; delete what is not to be handed in",),
        "what cannot be seen is handed in all the same",
    ),
    "STR409": P(
        "other sheets",
        ("other sheets with data, not checked ({total}): {texts}", "sheets not checked: {total}", "sheets not checked"),
        ("Name the sheet to check another one; delete what is not to be handed in",),
        "one sheet is checked at a time: nobody knows of the others",
    ),
    "STR410": P(
        "formats shown",
        ("cells look other than stored ({total}): {texts}", "cells look other than stored ({total})", "shown otherwise"),
        ("What is stored was checked: dates as 2026-01-31, 50% as 0.5. Change the format before saving as CSV",),
        "a CSV file is written as the sheet looks, and is judged otherwise",
    ),
}
