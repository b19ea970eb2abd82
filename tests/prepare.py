"""Makes the databases that tests copy, while linters run: python -m tests.prepare. Tests that come first wait for it."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from tests import databases  # noqa: E402 -- asks the settings which database there is

databases.demo_site()
