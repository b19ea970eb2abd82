"""What the components of templates/components/ are made with."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.translation import get_language

register = template.Library()


class Once(template.Node):
    """Draws what it holds once for each language, and without any context: nothing of one page is kept for others."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.drawn: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        if (language := get_language()) not in self.drawn:
            nothing = Context()
            with nothing.bind_template(context.template):
                self.drawn[language] = self.nodelist.render(nothing)
        return self.drawn[language]


@register.tag
def once(parser: Any, token: Any) -> Once:
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return Once(nodelist)


@register.filter
def numbers_around(page: Page) -> Iterator[int | str]:
    """The first, the last and those beside this one; the paginator's ELLIPSIS stands for the others."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
