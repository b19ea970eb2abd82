from django.urls import path

from participants.views import checkin, me, offers, people, registration

app_name = "participants"
urlpatterns = [
    path("events/<slug:slug>/register/", registration.register, name="register"),
    path("events/<slug:slug>/register/change/", registration.change, name="change"),
    path("events/<slug:slug>/register/withdraw/", registration.withdraw, name="withdraw"),
    path("events/<slug:slug>/register/offer/", offers.answer, name="offer"),
    path("events/<slug:slug>/check-in/", checkin.page, name="check_in"),
    path("events/<slug:slug>/check-in/people.json", checkin.people, name="check_in_people"),
    path("events/<slug:slug>/check-in/state.json", checkin.state, name="check_in_state"),
    path("events/<slug:slug>/check-in/scans/", checkin.scans, name="check_in_scans"),
    path("events/<slug:slug>/check-in/worker.js", checkin.worker, name="check_in_worker"),
    path("events/<slug:slug>/participants/", people.participants, name="participants"),
    path("me/", me.me, name="me"),
    path("me/profile/", me.profile, name="profile"),
    path("me/posts/add/", me.post_add, name="post_add"),
    path("me/posts/<int:pk>/", me.post_change, name="post_change"),
    path("me/posts/<int:pk>/remove/", me.post_remove, name="post_remove"),
]
