"""Each rule with what it finds and what it must leave alone. `A → B`: found, and what stands there after the quick fix."""

import pytest

from outputs.house_style import RULES, check
from outputs.house_style.facts import Facts
from outputs.house_style.plain_text import document_of_text
from outputs.house_style.rules.references import OTHERS

STATES = {
    "KR": "Republic of Korea", "VN": "Viet Nam", "TR": "Türkiye", "CI": "Côte d’Ivoire", "MD": "Republic of Moldova",
    "CZ": "Czechia", "BJ": "Benin", "TH": "Thailand", "WS": "Samoa", "GB": "United Kingdom of Great Britain and Northern Ireland",
}  # fmt: skip
FACTS = Facts(STATES, {name: place for place, name in enumerate(sorted(STATES.values()))},
              {"SDG": "Sustainable Development Goal"})  # fmt: skip
LONG = " ".join(["word"] * 61)

FOUND = {
    "number-in-words": ["The forum held 8 sessions → The forum held eight sessions"],
    "number-in-figures": ["It was attended by twenty-five experts → It was attended by 25 experts"],
    "number-begins-sentence": ["12 participants spoke → Twelve participants spoke"],
    "per-cent": ["Up by 3.75% in 2001 → Up by 3.75 per cent in 2001", "Some 5 percent → Some 5 per cent"],
    "zero-before-point": ["A rise of .75 per cent → A rise of 0.75 per cent"],
    "thousands-comma": ["The list has 12500 entries → The list has 12,500 entries"],
    "millions": ["It cost 5,000,000 in all → It cost 5 million in all", "It cost 1,800,000 → It cost 1.8 million"],
    "range-from-to": ["From 10–15 offices → From 10 to 15 offices", "between 3-4 hours → between 3 and 4 hours"],
    "range-dash": ["The plan 2010-2015 → The plan 2010–2015"],
    "ordinal-in-words": ["At its 55th session → At its fifty-fifth session", "The 21st century → The twenty-first century"],
    "dollars": ["It cost US$ 5 million → It cost $5 million"],
    "date-order": ["Adopted on May 13, 2010 → Adopted on 13 May 2010"],
    "date-ordinal": ["Held on the 13th of May → Held on 13 May"],
    "date-in-figures": ["Held on 05/06/2014"],
    "date-iso": ["Due on 2014-06-23 → Due on 23 June 2014"],
    "date-span": ["Held on 13-14 May 2010 → Held on 13 and 14 May 2010", "Held from 23–26 June → Held from 23 to 26 June"],
    "season": ["It will meet in the spring of 2015"],
    "decade": ["Since the 1990’s → Since the 1990s"],
    "time-of-day": ["It begins at 3:30 pm today → It begins at 3.30 p.m. today", "At 10 AM sharp → At 10 a.m. sharp"],
    "time-with-colon": ["It begins at 3:30 p.m. today → It begins at 3.30 p.m. today"],
    "spelling-ize": ["The organisation was recognised → The organization was recognized"],
    "spelling-yse": ["It analyzed the data → It analysed the data"],
    "spelling-british": ["A labor program → A labour programme", "The judgment → The judgement"],
    "spelling-hyphen": ["Regional co-operation by e-mail → Regional cooperation by email"],
    "name-of-state": ["Offices in Vietnam and South Korea → Offices in Viet Nam and Republic of Korea",
                      "The Government of Turkey → The Government of Türkiye"],
    "states-in-order": ["From Thailand, Benin and Samoa → From Benin, Samoa and Thailand"],
    "government-capital": ["It thanked the government of Benin → It thanked the Government of Benin"],
    "acronym-first-use": ["Each SDG has targets → Each Sustainable Development Goal (SDG) has targets", "The OGP was founded"],
    "acronym-unused": ["The Open Government Partnership (OGP) was founded → The Open Government Partnership was founded"],
    "acronym-stops": ["It was set up by U.N.D.P. in time → It was set up by UNDP in time"],
    "acronym-possessive": ["This is UNMIL’s commander"],
    "united-nations": ["The UN supports this → The United Nations supports this"],
    "member-states": ["All member states agreed → All Member States agreed"],
    "states-parties": ["The States parties to the Convention → The States Parties to the Convention"],
    "secretary-general": ["The Secretary General spoke → The Secretary-General spoke"],
    "bodies-and-agendas": ["The general assembly adopted it → The General Assembly adopted it"],
    "resolution-small": ["In its Resolution 66/288 it said → In its resolution 66/288 it said"],
    "lone-subheading": ["# Findings\n\n## On services\n\nText."],
    "heading-capitals": ["# Open Public Services\n\nThe public needs services.\n\n# Open public services"],
    "heading-all-capitals": ["# CONCLUSIONS AND RECOMMENDATIONS"],
    "heading-stop": ["# Conclusions. → Conclusions"],
    "bullet-semicolon": ["They are:\n\n- Time;\n- Money"],
    "bullet-stops": ["They are:\n\n- It takes time.\n- It takes money"],
    "lone-item": ["They are:\n\n- Time"],
    "list-lead": ["They are.\n\n- Time\n- Money"],
    "operative-end": ["The forum:\n\n(a) *Recommends* that services be open\n(b) *Invites* States to report"],
    "typed-mark": ["- (a) Publish standards → Publish standards"],
    "placeholder": ["The meeting is in Room TBC"],
    "bold-emphasis": ["This is **very** important"],
    "italic-emphasis": ["This *must* be done"],
    "mandative-should": ["It recommended that the Secretariat should act → It recommended that the Secretariat act"],
    "mandative-form": ["It recommended that the Secretariat strengthens them → It recommended that the Secretariat strengthen them"],
    "views-unattributed": ["Ms. Okonjo-Vale said so", "The representative of Benin stressed it"],
    "stacked-recommendation": ["It was recommended to recommend this"],
    "inclusive-terms": ["The chairman opened it → The Chair opened it", "For mankind → For humankind"],
    "inclusive-pronouns": ["Nobody lost his/her post → Nobody lost their post"],
    "generic-he": ["Each citizen knows his rights"],
    "honorific-stop": ["By Mr Lindqvarn → By Mr. Lindqvarn"],
    "honorific-ms": ["By Mrs. Haddadin → By Ms. Haddadin"],
    "excellency": ["By HE Mr. Tavita → By H.E. Mr. Tavita"],
    "length": ["word " * (OTHERS + 1)],
    "quotation-length": [f"> {LONG}", f"It says “{LONG}”"],
    "cite-paragraphs": ["See the report (p. 12)"],
    "paragraph-in-full": ["As in para. 5 of it → As in paragraph 5 of it"],
    "bis": ["As in 2bis above → As in 2 bis above"],
    "straight-quotes": ['The theme "Trust" → The theme “Trust”'],
    "straight-apostrophe": ["The workshop's aim → The workshop’s aim"],
    "double-space": ["One.  Two. → One. Two."],
    "space-before-stop": ["Time , money → Time, money"],
    "space-after-stop": ["Time,money → Time, money"],
    "double-stop": ["It ended.. → It ended."],
    "repeated-word": ["It is the the first → It is the first"],
    "ampersand": ["Law & order → Law and order"],
    "dash": ["Time - and money → Time – and money"],
    "number-sign": ["Sales No. 5 → Sales No.\u00a05"],
}  # fmt: skip
LEFT = {
    "number-in-words": ["Session 8 was held", "Of 12 sessions, 8 were public", "5 per cent", "Item 4 of the agenda",
                        "On 3 June 2014", "Version 2 of it", "8 km from it", "The theme “8 ways”", "A/66/8 and others"],
    "number-in-figures": ["Twenty-five experts came", "One of the twelve", "two or three of twenty-five experts"],
    "number-begins-sentence": ["Nothing. Twelve spoke", "In 2014, 12 spoke"],
    "per-cent": ["3.75 per cent", "https://example.org/a%20b"],
    "zero-before-point": ["Up by 0.75 per cent", "Version 2.75", "see report.75"],
    "thousands-comma": ["The 2030 agenda", "In 2014 it met", "ISO 26000 is known", "Sales No. 12345 there", "1,800 participants"],
    "millions": ["1,234,567 people", "1,800 participants"],
    "range-from-to": ["from 10 to 15", "10–15 offices"],
    "range-dash": ["E/C.16/2009-1", "Tel. 555-0100-22", "ISBN 92-1-100"],
    "ordinal-in-words": ["On 13th May", "the fifth session"],
    "dollars": ["It cost $5 million"],
    "date-order": ["13 May 2010", "In May 2010, 12 people"],
    "date-in-figures": ["Resolution 66/288", "1/2 of them"],
    "date-iso": ["E/2014-06-23", "2014-99-99"],
    "date-span": ["(New York, 23–26 June 2014)", "# Held on 13–14 May"],
    "season": ["A spring of water", "the Arab Spring of 2011 was"],
    "time-of-day": ["At 3.30 p.m. today"],
    "spelling-ize": ["They advise, comprise and exercise", "The Organisation for Economic Co-operation and Development",
                     "“organisation”", "the Labour Organisation", "merchandise and enterprises"],
    "spelling-yse": ["They analyse it"],
    "spelling-british": ["A programme of labour", "The Center for Democracy in Ohio"],
    "spelling-hyphen": ["Organisation for Economic Co-operation and Development"],
    "name-of-state": ["The Republic of Moldova", "The University of Vietnam", "“Vietnam”", "https://example.org/Vietnam"],
    "states-in-order": ["Benin, Samoa and Thailand", "Thailand and Benin"],
    "government-capital": ["the government of the day", "The Government of Benin"],
    "acronym-first-use": ["The Open Government Partnership (OGP) met; the OGP decided", "Part III", "UNESCO", "A/RES/66/288"],
    "acronym-unused": ["The Partnership (OGP) met. OGP decided"],
    "acronym-stops": ["H.E. Mr. Tavita", "J. R. Vale", "3 p.m. today"],
    "acronym-possessive": ["The Forum’s aim"],
    "united-nations": ["UN-Habitat and UN Women", "(UN)", "UNDP"],
    "member-states": ["Member States agreed", "the States that are members"],
    "secretary-general": ["the Secretary-General"],
    "bodies-and-agendas": ["the general debate", "its assembly"],
    "resolution-small": ["Resolution 66/288 was adopted", "its resolution 66/288"],
    "lone-subheading": ["# A part\n\n## One\n\nText.\n\n## Two\n\nText."],
    "heading-capitals": ["# United Nations Public Service Forum", "# Conclusions and recommendations", "# Attendance"],
    "heading-all-capitals": ["# SDGs"],
    "heading-stop": ["# Why now?", "# Meeting with H.E."],
    "bullet-semicolon": ["They are:\n\n- Time\n- Money", "They:\n\n(a) Act;\n(b) Report"],
    "bullet-stops": ["They are:\n\n- Time\n- Money"],
    "lone-item": ["They are:\n\n- Time\n- Money"],
    "list-lead": ["They are:\n\n- Time\n- Money"],
    "operative-end": ["The forum:\n\n(a) *Recommends* openness;\n(b) *Invites* States to report.", "They:\n\n(a) Act\n(b) Go"],
    "typed-mark": ["A list of (a) time and (b) money"],
    "brackets-left": ["[Text not agreed]"],
    "placeholder": ["It is complete"],
    "bold-emphasis": ["**Services.** They are used", "The forum recommends"],
    "italic-emphasis": ["The report *Open government* is out", "It acts *bona fide* here"],
    "mandative-should": ["It recommended that the Secretariat act", "He said that they should act",
                         "It recommended that, where it should fail, it stop"],
    "mandative-form": ["It recommended that the Secretariat strengthen them", "It noted that the Secretariat strengthens"],
    "views-unattributed": ["One speaker said so", "Ms. Okonjo-Vale (Chair) opened the session"],
    "stacked-recommendation": ["It was recommended that States act"],
    "inclusive-terms": ["The Chair spoke", "Mr. Chairman Island"],
    "inclusive-pronouns": ["and/or", "their post"],
    "generic-he": ["The Minister gave his report", "Each citizen has a right. The Minister and his staff"],
    "honorific-stop": ["Mr. Lindqvarn", "The MR scan"],
    "honorific-ms": ["Ms. Haddadin", "a near miss"],
    "excellency": ["H.E. Mr. Tavita", "HE was there"],
    "length": ["word " * 100],
    "quotation-length": ["It says “a word or two”"],
    "cite-paragraphs": ["See paragraph 12", "a web page 3 times"],
    "paragraph-in-full": ["(see para. 5)"],
    "bis": ["2 bis", "A2bis"],
    "straight-quotes": ["“Trust”", 'a 5" pipe'],
    "straight-apostrophe": ["The workshop’s aim"],
    "double-space": ["One. Two."],
    "space-before-stop": ["Time, money", "a .75 calibre"],
    "space-after-stop": ["1,800 in 2,000", "Time, money"],
    "double-stop": ["And so on ... and on", "It ended."],
    "repeated-word": ["that that is so", "in and out"],
    "ampersand": ["Smith & Jones", "R&D"],
    "dash": ["well-being", "Time – money"],
    "number-sign": ["No. of items"],
}  # fmt: skip
OTHER_LANGUAGES = [
    ("fr", "marks-one-bracket", "Il faut (a) agir", "Il faut a) agir"),
    ("es", "marks-one-bracket", "Hay que (b) actuar", "Hay que b) actuar"),
    ("fr", "months-small", "Le 23 Juin 2014", "Le 23 juin 2014"),
    ("es", "months-small", "El 23 de Junio de 2014", "El 23 de junio de 2014"),
    ("fr", "french-spaces", "Pourquoi?", "Pourquoi\u00a0?"),
    ("fr", "french-quotes", "Le thème “Agir”", "Le thème «\u00a0Agir\u00a0»"),
    ("es", "spanish-marks", "Por qué?", "¿Por qué?"),
]
BY_TREE = {"brackets-left", "preamble-end", "report-past-tense"}


def found_in(code, text, language="en"):
    return check(document_of_text(text, language), rules=[RULES[code]], facts=FACTS).findings


def replaced(findings):
    text = findings[0].text
    for one in reversed(findings):
        text = text[: one.start] + one.replacement + text[one.end :]
    return text


@pytest.mark.parametrize(("code", "example"), [(code, one) for code, each in FOUND.items() for one in each])
def test_a_rule_finds(code, example):
    text, _arrow, right = example.partition(" → ")
    findings = found_in(code, text)
    assert findings
    if right:
        assert replaced(findings) == right


@pytest.mark.parametrize(("code", "text"), [(code, one) for code, each in LEFT.items() for one in each])
def test_a_rule_leaves_alone(code, text):
    assert [one.found for one in found_in(code, text)] == []


@pytest.mark.parametrize(("language", "code", "text", "right"), OTHER_LANGUAGES)
def test_a_rule_of_another_language(language, code, text, right):
    assert replaced(found_in(code, text, language)) == right
    assert found_in(code, text) == ()
    assert found_in(code, right, language) == ()


def test_every_rule_has_examples():
    named = FOUND.keys() | {code for _language, code, *_rest in OTHER_LANGUAGES} | BY_TREE
    assert RULES.keys() - named == set()
    assert named <= RULES.keys()


def test_a_right_text_has_no_findings_after_all_fixes():
    """What a rule writes is not found by it again."""
    for code, examples in FOUND.items():
        for right in [one.partition(" → ")[2] for one in examples if " → " in one]:
            assert [one.found for one in found_in(code, right)] == []
