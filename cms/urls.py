from django.urls import path

from cms import views

# The names of these addresses are Wagtail's: reverse("wagtail_serve", args=["events/"]).
urlpatterns = [
    path("", views.home),
    path("events/", views.event_index),
    path("events/<slug:slug>/", views.event_page),
]
