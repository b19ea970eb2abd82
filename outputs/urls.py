from django.urls import path

from outputs.views import clearance, comments, documents, files, library, modifications, papers, sessions, verify

app_name = "outputs"

urlpatterns = [
    path("events/<slug:slug>/outputs/", documents.outputs, name="outputs"),
    path("events/<slug:slug>/programme.pdf", documents.programme_pdf, name="programme_pdf"),
    path("events/<slug:slug>/files/<slug:kind>/", files.file, name="file"),
    path("events/<slug:slug>/files/<slug:kind>.pdf", files.file_pdf, name="file_pdf"),
    path("events/<slug:slug>/files/<slug:kind>/jobs/<int:job>/", files.file_job, name="file_job"),
    path("events/<slug:slug>/files/participants_list.xlsx", files.participants_xlsx, name="participants_xlsx"),
    path("events/<slug:slug>/sessions/<int:pk>/report/", sessions.report, name="session_report"),
    path("events/<slug:slug>/sessions/<int:pk>/report.pdf", sessions.report_pdf, name="session_report_pdf"),
    path(
        "events/<slug:slug>/sessions/<int:pk>/report/jobs/<int:job>/",
        sessions.report_job,
        name="session_report_job",
    ),
    path("certificates/", papers.certificates, name="certificates"),
    path("certificates/<str:code>/", papers.certificate, name="certificate"),
    path("me/letters/<int:pk>.pdf", papers.letter_pdf, name="letter_pdf"),
    path("me/certificates/<int:pk>.pdf", papers.certificate_pdf, name="certificate_pdf"),
    path("me/printing/<int:pk>/", papers.run, name="run"),
    path("me/printing/<int:pk>/progress/", papers.run_progress, name="run_progress"),
    path("me/printing/<int:pk>.pdf", papers.run_file, name="run_file"),
    path("outputs/", library.library, name="library"),
    path("outputs/feed.atom", library.feed, name="feed"),
    path("outputs/<int:pk>/", documents.output, name="output"),
    path("outputs/<int:pk>.pdf", documents.file, {"format": "pdf"}, name="pdf"),
    path("outputs/<int:pk>/archive.pdf", documents.archive, name="archive"),
    path("outputs/<int:pk>.json", documents.data, name="json"),
    path("outputs/<int:pk>.docx", documents.rendered, {"format": "docx"}, name="docx"),
    path("outputs/<int:pk>.md", documents.rendered, {"format": "markdown"}, name="markdown"),
    path("outputs/<int:pk>.xml", documents.rendered, {"format": "akn"}, name="xml"),
    path("outputs/<int:pk>/clearance/", clearance.clearance, name="clearance"),
    path("outputs/<int:pk>.html", documents.rendered, {"format": "html"}, name="html"),
    path("outputs/<int:pk>/superseded.pdf", documents.stamped_copy, name="copy"),
    path("outputs/<int:pk>/verify", verify.verify, name="verify"),
    path("outputs/<int:pk>/comments/", comments.comments, name="comments"),
    path("outputs/<int:pk>/comments.csv", comments.comments_csv, name="comments_csv"),
    path("outputs/<int:pk>/changes/", modifications.changes, name="changes"),
    path("outputs/<int:pk>/jobs/<int:job>/", documents.job, name="job"),
]
