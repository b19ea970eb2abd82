"""The site's settings for tests: files of each test process in a folder of its own, quick hashing, mail in memory."""

import os
import tempfile

VAR_OF_PROCESS = tempfile.TemporaryDirectory(prefix="rostrum-test-")
os.environ["ROSTRUM_VAR"] = VAR_OF_PROCESS.name

from events_site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {"default": IN_MEMORY, "pages": IN_MEMORY | {"LOCATION": "pages"}}
# Tests sign in without a form. Those of the second factor itself switch it on.
REQUIRE_SECOND_FACTOR = False
# Each client would list all static files anew; so they are looked up when one is asked for.
WHITENOISE_AUTOREFRESH = True
