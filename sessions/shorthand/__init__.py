"""What rapporteurs type instead of filling in a form: `rec: urges @MemberStates to publish budgets #open !agreed`.

A line begins with its kind and a colon. `@` names whom it is addressed to (recommendations) or who said it (the
others), `#` a subject, `sdg16.6` a target, `!` how widely it was held, `due:` a date, `ind:` an indicator in quotes.
Signs are taken out of the text; those that nobody can make sense of stay in it as typed, and are told in `unread`.
`static/sessions/desk/shorthand.js` reads the same grammar while it is typed; what is read here counts.
"""

from .parse import Parsed, parse
from .vocabulary import Vocabulary

__all__ = ["Parsed", "Vocabulary", "parse"]
