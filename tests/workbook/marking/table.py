"""The table of what people write for a number, which the tests of both readers read."""

import json
from pathlib import Path

TABLE = json.loads(Path(__file__).with_name("numbers.json").read_text(encoding="utf8"))
READ, REFUSED, PIECES = TABLE["read"], TABLE["refused"], TABLE["pieces"]
