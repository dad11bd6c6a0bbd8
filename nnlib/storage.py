"""Parameters in a file, as NumPy's .npz: four arrays, and nothing that could be executed."""

import math
import os
import stat
import tempfile
import zipfile
import zlib
from typing import Any

import numpy as np

from nnlib import checks
from nnlib.network import Parameters

BROKEN = (
    ValueError,
    TypeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What NumPy and zipfile raise at a file that is cut off, damaged, or something else."""


MOST_BYTES = 2**30
"""The parameters of a file may take a gibibyte together, once they are unpacked. `load` looks before it reads."""


def save(path: str | os.PathLike[str], params: Parameters) -> None:
    """Write parameters to a file, under just the name that is given.

    The file is written beside, and then takes the other's place: when writing fails, what was there stays as it was.

    Raises: TypeError, ValueError, when they are not finite floats of fitting shapes, or more than a file may hold; then
    nothing is written. OSError, when the file cannot be written.
    """
    _check(params)
    _check_size("params", sum(part.nbytes for part in params))
    place = os.path.realpath(path)  # behind a link stands the file itself
    if os.path.exists(place) and not os.path.isfile(place):
        raise OSError(f"path: expected the name of a file, got {os.fspath(path)!r}, which is not a regular file")
    number, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=os.path.dirname(place))
    try:
        with open(number, "wb") as file:
            np.savez(file, **params._asdict())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, _mode(place))
        os.replace(beside, place)
    except BaseException:
        os.unlink(beside)
        raise


def load(path: str | os.PathLike[str]) -> Parameters:
    """Read what `save` wrote. Nothing in a file is executed.

    Raises: ValueError, when the file holds anything but parameters that fit together, or would take more than
    `MOST_BYTES`; OSError, when it cannot be read.
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
    """Refuse by size, before anything is unpacked: the archive's own account first, then each array's header."""
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        _check_size("the file", sum(member.file_size for member in members))
        for member in members:
            with archive.open(member) as packed:
                shape, dtype = _header(packed)
            _check_size(member.filename, math.prod(shape) * dtype.itemsize)
    file.seek(0)


def _header(packed: Any) -> tuple[tuple[int, ...], Any]:
    """Shape and type that an array's header claims."""
    version = np.lib.format.read_magic(packed)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(packed)
    return shape, dtype


def _check_size(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise ValueError(f"{name}: expected at most {MOST_BYTES} bytes, got {size}")


def _mode(place: str) -> int:
    """The permissions of the file that is there, or those that a new file would get."""
    if os.path.exists(place):
        return stat.S_IMODE(os.stat(place).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _check(params: Parameters) -> None:
    checks.parameter_shapes(params)
    for name, part in params._asdict().items():
        if part.dtype.char not in checks.FLOATS:
            raise TypeError(f"{name}: expected floats, got dtype {part.dtype}")
        checks.finite(name, part)
