"""The programme by subject, as tables of times and days."""

from .html import view

EXPORTER = view("theme", "grid")
