"""The programme by room, as tables of times and days."""

from .html import view

EXPORTER = view("room", "grid")
