from django.urls import path
from wagtail.admin.auth import require_admin_access

from .act import Act
from .page import Editor, State, Warnings
from .panel import NewPanel, Panel

app_name = "editor"

urlpatterns = [
    path("", require_admin_access(Editor.as_view()), name="index"),
    path("sessions/<int:pk>/", require_admin_access(Panel.as_view()), name="panel"),
    path("new/", require_admin_access(NewPanel.as_view()), name="new"),
    path("warnings/", require_admin_access(Warnings.as_view()), name="warnings"),
    path("state/", State.as_view(), name="state"),
    path("act/", Act.as_view(), name="act"),
]
