from django.urls import path, register_converter

from sessions.admin.record import brainstorm, lines, submissions, suggestions, trees, views

app_name = "record"


class Standing:
    regex = "remove|restore|up|down"
    to_python = to_url = staticmethod(str)


class Step(Standing):
    regex = "up|down"


class StateChange(Standing):
    regex = "hand-over|clear|reopen"


class Subject(Standing):
    regex = "entry|recommendation"


class Settling(Standing):
    regex = "take|decline"


class Growth(Standing):
    regex = "reword|split|merge|forward|wording"


class Submitted(Standing):
    regex = "take|merge|decline|reopen"


register_converter(Submitted, "submitted")
register_converter(Subject, "subject")
register_converter(Settling, "settling")
register_converter(Growth, "growth")
register_converter(Standing, "standing")
register_converter(Step, "step")
register_converter(StateChange, "state_change")

SESSION = "<slug:slug>/<int:pk>/"
RECOMMENDATION = f"{SESSION}recommendations/<int:recommendation>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.sessions, name="sessions"),
    path(SESSION, views.desk, name="desk"),
    path(f"{SESSION}key-message/", views.key_message, name="key_message"),
    path(f"{SESSION}state/<state_change:action>/", views.state, name="state"),
    path(f"{SESSION}entries/", views.add_entry, name="add_entry"),
    path(f"{SESSION}entries/<int:entry>/", views.edit_entry, name="edit_entry"),
    path(f"{SESSION}entries/<int:entry>/<standing:action>/", views.change_entry_standing, name="entry_standing"),
    path(f"{SESSION}recommendations/", views.add_recommendation, name="add_recommendation"),
    path(RECOMMENDATION, views.edit_recommendation, name="edit_recommendation"),
    path(
        f"{RECOMMENDATION}<step:action>/",
        views.move_recommendation,
        name="move_recommendation",
    ),
    path(f"{RECOMMENDATION}more/", trees.more, name="more"),
    path(f"{RECOMMENDATION}more/<growth:action>/", trees.change, name="more_change"),
    path(f"{SESSION}lines/", lines.add, name="add_line"),
    path(f"{SESSION}lines/keep/", lines.keep, name="keep"),
    path(f"{SESSION}lines/finish/", lines.finish, name="finish"),
    path(f"{SESSION}lines/look/", lines.look, name="look"),
    path(f"{SESSION}stream/", lines.stream, name="stream"),
    path(f"{SESSION}vocabulary/", lines.vocabulary, name="vocabulary"),
    path(f"{SESSION}beside/", lines.beside, name="beside"),
    path(f"{SESSION}names/", suggestions.attribution, name="attribution"),
    path(f"{SESSION}suggest/<subject:kind>/<int:subject>/", suggestions.suggest, name="suggest"),
    path(f"{SESSION}suggestions/<int:suggestion>/<settling:action>/", suggestions.settle, name="settle"),
    path(f"{SESSION}submissions/", submissions.queue, name="submissions"),
    path(f"{SESSION}submissions/invite/", submissions.invite, name="invite"),
    path(
        f"{SESSION}submissions/<int:submission>/<submitted:action>/",
        submissions.settle,
        name="settle_submission",
    ),
    path(f"{SESSION}brainstorm/", brainstorm.board, name="brainstorm"),
    path(f"{SESSION}brainstorm/start/", brainstorm.start, name="start_board"),
    path(f"{SESSION}brainstorm/steer/", brainstorm.steer, name="steer_board"),
    path(f"{SESSION}brainstorm/record/", brainstorm.record_them, name="record_cards"),
    path(f"{SESSION}brainstorm/cards/<int:card>/place/", brainstorm.place, name="place_card"),
    path(f"{SESSION}brainstorm/cards/<int:card>/remove/", brainstorm.remove, name="remove_card"),
]
