"""The printed digits do not depend on the processor: with other kernels, OpenBLAS and NumPy give the same ones."""

import os
from pathlib import Path

import numpy as np

from gates import fresh

OTHER_KERNELS = ("Nehalem", "Prescott")


def plainest() -> dict[str, str]:
    """Environment variables that give OpenBLAS another kernel, and turn off all the SIMD that NumPy can do without."""
    mine = os.environ.get("OPENBLAS_CORETYPE", "")
    features = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    return {
        "OPENBLAS_CORETYPE": next(kernel for kernel in OTHER_KERNELS if kernel != mine),
        "NPY_DISABLE_CPU_FEATURES": " ".join(features),
    }


def complaints(root: Path) -> list[str]:
    """Each line of a stored output that would differ on a simpler processor."""
    return fresh.complaints(root, **plainest())
