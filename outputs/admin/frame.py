"""What every page about one document in the back office shows: its place, a heading, an icon."""

from __future__ import annotations

from typing import Any

from cms.admin.dashboard import breadcrumbs
from outputs.models import Output


def frame(output: Output, title: str = "", *, crumb: str | None = None, icon: str = "doc-full") -> dict[str, Any]:
    """`title` is that of the document unless given; `crumb` is what the way there calls the page, `title` unless given,
    nothing for the document's own page.
    """
    last = title if crumb is None else crumb
    return {
        "event": output.event,
        "output": output,
        "breadcrumbs_items": breadcrumbs(output.event, output.title, *filter(None, [last])),
        "header_icon": icon,
        "header_title": title or output.title,
    }
