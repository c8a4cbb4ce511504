"""The symbols of a search: the full-text index contains only letters and digits."""

from unicodedata import category


def has_words(text: str) -> bool:
    """Whether a text contains anything that the index contains."""
    return any(category(character)[0] in "LN" for character in text)


def symbols(text: str) -> list[str]:
    """The symbols of a text, such as emoji, + and €; punctuation is ignored."""
    return "".join(each if category(each).startswith("S") else " " for each in text).split()
