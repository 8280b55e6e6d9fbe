"""What people say and what they write are one word; the version rises when the terms of a text change."""

import hashlib
from pathlib import Path

from community.core import language

PAIRS = """
میخوام می‌خواهم · میخام می‌خواهم · نمیشه نمی‌شود · گوشیم گوشی‌ام · گوشیشو گوشی · میتونم می‌توانم · میدونم می‌دانم
میاد می‌آید · نیومده نیامده · درمیاد درمی‌آید · برنمیگرده برنمی‌گردد · برگردونم برگردانم · ورمیداره برمی‌دارد
میندازه می‌اندازد · بندازید بیندازید · میفته می‌افتد · نیفتاد نمی‌افتد · وایساد ایستاد · میزارم می‌گذارم · بذارید بگذارید
میخونه می‌خواند · میشینه می‌نشیند · میارم می‌آورم · بیارین بیاورید · میگن می‌گویند · بدین بدهید · میشوره می‌شست
خونمون خانه‌مان · تهرون تهران · ارزون ارزان · گرونتره گران‌تر · کوچیکه کوچک · شونزده شانزده · دیگه دیگر · یه‌کم کمی
سئوال سؤال · مسأله مسئله · پائین پایین · صفحش صفحه‌اش · بچه‌هام بچه‌هایم · بابام بابا · دستمه دست
سفارشاتمون سفارش · قیمتاش قیمت‌ها · مشتریای مشتری‌های · فروشندش فروشنده · پیشنهادات پیشنهادها · جزئیات جزییات
لب‌تاب لپ‌تاپ · وایفای وای‌فای · نت اینترنت · خانوم خانم · اطاق اتاق · حتمن حتماً · مرسی ممنون
"""
WORD_LISTS = sorted((Path(language.__file__).parent / "words").iterdir())
FINGERPRINT = (2, "903366bbab56a806")


def test_spoken_and_written_forms_meet() -> None:
    pairs = [pair.split() for line in PAIRS.strip().splitlines() for pair in line.split(" · ")]

    assert [pair for pair in pairs if len(set(map(language.stem, pair))) > 1] == []


def test_the_version_rises_when_the_terms_of_a_text_change() -> None:
    """An index built with other terms must be built anew: raise VERSION, then write down the new fingerprint."""
    words = sorted({line.rstrip() for file in WORD_LISTS for line in file.read_text(encoding="utf-8").splitlines()})
    read = " ".join(term for line in words for term in (*language.terms(line), *language.char_ngrams(line)))

    assert (language.VERSION, hashlib.sha256(read.encode()).hexdigest()[:16]) == FINGERPRINT
