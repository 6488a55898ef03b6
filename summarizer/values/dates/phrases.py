"""What date phrases look like: one pattern a form, for finding them in a sentence and for reading their parts.

Patterns only; what a phrase means against an article's date stands in `dates`. The parts of a form are named groups.
"""

from __future__ import annotations

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""First three letters of the English months, in order."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""First three letters of the English weekdays, in the order of `datetime.date.weekday`."""

MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b\.?|Feb\b\.?|Mar\b\.?|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?)"
)
_MONTH = rf"(?P<month>{MONTH_NAME})"
WEEKDAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY_SHORT = r"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d\d)"
_SECOND_DAY = (
    rf"(?P<until>\s?[-–—]\s?(?:{MONTH_NAME}\s)?\d\d?(?:st|nd|rd|th)?(?!\d)"
    r"|\s(?:to|and|through|or)\s\d\d?(?:st|nd|rd|th)?(?![\d:%]|,\d\d\d)(?=\s?(?:,|of\b|$|[A-Z(.)])))"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d,]\d|\d)"
_WITH_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY_NAME}|{_WEEKDAY_SHORT}),?\s(?:the\s)?)?"
_WHICH_YEAR = r"(?:,?\s(?:of\s)?(?P<which_year>last|this|next|the\sprevious)\syear)"
_COUNTED = r"(?P<count>\d{1,4}|[a-z]+(?:-[a-z]+)?)(?:\sof)?"
_PART_OF = r"(?:(?:early|late|mid|the\s(?:beginning|start|middle|end)\sof)[-\s])"
_DAY_PART = r"(?:morning|afternoon|evening|night)"

FORMS: dict[str, str] = {
    "iso": r"(?<![\d-])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])"
    r"(?:-(?P<day>\d\d)(?:[T\s]\d\d:\d\d(?::\d\d)?Z?)?)?(?![\d-])",
    "year_first": r"(?<![\d./])(?P<year>\d{4})(?P<sign>[./])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?![\d./]\d)",
    "numeric": r"(?<![\d./-])(?P<first>\d\d?)(?P<sign>[./-])(?P<second>\d\d?)(?P=sign)"
    r"(?P<year>\d{4}|\d\d)(?![\d./-]\d|\d)",
    "month_day": rf"{_WITH_WEEKDAY}(?P<last>last\s)?{_MONTH}\s(?:the\s)?{_DAY}{_SECOND_DAY}?"
    rf"(?:(?:,\s?|\sof\s|\s){_YEAR}|{_WHICH_YEAR})?",
    "day_month": rf"{_WITH_WEEKDAY}(?<!\d)(?:the\s)?{_DAY}{_SECOND_DAY}?[\s-](?:of\s)?{_MONTH}(?![a-z])"
    rf"(?:(?:,\s?|\sof\s|[\s-]){_YEAR}|{_WHICH_YEAR})?",
    "month_year": rf"{_PART_OF}?{_MONTH}(?:,?\s(?:of\s)?{_YEAR}|{_WHICH_YEAR})",
    "relative_month": rf"(?P<which>last|this|next|this\spast|this\scoming|past)\s{_PART_OF}?{_MONTH}(?![a-z])",
    "month": rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Oo]f\s)|(?<=\b[Ss]ince\s)|(?<=\b[Bb]y\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Dd]uring\s)"
    rf"|(?<=\b[Ff]rom\s)|(?<=\b[Bb]ack\sin\s)|{_PART_OF}|\A(?={MONTH_NAME}\Z)){_MONTH}(?=$|[^\w-]|-\D)",
    "week_of_weekday": rf"(?P<which>last|this|next)\sweek(?:'s|,)?\s(?:on\s)?(?P<weekday>{WEEKDAY_NAME})",
    "weekday": r"(?:(?P<which>last|this|next|this\spast|past|the\spast|this\scoming|coming|the\scoming|previous"
    r"|the\sprevious|following|the\sfollowing|upcoming|every|each)\s)?"
    rf"(?P<weekday>{WEEKDAY_NAME}|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.|(?:Tues?|Weds|Thurs?|Fri)\b"
    rf"|(?<=\b[Oo]n\s)(?:Mon|Wed|Sat|Sun)\b|\A(?:Mon|Wed|Sat|Sun)\Z)(?!s\b)(?:\s{_DAY_PART})?"
    r"(?:,?\s(?:of\s)?(?P<week>last|this|next)\sweek|\s(?P<weeks_ago>a|one|two|three)\sweeks?\s(?:ago|earlier|before))?",
    "weeks_ago_weekday": rf"(?P<weeks_ago>a|one|two|three)\sweeks?\sago\s(?:on\s)?(?P<weekday>{WEEKDAY_NAME})",
    "day_before_yesterday": r"the\sday\s(?P<which>before\syesterday|after\stomorrow)",
    "today": rf"today|earlier\stoday|tonight|this\s{_DAY_PART}|overnight",
    "yesterday": rf"yesterday(?:\s{_DAY_PART})?|last\s(?:night|evening)"
    r"|the\s(?:day\sbefore(?=$|[,.;)])|previous\sday)",
    "tomorrow": rf"tomorrow(?:\s{_DAY_PART})?",
    "ago": rf"(?P<vague>(?:more\sthan|over|about|around|some|nearly|almost|roughly|at\sleast|less\sthan)\s)?"
    rf"{_COUNTED}[\s-](?P<unit>minute|hour|day|week|fortnight|month|year|decade|centurie?|century)s?\s(?:ago|earlier|(?:before|previously)(?=$|[,.;)]))",
    "unit": r"(?P<the>the\s)?(?P<which>last|this|next|past|previous|current|(?:earlier|later|late|early)\sthis"
    r"|(?:late|early)\slast)\s(?P<unit>week|weekend|fortnight|month|year|decade|century|spring|summer|autumn|fall|winter)",
    "weekend": r"(?:(?:the|last|this|next|past)\s)?weekend",
    "decade": r"(?:the\s)?(?:(?:early|late|mid)[-\s])?(?:the\s)?(?:1[5-9]|20)\d0['’]?s",
    "year_range": r"(?<!\d)(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d)",
    "year": rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Ff]rom\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)"
    r"|(?<=\b[Dd]uring\s)|(?<=\b[Tt]he\s)|(?<=\b[Oo]f\s)|(?<=\()|(?:early|late|mid)[-\s]|(?:the\s)?(?:spring|summer|autumn|fall|winter)\s(?:of\s)?"
    r"|(?:the\s)?(?:first|second|third|fourth)\s(?:half|quarter)\sof\s|(?:the\s)?(?:beginning|start|middle|end)\sof\s|(?:the\s)?year\s"
    rf"|\A(?=\d{{4}}\Z)){_YEAR}(?!\s(?:people|civilians|soldiers|men|women|children|others|were|dead)\b|[\w%-])",
    "day_of_month": r"the\s(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?:\sof\s(?P<which>this|last)\smonth)?"
    r"(?=$|[,.;)]|\s(?:and|when|after|in|at|by|near)\b)",
    "han": r"(?:(?P<year>\d{4})年)?(?P<month>\d\d?)月(?:(?P<day>\d\d?)[日号號])?|(?P<year_alone>\d{4})年",
}
"""Forms of date phrases in English, in digits and in Chinese, the more specific first."""

_FOREIGN_MONTHS = (
    r"(?:січн|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд|январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр)\w*"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|Januar|Februar|März|April|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
)
FOREIGN = (
    rf"(?<!\d)\d\d?(?:er|\.)?\s(?:de\s)?(?:{_FOREIGN_MONTHS})(?:,?\s(?:de\s)?(?:19|20)\d\d)?(?!\w)"
    rf"|(?<!\w)(?:(?:{_FOREIGN_MONTHS})\s(?:de\s)?(?:19|20)\d\d(?!\d)|(?:у|в|во|en|im)\s(?:{_FOREIGN_MONTHS})(?!\w))"
    r"|(?<!\w)(?:понеділ\w+|вівтор\w+|середу|четвер\w*|п['’ʼ]ятниц\w+|субот[уиі]|неділ[юіи]|понедельник\w*|вторник\w*"
    r"|среду|пятниц[уы]|суббот[уы]|воскресень[ея]|вчора|сьогодні|вчера|сегодня|позавчора|позавчера"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|avant-hier|hier|aujourd['’]hui"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|anteayer|ayer|hoy"
    r"|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|vorgestern|gestern|heute"
    r"|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|أمس|اليوم)(?!\w)"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|昨天|昨日|今天|今日|前天"
    r"|(?<!\w)(?:il\sy\sa\s[\w\s-]{1,20}?\s(?:jours?|semaines?|mois|ans?)|(?:mois|an|année)\sderni(?:er|ère)"
    r"|hace\s[\w\s]{1,20}?\s(?:días?|semanas?|mes(?:es)?|años?)|(?:mes|año)\spasado"
    r"|vor\s[\w\s]{1,20}?\s(?:Tag|Woche|Monat|Jahr)(?:en?)?|letzte[nrs]?\s(?:Monat|Jahr)"
    r"|\w{1,12}\s(?:дні|днів|дня|дней|день|тижні|тижнів|недели|недель|неделю|місяці|місяців|месяца|месяцев|роки|років|года|лет)"
    r"\s(?:тому|назад)|(?:минул\w{2,3}|прошл\w{2,3})\s(?:місяц\w|ро[кц]\w|месяц\w|год\w)|торік)(?!\w)"
    r"|[一二两三四五六七八九十\d]{1,3}天前|上个?月|去年"
)
"""Dates in the other languages whose numbers are read; dateparser knows what they mean."""


def compiled(form: str) -> re.Pattern[str]:
    """The pattern of a form, with its parts as named groups."""
    return re.compile(FORMS[form], re.IGNORECASE)


_BARE = {name: re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\(\?P=sign\)", "[./-]", form)) for name, form in FORMS.items()}
_IN_DIGITS = ("iso", "year_first", "numeric")
_WORDED = "|".join(f"(?P<{name}>{form})" for name, form in _BARE.items() if name not in (*_IN_DIGITS, "han"))
ANY_DATE = re.compile(
    "|".join(f"(?P<{name}>{_BARE[name]})" for name in _IN_DIGITS)
    + rf"|(?<![^\W_])(?:{_WORDED})(?![^\W_])|(?P<han>{_BARE['han']})|(?P<foreign>{FOREIGN})",
    re.IGNORECASE,
)
"""Matches a date phrase of any form; the name of the group that matched is the form."""
