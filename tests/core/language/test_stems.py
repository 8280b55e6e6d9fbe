import pytest

from community.core.language import is_stop_word, stem

FAMILIES = [
    "مشتری مشتریان مشتریها مشتریهایمان",
    "باتری باتریش باتریهای باطری باطریش",
    "گوشی گوشیم گوشیمو گوشیهاشون گوشیت گوشیا",
    "سفارش سفارشات سفارشمو سفارشهایم",
    "خانه خونه خونمون خونهها",
    "خیابان خیابون خیابونها",
    "صفحه صفحات صفحش صفحهها",
    "بچه بچهها بچها",
    "خوب خوبه خوبی خوبتر",
    "بهتر بهترین بهتره",
    "خوشگل خوشگلتر خوشگلترین",
    "خواستن میخواهم میخوام نمیخواستیم بخواد نخواهید",
    "رفتن میرم میره نمیروند برو رفته",
    "برگشتم برمیگردم برنمیگرده برگردید",
    "آوردم بیارید نیاورد میاره",
    "خرید خریدم خریدمش بخرم نخریدند",
    "نشستم نشسته میشینم بنشینید",
    "نویسنده نویسندگان نویسندهها",
    "ستاره ستارگان ستارهها",
    "کردم میکنم کنین نکنید کنه",
    "دارم داره نداشتیم دارن",
    "زیبا زیبایی زیباست زیباترین",
    "داستان داستانش داستانها",
    "ویدیو ویدیوها ویدیویی",
]
STRANGERS = [
    "مشتری مشت",
    "باتری بات",
    "گوشی گوش",
    "کارت کار",
    "مدیر مدیریت",
    "خانم خان",
    "خانم خانه",
    "کیفیت کیف",
    "ساعت ساعی",
    "بازی باز",
    "شکلات شکل",
    "دختر دخ",
    "تنها تن",
    "سازمان ساز",
    "پشیمان پشم",
    "قیمت قیم",
    "بدون دانست",
    "نمونه ماند",
    "بدن داد",
    "درست در",
    "خردکن خرید",
    "هنگام هنگ",
    "فردا فرد",
    "نامش نامه",
    "دانه دانست",
    "پرونده پراند",
    "نیاز زد",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_forms_of_a_word_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", STRANGERS)
def test_words_that_only_look_alike_keep_apart(pair: str) -> None:
    first, second = pair.split()

    assert stem(first) != stem(second)


@pytest.mark.parametrize("family", ["run running runs", "charge charging charged charges", "battery batteries"])
def test_english_forms_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


def test_a_persian_stem_is_its_own_stem() -> None:
    words = " ".join(FAMILIES + STRANGERS).split()

    assert [stem(stem(word)) for word in words] == [stem(word) for word in words]


def test_stop_words_are_known_in_every_spelling() -> None:
    assert all(map(is_stop_word, ["است", "The", "اين", "آن", "don’t"]))
    assert not any(map(is_stop_word, ["باتری", "battery", ""]))
