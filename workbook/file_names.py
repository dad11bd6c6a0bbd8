"""A student's id, or the title of a homework, as a file name that is valid on any machine."""

import hashlib
import re
import unicodedata

RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Windows reserves these names."""

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
MARK = re.compile(r"-[0-9a-f]{10}$")
"""The suffix of a name that is not the id itself. So an id that ends like this gets a suffix, too."""


def file_name(id: str) -> str:
    """The id itself if it is plain; otherwise its plain characters, and a suffix that no other id has.

    >>> file_name("s4711"), file_name("../x")
    ('s4711', 'x-d6b96a97d1')
    """
    if PLAIN.fullmatch(id) and not RESERVED.fullmatch(id) and not MARK.search(id):
        return id
    latin = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode()
    plain = "-".join(re.findall("[A-Za-z0-9_]+", latin))[:30].strip("_-")
    return f"{plain or 'id'}-{hashlib.sha256(id.encode()).hexdigest()[:10]}"
