"""The same digits on another processor, and a canary."""

import nbformat
from numpy._core import _multiarray_umath as numpy_build

from gates import processors
from tests.copies import ROOT
from tools.notebooks import executed


def test_outputs_are_the_same_on_another_processor():
    assert processors.complaints(ROOT) == []


def test_a_digit_that_hangs_on_the_processor_is_seen(tmp_path):
    enabled = (
        "from numpy._core import _multiarray_umath as n\nprint(sum(map(n.__cpu_features__.get, n.__cpu_dispatch__)))"
    )
    assert any(map(numpy_build.__cpu_features__.get, numpy_build.__cpu_dispatch__))
    cells = [
        nbformat.v4.new_code_cell(enabled),
        nbformat.v4.new_code_cell("import os; print(os.environ['OPENBLAS_CORETYPE'])"),
    ]
    (tmp_path / "_toc.yml").write_text("root: small\nparts: []\n", encoding="utf8")
    path = tmp_path / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    path.write_text(executed(path, ROOT, OPENBLAS_CORETYPE="none"), encoding="utf8")
    complaints = processors.complaints(tmp_path)
    assert len([line for line in complaints if "stored" in line]) == 2
