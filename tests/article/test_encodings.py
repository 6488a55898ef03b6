"""Bytes become text as a browser would read them; what is in doubt is said."""

from __future__ import annotations

import codecs

import pytest

from summarizer.article import Article

ENGLISH = "“Four died,” the mayor’s office said — Chávez’s café on the Plaza was hit; €3m is needed."


def read(data: bytes) -> Article:
    return Article.from_bytes(data, name="a file")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
    ],
)
def test_an_english_text_is_read_in_each_encoding_without_a_word(encoding: str, mark: bytes) -> None:
    article = read(mark + ENGLISH.encode(encoding))
    assert (article.text, article.warnings) == (ENGLISH, ())


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Чотири гірники загинули у вівторок, повідомив губернатор. Рятувальні роботи тривають."),
        ("koi8_r", "Четыре горняка погибли во вторник, сообщил губернатор. Спасательные работы продолжаются."),
        ("cp1256", "قُتل أربعة عمال مناجم يوم الثلاثاء بحسب ما أعلنه حاكم المنطقة وتتواصل أعمال الإنقاذ."),
        ("gb18030", "州长星期二表示，矿井坍塌造成四名矿工死亡，救援工作仍在继续，政府已经派出专家小组。"),
        ("euc_jp", "知事によると、火曜日に鉱山が崩落し、鉱山労働者四人が死亡した。救助活動は続いている。"),
    ],
)
def test_other_scripts_are_told_from_their_bytes_and_said_to_be_in_doubt(encoding: str, words: str) -> None:
    article = read(words.encode(encoding))
    assert article.text == words
    assert "save it as UTF-8" in article.warnings[0]


def test_a_declared_encoding_counts_where_it_decodes() -> None:
    words = "Čtyři horníci zahynuli, řekl hejtman; záchranáři pracují dál."
    for head in (
        '<meta charset="windows-1250">',
        '<meta http-equiv="Content-Type" content="text/html; charset=cp1250">',
    ):
        article = read(f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode("cp1250"))
        assert (article.text, article.warnings) == (words, ())
    article = read(
        f'<?xml version="1.0" encoding="windows-1250"?><html><body><p>{words}</p></body></html>'.encode("cp1250")
    )
    assert article.text == words


def test_utf8_counts_over_a_wrong_declaration() -> None:
    assert read(f'<meta charset="iso-8859-1"><p>{ENGLISH}</p>'.encode()).text == ENGLISH


def test_a_western_page_that_calls_itself_latin_1_is_windows_1252() -> None:
    assert read(f'<meta charset="iso-8859-1"><p>{ENGLISH}</p>'.encode("cp1252")).text == ENGLISH


def test_signs_within_words_are_a_doubt() -> None:
    assert "Windows-1252" in read("Four died in Wałbrzych, officials said.".encode("cp1250")).warnings[0]


def test_a_few_bytes_that_are_not_utf8_do_not_change_the_rest() -> None:
    article = read(ENGLISH.encode() + b" Cut off: \xe2\x82")
    assert article.text.startswith(ENGLISH)
    assert "not UTF-8" in article.warnings[0]
