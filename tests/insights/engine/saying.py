"""Voices for the tests of the engine: a few needs of an imaginary company, each said in many ways."""

from datetime import UTC, datetime, timedelta
from itertools import product

from community.insights.voices import VoiceText

START = datetime(2026, 1, 1, tzinfo=UTC)

ENGLISH = {
    "invoice": (
        ["the invoice", "my bill", "our monthly invoice", "the bill"],
        ["has no tax number", "misses our tax number", "lacks the company tax number", "needs a tax number"],
    ),
    "signing in": (
        ["the app", "your app", "the phone app", "this app"],
        ["asks for a sign in code every morning", "signs me out after each update", "wants a new sign in code daily"],
    ),
    "camera": (
        ["the camera", "my door camera", "the outdoor camera", "our camera"],
        ["sends night alerts for every cat", "alerts all night long", "sends too many alerts at night"],
    ),
    "installer": (
        ["the installer", "your technician", "the technician you sent", "the installer again"],
        ["came three hours late", "did not come to the appointment", "missed the appointment"],
    ),
}

PERSIAN = {
    "modem": (
        ["مودم من", "این مودم", "مودم جدید", "مودم خونه"],
        ["بعد از آپدیت قطع میشه", "هر شب قطع و وصل می‌شود", "بعد از به روز رسانی مدام قطع میشه"],
    ),
    "bill": (
        ["فاکتور", "صورتحساب ما", "قبض شرکت", "فاکتور ماهانه"],
        ["شناسه مالیاتی ندارد", "بدون شناسه مالیاتی صادر شده", "باید شناسه مالیاتی شرکت را نشان بدهد"],
    ),
    "camera": (
        ["دوربین", "دوربین حیاط", "دوربین در", "این دوربین"],
        ["شب‌ها هشدار زیادی می‌فرستد", "نصف شب برای گربه هشدار میده", "شب تا صبح هشدار الکی می‌فرسته"],
    ),
}


def said(needs: dict[str, tuple[list[str], list[str]]], *names: str, repeat: int = 2) -> list[str]:
    """Say each need in every combination of its beginnings and endings, `repeat` times with another closing."""
    closings = ["", "please help", "again", "what can I do"]
    return [
        f"{first} {second} {closing}".strip()
        for name in names or needs
        for closing in closings[:repeat]
        for first, second in product(*needs[name])
    ]


def voices(texts: list[str], *, language: str | None = None, first_id: int = 1, customer: str = "c") -> list[VoiceText]:
    """Let each text be said by a customer of its own, an hour apart."""
    return [
        VoiceText(
            first_id + n, text, language, f"{customer}{first_id + n}", "problem", START + timedelta(hours=first_id + n)
        )
        for n, text in enumerate(texts)
    ]
