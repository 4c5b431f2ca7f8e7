"""The review as one page of HTML that stands alone: to hand in, to show in class."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from game.engine.terms import Power, other
from game.play.match import Match
from game.view.debrief import close, score
from game.view.review import Graded, Review
from game.view.text import _

STYLE = """
:root { color-scheme: light dark; --line: #8886; --second: #777; --good: #1a7f5a; --caution: #a05a00; --bad: #b3361f; }
@media (prefers-color-scheme: dark) { :root { --second: #9ab; --good: #5ccba6; --caution: #f0b13e; --bad: #f2966b; } }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .4rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: .35rem 0; } .second { color: var(--second); font-size: .9rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; }
tr { border-top: 1px solid var(--line); } td.lost { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.best, .good { color: var(--good); } .mistake { color: var(--caution); } .blunder { color: var(--bad); font-weight: 600; }
"""


def review_page(parts: Sequence[tuple[Match, Sequence[tuple[Power, Review]]]]) -> str:
    """Return the page of a finished game: for each crisis how it ended, and the review of each power that is told of."""
    title = _("Review: {title}").format(title=", ".join(match.scenario.title for match, _told in parts))
    body = "\n".join(_part(match, told) for match, told in parts)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _part(match: Match, told: Sequence[tuple[Power, Review]]) -> str:
    lines = [f"<h1>{escape(match.scenario.title)}</h1>", _line(match.scenario.subtitle, "second")]
    for me, shown in told:
        end, points = close(match, me), [score(match, power) for power in (me, other(me))]
        totals = "; ".join(
            _("{name}, {mandate}: {total} of 100").format(name=item.name, mandate=item.mandate, total=item.total) for item in points
        )
        lines += [
            f"<h2>{escape(points[0].name)}</h2>",
            _line(_("The end: {end}. Verdict: {verdict}. {text}").format(end=end.title, verdict=end.verdict, text=end.verdict_text)),
            _line(f"{totals}."),
        ]
        lines += [_line(text) for text in shown.summary]
        if shown.forks:
            lines += [f"<h3>{escape(_('The dearest choices'))}</h3>", _table(shown.forks, with_better=True)]
        if shown.choices:
            lines += [f"<h3>{escape(_('Every choice'))}</h3>", _table(shown.choices, with_better=False)]
        lines.append(_line(shown.method, "second"))
    return "\n".join(lines)


def _table(items: Sequence[Graded], with_better: bool) -> str:
    heads = (_("Turn"), _("On the desk"), _("Chosen"), _("Grade"), _("Points"))
    cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    rows = [f"<tr>{cells}</tr>"]
    for item in items:
        chosen = escape(f"“{item.chosen}”") + (f'<br><span class="second">{escape(item.told)}</span>' if with_better else "")
        grade = f'<td class="{item.grade}">{escape(item.name)}</td>'
        rows.append(f'<tr><td>{item.turn}</td><td>{escape(item.title)}</td><td>{chosen}</td>{grade}<td class="lost">{item.cost}</td></tr>')
    return f"<table>{''.join(rows)}</table>"


def _line(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"
