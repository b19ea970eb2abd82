from django.urls import path

from outputs import (
    comment_views,
    file_views,
    library_views,
    modification_views,
    paper_views,
    session_views,
    verify_views,
    views,
)

app_name = "outputs"

urlpatterns = [
    path("events/<slug:slug>/outputs/", views.outputs, name="outputs"),
    path("events/<slug:slug>/programme.pdf", views.programme_pdf, name="programme_pdf"),
    path("events/<slug:slug>/files/<slug:kind>/", file_views.file, name="file"),
    path("events/<slug:slug>/files/<slug:kind>.pdf", file_views.file_pdf, name="file_pdf"),
    path("events/<slug:slug>/files/<slug:kind>/jobs/<int:job>/", file_views.file_job, name="file_job"),
    path("events/<slug:slug>/files/participants_list.xlsx", file_views.participants_xlsx, name="participants_xlsx"),
    path("events/<slug:slug>/sessions/<int:pk>/report/", session_views.report, name="session_report"),
    path("events/<slug:slug>/sessions/<int:pk>/report.pdf", session_views.report_pdf, name="session_report_pdf"),
    path(
        "events/<slug:slug>/sessions/<int:pk>/report/jobs/<int:job>/",
        session_views.report_job,
        name="session_report_job",
    ),
    path("certificates/", paper_views.certificates, name="certificates"),
    path("certificates/<str:code>/", paper_views.certificate, name="certificate"),
    path("me/letters/<int:pk>.pdf", paper_views.letter_pdf, name="letter_pdf"),
    path("me/certificates/<int:pk>.pdf", paper_views.certificate_pdf, name="certificate_pdf"),
    path("me/printing/<int:pk>/", paper_views.run, name="run"),
    path("me/printing/<int:pk>/progress/", paper_views.run_progress, name="run_progress"),
    path("me/printing/<int:pk>.pdf", paper_views.run_file, name="run_file"),
    path("outputs/", library_views.library, name="library"),
    path("outputs/feed.atom", library_views.feed, name="feed"),
    path("outputs/<int:pk>/", views.output, name="output"),
    path("outputs/<int:pk>.pdf", views.file, {"format": "pdf"}, name="pdf"),
    path("outputs/<int:pk>/archive.pdf", views.archive, name="archive"),
    path("outputs/<int:pk>.json", views.data, name="json"),
    path("outputs/<int:pk>.docx", views.rendered, {"format": "docx"}, name="docx"),
    path("outputs/<int:pk>.md", views.rendered, {"format": "markdown"}, name="markdown"),
    path("outputs/<int:pk>.xml", views.rendered, {"format": "akn"}, name="xml"),
    path("outputs/<int:pk>.html", views.rendered, {"format": "html"}, name="html"),
    path("outputs/<int:pk>/superseded.pdf", views.stamped_copy, name="copy"),
    path("outputs/<int:pk>/verify", verify_views.verify, name="verify"),
    path("outputs/<int:pk>/comments/", comment_views.comments, name="comments"),
    path("outputs/<int:pk>/comments.csv", comment_views.comments_csv, name="comments_csv"),
    path("outputs/<int:pk>/changes/", modification_views.changes, name="changes"),
    path("outputs/<int:pk>/jobs/<int:job>/", views.job, name="job"),
]
