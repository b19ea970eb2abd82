"""Certificates, each as it was issued; those revoked meanwhile are left out."""

from __future__ import annotations

from cms.models import Event
from outputs.models import PrintRun
from outputs.sheets.certificates import documents_of
from outputs.tree import Document
from participants.models import Certificate

from .base import Options, Run


def documents(event: Event, options: Options) -> list[Document]:
    found = Certificate.objects.standing().filter(event=event, pk__in=options["ids"])
    return documents_of(found.order_by("kind", "number"))


RUN = Run(PrintRun.Kind.CERTIFICATES, documents)
