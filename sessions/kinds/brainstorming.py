from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("brainstorming", _("Brainstorming"), minutes=120, roles=("moderator", "rapporteur"))
