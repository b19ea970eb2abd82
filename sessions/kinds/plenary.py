from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("plenary", _("Plenary"), minutes=90, roles=("chair", "rapporteur"))
