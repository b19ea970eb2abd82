from django.urls import path

from participants.views import invitations, me, nominations, people, registration

app_name = "participants"
urlpatterns = [
    path("events/<slug:slug>/register/", registration.register, name="register"),
    path("events/<slug:slug>/register/change/", registration.change, name="change"),
    path("events/<slug:slug>/register/withdraw/", registration.withdraw, name="withdraw"),
    path("events/<slug:slug>/participants/", people.participants, name="participants"),
    path("events/<slug:slug>/delegation/", nominations.delegations, name="delegations"),
    path("events/<slug:slug>/delegation/<int:pk>/", nominations.delegation, name="delegation"),
    path("events/<slug:slug>/delegation/<int:pk>/order/", nominations.order, name="nomination_order"),
    path(
        "events/<slug:slug>/delegation/<int:pk>/<int:nominee>/replace/", nominations.replace, name="nomination_replace"
    ),
    path(
        "events/<slug:slug>/delegation/<int:pk>/<int:nominee>/withdraw/",
        nominations.withdraw,
        name="nomination_withdraw",
    ),
    path("invitations/answer/", invitations.answer, name="invitation_answer"),
    path("invitations/declined/", invitations.declined, name="invitation_declined"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("me/", me.me, name="me"),
    path("me/profile/", me.profile, name="profile"),
    path("me/posts/add/", me.post_add, name="post_add"),
    path("me/posts/<int:pk>/", me.post_change, name="post_change"),
    path("me/posts/<int:pk>/remove/", me.post_remove, name="post_remove"),
]
