from django.utils.translation import gettext_lazy as _

from .base import SessionKind

KIND = SessionKind("pause", _("Break"), minutes=30, is_pause=True)
