"""A small scenario without faults, for tests to read and to spoil."""

from game import paths
from game.content import reader
from game.content.reader import COMMON_FILES, File, Reading

_TEMPLATE = """\
id: small-crisis
title: A Small Crisis
subtitle: Three turns in winter
summary: Two capitals, one house in the country.
turns:
  - {date: "2016-12-29", days: 3, name: Shock, initiative: us, seen: {russia: "2016-12-30"}}
  - {date: "2017-01-01", days: 5, name: Answer, initiative: russia}
  - {date: "2017-01-06", days: 5, name: Rest, initiative: us}
start: {relations: -32, tension: 20, rung: 3}
tracks:
  - {id: boundary, label: The boundary, start: 40, low: 0, high: 100, about: How firmly the line stands.}
hidden:
  - id: successor
    label: The successor
    values: {deal: 0.5, firm: 0.5}
    labels: {deal: open to a deal, firm: firmer than expected}
    tells: {deal: [He smiles at length.], firm: [He reads the file.]}
    reveal: 3
words:
  - id: reserve
    owner: russia
    kind: reserve
    public: true
    level: 1
    due: 3
    title: The right to reply
    text: A reply will come, at a time of our own choosing.
    met: us.staff < us.staff_start
    keep: [{expel: "min(35, received.persons)"}, criticise]
packages:
  - {id: listed, label: The list of names, target: russia, size: 0.1, share: 1.0, age_days: 0}
  - {id: wider, label: A wider list, target: russia, size: 1, share: 0.8, ally_share: 0.2}
parties:
  - {id: eu, name: European Union, stance: Watches., start: 0.8, rest: 0.8, thresholds: [[0.7, protests]]}
legislature:
  id: congress
  name: Congress
  power: us
  chambers:
    - {id: house, name: House, seats: 435, share: 0.8, review_bar: 0.5}
    - {id: senate, name: Senate, seats: 100, share: 0.85, review_bar: 0.6}
  clauses: []
powers:
  us:
    name: United States
    capital: Washington
    office: the chair of the deputies committee
    start: {room: 55, approval: 55, credibility: 0.45, hope: 0.5, staff: 1210, consulates: 3, premises: 4}
    brief: The report is in and the house is watched.
    brief_print: The report is in, the house is watched, and the clerk counts the hours.
    mandates:
      - id: line
        name: Draw the line
        text: Make it cost something.
        goals:
          - {label: Credibility, of: me.credibility, start: 0.45, full: 0.6, points: 40}
          - {label: Boundary, of: boundary, start: 40, full: 60, points: 30}
          - {label: Room, of: us.room, start: 40, full: 60, points: 20}
          - {label: Relations, of: relations, start: -50, full: -30, points: 10}
@quiet
    floors:
      - {label: Room, of: us.room, start: 20}
    advisers:
      - {id: state, name: State Department, senior: true, about: proportion}
      - {id: services, name: The Directorate, loud: true, about: proof}
      - {id: treasury, name: Treasury, about: banks}
    tray:
      - id: ask_quiet
        verb: talk
        label: Propose a quiet month
        line: No new step from either side until spring.
        does: [note]
        result: A paper of eleven lines goes across town.
        echo: You proposed a quiet month.
        mail:
          kind: offer
          gives: quiet_month
          asks: posts_back
          counter: {gives: meeting, asks: quiet_month}
          title: A quiet month
          text: They propose that nobody does anything until spring.
          accepted: [{track: them.room, add: 2, why: a bargain}]
          refused: [{track: me.hope, add: -0.05, why: refused}]
          leaked: [{news: A private paper is printed}]
      - id: brief_allies
        verb: court
        label: Brief the allies
        line: Show them the file.
        does: [{track: eu.alignment, add: 0.02, why: the file}]
        result: They read it.
        turns: "1-2"
@cards
  russia:
    name: Russia
    capital: Moscow
    office: the head of the department
    closed_media: true
    start: {room: 60, approval: 80, credibility: 0.5, hope: 0.5, staff: 455, consulates: 4, premises: 2}
    brief: Thirty-five families are packing.
    brief_print: Thirty-five families are packing, and a cat needs papers.
    mandates:
      - id: wait
        name: Wait them out
        text: Owe nothing and wait.
        goals:
          - {label: Hope, of: russia.hope, start: 0.4, full: 0.6, points: 40}
          - {label: Room, of: russia.room, start: 40, full: 60, points: 30}
          - {label: Relations, of: relations, start: -40, full: -20, points: 20}
          - {label: Approval, of: russia.approval, start: 70, full: 85, points: 10}
@quiet
    advisers:
      - {id: mfa, name: Foreign Ministry, senior: true, about: mirrors}
      - {id: services, name: The Services, loud: true, about: secrets}
      - {id: bank, name: The Bank, about: rates}
    tray:
      - {id: learn_more, verb: prepare, label: Ask the embassy, line: Who is he., does: [{learn: successor}], result: A long cable.}
      - id: seal_list
        verb: prepare
        label: Type the list
        line: Names in a safe.
        does: [{flag: list_sealed, secret: true}]
        result: A safe closes.
        history: 2
@cards
    handover: {turn: 3, start: {approval: 81, room: 60}, keeps_words: [reserve], text: A new deputy takes the desk.}
papers:
  - {id: courier, name: The Potomac Courier, power: us, about: invented and dry}
sources:
  vice_2016: "Tim Hume, VICE News, 30 December 2016"
incidents:
  - id: findings
    for: us
    deck: spine
    turns: 1
    title: The findings are in
    text: |
      The chiefs have signed the report.
      The clerk asks where to file it.
    claims:
      - {text: The report exists., status: reported, source: vice_2016}
    advisers:
      state: {backs: expel_few, because: A reply in kind is read correctly.}
    responses:
      - id: expel_few
        label: Send thirty-five home
        line: Thirty-five, and two country houses.
        history: true
        does:
          - expel: 35
          - {close_compounds: 2, why: two country houses}
          - {flag: us_expelled}
          - {impose: wider}
        result: Thirty-five families are told the date.
        echo: You sent thirty-five people home.
        news: Thirty-five told to leave
        papers: {courier: Thirty-five to go}
      - id: words_only
        label: Say so in public
        line: A statement, and nothing after it.
        requires: {when: me.room > 30, because: Home would not hear of words alone.}
        does: [accuse, {track: boundary, add: -2, why: words alone}]
        result: The statement is read out twice.
        echo: You answered in words.
      - id: leave_it
        label: Leave it
        line: The file goes into the drawer.
        does: []
        result: The drawer closes.
        echo: You left it in the drawer.
  - id: thirty_five
    for: russia
    deck: spine
    turns: [1, 2]
    when: us_expelled and not list_sealed
    title: Thirty-five
    text: The list came by fax.
    callbacks:
      - {when: received.points > 10, text: The sum is large.}
    responses:
      - id: mirror
        label: Send thirty-five home
        line: The same number.
        does:
          - {expel: received.persons}
          - {chance: 0.2, risk: a paper prints it, then: [{news: The list is printed}], else: [{track: tension, add: -1, why: no noise}]}
        result: The same number packs.
        echo: You mirrored it.
      - id: right_to_reply
        label: Reserve the right
        line: Later.
        does: [{give_word: reserve}, {track: me.room, add: -2, why: waiting}]
        result: Nothing happens, on purpose.
        echo: You reserved the right to answer.
      - id: shrug
        label: Say nothing
        line: No comment.
        does: [decline_comment, {if: us.room < 20 or successor.deal, then: [{schedule: quiet_day, after: 1}], else: [{flag: shrugged}]}]
        result: The spokeswoman has a cold.
        echo: You said nothing.
  - id: quiet_day
    for: both
    deck: pool
    turns: "2-3"
    when: us_expelled or relations < them.room
    weight: 2
    title: A quiet day
    text: Nothing came from the other side.
    advisers:
      treasury: {backs: rest, because: Markets like it.}
      bank: {backs: rest, because: The rate holds.}
    responses:
      - {id: rest, label: Rest, line: Nothing at all., does: [], result: A quiet day passes., echo: You rested.}
      - id: call
        label: Telephone
        line: Ten minutes.
        does: [phone, {track: them.hope, add: 0.02, why: a call}]
        result: They talk of the weather.
        echo: You rang.
      - {id: grumble, label: Grumble, line: In public., does: [criticise], result: Nobody listens., echo: You grumbled.}
  - id: snow
    deck: news
    turns: 2-3
    chance: 0.5
    title: Snow closes both airports
    text: Nobody leaves either capital today.
    does: [{track: tension, add: -1, why: snow}, {statement: 1, by: us}]
endings:
  - id: rupture
    title: Rupture
    text: The flags come down in both capitals. @ending
    when: rung >= 10
    rupture: true
    omens: [{when: rung >= 8, text: Two rungs more and it is over.}]
  - id: answered
    title: Answered
    text: A word was kept. @ending
    when: reserve.kept or shrugged and relations < -60
    final: true
    callbacks: [{when: us_expelled, text: Thirty-five remember it.}]
  - id: adjourned
    title: Adjourned
    text: The matter is adjourned. @ending
    when: 1
    final: true
    texts: {us: The desk is yours again. @ending, russia: The desk is yours still. @ending}
verdicts:
  rupture: Nothing is left.
  common_ground: Both have something.
  victory_with_a_bill: It cost something.
  advantage: You have more.
  kept_faith: You kept your word.
  outplayed: They have more.
  cold_draw: Nobody has anything.
tolls:
  - {text: "{n} officials moved.", count: russia.staff_start - russia.staff}
history:
  - {turn: 1, date: "2016-12-30", text: Nobody was sent home in reply., source: vice_2016}
glossary: {expulsion: An order to leave.}
model: {kappa: 0.4}
"""

_QUIET = """\
      - id: quiet
        name: Keep it quiet
        text: Let it pass.
        goals:
          - {label: Tension, of: tension, start: 40, full: 10, points: 40}
          - {label: Relations, of: relations, start: -40, full: -20, points: 30}
          - {label: Hope, of: me.hope, start: 0.4, full: 0.6, points: 20}
          - {label: Credibility, of: me.credibility, start: 0.4, full: 0.6, points: 10}"""
_CARD = "      - {id: spare_%d, verb: signal, label: A spare card, line: Nothing much., does: [statement], result: Nothing much.}"
_ENDING = "The clerk closes the file and turns out the lamp while snow falls on both capitals alike. " * 4

SAMPLE = _TEMPLATE.replace("@quiet", _QUIET).replace("@cards", "\n".join(_CARD % n for n in range(6))).replace("@ending", _ENDING.strip())
"""The scenario as its author wrote it; the fillers keep it within the budgets without being read."""


def read(text: str | bytes, **changed: bytes) -> Reading:
    """Read a scenario with the game's shared files, some of them replaced."""
    folder = paths.scenarios_dir() / "common"
    common = {name: File(f"{name}.yaml", changed.get(name) or (folder / f"{name}.yaml").read_bytes()) for name in COMMON_FILES}
    return reader.read(File("s.yaml", text.encode() if isinstance(text, str) else text), common)
