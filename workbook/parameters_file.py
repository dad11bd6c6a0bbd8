"""Parameters in a file, as NumPy's .npz: four arrays, and nothing that could be executed."""

import io
import math
import os
import zipfile
import zlib
from typing import Any

import numpy as np

from nnlib import Parameters, arguments, checks
from workbook.replacing import replace

MOST_BYTES = 2**30
"""All the parameters in a file may take one gibibyte, once unpacked. Their size is checked before they are read."""

BROKEN = (ValueError, TypeError, OSError, EOFError, RuntimeError, MemoryError, zipfile.BadZipFile, zlib.error)
"""What NumPy and zipfile raise for a file that is cut off, damaged, or of another kind."""


def save_parameters(path: str | os.PathLike[str], params: Parameters) -> None:
    """Write parameters to a file, under exactly the given name.

    Raises: TypeError or ValueError if they are not finite floats whose shapes fit, or are more than a file may hold;
    then nothing is written. OSError if the file cannot be written; then the existing file is left unchanged.
    """
    _check(params)
    _check_size("params", sum(part.nbytes for part in params))
    packed = io.BytesIO()
    np.savez(packed, **params._asdict())
    replace(path, packed.getvalue())


def load_parameters(path: str | os.PathLike[str]) -> Parameters:
    """Read parameters that `save_parameters` wrote. Nothing in the file is executed.

    Raises: ValueError if the file holds anything but parameters that fit together, or would take more than
    `MOST_BYTES`; OSError if it cannot be read.
    """
    with open(path, "rb") as file:
        try:
            _look_inside(file)
            with np.load(file, allow_pickle=False) as arrays:
                params = Parameters(**arrays)
            _check(params)
        except BROKEN as error:
            raise ValueError(f"{os.fspath(path)}: expected parameters that were saved, but {error}") from error
    return params


def _look_inside(file: Any) -> None:
    """Refuse a file that is too large, before it is unpacked: by the archive's list, then by each array's header."""
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        _check_size("the file", sum(member.file_size for member in members))
        for member in members:
            with archive.open(member) as packed:
                version = np.lib.format.read_magic(packed)
                first = version == (1, 0)
                read = np.lib.format.read_array_header_1_0 if first else np.lib.format.read_array_header_2_0
                shape, _, dtype = read(packed)
            _check_size(member.filename, math.prod(shape) * dtype.itemsize)
    file.seek(0)


def _check_size(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise ValueError(f"{name}: expected at most {MOST_BYTES} bytes, got {size}")


def _check(params: Parameters) -> None:
    checks.parameters(params)
    for name, part in params._asdict().items():
        if part.dtype.kind == "O":
            raise TypeError(f"{name}: expected floats, got dtype {part.dtype}")
        arguments.finite(name, part)
