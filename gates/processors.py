"""Printed digits do not depend on the processor: other kernels for OpenBLAS and NumPy give the same."""

import os
from pathlib import Path

import numpy as np

from gates import fresh

OTHER_KERNELS = ("Nehalem", "Prescott")


def plainest() -> dict[str, str]:
    """Environment variables for another kernel of OpenBLAS, and for NumPy without any SIMD that it can do without."""
    mine = os.environ.get("OPENBLAS_CORETYPE", "")
    features = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    return {
        "OPENBLAS_CORETYPE": next(kernel for kernel in OTHER_KERNELS if kernel != mine),
        "NPY_DISABLE_CPU_FEATURES": " ".join(features),
    }


def complaints(root: Path) -> list[str]:
    """The lines of stored outputs that differ on a plainer processor."""
    return fresh.complaints(root, **plainest())
