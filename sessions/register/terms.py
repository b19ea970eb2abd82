"""The words by which two recommendations are alike, in any script.

A word is cut after its sixth letter: "publish", "publishes" and "publishing" are one. That does about as well as
stemming for European languages (McNamee and Mayfield, "Character n-gram tokenization for European language text
retrieval", Information Retrieval 7, 2004) and needs no dictionary. Scripts without spaces go by pairs of characters.
"""

from cms.full_text import UNSPACED, comparable

LETTERS, SHORTEST = 6, 3
#: Words that say nothing of a subject, in the languages with an alphabet that are most written here, cut as terms are.
_COMMON = """
    the and for that this with from are was were been has have had its their they them there which who whom whose all
    any each other others such than then these those into onto upon over under between through about also more most
    should would could shall will may can must not but only both where when how what
    les des une aux sur par pour dans avec que qui quoi dont est sont ete etre leur leurs ses ces cette cet plus ainsi
    tous toutes entre vers sans sous
    los las del por para con sin sobre como este esta estos estas sus son ser sea mas todos todas desde hasta
"""
COMMON = frozenset(_COMMON.split())
MOST = 60


def terms_of(text: str) -> dict[str, str]:
    """The terms of `text`, each with the word it was first cut from; at most 60."""
    found: dict[str, str] = {}
    before = ""
    for word in comparable(text).split():
        is_unspaced = bool(UNSPACED.fullmatch(word))
        term = before + word if is_unspaced else _cut(word)
        before = word if is_unspaced else ""
        if is_unspaced and len(term) < 2:
            continue
        if term and term not in found and len(found) < MOST:
            found[term] = term if is_unspaced else word
    return found


def _cut(word: str) -> str:
    if len(word) < SHORTEST or word in COMMON:
        return ""
    return word[:LETTERS]
