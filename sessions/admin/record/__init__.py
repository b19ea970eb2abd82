"""The rapporteur's screens: the sessions of an event, the record of one session, and every change of it.

They stand beside Wagtail's own views, not behind its gate: whoever loses a role, or the sign-in, while typing gets what
was typed back on a page, and not a redirection.
"""
