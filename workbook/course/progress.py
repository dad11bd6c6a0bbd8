"""How far a command has got, shown on standard error, so that it does not get into the output."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


LOOKS = "{desc}: {n_fmt} of {total_fmt} |{bar}| {elapsed}, still {remaining}"


def shown(items: Iterable[T], doing: str, count: int | None = None) -> Iterable[T]:
    """The items, with a progress bar if the package `tqdm` is installed.

    Args: `count` is the number of items, if they are not a list.
    """
    try:
        from tqdm import tqdm  # an extra
    except ImportError:
        return items
    counting: Iterable[T] = tqdm(items, total=count, desc=doing, bar_format=LOOKS)
    return counting
