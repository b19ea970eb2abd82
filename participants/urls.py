from django.urls import path

from participants.views import checkin, files, me, names, offers, people, privacy, registration, steps

app_name = "participants"
urlpatterns = [
    path("events/<slug:slug>/register/", registration.register, name="register"),
    path("events/<slug:slug>/register/step/<slug:step>/", steps.register_step, name="register_step"),
    path("events/<slug:slug>/register/follow-up/", steps.follow_up, name="follow_up"),
    path("events/<slug:slug>/register/follow-up/<slug:step>/", steps.follow_up, name="follow_up_step"),
    path("events/<slug:slug>/register/files/<int:pk>/", files.answer_file, name="answer_file"),
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
    path("me/data/", privacy.data, name="data"),
    path("me/data/consents/<int:pk>/withdraw/", privacy.withdraw, name="consent_withdraw"),
    path("me/data/copy/", privacy.ask_copy, name="copy_ask"),
    path("me/data/copy/<uuid:uid>/", privacy.copy, name="copy"),
    path("me/data/copy/<uuid:uid>/state/", privacy.copy_state, name="copy_state"),
    path("me/data/erase/", privacy.erase, name="erase"),
    path("me/profile/", me.profile, name="profile"),
    path("me/names/add/", names.add, name="name_add"),
    path("me/names/<int:pk>/", names.change, name="name_change"),
    path("me/names/<int:pk>/remove/", names.remove, name="name_remove"),
    path("me/posts/add/", me.post_add, name="post_add"),
    path("me/posts/<int:pk>/", me.post_change, name="post_change"),
    path("me/posts/<int:pk>/remove/", me.post_remove, name="post_remove"),
]
