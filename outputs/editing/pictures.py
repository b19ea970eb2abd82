"""Pictures of a document: named in the tree by the SHA-256 of their bytes, kept in a store, and handed on beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from outputs import tree
from outputs.models import Asset
from outputs.tree import Block, Document, Picture


def shown(prefix: str, value: Any, assets: Mapping[int, Asset]) -> Iterable[Block]:
    """The picture of a block. Where its bytes are not kept, it has no digest, which is a gap of the document."""
    image = value.get("image")
    kept = assets.get(image.pk) if image else None
    yield Picture(
        prefix,
        caption=value.get("caption") or "",
        alt=value.get("alt") or "",
        sha256=kept.sha256 if kept else "",
        media_type=kept.media_type if kept else "",
        width=kept.width if kept else 1,
        height=kept.height if kept else 1,
        credit=value.get("credit") or "",
    )


def with_assets(document: Document) -> Document:
    """The same document with the bytes of its pictures beside it: one query, and none where it has no picture."""
    wanted = {node.sha256 for node in tree.walk(document) if isinstance(node, Picture) and node.sha256}
    if not wanted:
        return document
    kept = {one.sha256: one for one in Asset.objects.filter(sha256__in=wanted)}
    return replace(document, assets=tuple(_read(kept[key]) for key in sorted(wanted & kept.keys())))


def _read(asset: Asset) -> tree.Asset:
    with asset.file.open("rb") as file:
        return tree.Asset(asset.sha256, asset.media_type, file.read())
