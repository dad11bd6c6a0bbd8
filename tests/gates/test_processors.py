"""The same digits on another processor, and a canary."""

import shutil

import nbformat
import numpy as np
import yaml

from gates import processors
from gates.chapters import chapters
from gates.notebooks import executed
from tests.copies import ROOT, copy_of_the_project
from tests.full import FULL

ON_FLOATS = ["gradient_check", "other_libraries", "real_data"]
"""The chapters that print most of what floats give; a full run takes them all."""


def test_outputs_are_the_same_on_another_processor(tmp_path):
    copy = copy_of_the_project(tmp_path)
    if not FULL:
        files = [{"file": f"book/{name}"} for name in ON_FLOATS]
        contents = {"root": "book/index", "parts": [{"chapters": files}]}
        (copy / "_toc.yml").write_text(yaml.safe_dump(contents), encoding="utf8")
        assert [path.stem for path in chapters(copy)] == ["index", *ON_FLOATS]
    assert processors.complaints(copy) == []


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
