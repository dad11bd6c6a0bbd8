"""The teacher's secret, and the seeds that are derived from it.

A student can find the seed of their own problem, because the generator is public. That seed is 31 bits of an HMAC:
it reveals nothing about the secret or about the seed of another id.
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
"""In a secret: 128 bits."""


def read_or_draw_secret(path: Path) -> bytes:
    """The secret in a file. If there is none, one is generated and stored, and only the owner of the file may read it.

    Raises: ValueError for a file with anything else in it; OSError if it can be neither read nor written.
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
    """The seed of an id's problem: HMAC-SHA256 of the id in UTF-8, as a number, modulo the number of seeds.

    If another student has the same problem, a further attempt is made, with its number added on a new line after
    the id.

    Source: RFC 2104.
    """
    message = f"{id}\n{attempt}" if attempt else id
    return int.from_bytes(hmac.digest(secret, message.encode(), "sha256"), "big") % len(SEEDS)
