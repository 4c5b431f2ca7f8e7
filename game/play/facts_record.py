"""The record, date by date: both capitals play what they really did, and the tracks are held against the dated timeline.

Where the record leaves a desk open the policy draws, so every value is the median over many games.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.campaign import part_seeds
from game.engine.rules import Rules, Worlds
from game.engine.terms import POWERS
from game.play.batch import play_turn
from game.play.campaign import Route
from game.play.facts import Row, row
from game.play.policy import Seat

GAMES = 200
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Path:
    """Tracks of many games, turn by turn: the state at the start of the first turn, then after each, shape (turns + 1, rows, worlds)."""

    rules: Rules
    states: Array

    def at(self, turn: int, name: str) -> float:
        """Return the median of a track after a turn (0: before the first)."""
        return float(np.median(self.states[turn, self.rules.layout[name]]))

    def change(self, first: int, last: int, name: str) -> float:
        """Return the median change of a track from the end of one turn to the end of another."""
        number = self.rules.layout[name]
        return float(np.median(self.states[last, number] - self.states[first, number]))


def path(rules: Rules, seeds: NDArray[np.uint64], origin: Mapping[str, Array] | None = None) -> Path:
    """Play a crisis as the record has it in worlds with these seeds."""
    worlds = Worlds(rules, seeds)
    for name, values in (origin or {}).items():
        worlds.row(name)[:] = values
    seats = {power: Seat.of(worlds, power, "historical") for power in POWERS}
    states = [worlds.state]
    for turn in range(rules.turns):
        play_turn(worlds, seats, turn)
        states.append(worlds.state)
    return Path(rules, np.stack(states))


def checkpoints(route: Route) -> list[Row]:
    """Return facts 31 and on: December 2016 to September 2017 at the dates of the timeline."""
    seeds = chance.world_seeds(31, 0, GAMES)
    winter = path(route.rules[0], seeds)
    summer = path(route.rules[1], part_seeds(seeds, 1), route.crossings[0].cross(winter.states[-1], seeds))
    return [*_winter(winter), *_summer(summer), *_europe(summer)]


def _winter(told: Path) -> list[Row]:
    gone = told.at(0, "russia.staff") - told.at(1, "russia.staff")
    stayed = told.change(0, 10, "us.staff")
    return [
        row(31, "29 Dec 2016: thirty-five officials leave the United States", gone, 35, 35),
        row(32, "29 Dec 2016: relations fall with the package", told.change(0, 1, "relations"), -8, -2),
        row(33, "30 Dec 2016 to April: Moscow sends nobody home", stayed, 0, 0),
        row(34, "30 Dec 2016: restraint is free at home, Russian approval stays (84)", told.at(1, "russia.approval"), 82, 86),
        row(35, "5 Feb 2017: relations as Gallup finds them (28 to 70)", told.at(6, "relations"), -45, -25),
        row(36, "April 2017: relations about -28 (Levada)", told.at(10, "relations"), -36, -24),
    ]


def _summer(told: Path) -> list[Row]:
    cut = told.at(5, "us.staff") - told.at(6, "us.staff")
    expelled = told.at(0, "russia.staff") - told.at(10, "russia.staff")
    consulates = abs(told.at(10, "us.consulates") - 3) + abs(told.at(10, "russia.consulates") - 3)
    count = min(told.at(4, "congress.house"), told.at(4, "congress.senate"))
    return [
        row(37, "7 July 2017: a meeting moves relations little, and not down", told.change(1, 2, "relations"), -0.5, 4),
        row(38, "25-27 July: both chambers far over two thirds (419-3, 98-2)", count, 0.9, 1),
        row(39, "27 July: relations fall with the law", told.change(4, 5, "relations"), -8, -2),
        row(40, "28 July: American staff in Russia cut to 455, by 755", cut, 755, 755, told.at(6, "us.staff") == 455),
        row(41, "31 July: Russian approval hardly moves (83)", told.change(5, 6, "russia.approval"), -2, 2),
        row(42, "31 July: soft words after the cut do not bring relations back", told.change(5, 7, "relations"), -9, -1),
        row(43, "2 Aug: American approval within 4 of 38.5", told.at(7, "us.approval"), 34.5, 42.5),
        row(44, "2 Aug: the law weighs little on output in its first weeks", told.change(4, 10, "russia.pressure"), 0, 4),
        row(45, "21 Aug: visas stop, the queues grow", told.change(8, 9, "queues"), 5, 60),
        row(46, "31 Aug: relations about -39 (model of the record)", told.at(9, "relations"), -46, -34),
        row(47, "2 Sept: three consulates each, and no Russian expelled", consulates, 0, 0, expelled == 0),
    ]


def _europe(told: Path) -> list[Row]:
    low = min(told.at(turn, "eu.alignment") for turn in range(1, 8))
    return [
        row(48, "16 June to 26 July: Europe objects, and stays with its own sanctions", low, 0.62, 0.80),
        row(49, "22 July to 2 Aug: a third share instead of a tenth, partly satisfied", told.change(3, 7, "eu.alignment"), -0.02, 0.12),
        row(50, "June to September: China no further from Moscow", told.change(0, 10, "china"), 0, 25),
    ]
