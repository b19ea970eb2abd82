"""How a document names its parts when it refers to them, and the heads of lists it makes of itself.

"para." and its like as in footnotes and brackets of United Nations documents ("see para. 12").
"""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "figure": "Figure", "abbreviations": "Abbreviations", "abbreviation": "Abbreviation", "meaning": "Meaning",
        "to_paragraph": "para. {number}", "to_chapter": "chap. {number}", "to_section": "sect. {number}",
        "to_annex": "annex {number}", "to_table": "table {number}", "to_figure": "figure {number}",
        "within": "{part} of {whole}", "to_missing": "[reference missing: {target}]",
        "picture_missing": "[picture missing]",
    },
    "fr": {
        "figure": "Figure", "abbreviations": "Abréviations", "abbreviation": "Abréviation", "meaning": "Signification",
        "to_paragraph": "par. {number}", "to_chapter": "chap. {number}", "to_section": "sect. {number}",
        "to_annex": "annexe {number}", "to_table": "tableau {number}", "to_figure": "figure {number}",
        "within": "{whole}, {part}", "to_missing": "[renvoi introuvable : {target}]",
        "picture_missing": "[image manquante]",
    },
    "es": {
        "figure": "Gráfico", "abbreviations": "Siglas", "abbreviation": "Sigla", "meaning": "Significado",
        "to_paragraph": "párr. {number}", "to_chapter": "cap. {number}", "to_section": "secc. {number}",
        "to_annex": "anexo {number}", "to_table": "cuadro {number}", "to_figure": "gráfico {number}",
        "within": "{whole}, {part}", "to_missing": "[falta la referencia: {target}]",
        "picture_missing": "[falta la imagen]",
    },
    "ru": {
        "figure": "Диаграмма", "abbreviations": "Сокращения", "abbreviation": "Сокращение", "meaning": "Значение",
        "to_paragraph": "п. {number}", "to_chapter": "гл. {number}", "to_section": "разд. {number}",
        "to_annex": "приложение {number}", "to_table": "таблица {number}", "to_figure": "диаграмма {number}",
        "within": "{whole}, {part}", "to_missing": "[ссылка не найдена: {target}]",
        "picture_missing": "[нет изображения]",
    },
    "ar": {
        "figure": "الشكل", "abbreviations": "المختصرات", "abbreviation": "المختصر", "meaning": "المعنى",
        "to_paragraph": "الفقرة {number}", "to_chapter": "الفصل {number}", "to_section": "الفرع {number}",
        "to_annex": "المرفق {number}", "to_table": "الجدول {number}", "to_figure": "الشكل {number}",
        "within": "{part} من {whole}", "to_missing": "[إحالة مفقودة: {target}]",
        "picture_missing": "[صورة مفقودة]",
    },
    "zh-hans": {
        "figure": "图", "abbreviations": "缩略语", "abbreviation": "缩略语", "meaning": "全称",
        "to_paragraph": "第{number}段", "to_chapter": "第{number}章", "to_section": "第{number}节",
        "to_annex": "附件{number}", "to_table": "表{number}", "to_figure": "图{number}",
        "within": "{whole}{part}", "to_missing": "[找不到所引内容：{target}]",
        "picture_missing": "[图片缺失]",
    },
}  # fmt: skip
