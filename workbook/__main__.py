"""The command line: `python -m workbook COMMAND`, or `one-small-network COMMAND`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from workbook.course import export, mark, new
from workbook.course.trouble import in_words

COMMANDS = (new, mark, export)

STOPPED = "stopped: the folder is as it was before, or it is complete"


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command. If its arguments or files are wrong, print one line that says why, and return 2.

    If Ctrl-C stops it, return 130, as a shell does.
    """
    parser = argparse.ArgumentParser(prog=typed(sys.argv[0]), description="A course with one small network.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        chosen.run(chosen)
    except ModuleNotFoundError as missing:
        return _refused(f"{missing.name} is missing: it comes with the project's extra `course`")
    except OSError as error:
        return _refused(in_words(error))
    except ValueError as complaint:
        return _refused(str(complaint))
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 130
    return 0


def typed(path: str) -> str:
    """What the user typed to run the program that Python loaded from this path.

    >>> typed("/project/workbook/__main__.py"), typed("/usr/bin/one-small-network")
    ('python -m workbook', 'one-small-network')
    """
    return "python -m workbook" if Path(path).name == "__main__.py" else Path(path).stem


def _refused(complaint: str) -> int:
    print(" ".join(complaint.splitlines()), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
