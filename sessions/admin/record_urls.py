from django.urls import path, register_converter

from sessions.admin import record, record_brainstorm, record_lines, record_submissions, record_suggestions, record_trees

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
    path("", record.index, name="index"),
    path("<slug:slug>/", record.sessions, name="sessions"),
    path(SESSION, record.desk, name="desk"),
    path(f"{SESSION}key-message/", record.key_message, name="key_message"),
    path(f"{SESSION}state/<state_change:action>/", record.state, name="state"),
    path(f"{SESSION}entries/", record.add_entry, name="add_entry"),
    path(f"{SESSION}entries/<int:entry>/", record.edit_entry, name="edit_entry"),
    path(f"{SESSION}entries/<int:entry>/<standing:action>/", record.change_entry_standing, name="entry_standing"),
    path(f"{SESSION}recommendations/", record.add_recommendation, name="add_recommendation"),
    path(RECOMMENDATION, record.edit_recommendation, name="edit_recommendation"),
    path(
        f"{RECOMMENDATION}<step:action>/",
        record.move_recommendation,
        name="move_recommendation",
    ),
    path(f"{RECOMMENDATION}more/", record_trees.more, name="more"),
    path(f"{RECOMMENDATION}more/<growth:action>/", record_trees.change, name="more_change"),
    path(f"{SESSION}lines/", record_lines.add, name="add_line"),
    path(f"{SESSION}lines/keep/", record_lines.keep, name="keep"),
    path(f"{SESSION}lines/finish/", record_lines.finish, name="finish"),
    path(f"{SESSION}lines/look/", record_lines.look, name="look"),
    path(f"{SESSION}stream/", record_lines.stream, name="stream"),
    path(f"{SESSION}vocabulary/", record_lines.vocabulary, name="vocabulary"),
    path(f"{SESSION}beside/", record_lines.beside, name="beside"),
    path(f"{SESSION}names/", record_suggestions.attribution, name="attribution"),
    path(f"{SESSION}suggest/<subject:kind>/<int:subject>/", record_suggestions.suggest, name="suggest"),
    path(f"{SESSION}suggestions/<int:suggestion>/<settling:action>/", record_suggestions.settle, name="settle"),
    path(f"{SESSION}submissions/", record_submissions.queue, name="submissions"),
    path(f"{SESSION}submissions/invite/", record_submissions.invite, name="invite"),
    path(
        f"{SESSION}submissions/<int:submission>/<submitted:action>/",
        record_submissions.settle,
        name="settle_submission",
    ),
    path(f"{SESSION}brainstorm/", record_brainstorm.board, name="brainstorm"),
    path(f"{SESSION}brainstorm/start/", record_brainstorm.start, name="start_board"),
    path(f"{SESSION}brainstorm/steer/", record_brainstorm.steer, name="steer_board"),
    path(f"{SESSION}brainstorm/record/", record_brainstorm.record_them, name="record_cards"),
    path(f"{SESSION}brainstorm/cards/<int:card>/place/", record_brainstorm.place, name="place_card"),
    path(f"{SESSION}brainstorm/cards/<int:card>/remove/", record_brainstorm.remove, name="remove_card"),
]
