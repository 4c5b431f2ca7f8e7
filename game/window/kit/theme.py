"""Colours, kinds of type, and the two scales: that of the screen and that of the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

Colour = tuple[int, int, int]

SMALLEST_TEXT = 11
"""Pixels below which no text is drawn, however small the window."""


LEAST_SCALE = 0.75
LEAST_ROOM = (426, 320)
"""The smallest page, in pixels at 100 % of both scales, that is laid out to hold a button to go on with."""


def _rgb(code: str) -> Colour:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


_DEFAULT = {
    "ground": "0A0F1A",
    "bar": "0D1422",
    "panel": "111A2B",
    "card": "17233A",
    "hover": "1E2F4E",
    "locked": "0E1626",
    "line": "2A3B57",
    "line_high": "46608A",
    "text": "E6EDF6",
    "second": "A3B4CC",
    "faint": "7C91B0",
    "us": "56B4E9",
    "russia": "F08A5D",
    "good": "5CCBA6",
    "bad": "F2966B",
    "caution": "F0B13E",
    "focus": "F0E442",
    "sea": "0A1220",
    "land": "1D2A44",
    "border": "2C3D5C",
    "us_land": "2A6590",
    "russia_land": "7E4630",
    "paper": "F1EBDD",
    "paper_line": "CBC3B1",
    "ink": "22262E",
    "ink_second": "5C5F66",
    "stamp": "A8321F",
    "link": "1F5FA8",
    "seal": "D9482F",
    "cream": "F1EBDD",
    "news": "DAD4C7",
    "news_line": "B9B2A4",
    "track": "22304A",
    "bright": "C9D8EA",
    "key": "2B3D63",
}
_COLOUR_BLIND = {"good": "56B4E9", "bad": "E69F00", "caution": "F0E442", "russia": "E69F00", "russia_land": "77551A"}
_DARK_PAPER = {
    "paper": "1B2333",
    "paper_line": "3B465C",
    "ink": "E9E3D4",
    "ink_second": "ABA698",
    "stamp": "EF8370",
    "link": "7DBBF2",
    "news": "232B3B",
    "news_line": "48536A",
}


STYLES: dict[str, tuple[str, int, int, int]] = {
    "body": ("sans", 13, 17, 0),
    "body_medium": ("sans_medium", 13, 17, 0),
    "strong": ("sans_semibold", 13, 17, 0),
    "small": ("sans_medium", 12, 16, 0),
    "tiny": ("sans_medium", 11, 14, 0),
    "head": ("sans_semibold", 13, 18, 0),
    "card": ("sans_semibold", 15, 20, 0),
    "seat": ("sans_semibold", 17, 22, 0),
    "date": ("sans_medium", 15, 20, 0),
    "button": ("sans_semibold", 14, 20, 0),
    "button_big": ("sans_semibold", 17, 24, 0),
    "page": ("sans_semibold", 22, 30, 0),
    "figure": ("mono_medium", 16, 20, 0),
    "figure_big": ("mono_medium", 18, 24, 0),
    "mono": ("mono", 12, 16, 0),
    "mono_medium": ("mono_medium", 13, 18, 0),
    "key": ("mono_medium", 12, 16, 0),
    "stamp": ("mono_medium", 12, 16, 2),
    "doc": ("serif", 16, 23, 0),
    "doc_small": ("serif", 14, 20, 0),
    "doc_snug": ("serif", 15, 21, 0),
    "doc_wide": ("serif", 17, 25, 0),
    "doc_large": ("serif", 19, 28, 0),
    "doc_huge": ("serif", 23, 33, 0),
    "doc_tiny": ("serif", 13, 18, 0),
    "doc_fine": ("serif", 12, 16, 0),
    "doc_italic": ("serif_italic", 16, 23, 0),
    "doc_title": ("serif_semibold", 23, 30, 0),
    "paper_name": ("serif_semibold", 17, 24, 0),
    "headline": ("serif_semibold", 19, 25, 0),
    "lead": ("serif_semibold", 15, 21, 0),
    "lead_small": ("serif_semibold", 14, 19, 0),
    "italic": ("serif_italic", 17, 24, 0),
    "title": ("serif_medium", 76, 88, 0),
    "motto": ("serif_italic", 20, 27, 0),
    "seal": ("mono_medium", 46, 54, 2),
    "seal_small": ("mono_medium", 22, 28, 1),
    "score": ("serif_semibold", 38, 46, 0),
}
"""Kinds of type: face, size, line height, space between letters; all at 100 %."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What decides how everything looks: palette, paper, the scale of the screen and that of the text."""

    colour_blind: bool = False
    dark_paper: bool = False
    scale: float = 1.0
    text: float = 1.0

    def with_scale(self, scale: float) -> Theme:
        """Return the same theme on a screen of another scale."""
        return replace(self, scale=scale)

    def colours(self) -> dict[str, Colour]:
        """Return the colours by name."""
        codes = _DEFAULT | (_COLOUR_BLIND if self.colour_blind else {}) | (_DARK_PAPER if self.dark_paper else {})
        return {name: _rgb(code) for name, code in codes.items()}

    def points(self, size: int) -> int:
        """Return the size of a text in pixels."""
        return max(min(size, SMALLEST_TEXT), round(size * self.scale * self.text))


def automatic_scale(width: int, height: int) -> float:
    """Return the scale of a screen: quarters of the drawing's 1280 by 720, at least three quarters."""
    return max(LEAST_SCALE, int(min(width / 1280, height / 720) * 4) / 4)


def largest_scale(width: int, height: int, text: float) -> float:
    """Return the scale up to which a window still holds what is necessary, with text of a size."""
    return max(LEAST_SCALE, min(width / LEAST_ROOM[0], height / LEAST_ROOM[1]) / text)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two; a share of 1 is the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
