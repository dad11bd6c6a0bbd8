"""A Pyodide of one's own, to serve to JupyterLite: npm's core, and the kernel's pure Python packages.

NumPy for WebAssembly comes from Pyodide's own host alone, so it is not here.
"""

import hashlib
import json
import shutil
from pathlib import Path

from packaging.utils import parse_wheel_filename

from tests.copies import ROOT

CORE = ROOT / "node_modules/pyodide"
WHEELS = ROOT / ".pyodide"


def self_hosted(folder: Path) -> None:
    """Fill the folder with the core and the wheels, and tell the core of them."""
    shutil.copytree(CORE, folder, ignore=shutil.ignore_patterns("node_modules", "*.map"))
    lock = folder / "pyodide-lock.json"
    known = json.loads(lock.read_text(encoding="utf8"))
    for wheel in WHEELS.glob("*.whl"):
        name, version, *_ = parse_wheel_filename(wheel.name)
        if name in known["packages"]:
            shutil.copy(wheel, folder)
            entry = known["packages"][name]
            assert entry["version"] == str(version)
            entry |= {"file_name": wheel.name, "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()}
    lock.write_text(json.dumps(known), encoding="utf8")
