"""XML as these platforms expect it, and zip files that do not depend on when they are written."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file can hold, however they are written."""


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new child, with its text. U+FFFD replaces each character that XML cannot hold."""
    child = SubElement(parent, tag, {name: plain(value) for name, value in attributes.items()})
    child.text = plain(text) or None
    return child


def plain(text: str) -> str:
    """The text, with U+FFFD for each character that XML cannot hold."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def written(root: Element) -> bytes:
    """A whole XML file."""
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file that does not say when it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
