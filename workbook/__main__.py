"""The command line: `python -m workbook COMMAND`, or `one-small-network COMMAND`."""

import argparse
import sys
from collections.abc import Sequence

from workbook.course import export, mark, new

COMMANDS = (new, mark, export)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command. If its arguments or files are wrong, print one line that says why, and return 2."""
    parser = argparse.ArgumentParser(prog="one-small-network", description="A course with one small network.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        chosen.run(chosen)
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is missing: it comes with the project's extra `course`", file=sys.stderr)
        return 2
    except (ValueError, OSError) as complaint:
        print(" ".join(str(complaint).splitlines()), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
