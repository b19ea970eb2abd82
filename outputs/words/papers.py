"""What certificates and letters say by themselves, in the language of the document, not in that of the reader."""

from __future__ import annotations

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "participation": "Certificate of participation", "speaker": "Certificate of appreciation",
        "certifies": "This is to certify that", "took_part": "took part in", "contributed": "contributed to",
        "serial": "No. {serial}, issued on {date}", "verify": "Anybody can verify this certificate at",
        "chair": "Chair", "moderator": "Moderator", "rapporteur": "Rapporteur", "panellist": "Panellist",
        "speaks": "Speaker", "more": "and {count} more contributions",
        "reference": "Reference: {reference}", "invitation": "Invitation to the {event}",
        "visa": "Letter in support of a visa application: {name}", "dear": "Dear {addressee},",
    },
    "fr": {
        "participation": "Attestation de participation", "speaker": "Attestation de contribution",
        "certifies": "Il est certifié que", "took_part": "a participé à", "contributed": "a contribué à",
        "serial": "N° {serial}, délivrée le {date}", "verify": "Chacun peut vérifier cette attestation à l’adresse",
        "chair": "Présidence", "moderator": "Modération", "rapporteur": "Rapporteur", "panellist": "Panéliste",
        "speaks": "Intervention", "more": "et {count} autres contributions",
        "reference": "Référence : {reference}", "invitation": "Invitation : {event}",
        "visa": "Lettre à l’appui d’une demande de visa : {name}", "dear": "{addressee},",
    },
    "es": {
        "participation": "Certificado de participación", "speaker": "Certificado de contribución",
        "certifies": "Se certifica que", "took_part": "participó en", "contributed": "contribuyó a",
        "serial": "N.º {serial}, expedido el {date}", "verify": "Cualquier persona puede verificar este certificado en",
        "chair": "Presidencia", "moderator": "Moderación", "rapporteur": "Relatoría", "panellist": "Panelista",
        "speaks": "Ponencia", "more": "y {count} contribuciones más",
        "reference": "Referencia: {reference}", "invitation": "Invitación: {event}",
        "visa": "Carta en apoyo de una solicitud de visado: {name}", "dear": "Estimado/a {addressee}:",
    },
    "ru": {
        "participation": "Свидетельство об участии", "speaker": "Свидетельство о выступлении",
        "certifies": "Настоящим удостоверяется, что", "took_part": "участвовал(а) в мероприятии",
        "contributed": "внес(ла) вклад в мероприятие",
        "serial": "№ {serial}, выдано {date}", "verify": "Подлинность свидетельства можно проверить по адресу",
        "chair": "Председатель", "moderator": "Модератор", "rapporteur": "Докладчик",
        "panellist": "Участник дискуссии", "speaks": "Выступление", "more": "и еще выступлений: {count}",
        "reference": "Исх. № {reference}", "invitation": "Приглашение: {event}",
        "visa": "Письмо в поддержку визового ходатайства: {name}", "dear": "{addressee},",
    },
    "ar": {
        "participation": "شهادة مشاركة", "speaker": "شهادة تقدير", "certifies": "يُشهد بأن",
        "took_part": "شارك (شاركت) في", "contributed": "ساهم (ساهمت) في",
        "serial": "الرقم {serial}، صدرت في {date}", "verify": "يمكن لأي شخص التحقق من هذه الشهادة على العنوان",
        "chair": "رئاسة", "moderator": "إدارة الحوار", "rapporteur": "مقرر", "panellist": "عضو حلقة النقاش",
        "speaks": "متكلم", "more": "ومساهمات أخرى عددها {count}",
        "reference": "المرجع: {reference}", "invitation": "دعوة إلى {event}",
        "visa": "رسالة دعم لطلب تأشيرة: {name}", "dear": "تحية طيبة، {addressee}،",
    },
    "zh-hans": {
        "participation": "参会证书", "speaker": "发言证书", "certifies": "兹证明", "took_part": "参加了",
        "contributed": "为以下会议作出贡献：", "serial": "编号：{serial}，签发日期：{date}",
        "verify": "任何人均可在以下网址核实本证书：",
        "chair": "主席", "moderator": "主持人", "rapporteur": "报告员", "panellist": "小组成员", "speaks": "发言人",
        "more": "以及另外{count}项贡献", "reference": "文号：{reference}", "invitation": "邀请函：{event}",
        "visa": "签证申请支持函：{name}", "dear": "尊敬的{addressee}：",
    },
}  # fmt: skip


def words_of_papers(language: str) -> dict[str, str]:
    """The words of a language tag; English where it is none of the six."""
    return _WORDS.get("zh-hans" if language.startswith("zh") else language[:2]) or _WORDS["en"]
