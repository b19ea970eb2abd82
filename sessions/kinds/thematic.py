from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("thematic", _("Thematic session"), minutes=90, roles=("chair", "rapporteur"), is_numbered=True)
