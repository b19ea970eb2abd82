"""The programme by day, as a table of times and rooms."""

from .html import view

EXPORTER = view("day", "grid")
