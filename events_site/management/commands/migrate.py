"""Django's command, with the autodetector of `makemigrations`: the two must have the same one."""

from django.core.management.commands import migrate

from .makemigrations import Autodetector


class Command(migrate.Command):
    autodetector = Autodetector
