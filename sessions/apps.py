from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The label differs from the package: Django's own sessions app has the label "sessions"."""

    name = "sessions"
    label = "event_sessions"
    verbose_name = "Programme and record"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in
        from django.db.models.signals import m2m_changed, post_delete, post_save

        from participants.domain.merging import Rule, rules
        from participants.domain.outbox import FILLERS, SENT, TOLD_WHEN_SENT
        from participants.signals import registration_ended
        from sessions.domain.reviewing import merging
        from sessions.domain.reviewing.deciding import tell
        from sessions.domain.reviewing.letters import DECISION, check_before_sending
        from sessions.domain.session_places import free_place, wait_if_full, weight_of
        from sessions.models import Conflict, Paper, PaperAuthor, PaperVersion, Review, Reviewer, SessionPlace
        from sessions.receivers import give_places_back, keep_library, take_over

        user_logged_in.connect(take_over, dispatch_uid="event_sessions.take_over")
        for model, signal in (
            (Paper, post_save),
            (PaperAuthor, post_save),
            (PaperAuthor, post_delete),
            (PaperVersion, post_save),
        ):
            signal.connect(keep_library, model, dispatch_uid=f"event_sessions.library {model.__name__} {id(signal)}")
        m2m_changed.connect(keep_library, Paper.themes.through, dispatch_uid="event_sessions.library themes")
        rules[SessionPlace] = Rule(weight_of, free_place, wait_if_full)
        rules[Reviewer] = Rule(merging.weight_of_reviewer)
        rules[Review] = Rule(merging.weight_of_review)
        rules[Conflict] = Rule(merging.weight_of_conflict)
        FILLERS[DECISION], SENT[DECISION] = check_before_sending, tell
        TOLD_WHEN_SENT.add(DECISION)
        registration_ended.connect(give_places_back, dispatch_uid="event_sessions.give_places_back")
