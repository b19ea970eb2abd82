from django.urls import path

from cms import views

# The names of these addresses are Wagtail's: reverse("wagtail_serve", args=["events/"]).
app_name = "cms"
urlpatterns = [
    path("", views.home, name="home"),
    path("events/", views.event_index, name="event_index"),
    path("events/<slug:slug>/", views.event_page, name="event_page"),
]
