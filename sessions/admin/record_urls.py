from django.urls import path, register_converter

from sessions.admin import record

app_name = "record"


class Standing:
    regex = "remove|restore|up|down"
    to_python = to_url = staticmethod(str)


class Step(Standing):
    regex = "up|down"


class StateChange(Standing):
    regex = "hand-over|clear|reopen"


register_converter(Standing, "standing")
register_converter(Step, "step")
register_converter(StateChange, "state_change")

SESSION = "<slug:slug>/<int:pk>/"
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
    path(f"{SESSION}recommendations/<int:recommendation>/", record.edit_recommendation, name="edit_recommendation"),
    path(
        f"{SESSION}recommendations/<int:recommendation>/<step:action>/",
        record.move_recommendation,
        name="move_recommendation",
    ),
]
