"""The programme by subject, as a list."""

from .html import view

EXPORTER = view("theme", "list")
