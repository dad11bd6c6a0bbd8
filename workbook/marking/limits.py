"""How large a number, a problem and a file may be. The page has the same limits, which `program` hands to it."""

LONGEST = 30
"""A number may have at most this many characters."""

LARGEST = 10**12
"""A number that a person writes must lie between this and its negative."""

DECIMALS = 50
"""Marking computes with this many. A number that is smaller than one unit in the last of them counts as one unit."""

DIGITS = 50
"""A result may have this many digits before its point. A longer one cannot be written down."""

PLACES = range(2, 17)
"""How many decimals the numbers of a problem may have."""

LARGEST_SIZE = 12
"""The largest number of inputs, of hidden units, of outputs or of examples."""

LARGEST_PRODUCT = 500
"""The largest product of the sizes of a fresh problem: among larger problems a good one is hardly ever drawn."""

LARGEST_FILE = 1_000_000
"""The most bytes that a file may have. The largest sheet needs a tenth of this."""

LIVE = {"largest": 100, "longest": 12}
"""Limits of the live network alone, whose numbers must all fit into its drawing."""


def check_length(text: str) -> None:
    """Refuse text that is too long for a file.

    Raises: ValueError if it is too long.
    """
    if len(text) > LARGEST_FILE:
        raise ValueError(f"expected at most {LARGEST_FILE} characters, got {len(text)}")
