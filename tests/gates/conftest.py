"""GUTTED=module:function puts what never complains in a gate's place: so the canaries are tested themselves."""

import importlib
import os


def pytest_configure():
    if gutted := os.environ.get("GUTTED"):
        module, name = gutted.split(":")
        setattr(importlib.import_module(module), name, lambda *args, **kwargs: [])
