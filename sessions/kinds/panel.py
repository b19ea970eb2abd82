from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("panel", _("Panel"), minutes=75, roles=("moderator", "rapporteur"), is_numbered=True)
