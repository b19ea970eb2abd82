from django.urls import path

from participants.views import files, me, people, registration, steps

app_name = "participants"
urlpatterns = [
    path("events/<slug:slug>/register/", registration.register, name="register"),
    path("events/<slug:slug>/register/step/<slug:step>/", steps.register_step, name="register_step"),
    path("events/<slug:slug>/register/follow-up/", steps.follow_up, name="follow_up"),
    path("events/<slug:slug>/register/follow-up/<slug:step>/", steps.follow_up, name="follow_up_step"),
    path("events/<slug:slug>/register/files/<int:pk>/", files.answer_file, name="answer_file"),
    path("events/<slug:slug>/register/change/", registration.change, name="change"),
    path("events/<slug:slug>/register/withdraw/", registration.withdraw, name="withdraw"),
    path("events/<slug:slug>/participants/", people.participants, name="participants"),
    path("me/", me.me, name="me"),
    path("me/profile/", me.profile, name="profile"),
    path("me/posts/add/", me.post_add, name="post_add"),
    path("me/posts/<int:pk>/", me.post_change, name="post_change"),
    path("me/posts/<int:pk>/remove/", me.post_remove, name="post_remove"),
]
