"""Text made fit for the rules: composed letters, plain white space, no mark-up."""

from __future__ import annotations

import re

from rules.fold import nfc

ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u3000\t ]+")
EMPHASIS = re.compile(r"\*\*|(?<![*\w])\*(?=[\w“\"‘(])|(?<=[\w”\"’.,;:!?)])\*(?![*\w])")


def clean_line(text: str) -> str:
    r"""The line in NFC with single blanks, without invisible characters.

    >>> clean_line("Số\t 12 -CV/TU ")
    'Số 12 -CV/TU'
    """
    return SPACES.sub(" ", ZERO_WIDTH.sub("", nfc(text))).strip()


def without_emphasis(text: str) -> str:
    """The text without the asterisks of bold and italic type; a line of asterisks alone stays.

    >>> without_emphasis("**T/M BAN** (*gọi chung*)"), without_emphasis("*")
    ('T/M BAN (gọi chung)', '*')
    """
    return text if not re.search(r"\w", text) else EMPHASIS.sub("", text)
