"""Incidents, their responses and the cards of a tray, from nodes into the spec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, cast

from game.content.build_steps import Site, steps
from game.content.node import Node
from game.content.workshop import Workshop
from game.engine.spec import Card, Incident, Mail, Response, WordSpec
from game.engine.steps import Advice, Callback, Claim, Word
from game.engine.terms import MAIL_KINDS, POWERS, Deck, MailKind, Power, Verb, other

_DUE: Final = ("keep", "late", "drop")


def incidents(shop: Workshop, root: Node, advisers: Mapping[Power, frozenset[str]]) -> tuple[Incident, ...]:
    """Build the incidents of a scenario file; one for both seats becomes two."""
    built: list[Incident] = []
    for node in root.list("incidents"):
        addressee = node.text("for")
        _check_addressee(shop, node, addressee)
        if addressee == "both":
            built.extend(_incident(shop, node, power, f"{node.text('id')}@{power}", advisers) for power in POWERS)
        else:
            # A desk without an addressee has been noted; read as somebody's, it gives no second problem.
            power = next((power for power in POWERS if power == addressee), None if node.text("deck") == "news" else POWERS[0])
            built.append(_incident(shop, node, power, node.text("id"), advisers))
    return tuple(built)


def _check_addressee(shop: Workshop, node: Node, addressee: str) -> None:
    deck = node.text("deck")
    if deck == "news" and addressee:
        shop.say(node.key_place("for"), "news-for", "news is for nobody's desk", "take out `for`, or choose the deck `pool`")
    if deck != "news" and not addressee:
        shop.say(node.place, "missing-key", f"`for` is missing in this {deck} incident", "us, russia or both; only news goes without")
    strangers = ("responses", "advisers", "weight") if deck == "news" else ("does", "chance")
    for key in strangers:
        if key in node.fields:
            hint = "news has `does` and `chance`" if deck == "news" else "steps stand in the responses; `weight` is for the pool"
            shop.say(node.key_place(key), "wrong-deck", f"`{key}` has no meaning in the deck `{deck}`", hint)


def _incident(shop: Workshop, node: Node, power: Power | None, name: str, advisers: Mapping[Power, frozenset[str]]) -> Incident:
    site = Site(power)
    own = [] if power is None else _advice(node, advisers, power)
    return Incident(
        id=name,
        deck=cast(Deck, node.text("deck")),
        power=power,
        turns=shop.turns(node),
        title=node.text("title"),
        text=node.text("text"),
        place=node.place,
        responses=tuple(_response(shop, item, site) for item in node.list("responses")),
        when=shop.optional_formula(node, "when", power),
        weight=node.number("weight", 1.0),
        probability=shop.optional_formula(node, "chance", power),
        advice=tuple(own),
        claims=tuple(_claim(item) for item in node.list("claims")),
        callbacks=callbacks(shop, node, power),
        variants=callbacks(shop, node, power, "variants"),
        steps=steps(shop, node.list("does"), site),
    )


def _advice(node: Node, advisers: Mapping[Power, frozenset[str]], power: Power) -> list[Advice]:
    # In an incident for both seats each seat hears its own advisers only.
    strangers = advisers[other(power)] - advisers[power] if node.text("for") == "both" else frozenset()
    said = node.mapping("advisers").items()
    return [Advice(name, item.text("backs"), item.text("because")) for name, item in said if name not in strangers]


def _claim(node: Node) -> Claim:
    return Claim(node.text("text"), node.text("status"), node.text("source"))  # type: ignore[arg-type]  # the shape has checked it


def callbacks(shop: Workshop, node: Node, power: Power | None, key: str = "callbacks") -> tuple[Callback, ...]:
    """Build the sentences that are added to a text when their condition holds."""
    return tuple(Callback(shop.formula(item.fields["when"], power), item.text("text")) for item in node.list(key))


def _response(shop: Workshop, node: Node, site: Site) -> Response:
    return Response(
        id=node.text("id"),
        label=node.text("label"),
        line=node.text("line"),
        steps=steps(shop, node.list("does"), site),
        place=node.place,
        lock=shop.lock(node, site.me),
        history=node.truth("history"),
        private=node.truth("private"),
        result=node.text("result"),
        echo=node.text("echo"),
        news=node.text("news"),
        papers={paper: str(item.value).strip() for paper, item in node.mapping("papers").items()},
    )


def card(shop: Workshop, node: Node, power: Power) -> Card:
    """Build one card of a seat's tray."""
    site = Site(power)
    return Card(
        id=node.text("id"),
        verb=cast(Verb, node.text("verb")),
        label=node.text("label"),
        line=node.text("line"),
        steps=steps(shop, node.list("does"), site),
        place=node.place,
        turns=shop.turns(node),
        when=shop.optional_formula(node, "when", power),
        lock=shop.lock(node, power),
        mail=_mail(shop, node, site),
        history=shop.turns(node, "history") if "history" in node.fields else (),
        private=node.truth("private"),
        result=node.text("result"),
        echo=node.text("echo"),
        news=node.text("news"),
    )


def _mail(shop: Workshop, parent: Node, site: Site) -> Mail | None:
    node = parent.child("mail")
    if node is None or node.kind == "nothing":
        return None
    counter = node.at("counter") if node.mapping("counter") else None
    return Mail(
        kind=cast(MailKind, node.text("kind")),
        gives=node.text("gives") or None,
        asks=node.text("asks") or None,
        counter_gives=None if counter is None else counter.text("gives") or None,
        counter_asks=None if counter is None else counter.text("asks") or None,
        title=node.text("title"),
        text=node.text("text"),
        accepted=steps(shop, node.list("accepted"), site),
        refused=steps(shop, node.list("refused"), site),
        leaked=steps(shop, node.list("leaked"), site),
    )


# --- what every scenario shares --------------------------------------------------------------------


def answers(shop: Workshop, shared: Node, trays: Mapping[Power, tuple[Card, ...]]) -> tuple[Incident, ...]:
    """Build the answer incidents of each seat: one for each kind of mail that can reach it."""
    by_kind = {node.text("mail"): node for node in shared.list("answers")}
    built: list[Incident] = []
    for power in POWERS:
        coming = {card.mail.kind for card in trays[other(power)] if card.mail is not None}
        if any(card.mail is not None and (card.mail.counter_gives or card.mail.counter_asks) for card in trays[power]):
            coming.add("counter")
        for kind in MAIL_KINDS:
            if kind in coming and kind in by_kind:
                built.append(_answer(shop, by_kind[kind], kind, power))
    return tuple(built)


def _answer(shop: Workshop, node: Node, kind: MailKind, power: Power) -> Incident:
    site = Site(power, answers=True)
    return Incident(
        id=f"{kind}@{power}",
        deck="answer",
        power=power,
        turns=tuple(range(1, shop.horizon + 1)),
        title=node.text("title"),
        text=node.text("text"),
        place=node.place,
        responses=tuple(_response(shop, item, site) for item in node.list("responses")),
        repeat=True,
        mail=kind,
    )


def struck(shop: Workshop, shared: Node, root: Node) -> tuple[Incident, ...]:
    """Build for each seat the incident of an act of the other side that no other desk has answered."""
    node = shared.child("struck")
    if node is None or node.kind == "nothing":
        return ()
    turns = shop.turns(root, "struck_turns")
    return tuple(
        Incident(
            id=f"struck@{power}",
            deck="answer",
            power=power,
            turns=turns,
            title=node.text("title"),
            text=node.text("text"),
            place=node.place,
            responses=tuple(_response(shop, item, Site(power)) for item in node.list("responses")),
            when=shop.optional_formula(node, "when", power),
            repeat=True,
        )
        for power in POWERS
    )


def dues(shop: Workshop, shared: Node, words: tuple[WordSpec, ...]) -> tuple[Incident, ...]:
    """Build the incident of each word that comes due."""
    node = shared.child("due")
    return () if node is None else tuple(_due(shop, node, word) for word in words)


def _due(shop: Workshop, node: Node, word: WordSpec) -> Incident:
    return Incident(
        id=f"due_{word.id}",
        deck="word",
        power=word.owner,
        turns=tuple(range(word.due, shop.horizon + 1)),
        title=_filled(node.text("title"), word),
        text=_filled(node.text("text"), word),
        place=word.place,
        responses=tuple(_due_response(node.fields[change], change, word) for change in _DUE),
        repeat=True,
        word=word.id,
    )


def _due_response(node: Node, change: str, word: WordSpec) -> Response:
    step = Word(word.id, change, word.place)  # type: ignore[arg-type]  # one of _DUE
    texts = {key: _filled(node.text(key), word) for key in ("label", "line", "result", "echo", "news")}
    bare = Response(
        id=change,
        label="",
        line="",
        steps=(step, *word.keep) if change == "keep" else (step,),
        place=word.place,
        history=change == word.history,
    )
    return replace(bare, **texts)  # type: ignore[arg-type]  # all five are texts


def _filled(text: str, word: WordSpec) -> str:
    # Not str.format: a title may hold a brace.
    return text.replace("{word}", word.title).replace("{promise}", word.text)
