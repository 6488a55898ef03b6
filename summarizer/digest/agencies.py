"""News agencies, whose report in five papers is one source."""

from __future__ import annotations

import re

_NAMES = {
    "Reuters": "reuters",
    "AP": "ap|associated press",
    "AFP": "afp|agence france-presse",
    "dpa": "dpa|deutsche presse-agentur",
    "UPI": "upi|united press international",
    "TASS": "tass|itar-tass",
    "Interfax": "interfax",
    "RIA": "ria novosti|ria",
    "Ukrinform": "ukrinform",
    "Xinhua": "xinhua",
    "Anadolu": "anadolu|anadolu agency",
    "EFE": "efe",
    "ANSA": "ansa",
    "Kyodo": "kyodo|kyodo news",
    "Yonhap": "yonhap",
    "PTI": "pti|press trust of india",
    "SANA": "sana",
    "IRNA": "irna",
    "WAFA": "wafa",
    "SUNA": "suna",
    "PA": "pa media|press association",
    "Bloomberg": "bloomberg",
}
_AGENCY = {name: re.compile(rf"(?<![\w.])(?:{words})(?![\w.])", re.IGNORECASE) for name, words in _NAMES.items()}
_DATELINE = re.compile(r"\A[^\n]{0,60}?\(([^()\n]{2,40})\)\s*[-–—]")
_BYLINE = re.compile(r"(?:\(|©|source:|via|by)\s*([A-Z][\w .-]{1,30})\)?\s*\Z", re.IGNORECASE)


def agency_of(source: str | None, text: str | None = None) -> str:
    """The agency that a report is credited to, by who published it or by its dateline or last words; "" for none."""
    credits = [source or ""]
    if text:
        head = _DATELINE.match(text.lstrip())
        foot = _BYLINE.search(text.rstrip()[-60:])
        credits += [found[1] for found in (head, foot) if found]
    for credit in credits:
        for name, pattern in _AGENCY.items():
            if pattern.search(credit):
                return name
    return ""
