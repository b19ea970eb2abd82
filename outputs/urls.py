from django.urls import path

from outputs import file_views, views

app_name = "outputs"

urlpatterns = [
    path("events/<slug:slug>/outputs/", views.outputs, name="outputs"),
    path("events/<slug:slug>/programme.pdf", views.programme_pdf, name="programme_pdf"),
    path("events/<slug:slug>/files/<slug:kind>/", file_views.file, name="file"),
    path("events/<slug:slug>/files/<slug:kind>.pdf", file_views.file_pdf, name="file_pdf"),
    path("events/<slug:slug>/files/<slug:kind>/jobs/<int:job>/", file_views.file_job, name="file_job"),
    path("outputs/<int:pk>/", views.output, name="output"),
    path("outputs/<int:pk>.pdf", views.file, {"format": "pdf"}, name="pdf"),
    path("outputs/<int:pk>.json", views.data, name="json"),
    path("outputs/<int:pk>.docx", views.not_yet, {"format": "DOCX"}, name="docx"),
    path("outputs/<int:pk>.xml", views.not_yet, {"format": "Akoma Ntoso"}, name="xml"),
    path("outputs/<int:pk>/jobs/<int:job>/", views.job, name="job"),
]
