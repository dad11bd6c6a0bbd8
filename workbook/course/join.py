"""Several PDFs as one, with the tags that screen readers use, and a bookmark for each."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def joined(title: str, parts: Mapping[str, Path]) -> bytes:
    """Tagged PDFs, one after the other. Typesetting them together would take ten times the memory.

    Args: the files, each under the name of its bookmark.
    Raises: ModuleNotFoundError if the package `pikepdf` is missing; OSError if a file cannot be read.
    Source: ISO 32000-1, 14.7: a document's tree of tags, and the numbers that link a page's content to its tags.
    """
    from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf  # an extra

    whole, tags, owners, bookmarks = Pdf.new(), Array(), Array(), []
    for name, path in parts.items():
        with Pdf.open(path) as part:
            first, before = len(whole.pages), len(owners) // 2
            whole.pages.extend(part.pages)
            tree: Any = whole.copy_foreign(part.Root.StructTreeRoot)
            tags.extend(tree.K)
            for number, owner in zip(tree.ParentTree.Nums[::2], tree.ParentTree.Nums[1::2], strict=True):
                owners.append(before + int(number))
                owners.append(owner)
            for page in whole.pages[first:]:
                for each in (page.obj, *page.get("/Annots", [])):
                    for key in {"/StructParents", "/StructParent"} & set(each.keys()):
                        each[key] += before
            bookmarks.append(OutlineItem(name, first))
    root = whole.Root
    root.Lang, root.MarkInfo, root.ViewerPreferences = "en", Dictionary(Marked=True), Dictionary(DisplayDocTitle=True)
    root.StructTreeRoot = whole.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=tags,
            ParentTree=Dictionary(Nums=owners),
            ParentTreeNextKey=len(owners) // 2,
            RoleMap=tree.RoleMap,
        )
    )
    with whole.open_outline() as outline:
        outline.root.extend(bookmarks)
    with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    content = io.BytesIO()
    whole.save(content, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return content.getvalue()
