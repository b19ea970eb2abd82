from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("ceremony", _("Ceremony"), minutes=60)
