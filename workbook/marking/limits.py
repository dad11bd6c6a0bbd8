"""How large a number, a problem and a file may be: the same here and on the page, which is handed this by `program`."""

LONGEST = 30
"""Characters that a number may have."""

LARGEST = 10**12
"""A number that somebody writes lies between this and its opposite."""

DECIMALS = 50
"""Marking computes with this many. What is smaller than the last of them counts as one of it."""

DIGITS = 50
"""A result may have this many before its point. One with more is a number that cannot be written down."""

PLACES = range(2, 17)
"""How many decimals the numbers of a problem may have."""

LARGEST_SIZE = 12
"""Of inputs, of hidden units or of classes."""

LARGEST_PRODUCT = 500
"""Of the three, in a fresh problem: among larger ones a good one is hardly ever drawn."""

LARGEST_FILE = 1_000_000
"""Bytes of a file. The largest sheet has a tenth of them."""

LIVE = {"largest": 100, "longest": 12}
"""A rule of the live network alone, whose numbers all have to fit into its drawing."""


def check_length(text: str) -> None:
    """Refuse a text that is too long for a file.

    Raises: ValueError.
    """
    if len(text) > LARGEST_FILE:
        raise ValueError(f"expected at most {LARGEST_FILE} characters, got {len(text)}")
