"""The few words a document says by itself, in the six languages of the United Nations.

They belong to the document's language, not to the reader's, so they do not go through gettext.
"""

from __future__ import annotations

from .parts import WORDS as PARTS

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "distr_general": "Distr.: General", "distr_limited": "Distr.: Limited",
        "distr_restricted": "Distr.: Restricted",
        "contents": "Contents", "chapter": "Chapter", "paragraphs": "Paragraphs", "page": "Page",
        "page_of": "Page {page} of {pages}", "summary": "Summary", "annex": "Annex", "table": "Table",
        "note": "Note", "notes": "Notes", "draft": "DRAFT", "distribution": "Distr.", "original": "Original",
        "date": "Date", "time": "Time", "programme": "Programme", "room": "Room", "name": "Name", "title": "Title",
        "organization": "Organization", "country": "Country", "key_message": "Key message", "source": "Source",
        "cancelled": "Cancelled",
        "meeting": "Meeting", "item": "Item", "speakers": "Speakers", "back": "Back to the text", "times": "Times:",
    },
    "fr": {
        "distr_general": "Distr. générale", "distr_limited": "Distr. limitée", "distr_restricted": "Distr. restreinte",
        "contents": "Table des matières", "chapter": "Chapitre", "paragraphs": "Paragraphes", "page": "Page",
        "page_of": "Page {page} sur {pages}", "summary": "Résumé", "annex": "Annexe", "table": "Tableau",
        "note": "Note", "notes": "Notes", "draft": "PROJET", "distribution": "Distr.", "original": "Original",
        "date": "Date", "time": "Heure", "programme": "Programme", "room": "Salle", "name": "Nom", "title": "Titre",
        "organization": "Organisation", "country": "Pays", "key_message": "Message clef", "source": "Source",
        "cancelled": "Annulé",
        "meeting": "Séance", "item": "Point", "speakers": "Orateurs et oratrices",
        "back": "Retour au texte", "times": "Heures :",
    },
    "es": {
        "distr_general": "Distr. general", "distr_limited": "Distr. limitada", "distr_restricted": "Distr. reservada",
        "contents": "Índice", "chapter": "Capítulo", "paragraphs": "Párrafos", "page": "Página",
        "page_of": "Página {page} de {pages}", "summary": "Resumen", "annex": "Anexo", "table": "Cuadro",
        "note": "Nota", "notes": "Notas", "draft": "BORRADOR", "distribution": "Distr.", "original": "Original",
        "date": "Fecha", "time": "Hora", "programme": "Programa", "room": "Sala", "name": "Nombre",
        "title": "Cargo", "organization": "Organización", "country": "País", "key_message": "Mensaje clave",
        "source": "Fuente",
        "meeting": "Sesión", "item": "Tema", "speakers": "Oradores",
        "cancelled": "Cancelado", "back": "Volver al texto", "times": "Horas:",
    },
    "ru": {
        "distr_general": "Общее распространение", "distr_limited": "Ограниченное распространение",
        "distr_restricted": "Для служебного пользования",
        "contents": "Содержание", "chapter": "Глава", "paragraphs": "Пункты", "page": "Стр.",
        "page_of": "Стр. {page} из {pages}", "summary": "Резюме", "annex": "Приложение", "table": "Таблица",
        "note": "Примечание", "notes": "Примечания", "draft": "ПРОЕКТ", "distribution": "Распр.",
        "original": "Язык оригинала", "date": "Дата", "time": "Время", "programme": "Программа", "room": "Зал",
        "name": "Имя", "title": "Должность", "organization": "Организация", "country": "Страна",
        "key_message": "Ключевой тезис", "source": "Источник",
        "meeting": "Заседание", "item": "Пункт", "speakers": "Выступающие", "cancelled": "Отменено",
        "back": "Назад к тексту", "times": "Время:",
    },
    "ar": {
        "distr_general": "التوزيع: عام", "distr_limited": "التوزيع: محدود", "distr_restricted": "التوزيع: مقيد",
        "contents": "المحتويات", "chapter": "الفصل", "paragraphs": "الفقرات", "page": "الصفحة",
        "page_of": "الصفحة {page} من {pages}", "summary": "موجز", "annex": "المرفق", "table": "الجدول",
        "note": "ملاحظة", "notes": "الحواشي", "draft": "مشروع", "distribution": "التوزيع", "original": "الأصل",
        "date": "التاريخ", "time": "الوقت", "programme": "البرنامج", "room": "القاعة", "name": "الاسم",
        "title": "الوظيفة", "organization": "المنظمة", "country": "البلد", "key_message": "الرسالة الرئيسية",
        "source": "المصدر",
        "meeting": "الجلسة", "item": "البند", "speakers": "المتكلمون",
        "cancelled": "ملغاة", "back": "العودة إلى النص", "times": "الأوقات:",
    },
    "zh-hans": {
        "distr_general": "普遍分发", "distr_limited": "有限分发", "distr_restricted": "限制分发",
        "contents": "目录", "chapter": "章", "paragraphs": "段次", "page": "页次", "page_of": "第{page}页，共{pages}页",
        "summary": "摘要", "annex": "附件", "table": "表", "note": "说明", "notes": "注", "draft": "草稿",
        "distribution": "分发", "original": "原文", "date": "日期", "time": "时间", "programme": "日程",
        "room": "会议室", "name": "姓名", "title": "职务", "organization": "组织", "country": "国家",
        "key_message": "关键信息", "source": "来源",
        "meeting": "会议", "item": "项目", "speakers": "发言人", "cancelled": "已取消", "back": "回到正文",
        "times": "时间：",
    },
}  # fmt: skip

_WORDS = {language: said | PARTS[language] for language, said in _WORDS.items()}
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def words(language: str) -> dict[str, str]:
    """The words of a language tag ("fr", "fr-ca", "zh-hans"); English where it is none of the six."""
    return _WORDS.get(language) or _WORDS.get("zh-hans" if language.startswith("zh") else language[:2]) or _WORDS["en"]


def distribution(to: str, words: dict[str, str]) -> str:
    """The line of a masthead that says to whom the document goes; nothing where that is empty."""
    return words.get(f"distr_{to.lower()}") or (to and f"{words['distribution']}: {to}")


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
