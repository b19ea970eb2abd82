"""Who may do what with the programme, papers and the record. Views, templates, the API and Wagtail ask these."""

from typing import Any

from cms.models import Event, Role
from cms.permissions import is_team, may_edit_event
from cms.roles import events_of, holds, is_secretariat
from participants.permissions import is_approved
from sessions.models import Board, CallForPapers, ContributionSpeaker, Paper, Review, Session, SessionRole

Anonymity = CallForPapers.Anonymity

# --- The programme ------------------------------------------------------------------------------------------


def may_edit_programme(user: Any, event: Event) -> bool:
    """Writing and releasing it."""
    return may_edit_event(user, event)


def may_read_working_programme(user: Any, event: Event) -> bool:
    return is_team(user, event)


# --- Papers -------------------------------------------------------------------------------------------------


def is_author(user: Any, paper: Paper) -> bool:
    """Also before having confirmed; not after having said no."""
    return user.is_authenticated and user.is_active and paper.authors.named().filter(person__user=user).exists()


def may_decide_on_papers(user: Any, event: Event) -> bool:
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_submit_paper(user: Any, event: Event) -> bool:
    """Organisers, those approved for the event or named in its programme; everybody, where the call says so."""
    if not (user.is_authenticated and user.is_active):
        return False
    if may_decide_on_papers(user, event) or is_approved(user, event) or _is_in_programme(user, event):
        return True
    return CallForPapers.objects.filter(event=event, is_open_to_all=True).exists()


def may_change_paper(user: Any, paper: Paper) -> bool:
    """Sending a new version and withdrawing."""
    return may_decide_on_papers(user, paper.event) or is_author(user, paper)


def may_read_versions(user: Any, paper: Paper) -> bool:
    """All versions, not only the newest: its authors, the organisers, and the chair of its session."""
    if not user.is_authenticated:
        return False
    return may_change_paper(user, paper) or (paper.session_id is not None and leads(user, paper.session_id))


# --- Reviews ------------------------------------------------------------------------------------------------


def anonymity_of(event_id: int) -> str:
    """As the call for papers has it; where an event has none, authors do not learn who reviewed."""
    found = CallForPapers.objects.filter(event=event_id).values_list("anonymity", flat=True).first()
    return found or Anonymity.REVIEWERS


def may_know_authors(user: Any, paper: Paper) -> bool:
    """Whoever may read the paper, but for those who judge it where neither side learns the other's name.

    Asks for what the page, the list, the file or the letter at hand is about to say; who may read it at all is asked
    before. `PaperQuerySet.visible_to` leaves out whatever this refuses.
    """
    return not (user.is_authenticated and Paper.objects.blind_to(user).filter(pk=paper.pk).exists())


def may_know_reviewers(user: Any, paper: Paper) -> bool:
    """Those who manage its review; its authors where the call says that both sides know each other."""
    if may_manage_reviews(user, paper):
        return True
    return is_author(user, paper) and anonymity_of(paper.event_id) == Anonymity.NONE


def may_manage_reviews(user: Any, paper: Paper) -> bool:
    """Organisers and the secretariat, but for a paper of their own: others see to that."""
    return may_decide_on_papers(user, paper.event) and not is_author(user, paper)


def may_write_review(user: Any, review: Review) -> bool:
    """The reviewer who was asked, in whatever state it is."""
    return Review.objects.of_reviewer(user).filter(pk=review.pk).exists()


def _is_in_programme(user: Any, event: Event) -> bool:
    speaks = ContributionSpeaker.objects.filter(person__user=user, contribution__session__event=event)
    return speaks.exists() or SessionRole.objects.filter(person__user=user, session__event=event).exists()


# --- The record ---------------------------------------------------------------------------------------------


LEADING = frozenset({SessionRole.Role.CHAIR, SessionRole.Role.RAPPORTEUR})


def leads(user: Any, session: int | Session) -> bool:
    """Is chair or rapporteur of this one session."""
    return bool(LEADING & _own_roles(user, session))


def _own_roles(user: Any, session: int | Session) -> frozenset[str]:
    """What `user` does in a session, asked once for a row that is at hand."""
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    kept = session.__dict__.setdefault("_own_roles", {}) if isinstance(session, Session) else {}
    if user.pk not in kept:
        roles = SessionRole.objects.filter(session=session, person__user=user).values_list("role", flat=True)
        kept[user.pk] = frozenset(roles)
    return kept[user.pk]


def may_record(user: Any, session: Session) -> bool:
    """Rapporteurs and organisers of the event; chair and rapporteur of the session. Nobody in another session."""
    if not user.is_active:
        return False
    return may_record_event(user, session.event_id) or leads(user, session)


def records_something(user: Any) -> bool:
    """Writes the record of some event, or of some session, even if none is there yet. Asked once in a request."""
    if not (user.is_authenticated and user.is_active):
        return False
    if is_secretariat(user) or events_of(user, "rapporteur", "organiser"):
        return True
    if not hasattr(user, "_records_something"):
        user._records_something = Session.objects.recorded_by(user).exists()  # noqa: SLF001
    return user._records_something  # noqa: SLF001


def may_take_attendance(user: Any, session: Session) -> bool:
    """Noting who is in the room, and seeing who signed up: organisers, desk, rapporteurs, and its lead."""
    if is_secretariat(user) or holds(user, session.event_id, [Role.ORGANISER, Role.DESK, Role.RAPPORTEUR]):
        return True
    return leads(user, session)


def may_record_event(user: Any, event: Event | int) -> bool:
    """What belongs to the event, a row or an id, as a whole, to no session in particular."""
    event_id = event.pk if isinstance(event, Event) else event
    return is_secretariat(user) or holds(user, event_id, [Role.ORGANISER, Role.RAPPORTEUR])


def may_clear(user: Any, session: Session) -> bool:
    """Whoever chairs the session, and the organisers of its event."""
    if is_secretariat(user) or holds(user, session.event_id, [Role.ORGANISER]):
        return True
    return SessionRole.Role.CHAIR in _own_roles(user, session)


def may_know_names(user: Any, session: Session) -> bool:
    """Who said what in a session without attribution: those who write its record as rapporteurs, its chair, the
    secretariat. Not the organisers: they have no need to.
    """
    return is_secretariat(user) or holds(user, session.event_id, [Role.RAPPORTEUR]) or leads(user, session)


def may_change_attribution(user: Any, session: Session) -> bool:
    """Whether names are recorded: the organisers, and whoever leads the session."""
    return is_secretariat(user) or holds(user, session.event_id, [Role.ORGANISER]) or leads(user, session)


def may_send_to(user: Any, session: Session) -> bool:
    """Sending conclusions to a session that invites it: whoever takes part in the event, or has a part in it."""
    if not (session.takes_submissions and user.is_authenticated and user.is_active):
        return False
    return is_approved(user, session.event) or _is_in_programme(user, session.event)


def may_join_board(user: Any, board: Board) -> bool:
    """Writing cards and setting dots: whoever takes part in the event or has a part in it, and those who record."""
    if not (user.is_authenticated and user.is_active):
        return False
    session = board.session
    return is_approved(user, session.event) or _is_in_programme(user, session.event) or may_record(user, session)
