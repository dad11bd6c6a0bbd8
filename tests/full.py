"""How much is run: everything with FULL=1, a part without."""

import os

FULL = bool(os.environ.get("FULL"))
