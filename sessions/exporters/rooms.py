"""The programme by room, as a list."""

from .html import view

EXPORTER = view("room", "list")
