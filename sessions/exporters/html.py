"""The programme by day as a list: the part of its page that is kept. Its other views are modules beside this one."""

from sessions.programme.draw import VIEWS, draw
from sessions.programme.tree import Programme

from .base import Exporter


def view(by: str, shape: str) -> Exporter:
    """An exporter that keeps one view of a release."""

    def export(programme: Programme, language: str) -> bytes:
        return draw(programme, by, shape).encode()

    name = VIEWS[by, shape]
    return Exporter(name, "text/html; charset=utf-8", export, is_made_at_release=name == "html", edition=2)


EXPORTER = view("day", "list")
