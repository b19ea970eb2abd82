"""What the components of templates/components/ are made with."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from events_site.languages import languages, without_language

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


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """A list item for each language, which leads to the page shown; needs the request.

    On every page, so made without a template: a loop of six costs as much as the rest of the masthead.
    """
    path = without_language(context["request"].get_full_path())
    here = get_language()
    return format_html_join("\n", LINK, ((each["prefix"], path, *_marks(each, here)) for each in languages()))


LINK = '<li><a href="{}{}" lang="{}" hreflang="{}" dir="{}"{}>{}</a></li>'


def _marks(language: dict[str, str], here: str | None) -> tuple[str, str, str, str, str]:
    code = language["code"]
    return code, code, language["dir"], CURRENT if code == here else "", language["name"]


CURRENT = mark_safe(' aria-current="true"')


@register.filter
def numbers_around(page: Page) -> Iterator[int | str]:
    """The first, the last and those beside this one; the paginator's ELLIPSIS stands for the others."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
