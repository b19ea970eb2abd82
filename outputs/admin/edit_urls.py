"""The addresses of writing a document: below `outputs_admin`."""

from django.urls import path

from outputs.admin import editing, offers, preview, revisions

addresses = [
    path("<int:pk>/edit/keep/", editing.keep, name="keep"),
    path("<int:pk>/edit/discard/", editing.discard, name="discard"),
    path("<int:pk>/edit/join/", editing.join_texts, name="join"),
    path("<int:pk>/edit/preview/", preview.preview, name="preview"),
    path("<int:pk>/edit/offers/", offers.offers, name="offers"),
    path("<int:pk>/edit/take-over/<str:block>/", offers.take_over_block, name="take_over"),
    path("<int:pk>/lock/", editing.lock, name="lock"),
    path("<int:pk>/history/", revisions.history, name="history"),
    path("<int:pk>/history/compare/", revisions.compare, name="compare"),
    path("<int:pk>/history/<int:revision>/restore/", revisions.restore, name="restore"),
]
