from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("round_table", _("Round table"), minutes=120, roles=("moderator", "rapporteur"))
