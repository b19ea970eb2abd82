"""What a text lacks before it can be adopted, whatever its kind."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outputs import tree
from outputs.tree import Document, Picture, references


def gaps_of_text(document: Document) -> list[str]:
    """In words, in the language that is active: references that lead nowhere, pictures whose bytes are not kept or that
    nothing is said of.
    """
    return [*_references(document), *_pictures(document)]


def _references(document: Document) -> list[str]:
    if not (codes := references.missing(document)):
        return []
    text = ngettext(
        "A reference leads nowhere: %(codes)s.", "%(count)d references lead nowhere: %(codes)s.", len(codes)
    )
    return [text % {"count": len(codes), "codes": ", ".join(f"[#{code}]" for code in codes)}]


def _pictures(document: Document) -> list[str]:
    known = {asset.sha256 for asset in document.assets}
    pictures = [node for node in tree.walk(document) if isinstance(node, Picture)]
    lost = [one.caption for one in pictures if one.sha256 not in known]
    mute = [one.caption for one in pictures if not one.alt.strip()]
    found = [_("The picture “%(caption)s” is missing.") % {"caption": caption} for caption in lost]
    return found + [_("Nothing is said of what “%(caption)s” shows.") % {"caption": caption} for caption in mute]
