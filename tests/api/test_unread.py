"""The report about an input that came to none."""

from dgov_std.api.unread import unread
from dgov_std.errors import InputError, Problem
from dgov_std.report.json_form import report_from_dict, report_to_dict
from dgov_std.report.values import Verdict
from dgov_std.text import Text


def test_it_is_unfinished_and_says_why_without_folders() -> None:
    error = InputError(Problem(Text("坏了", "broken"), where="/home/somebody/b.csv:3", todo=Text("重做", "make it anew")))
    made = unread("a.csv", error)
    assert (made.verdict, made.complete, made.receipt) == (Verdict.INCOMPLETE, False, "")
    assert made.limits == (Text("b.csv:3: 坏了。重做", "b.csv:3: broken. make it anew"),)


def test_the_name_is_not_said_twice_and_numbers_of_persons_not_at_all() -> None:
    made = unread("110101199013011234.csv", InputError(Problem(Text("坏了", "broken"), where="in/110101199013011234.csv")))
    assert made.limits == (Text("坏了", "broken"),)
    assert "110101199013011234" not in made.input.name


def test_a_bug_of_ours_is_told_as_one() -> None:
    assert unread("a.csv", ValueError("110101199013011234")).limits[0].en == "an internal error; there is no verdict"


def test_it_is_a_report_like_others() -> None:
    made = unread("a.csv", InputError(Problem(Text("坏了", "broken"))))
    assert report_from_dict(report_to_dict(made)) == made
