"""What somebody without a mouse does: tab to a thing, then type or press."""

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 80


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; fail if it cannot be reached."""
    expect(wanted).to_be_attached()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard within {MOST_TABS} presses of Tab")


def press_by_keyboard(page: Page, name: str) -> None:
    """Tab to a button and press it with Enter."""
    tab_to(page, page.get_by_role("main").get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def type_by_keyboard(page: Page, wanted: Locator, words: str) -> None:
    """Tab to a field and type."""
    tab_to(page, wanted)
    page.keyboard.type(words)
