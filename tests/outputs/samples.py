"""Documents that use everything the tree can say. All people are invented."""

import hashlib
from base64 import b64decode

from outputs.editing import pasted, richtext
from outputs.tree import (
    Asset,
    Attendance,
    Attendee,
    Bar,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Figures,
    Item,
    KeyMessage,
    Link,
    Masthead,
    Note,
    Paragraph,
    Participant,
    ParticipantGroup,
    ParticipantList,
    Picture,
    Plate,
    Plates,
    Programme,
    ProgrammeDay,
    ProgrammeEntry,
    Quote,
    Recommendation,
    Section,
    Sign,
    SignLine,
    Signs,
    Source,
    Span,
    Subheading,
    Table,
    Text,
    abbreviations,
    numbering,
)

LOREM = (
    "Several participants stressed that services are used when they are designed with the people who need them, and "
    "that an office which publishes its standards, its waiting times and the answers it gave to complaints earns "
    "trust faster than one which publishes strategies. The view was expressed that small administrations should "
    "begin with one service that matters to many."
)
PLENARY = Source("session", "plenary", "Plenary, Hall 4", "/events/sample-forum-2014/sessions/1/")
ROUND_TABLE = Source("session", "s2", "Session II, Room 301", "/events/sample-forum-2014/sessions/2/")
WORKSHOP = Source("session", "s3", "Session III, Room 12", "/events/sample-forum-2014/sessions/3/")


def text(content):
    return (Text(content),)


def paragraph(key, content=LOREM, **options):
    return Paragraph(key, text(content), **options)


def recommending(verb, rest):
    return (Text("The participants "), Span("strong", text(verb)), Text(f" {rest}"))


def recommendations():
    states, secretariat = ("Member States",), ("The Secretariat",)
    return (
        Subheading("theme-1", text("Open and responsive institutions")),
        Paragraph(
            "rec-1",
            recommending("recommend", "that Member States publish service standards in plain language, and report "
                         "once a year on how far these were met."),
            sources=(PLENARY, ROUND_TABLE),
            recommendation=Recommendation("R-1", "recommend", states, "General agreement", ("Transparency",), ("16.6",)),
        ),
        Paragraph(
            "rec-2",
            recommending("invite", "municipalities to test digital services with users of every age before they are "
                         "launched, and to keep a counter, a telephone and a paper form beside them."),
            sources=(ROUND_TABLE,),
            recommendation=Recommendation("R-2", "invite", ("Municipalities",), "Agreed", (), ("9.c", "16.7")),
        ),
        Subheading("theme-2", text("Capacity of small administrations")),
        Paragraph(
            "rec-3",
            recommending("request", "the Secretariat to:"),
            items=(
                Item("rec-3-a", text("Collect working arrangements for shared services among small island States and "
                                     "publish them with their costs;"), sources=(WORKSHOP,),
                     recommendation=Recommendation("R-3", "request", secretariat, "Agreed")),
                Item("rec-3-b", text("Offer, with regional partners, peer visits of one week between administrations "
                                     "of similar size:"), sources=(WORKSHOP,),
                     items=(
                         Item("rec-3-b-1", text("For heads of service, in the first half of the year;")),
                         Item("rec-3-b-2", text("For records managers, in the second half;"),
                              items=(Item("rec-3-b-2-a", text("Once the pilot has been evaluated.")),)),
                     )),
                Item("rec-3-c", text("Keep the network of the workshop's participants alive through a round of "
                                     "feedback every six months.")),
            ),
            recommendation=Recommendation("R-3", "request", secretariat, "Majority"),
        ),
    )  # fmt: skip


def programme():
    def entry(key, start, end, title, **options):
        return ProgrammeEntry(f"slot-{key}", start, end, title, **options)

    first = (
        entry(1, "08:30", "09:30", "Registration", is_break=True, room="Lobby"),
        entry(2, "09:30", "10:30", "Opening ceremony", label="Plenary", room="Hall 4", kind="Ceremony",
              people=("Ms. Amara Okonjo-Vale (Chair)",)),
        entry(3, "10:30", "11:00", "Coffee break", is_break=True),
        entry(4, "11:00", "13:00", "Innovating governance for development and well-being", label="Session I",
              room="Hall 4", people=("Mr. Tomas Lindqvarn (moderator)", "Ms. Noor Haddadin", "Mr. Sefo Tavita")),
        entry(5, "15:00", "18:00", "Services that people use: what was learned from complaints", label="Session II",
              room="Room 301", kind="Round table", people=("Ms. Inés Barroeta (moderator)",)),
    )  # fmt: skip
    second = (
        entry(6, "09:00", "12:00", "Shared services of small island States", label="Session III", room="Room 12",
              kind="Workshop"),
        entry(7, "14:00", "15:00", "Site visit", cancelled=True, room="to be confirmed"),
    )  # fmt: skip
    days = (
        ProgrammeDay("2014-06-23", "Monday, 23 June 2014", first),
        ProgrammeDay("2014-06-24", "Tuesday, 24 June 2014", second),
    )
    return Programme("programme", days, "Asia/Seoul (UTC+09:00)")


def participants(count=24):
    countries = ("Argentina", "Benin", "Republic of Korea", "Samoa", "Thailand", "Viet Nam")
    names = (
        "Ms. Amara Okonjo-Vale",
        "Mr. Tomas Lindqvarn",
        "Ms. Noor Haddadin",
        "Mr. Sefo Tavita",
        "Ms. Inés Barroeta",
        "Mr. Võ Minh Đạt",
    )
    people = tuple(
        Participant(f"{names[i % 6]}{'' if i < 6 else f' {i}'}", "Director, Public Service Innovation",
                    "Ministry of Public Administration and Municipal Affairs", countries[i % 6])
        for i in range(count)
    )  # fmt: skip
    return ParticipantList(
        "participants", (ParticipantGroup("Member States", people), ParticipantGroup("Academia", people[:2]))
    )


def report(state="draft", annex_people=24):
    table = Table(
        "table-1",
        (Column("Category", "wide"), Column("Registered", numeric=True), Column("Attended", numeric=True)),
        tuple((Cell(text(a)), Cell(text(b), numeric=True), Cell(text(c), numeric=True))
              for a, b, c in (("Member States", "1,420", "1,311"), ("Civil society", "212", "180"), ("Academia and private sector", "168", "143"))),
        caption="Participants by category",
        sources=(Source("registration", "all", "Registration desk"),),
    )  # fmt: skip
    chapters = (
        Section("introduction", "Introduction", sections=(
            Section("background", "Background", (
                Paragraph("p-background", (Text("The forum is held every year"), Note("footnote-1", text(
                    "The first forum was held in 2003; see the list of editions on the site.")), Text(
                    ". Its theme in 2014 was “Innovating governance for sustainable development and well-being of the "
                    "people”. It met in Goyang, Republic of Korea, from 23 to 26 June 2014."))),
                paragraph("p-objectives", "The forum had the following objectives:", items=(
                    Item("objective-a", text("To share ways in which public institutions innovate;")),
                    Item("objective-b", text("To strengthen the capacity of public servants to work across departments;")),
                    Item("objective-c", text("To agree on recommendations that can be followed up.")))),
            )),
            Section("attendance", "Attendance", (
                Attendance("p-attendance", text("The following members of the steering group attended:"), (
                    Attendee("Amara Okonjo-Vale", "Chair"), Attendee("Tomas Lindqvarn"), Attendee("Noor Haddadin"),
                    Attendee("Sefo Tavita"), Attendee("Inés Barroeta", "Rapporteur"))),
                Figures("figures", (Figure("1,800", "participants, approximately"), Figure("129", "Member States, nearly"),
                                    Figure("4", "days"), Figure("19", "institutions awarded"))),
                table,
            )),
        )),
        Section("sessions", "Summary of the sessions", sections=(
            Section("session-1", "Innovating governance for development", (
                paragraph("p-s1-1", sources=(PLENARY,)), paragraph("p-s1-2", sources=(PLENARY,)),
                Quote("quote-1", (text("Assist countries to enhance participatory institutions, with a view to making the "
                                       "administration more open, transparent, accountable and responsive."),),
                      "Recommendation of the tenth session, para. 12", sources=(PLENARY,)),
                paragraph("p-s1-3"))),
            Section("session-2", "Services that people use", (
                paragraph("p-s2-1", sources=(ROUND_TABLE,)), paragraph("p-s2-2", sources=(ROUND_TABLE,)),
                KeyMessage("key-1", text("A service is as good as its answer to the first complaint."), sources=(ROUND_TABLE,)))),
            Section("session-3", "Shared services of small island States", (
                paragraph("p-s3-1", sources=(WORKSHOP,)), paragraph("p-s3-2", sources=(WORKSHOP,)))),
        )),
        Section("conclusions", "Conclusions", (
            paragraph("p-need", "There is a need to:", items=tuple(
                Item(f"need-{n}", text(words), sources=(ROUND_TABLE,)) for n, words in enumerate((
                    "Look continuously at the effect of what is done, not only at what is spent;",
                    "Analyse attempts that failed beside those that succeeded;",
                    "Consider that electronic means suit some people, but not all.")))),
            Paragraph("p-link", (Text("The papers are kept in "), Link("https://example.org/papers/", text("the library of the forum")), Text(".")))) ),
        Section("recommendations", "Recommendations", recommendations()),
    )  # fmt: skip
    note = Section("note", "Note", richtext.blocks(
        "<p>The designations employed and the presentation of the material in this document do not imply the expression "
        "of any opinion on the legal status of any country, territory, city or area, or of its authorities.</p>"
        "<p>People named in this sample are invented.</p>", prefix="note"))  # fmt: skip
    return numbering.number(Document(
        id="sample-report", kind="final_report", title="Innovating governance for sustainable development and well-being",
        subtitle="Report of the public service forum", language="en", state=state, layout="report",
        description="Final report of a sample forum", version="Draft of 3 July 2014",
        masthead=Masthead(
            organization="Rostrum sample secretariat", body="Public Service Forum", symbol="RS/PSF/2014/R.1",
            distribution="General", date="3 July 2014", original_language="English", session="Eleventh forum",
            place_and_dates="Goyang, Republic of Korea, 23–26 June 2014", author="Report of the Rapporteur",
            imprint="Rostrum sample secretariat, Goyang, 2014"),
        summary=(Paragraph("summary-1", text(LOREM)), Paragraph("summary-2", text(LOREM), sources=(PLENARY,))),
        front=(note,), sections=chapters,
        closing=(Paragraph("adopted", (Span("emphasis", text("Adopted by acclamation at the closing plenary on 26 June 2014.")),), numbered=False),),
        annexes=(Section("annex-programme", "Programme", (programme(),)),
                 Section("annex-participants", "List of participants", (participants(annex_people),))),
    ))  # fmt: skip


def communique(state="adopted"):
    def clause(key, content, sources):
        return Item(key, text(content), sources=sources)

    opening = (
        Paragraph("we", text("We, the participants of the Public Service Forum, gathered in Goyang from 23 to 26 June 2014,"), numbered=False),
        Paragraph("recalling", (Span("emphasis", text("Recalling")), Text(" the conclusions of the forums of past years,")), numbered=False),
        Paragraph("recognizing", (Span("emphasis", text("Recognizing")), Text(" that people judge the State by the services they meet every day,")), numbered=False),
    )  # fmt: skip
    sections = (
        Section("agreed", "Agreed conclusions", (
            Paragraph("highlights", text("The participants agreed on the following four points:"), marks="romans", items=(
                clause("c-1", "Innovation in the public service begins with the people who use it;", (PLENARY,)),
                clause("c-2", "Equal access for women and men is a measure of every service;", (ROUND_TABLE,)),
                clause("c-3", "Small administrations gain most when they share what works;", (WORKSHOP,)),
                clause("c-4", "What was agreed here is to be followed up in public, each year.", (PLENARY, WORKSHOP)))),
            paragraph("thanks", "The participants thanked the Government of the host country and the city of Goyang.")), numbered=False),
        Section("c-recommendations", "Recommendations", recommendations(), numbered=False),
    )  # fmt: skip
    return numbering.number(Document(
        id="sample-communique", kind="communique", title="Final communiqué", subtitle="Public Service Forum, 2014",
        language="en", state=state, layout="paper", contents=False, opening=opening, sections=sections,
        masthead=Masthead(organization="Rostrum sample secretariat", body="Public Service Forum", symbol="RS/PSF/2014/2",
                          distribution="General", date="26 June 2014", original_language="English", session="Eleventh forum",
                          place_and_dates="Goyang, Republic of Korea, 23–26 June 2014"),
        closing=(Paragraph("adoption", text("Adopted at the closing plenary, Goyang, 26 June 2014."), numbered=False),),
    ))  # fmt: skip


SENTENCES = {
    "ar": ("تقرير المنتدى", "عُقد المنتدى في غويانغ من 23 إلى 26 حزيران/يونيه 2014، وحضره نحو 1,800 مشارك من 129 دولة عضواً.",
           "توصيات", "يوصي المشاركون بأن تنشر الدول الأعضاء معايير الخدمة بلغة واضحة؛"),
    "en": ("Report of the forum", "The forum met in Goyang from 23 to 26 June 2014, with about 1,800 participants from 129 States.",
           "Recommendations", "Publish service standards in plain language;"),
    "es": ("Informe del foro", "El foro se reunió en Goyang del 23 al 26 de junio de 2014, con unos 1.800 participantes de 129 Estados.",
           "Recomendaciones", "Publicar normas de servicio en un lenguaje claro; ¿quién responde?"),
    "fr": ("Rapport du forum", "Le forum s’est réuni à Goyang du 23 au 26 juin 2014 : environ 1 800 participants de 129 États.",
           "Recommandations", "Publier des normes de service en langage clair, où qu’elles s’appliquent ;"),
    "ru": ("Доклад форума", "Форум проходил в Коян с 23 по 26 июня 2014 года; в нем приняли участие около 1800 человек из 129 государств.",
           "Рекомендации", "Публиковать стандарты услуг простым языком;"),
    "zh-hans": ("论坛报告", "论坛于2014年6月23日至26日在高阳市举行，来自129个会员国的约1,800名与会者出席了会议。",
                "建议", "以通俗易懂的语言公布服务标准；"),
}  # fmt: skip


def printed(title, item):
    """A detailed timetable, a sign and a plate."""
    entries = (
        ProgrammeEntry("slot", "09:00", "10:30", item, title, people=(title, item), agenda_item="4", languages=title),
        ProgrammeEntry("pause", "10:30", "11:00", title, is_break=True, room=title),
    )
    lines = (SignLine("09:00", "10:30", item, title), SignLine("11:00", "12:00", item, cancelled=True))
    return (
        Programme("of-work", (ProgrammeDay("2014-06-23", "", entries),), "Asia/Seoul", detailed=True, with_items=True),
        Signs("signs", title, (Sign("sign", item, title, "2014-06-23", "23", lines),)),
        Plates("plates", (Plate("plate", title, (item, title)),)),
    )


def in_language(language, *, sheets=True):
    """A short report in one of the six languages, with each kind of mark that depends on the language; with signs and
    plates among its blocks where `sheets` are wanted.
    """
    title, sentence, heading, item = SENTENCES[language]
    items = tuple(Item(f"item-{n}", text(item), sources=(Source("session", "1", heading),)) for n in range(1, 4))
    blocks = (
        Paragraph("p-1", (*text(sentence), Note("fn-1", text(sentence)))),
        Paragraph("p-2", text(f"{heading}:"), items=items),
        Quote("quote", (text(sentence),)),
        KeyMessage("key", text(sentence)),
        Table("table", (Column(heading), Column(title, numeric=True)), ((Cell(text(item)), Cell(text("129"), numeric=True)),),
              caption=title),
    )  # fmt: skip
    chapters = (
        Section("one", title, blocks),
        Section("two", heading, (paragraph("p-3", sentence), *printed(title, item)[: None if sheets else 1])),
    )
    return numbering.number(Document(
        id=f"sample-{language}", kind="final_report", title=title, language=language, sections=chapters, layout="paper",
        masthead=Masthead(organization=title, body=title, symbol="RS/2014/1", distribution=heading, date="2014"),
        annexes=(Section("annex", heading, (paragraph("p-4", sentence),)),),
    ))  # fmt: skip


#: Four pixels, as PNG.
PIXELS = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFUlEQVR4nGPg9Y////8/AxDPchEDADTCB6qFDoIjAAAAAElFTkSuQmCC"
)
CELLS = "Service\tRequests\tWithin a week\nBirths\t1,204\t97%\nLand titles\t388\t61%\nPermits\t12\t–\nOther\t1\t100%"
REFERRING = (
    "<p>The view of the Expert Group Meeting (EGM) is in [#p-agreed], its figures in [#tab] and [#chart], "
    "the seating in [#pic], point [##p-agreed-1] in [#agreed] and all else in [#annex].</p>"
)


def chart(rtl=False):
    names = ("الدول الأفريقية", "دول آسيا والمحيط الهادئ") if rtl else ("African States", "Asia-Pacific States")
    counts = (("1,204", "66.9"), ("590", "32.8"), ("3", "0.2"), ("2", "0.1"))
    named = (*names[::-1], "中亚国家" * 30, "Western European and other States & <others>")
    bars = tuple(
        Bar(name, int(shown.replace(",", "")), shown, share) for name, (shown, share) in zip(named, counts, strict=True)
    )
    heads = ("Regional group", "Participants", "Per cent")
    return Chart(
        "chart", "Participants by regional group", f"{names[1]} are the largest group.", heads, bars, "Of 1,799."
    )


def illustrated(language="en", state="adopted"):
    """References of each kind, a table, a chart, a picture and abbreviations."""
    sha256 = hashlib.sha256(PIXELS).hexdigest()
    table = pasted.table("tab", pasted.read(CELLS), "Requests <by> service", has_head=True, head_column=True)
    picture = Picture("pic", "Seating", "Tables in a horseshoe", sha256, "image/png", 2, 2, "Rostrum")
    agreed = Paragraph(
        "p-agreed", text("The participants agreed:"), items=(Item("p-agreed-1", text("To meet again.")),)
    )
    chapters = (
        Section("intro", "Introduction", richtext.blocks(REFERRING, prefix="b")),
        Section("agreed", "What was agreed", (agreed, table, chart(language == "ar"), picture)),
    )
    document = Document(
        "sample-illustrated", "final_report", "What was counted", language, state=state, layout="paper",
        sections=chapters, annexes=(Section("annex", "Note", (paragraph("p-annex"),)),),
        assets=(Asset(sha256, "image/png", PIXELS),),
    )  # fmt: skip
    return numbering.number(
        abbreviations.placed(document, "abbreviations", {"EGM": "Expert Group Meeting", "SDG": "X"})
    )
