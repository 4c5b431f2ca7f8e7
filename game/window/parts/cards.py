"""The answers on a desk and the verbs of a tray, as cards side by side or as a list."""

from __future__ import annotations

import pygame

from game.view.desk import Mark, OptionCard
from game.view.text import _
from game.window.kit.box import Column, Row
from game.window.kit.type import Run
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget, headline
from game.window.parts.gauges import draw_arrow

VERB_ICONS = {"Talk": "message-square", "Signal": "megaphone", "Prepare": "mail", "Court": "handshake", "Ask": "search"}


class KeyCap(Widget):
    """The number of a card on its key; a tick once it is chosen."""

    role = "text"

    def __init__(self, text: str, is_lit: bool, is_faint: bool = False, is_done: bool = False) -> None:
        super().__init__(label=text)
        self.is_lit, self._faint, self._done = is_lit, is_faint, is_done

    def width(self, ui: Ui) -> int:
        """Return the width of the cap."""
        return max(ui.em(20), ui.type.width(self.label, "mono_medium") + ui.px(10))

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the cap."""
        del width
        return max(ui.em(20), ui.type.font("mono_medium").get_height() + 2)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the cap."""
        ground = "focus" if self.is_lit else "track" if self._faint else "key"
        pygame.draw.rect(surface, ui.colour(ground), self.rect, border_radius=ui.px(4))
        colour = "ground" if self.is_lit else "second" if self._faint else "text"
        if self._done:
            ui.art.icon(surface, "check", self.rect.inflate(-4, -4), ui.colour(colour))
            return
        at = (self.rect.centerx, self.rect.centery - ui.type.font("mono_medium").get_height() // 2)
        self.say(ui, surface, self.label, "mono_medium", colour, at, "middle")


class RungText(Text):
    """The rung of a card on one line: with its name where there is room, else the number alone; the label always has both."""

    def __init__(self, rung: str, align: str = "left") -> None:
        super().__init__(rung, "small", "second", align)
        self._forms = ((Run(rung, "small", "second"),), (Run(rung.split(",", maxsplit=1)[0], "small", "second"),))
        self.is_short = False
        """Whether the name is left out even where there is room, since a neighbour has none."""

    def fits(self, ui: Ui, width: int) -> bool:
        """Return whether number and name stand on one line."""
        return ui.type.width(self.label, self._forms[0][0].style) <= width

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the form that fits, which is the one that is drawn."""
        self.runs = self._forms[0] if not self.is_short and self.fits(ui, width) else self._forms[1]
        return super().height(ui, width)

    def place(self, ui: Ui, rect: pygame.Rect) -> None:
        """Take the form that fits."""
        self.height(ui, rect.width)
        super().place(ui, rect)


class MarkLine(Widget):
    """An effect: the track, an arrow with its size, and the confidence as dots and a word."""

    role = "text"

    def __init__(self, mark: Mark) -> None:
        super().__init__(label=mark.line())
        self._mark = mark

    def _parts(self, ui: Ui) -> tuple[int, int]:
        """Return the widths of the name and of all that follows."""
        rest = ui.em(14) + ui.type.width(self._mark.size, "key") + ui.px(12) + self._dots(ui) + ui.px(6)
        return ui.type.width(self._mark.track, "small"), rest + ui.type.width(self._mark.confidence, "small")

    def _dots(self, ui: Ui) -> int:
        return 3 * ui.px(7)

    def width(self, ui: Ui) -> int:
        """Return the width of everything on a line."""
        return sum(self._parts(ui)) + ui.px(12)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a line, or of two where one is too narrow."""
        return ui.type.leading("small") * (1 if self.width(ui) <= width else 1 + len(self._name(ui, width))) + ui.px(3)

    def _name(self, ui: Ui, width: int) -> list[str]:
        """Return the name of the track on the lines it takes where the rest stands below it."""
        lines = ui.type.wrap((Run(self._mark.track, "small", "second"),), width)
        return ["".join(piece.text for piece in line.pieces) for line in lines]

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the mark; its parts stand in columns where there is room."""
        mark, line = self._mark, ui.type.leading("small")
        name, rest = self._parts(ui)
        y = self.rect.y + (line - ui.type.font("small").get_height()) // 2
        if self.width(ui) <= self.rect.width:
            self.say(ui, surface, mark.track, "small", "second", (self.rect.x, y))
            x = max(self.rect.x + name + ui.px(12), min(self.rect.x + self.rect.width * 2 // 5, self.rect.right - rest))
        else:
            for text in self._name(ui, self.rect.width):
                self.say(ui, surface, text, "small", "second", (self.rect.x, y))
                y += line
            x = self.rect.x + ui.px(8)
        up, colour = mark.up, ui.colour("good" if mark.is_relief else "bad")
        middle = y + ui.type.font("small").get_height() // 2
        draw_arrow(surface, colour, (x + ui.em(5), middle), ui.em(5), up)
        x += ui.em(14)
        x += self.say(ui, surface, mark.size, "key", colour, (x, middle - ui.type.font("key").get_height() // 2)) + ui.px(12)
        right = self.rect.right - ui.type.width(mark.confidence, "small")
        column = self.rect.x + self.rect.width * 3 // 5
        x = max(x, min(column, right - self._dots(ui) - ui.px(6)))
        for dot in range(3):
            shade = ui.colour("second" if dot < mark.sure else "line")
            pygame.draw.aacircle(surface, shade, (x + dot * ui.px(7) + ui.px(3), middle), max(2, ui.px(2.5)))
        self.say(ui, surface, mark.confidence, "small", "second", (x + self._dots(ui) + ui.px(6), y))


class Card(Column):
    """One option. The chosen one is what commit names; a locked one can be read all the same."""

    role = "radio button"

    def __init__(
        self,
        card: OptionCard,
        is_chosen: bool,
        select: Action,
        commit: Action,
        explain: Action,
        is_bare: bool = False,
        marker: str = "",
        is_dense: bool = False,
        is_brief: bool = False,
        in_tray: bool = False,
    ) -> None:
        super().__init__(
            gap=3 if is_dense else 4,
            pad=(11, 9) if is_dense else (14, 11),
            border="line",
            radius=8,
            name=f"card:{card.number}",
            action=select,
        )
        self.label = card.label
        self.is_open = card.is_open
        self._cap = KeyCap(str(card.number), is_chosen, not card.is_open)
        self._line = Text(card.line, "small" if is_dense else "body", "second")
        self.choose(is_chosen)
        self.enter, self.on_focus, self.explain = commit, select, explain
        self.rung: RungText | None = None
        self._is_verb = bool(card.verb)
        self._is_act = in_tray
        facts, last = self._foot(card, marker) if not is_brief else ([], [])
        self.facts, self.last = Foot(facts, gap=3), Foot(last, gap=4)
        self.add(*self._head(card, is_brief))
        if not is_brief:
            self.add(Gap(2, grow=not is_bare), self.facts, self.last)

    def choose(self, is_chosen: bool) -> None:
        """Make it the chosen one or not; nothing in it moves."""
        self.is_chosen = self._cap.is_lit = is_chosen
        self.value = "chosen" if is_chosen else ""
        self.ground = "locked" if not self.is_open else "hover" if is_chosen else "card"
        self._line.recolour("text" if is_chosen else "second")

    def _head(self, card: OptionCard, is_brief: bool) -> list[Widget]:
        faint = not card.is_open
        text = "second" if faint else "text"
        if faint:
            side: list[Widget] = [Gap(grow=True), Picture("lock", 16, "second", _("Locked"))]
        elif self._is_act:
            verb = next((icon for name, icon in VERB_ICONS.items() if _(name) == card.verb), "pause")
            side = [Text(card.verb, "head", "us"), Picture(verb, 17, "bright")]
        else:
            self.rung = RungText(card.rung or _("no rung"), "right")
            side = [self.rung]
        shares = [0.0, 1.0, 0.0] if self._is_act or faint else [0.0, 1.0]
        result: list[Widget] = [Row([self._cap, *side], shares, gap=10), Gap(2), headline(card.label, "card", text)]
        if card.line and not is_brief:
            result.append(self._line)
        return result

    def rung_room(self, ui: Ui, width: int) -> int:
        """Return how wide the rung may be beside the key or its flag, in a card of a width."""
        inner = width - 2 * ui.px(self.pad[0])
        return inner - (ui.em(13) + ui.px(8) if self._is_verb else self._cap.width(ui) + ui.px(10))

    def _foot(self, card: OptionCard, marker: str) -> tuple[list[Widget], list[Widget]]:
        if not card.is_open:
            return [
                Row([Picture("lock", 13, "caution", line="small"), Text(card.reason, "small", "second")], [0.0, 1.0], gap=8, align="top")
            ], []
        facts: list[Widget] = []
        if card.verb and card.rung:
            self.rung = RungText(card.rung)
            facts.append(Row([Picture("flag", 13, "second", line="small"), self.rung], [0.0, 1.0], gap=8, align="top"))
        facts += [MarkLine(mark) for mark in card.marks]
        last: list[Widget] = []
        if card.risk:
            last.append(
                Row(
                    [Picture("triangle-alert", 14, "caution", line="small"), Text(_capital(card.risk), "small", "text")],
                    [0.0, 1.0],
                    gap=8,
                    align="top",
                )
            )
        if card.leaving:
            last.append(
                Row(
                    [Picture("door-closed", 14, "caution", line="small"), Text(card.leaving, "small", "text")],
                    [0.0, 1.0],
                    gap=8,
                    align="top",
                )
            )
        if marker and not card.leaving:
            last.append(
                Row([Picture("door-open", 14, "good", line="small"), Text(marker, "small", "text")], [0.0, 1.0], gap=8, align="top")
            )
        return facts, [Rule(), *last] if last else []

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the ground, and a ring around the chosen one."""
        super().paint(ui, surface)
        if self.is_chosen:
            pygame.draw.rect(surface, ui.colour("focus"), self.rect, max(2, ui.px(3 if self.pressed else 2)), ui.px(self.radius))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Foot(Column):
    """The lower part of a card; side by side, all are as tall as the tallest, so that they can be compared."""

    least = 0

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of what is in it, at least that of its neighbours."""
        return max(self.least, super().height(ui, width))


class Cards(Row):
    """Cards side by side; a locked one needs less room."""

    def __init__(self, cards: list[Card], shares: list[float]) -> None:
        super().__init__([*cards], shares, gap=10, align="stretch", name="cards")
        self.group = "cards"
        self.role = "radio group"
        self._cards = cards

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the tallest card, once all lower parts are as tall as the tallest."""
        open_ones = [(card, wide) for card, wide in zip(self._cards, self._widths(ui, width), strict=True) if card.is_open]
        rungs = [(card.rung, card.rung_room(ui, wide)) for card, wide in open_ones if card.rung is not None]
        is_short = not all(rung.fits(ui, room) for rung, room in rungs)
        for rung, _room in rungs:
            rung.is_short = is_short
        for part in ("facts", "last"):
            feet: list[tuple[Foot, int]] = [(getattr(card, part), wide - 2 * ui.px(card.pad[0])) for card, wide in open_ones]
            for foot, _wide in feet:
                foot.least = 0
            least = max((foot.height(ui, wide) for foot, wide in feet), default=0)
            for foot, _wide in feet:
                foot.least = least
        return super().height(ui, width)


def card_list(cards: list[Card]) -> Column:
    """Return cards one below the other."""
    column = Column([*cards], gap=8, name="cards")
    column.group = "cards"
    column.role = "radio group"
    return column
