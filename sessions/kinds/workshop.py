from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("workshop", _("Workshop"), minutes=180, roles=("moderator", "rapporteur"))
