"""The same digits on another processor, and a canary."""

import shutil

import nbformat
import numpy as np

from gates import processors
from gates.notebooks import executed
from tests.copies import ROOT


def test_outputs_are_the_same_on_another_processor():
    assert processors.complaints(ROOT) == []


def test_a_digit_that_hangs_on_the_processor_is_seen(tmp_path):
    enabled = "import numpy as np; print(np.show_config(mode='dicts')['SIMD Extensions'].get('found'))"
    assert np.show_config(mode="dicts")["SIMD Extensions"].get("found")
    cells = [
        nbformat.v4.new_code_cell(enabled),
        nbformat.v4.new_code_cell("import os; print(os.environ['OPENBLAS_CORETYPE'])"),
    ]
    (tmp_path / "_toc.yml").write_text("root: small\nparts: []\n", encoding="utf8")
    shutil.copy(ROOT / "_config.yml", tmp_path)
    path = tmp_path / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    path.write_text(executed(path, ROOT, OPENBLAS_CORETYPE="none"), encoding="utf8")
    complaints = processors.complaints(tmp_path)
    assert len([line for line in complaints if "stored" in line]) == 2
