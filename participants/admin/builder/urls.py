from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from . import overview, preview, questions, sections


class BuilderViewSet(ViewSet):
    """The addresses of the form of one event."""

    name = "builder"
    icon = "form"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/", overview.Overview.as_view(), name="index"),
            path("<slug:slug>/move/", overview.Move.as_view(), name="move"),
            path("<slug:slug>/preview/", preview.Preview.as_view(), name="preview"),
            path("<slug:slug>/copy/", sections.CopyFrom.as_view(), name="copy"),
            path("<slug:slug>/ready/", sections.AddReadySection.as_view(), name="ready"),
            path("<slug:slug>/sections/add/", sections.AddSection.as_view(), name="add_section"),
            path("<slug:slug>/sections/<int:pk>/", sections.EditSection.as_view(), name="section"),
            path("<slug:slug>/sections/<int:pk>/remove/", sections.RemoveSection.as_view(), name="remove_section"),
            path("<slug:slug>/sections/<int:pk>/questions/", questions.AddQuestion.as_view(), name="add_question"),
            path("<slug:slug>/questions/<int:pk>/", questions.EditQuestion.as_view(), name="question"),
            path("<slug:slug>/questions/<int:pk>/condition/", questions.Condition.as_view(), name="condition"),
            path("<slug:slug>/questions/<int:pk>/put/", questions.PutQuestion.as_view(), name="put"),
            path("<slug:slug>/questions/<int:pk>/double/", questions.DuplicateQuestion.as_view(), name="duplicate"),
            path("<slug:slug>/questions/<int:pk>/remove/", questions.RemoveQuestion.as_view(), name="remove_question"),
            path("<slug:slug>/questions/<int:pk>/restore/", questions.RestoreQuestion.as_view(), name="restore"),
        ]
