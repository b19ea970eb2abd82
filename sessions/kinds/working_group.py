from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("working_group", _("Working group"), minutes=180, roles=("chair", "rapporteur"))
