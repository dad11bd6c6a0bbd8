"""The teacher's secret, and the seeds that come from it.

A student can find the seed of their own problem, for the generator is public. That seed is 31 bits of an HMAC: it tells
nothing about the secret, nor about another id's seed.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from pathlib import Path

from workbook.marking.fresh import SEEDS

BYTES = 32
LEAST_BYTES = 16
"""Of a secret: 128 bits."""


def read_or_draw_secret(path: Path) -> bytes:
    """The secret in a file. Where there is none, one is drawn and stored, and only its owner may read it.

    Raises: ValueError for a file with anything else in it; OSError, when it can neither be read nor written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"{secrets.token_hex(BYTES)}\n")
    text = path.read_bytes().strip()
    if not re.fullmatch(rb"(?:[0-9a-fA-F]{2}){%d,}" % LEAST_BYTES, text):
        raise ValueError(f"{path}: expected a secret, {2 * LEAST_BYTES} or more hexadecimal digits in pairs")
    return bytes.fromhex(text.decode())


def seed(secret: bytes, id: str, attempt: int = 0) -> int:
    """The seed of an id's problem: HMAC-SHA256 of the id in UTF-8, as a number, modulo how many seeds there are.

    A further attempt, where another student has the same problem, has its number on a line of its own after the id.

    Source: RFC 2104.
    """
    message = f"{id}\n{attempt}" if attempt else id
    return int.from_bytes(hmac.digest(secret, message.encode(), "sha256"), "big") % len(SEEDS)
