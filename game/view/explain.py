"""Explanations on demand: what an option consists of, what a term means."""

from __future__ import annotations

from difflib import get_close_matches

from game.engine.layout import walk
from game.engine.spec import Scenario
from game.engine.steps import Act, Chance, Impose, Learn, Number, Reply, Step, Word
from game.engine.terms import WINDOW_DAYS, Power
from game.play.match import Match, Option
from game.play.preview import preview
from game.view.text import _, number, sentence
from game.view.tracks import labels

SHORT = {
    **dict.fromkeys(("s", "m", "l", "sizes", "small", "medium", "large", "size bands"), "size"),
    **dict.fromkeys(("low", "high", "sure"), "confidence"),
}
"""Words a player types for an entry of another name; `medium` is a size before it is a confidence."""


def _own(scenario: Scenario) -> dict[str, str]:
    """Return the entries of the game itself, for what every crisis prints."""
    return {
        "scope": _("The share of a measure's full weight that a step has: a list of nine names counts 0.4 of a full round of sanctions."),
        "weight": _("What a measure is worth after Goldstein (1992), below zero for harm; relations move by {kappa} of it.").format(
            kappa=number(scenario.model["kappa"].value)
        ),
        "confidence": _("How surely a card's effect comes out in this direction and size; where nothing is said, almost surely."),
        "kind words": _("Words without deeds count for {cap} points of weight in {days} days; more than that counts nothing.").format(
            cap=number(scenario.model["talk_cap"].value, 0), days=WINDOW_DAYS
        ),
    }


def explain_option(match: Match, option: Option) -> list[str]:
    """Return what an option does, measure by measure, with codes and weights."""
    if option.item is None:
        gain = match.scenario.model["room_hold"].value
        return [
            _("Hold gives {n} room and uses no rung. A turn without a material act lets the ladder fall by one.").format(n=number(gain, 0))
        ]
    power = match.waiting[0] if match.waiting else "us"
    lines = [f"{sentence(option.item.label)} {option.item.line}"]
    lines += [text for step in walk(option.item.steps) if (text := _step(match.scenario, step))]
    return lines + _foreseen(match, option, power)


def _foreseen(match: Match, option: Option, power: Power) -> list[str]:
    """Return every change of a shown track that an option makes by itself, as the previews have it."""
    if not option.is_open:
        return []
    effects = {effect.row: effect for effect in preview(match, [option])[option.id].effects}
    parts = []
    for label in labels(match.scenario, power):
        effect = effects.get(label.row)
        if effect is not None and label.since <= match.turn + 1 and (effect.low or effect.high):
            low, high = label.change(effect.low), label.change(effect.high)
            parts.append(
                f"{label.name} {low}" if low == high else _("{track} {low} to {high}").format(track=label.name, low=low, high=high)
            )
    if not parts:
        return [_("It moves no gauge by itself; what it sets off comes later.")]
    return [_("By itself: {changes}.").format(changes=", ".join(parts))]


def _step(scenario: Scenario, step: Step) -> str:
    match step:
        case Act(measure=name, amount=amount, scope=scope):
            row = scenario.measures[name]
            many = (
                f" {number(amount.expression.value, 0)}" if amount and isinstance(amount.expression, Number) and row.takes != "none" else ""
            )
            return _("{label}{many}: CAMEO {code}, weight {weight}, scope {scope}, rung {rung}.").format(
                label=row.label.capitalize(), many=many, code=row.cameo, weight=number(row.weight), scope=number(scope), rung=row.rung
            )
        case Chance(risk=risk):
            return _("A chance decides: {risk}.").format(risk=risk) if risk else ""
        case Word(word=word, change="give"):
            found = next(item for item in scenario.words if item.id == word)
            return _("Puts a word on the table: {title}. {text}").format(title=found.title, text=found.text.strip())
        case Learn():
            return _("Your people look closer; the estimate on the rival page gets sharper.")
        case Impose(package=package, lift=lift):
            label_text = next(item.label for item in scenario.packages if item.id == package)
            return _("Lifts {label}.").format(label=label_text) if lift else _("Imposes {label}.").format(label=label_text)
        case Reply(kind="accept"):
            return _("Both sides hand over what the paper names.")
    return ""


def explain_term(match: Match, me: Power, words: str) -> list[str]:
    """Return what a term means, or the nearest known ones."""
    glossary = {name.lower(): text for name, text in (_own(match.scenario) | dict(match.scenario.glossary)).items()}
    for label in labels(match.scenario, me):
        glossary.setdefault(label.name.lower(), label.why)
    wanted = words.strip().lower()
    names = {_plain(name): name for name in reversed(glossary)}
    found = wanted if wanted in glossary else names.get(_plain(SHORT.get(wanted, wanted)))
    if found is not None:
        return [f"{found[:1].upper() + found[1:]}: {glossary[found].strip()}"]
    inside = [name for name, text in glossary.items() if len(wanted) > 3 and wanted.rstrip("s") in text.lower()][:3]
    near = get_close_matches(wanted, glossary, 3, 0.5) or [name for name in glossary if wanted in name][:3] or inside
    if near:
        return [_("There is no entry {term!r}. Near it: {names}.").format(term=wanted, names=", ".join(near))]
    return [_("There is no entry {term!r}. Entries: {names}.").format(term=wanted, names=", ".join(sorted(glossary)))]


def _plain(name: str) -> str:
    """Return the name of an entry as a player types it: without its article and what stands in brackets."""
    return name.partition(" (")[0].removeprefix("the ").removesuffix(" bands")
