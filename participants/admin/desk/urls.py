"""The addresses of the desk, under the event's own."""

from typing import Any

from django.urls import path

from participants.admin.registrations import Attendance, Notes, RegistrationView, Tags

from .decide import Decide
from .exports import ExportFile, ExportJob, Exports
from .index import ListOptions, RegistrationIndex
from .mail import ChangeLetter, LetterList, PreviewLetter, WriteLetter, WriteTemplate
from .review import Review
from .saved import ChangeView, SaveView
from .tagging import ChangeTag, TagList, TagMany


def urlpatterns() -> list[Any]:
    return [
        path("<slug:slug>/", RegistrationIndex.as_view(), name="index"),
        path("<slug:slug>/options/", ListOptions.as_view(), name="options"),
        path("<slug:slug>/decide/", Decide.as_view(), name="decide"),
        path("<slug:slug>/review/", Review.as_view(), name="review"),
        path("<slug:slug>/views/", SaveView.as_view(), name="view_save"),
        path("<slug:slug>/views/<int:pk>/", ChangeView.as_view(), name="view_change"),
        path("<slug:slug>/tags/", TagList.as_view(), name="tags"),
        path("<slug:slug>/tags/give/", TagMany.as_view(), name="tag_many"),
        path("<slug:slug>/tags/<int:pk>/", ChangeTag.as_view(), name="tag"),
        path("<slug:slug>/files/", Exports.as_view(), name="exports"),
        path("<slug:slug>/files/<int:pk>/", ExportFile.as_view(), name="export_file"),
        path("<slug:slug>/files/<int:pk>/state/", ExportJob.as_view(), name="export_job"),
        path("<slug:slug>/letters/", LetterList.as_view(), name="letters"),
        path("<slug:slug>/letters/write/", WriteLetter.as_view(), name="letter_write"),
        path("<slug:slug>/letters/<int:pk>/", PreviewLetter.as_view(), name="letter"),
        path("<slug:slug>/letters/<int:pk>/change/", ChangeLetter.as_view(), name="letter_change"),
        path("<slug:slug>/letters/templates/", WriteTemplate.as_view(), name="template_write"),
        path("<slug:slug>/letters/templates/<int:pk>/", WriteTemplate.as_view(), name="template"),
        path("<slug:slug>/<int:pk>/", RegistrationView.as_view(), name="show"),
        path("<slug:slug>/<int:pk>/attendance/", Attendance.as_view(), name="attendance"),
        path("<slug:slug>/<int:pk>/tags/", Tags.as_view(), name="tags_of"),
        path("<slug:slug>/<int:pk>/notes/", Notes.as_view(), name="notes_of"),
    ]
