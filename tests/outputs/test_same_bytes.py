"""An issued document is the same file whenever, wherever and for whomever it is made, in each format."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.utils import timezone, translation

from outputs.domain.compilation import FORMATS
from outputs.renderers import renderer
from outputs.tree import Verification, canonical
from tests.outputs import samples

ADDRESS, DIGEST = "https://rostrum.example.org/outputs/7/verify", "ab" * 32
QUICK = tuple(name for name in FORMATS if name not in ("pdf", "archive"))
SCRIPT = """
import sys, hashlib, django
from dataclasses import replace
django.setup()
from outputs.tree import canonical
from outputs.renderers import renderer
sha256, *names = sys.argv[1:]
document = canonical.loads(sys.stdin.buffer.read())
document = replace(document, verification=replace(document.verification, sha256=sha256))
for name in names:
    print(hashlib.sha256(renderer(name).render(document)).hexdigest())
"""


@pytest.fixture(scope="module")
def document():
    return replace(samples.communique(), verification=Verification(ADDRESS, DIGEST))


def digests(document, names):
    return [hashlib.sha256(renderer(name).render(document)).hexdigest() for name in names]


def elsewhere(document, names):
    """As another process makes them, with other hash seeds, in another zone."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", SCRIPT, DIGEST, *names]
    done = subprocess.run(
        command, input=canonical.dumps(document), capture_output=True, env=os.environ | settings, check=True
    )
    return done.stdout.decode().split()


def assert_the_same(document, names):
    here = digests(document, names)
    with translation.override("ar"), timezone.override("Pacific/Auckland"):
        assert digests(document, names) == here
    assert elsewhere(document, names) == here


def test_files_that_take_a_moment(document):
    assert_the_same(document, QUICK)


@pytest.mark.slow
def test_pages(document):
    assert_the_same(document, ("pdf", "archive"))


def test_another_text_is_another_file(document):
    other = replace(document, title=f"{document.title}.")
    assert all(one != two for one, two in zip(digests(document, QUICK), digests(other, QUICK), strict=True))
