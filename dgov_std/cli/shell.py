"""Run the command line: errors become one message and an exit code, never a traceback."""

from __future__ import annotations

import contextlib
import errno
import platform
import sys
import traceback
from collections.abc import Sequence

import click

from dgov_std import __version__
from dgov_std.cli import exit_codes
from dgov_std.cli.console import harmless, prepare_streams, spoken
from dgov_std.cli.language import language_of
from dgov_std.cli.signals import Terminated, ends_on_request
from dgov_std.cli.translation import speak
from dgov_std.errors import DgovError, LimitError, MissingPackageError, StandardError, missing_package, reason
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})  # of what output goes to

_LONGEST = 1_000  # characters of a message: what a file says of itself may be longer


def run(group: click.Group, arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    prepare_streams()
    speak("zh" if spoken(language_of()) == _language() == "zh" else "en")
    try:
        with ends_on_request():
            result = group.main(args=list(arguments), prog_name="dgov-std", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return exit_codes.CANNOT_RUN
    except click.ClickException as error:
        message = error.format_message().replace("\t", "  ")
        complain(message.removesuffix(".") if _language() == "zh" else message)
        return exit_codes.CANNOT_RUN
    except (click.Abort, KeyboardInterrupt):
        complain(Text("已中断, 没有留下半成品文件", "interrupted; no partial output was left").in_(_language()))
        return exit_codes.INTERRUPTED
    except Terminated:
        complain(Text("已按要求中止, 没有留下半成品文件", "ended on request; no partial output was left").in_(_language()))
        return exit_codes.TERMINATED
    except BrokenPipeError:
        sys.stderr.close()
        return exit_codes.PASS
    except OSError as error:
        if error.errno not in _FULL:
            return failure(error)
        return unwritten(error)
    except Exception as error:  # noqa: BLE001 - a bug of ours must not look like a verdict
        return failure(error)
    return result if isinstance(result, int) else exit_codes.PASS


def unwritten(error: OSError) -> int:
    """Tell that standard output took no more; return the exit code."""
    complain(
        Text(
            f"结果写不到标准输出({reason(error).zh})。腾出空间后再运行一次",
            f"the result could not be written to standard output ({reason(error).en}). Make room and run again",
        ).in_(_language())
    )
    return exit_codes.CANNOT_RUN


def failure(error: Exception, file: str = "") -> int:
    """Tell why a command, or the check of one file, came to no result; return the exit code."""
    if isinstance(error, ModuleNotFoundError):
        error = missing_package(error) or error
    if isinstance(error, DgovError):
        report(error)
        return exit_codes.INCOMPLETE if isinstance(error, LimitError) else exit_codes.CANNOT_RUN
    bug(error, file)
    return exit_codes.INCOMPLETE


def report(error: DgovError) -> None:
    """Print every problem of an expected failure, one line each; only of standards is every digit told."""
    from dgov_std.api.result import masked  # noqa: PLC0415 - errors are the exception

    for problem in error.problems:
        said = problem.in_(_language())
        complain(said if isinstance(error, StandardError | MissingPackageError) else masked(said))


def complain(message: str) -> None:
    """Print a message on the error stream."""
    lines = "\n".join(visible(line[:_LONGEST] + "…" * (len(line) > _LONGEST)) for line in message.splitlines())
    with contextlib.suppress(OSError):  # a full disk behind the error stream: the exit code still tells
        click.echo(harmless(("错误: " if _language() == "zh" else "error: ") + lines), err=True)


def bug(error: Exception, file: str = "") -> None:
    """A crash is named as ours, with what is needed to mend it, and without values of the data."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    from dgov_std.api.result import masked  # noqa: PLC0415 - as above

    where = f"{masked(file) + ': ' if file else ''}{type(error).__name__} @ {place.name}:{place.lineno}"
    versions = f"dgov-std {__version__}, Python {platform.python_version()}, {platform.system()}"
    complain(
        Text(
            f"程序内部出错, 没有得出结论。请把这一行报给开发者: {where} ({versions})",
            f"an internal error; there is no verdict. Please report this line: {where} ({versions})",
        ).in_(_language())
    )


def _language() -> Language:
    return spoken(language_of(), sys.stderr)
