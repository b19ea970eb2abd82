"""The days of the programme as a part of its page: all that costs time, and nothing that depends on the visitor."""

import re

from django.template.loader import render_to_string

from sessions.programme.rows import days_of
from sessions.programme.tree import Programme

from .base import Exporter

#: Icons stand under an address that changes from one version of the site to the next, and are decoration.
_ICON = re.compile(r'<svg class="icon.*?</svg>', re.DOTALL)
_INDENTATION = re.compile(r"\s*\n\s*")


def export(programme: Programme, language: str) -> bytes:
    html = render_to_string("sessions/programme/days.html", {"days": list(days_of(programme))})
    return _INDENTATION.sub("\n", _ICON.sub("", html)).encode()


EXPORTER = Exporter("html", "text/html; charset=utf-8", export)
