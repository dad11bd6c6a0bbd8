"""How far a command is, on the stream for errors, where a report to read is not in its way."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


LOOKS = "{desc}: {n_fmt} of {total_fmt} |{bar}| {elapsed}, still {remaining}"


def shown(items: Iterable[T], doing: str, count: int | None = None) -> Iterable[T]:
    """The items, with a bar that counts them, where the package `tqdm` is installed.

    Args: `count` is how many there are, if they are not a list.
    """
    try:
        from tqdm import tqdm  # an extra
    except ImportError:
        return items
    counting: Iterable[T] = tqdm(items, total=count, desc=doing, bar_format=LOOKS)
    return counting
