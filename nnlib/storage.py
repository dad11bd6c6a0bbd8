"""Parameters in a file, as NumPy's .npz: four arrays, and nothing that could be executed."""

import os
import zipfile
import zlib

import numpy as np

from nnlib import checks
from nnlib.network import Parameters

BROKEN = (ValueError, TypeError, EOFError, OSError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What NumPy and zipfile raise at a file that is cut off, damaged, or something else."""


def save(path: str | os.PathLike[str], params: Parameters) -> None:
    """Write parameters to a file, under just the name that is given.

    Raises: TypeError, ValueError, when they are no finite numbers of fitting shapes; then nothing is written.
    """
    _check(params)
    with open(path, "wb") as file:
        np.savez(file, **params._asdict())


def load(path: str | os.PathLike[str]) -> Parameters:
    """Read what `save` wrote. Nothing in a file is executed.

    Raises: ValueError, when the file holds anything but parameters that fit together; OSError, when it cannot be read.
    """
    with open(path, "rb") as file:
        try:
            with np.load(file, allow_pickle=False) as arrays:
                params = Parameters(**arrays)
            _check(params)
        except BROKEN as error:
            raise ValueError(f"{os.fspath(path)}: expected parameters that were saved, but {error}") from error
    return params


def _check(params: Parameters) -> None:
    checks.parameters(params)
    for name, part in params._asdict().items():
        if part.dtype.kind not in "fc":
            raise TypeError(f"{name}: expected floats, got dtype {part.dtype}")
        checks.finite(name, part)
