"""Where a document is verified."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from outputs.models import Output
from outputs.tree import Verification


def verification_of(output: Output) -> Verification:
    """The address alone: the digest of a tree is known when the tree is whole."""
    return Verification(f"{settings.WAGTAILADMIN_BASE_URL}{reverse('outputs:verify', args=[output.pk])}")
