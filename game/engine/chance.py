"""Chance as an argument: every draw is a pure function of (seed of the world, turn, slot).

The mixer is the finaliser of SplitMix64 (Steele, Lea & Flood 2014). Nothing is remembered between draws, so any world of
any sweep can be played alone, in any batch size, on any worker.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.engine.terms import SEED_BITS

MASK64: Final = (1 << 64) - 1
_MIX1: Final = 0xBF58476D1CE4E5B9
_MIX2: Final = 0x94D049BB133111EB
TURN_STEP: Final = 0x9E3779B97F4A7C15
SLOT_STEP: Final = 0xD1B54A32D192ED03
WORLD_STEP: Final = 0x8CB92BA72F3D8DD7
_UNIT: Final = 2.0**-53
_SEED: Final = (1 << SEED_BITS) - 1

Seeds = NDArray[np.uint64]


def mix64(value: int) -> int:
    """Return 64 well-stirred bits of a 64-bit integer (a bijection)."""
    value &= MASK64
    value = ((value ^ (value >> 30)) * _MIX1) & MASK64
    value = ((value ^ (value >> 27)) * _MIX2) & MASK64
    return value ^ (value >> 31)


def world_seed(seed: int, index: int) -> int:
    """Return the seed of world `index` of a sweep started with `seed`, below 2^49; it reproduces that world alone.

    No two worlds of a sweep have the same, up to 2^49 of them.
    """
    return int(world_seeds(seed, index, 1)[0])


def world_seeds(seed: int, first: int, count: int) -> Seeds:
    """Return the seeds of worlds first .. first+count-1 of a sweep, shape (count,)."""
    index = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    start = mix64((seed + TURN_STEP) & MASK64)
    with np.errstate(over="ignore"):
        place = np.uint64(start) + np.uint64(WORLD_STEP) * index
    # The second key parts sweeps whose starts lie near each other: they would share their worlds, only shifted.
    return _mix_seeds(_mix_seeds(place) ^ np.uint64(mix64(start)))


def _mix_seeds(values: Seeds) -> Seeds:
    """Return the low 49 bits of every element well stirred (a bijection of them), shape as given."""
    out = values & np.uint64(_SEED)
    for shift, factor in ((25, _MIX1), (24, _MIX2)):
        out ^= out >> np.uint64(shift)
        out *= np.uint64(factor)
        out &= np.uint64(_SEED)
    out ^= out >> np.uint64(25)
    return out


def mix_array(values: Seeds) -> Seeds:
    """Return `mix64` of every element, shape as given."""
    out = values ^ (values >> np.uint64(30))
    out *= np.uint64(_MIX1)
    out ^= out >> np.uint64(27)
    out *= np.uint64(_MIX2)
    out ^= out >> np.uint64(31)
    return out


def turn_key(seed: int, turn: int) -> int:
    """Return the key all draws of one world's turn start from."""
    return mix64(seed + TURN_STEP * turn)


def turn_keys(seeds: Seeds, turn: int) -> Seeds:
    """Return `turn_key` for every world, shape as given."""
    return mix_array(seeds + np.uint64((TURN_STEP * turn) & MASK64))


def draw(seed: int, turn: int, slot: int) -> float:
    """Return the uniform number in [0, 1) that this world draws in this turn at this slot."""
    return (mix64(turn_key(seed, turn) + SLOT_STEP * slot) >> 11) * _UNIT


def draws_from(keys: Seeds, slot: int) -> NDArray[np.float64]:
    """Return the draws of one slot for worlds whose turn keys are given, shape as given."""
    mixed = mix_array(keys + np.uint64((SLOT_STEP * slot) & MASK64))
    mixed >>= np.uint64(11)
    return mixed.astype(np.float64) * _UNIT


class Dice:
    """Draws of one block; `keys` are those of the turn, shape (worlds,), from which every slot is a step away."""

    def __init__(self, seeds: Seeds) -> None:
        self._seeds = seeds
        self.keys = np.empty_like(seeds)
        # Buffers of its own, so that a turn allocates nothing; made when NumPy is to draw.
        self._work = self._spare = np.empty(0, np.uint64)
        self._shift = [np.array(bits, np.uint64) for bits in (30, 27, 31, 11)]
        self._factor = [np.array(factor, np.uint64) for factor in (_MIX1, _MIX2)]
        self._unit = np.array(_UNIT)
        self._turn = -1

    def turn_to(self, turn: int) -> None:
        """Prepare the keys of a turn."""
        if turn != self._turn:
            np.copyto(self.keys, turn_keys(self._seeds, turn))
            self._turn = turn

    def forget(self) -> None:
        """Drop the keys of the turn, after the seeds were changed in place."""
        self._turn = -1

    def roll(self, step: NDArray[np.uint64], out: NDArray[np.float64]) -> None:
        """Write the draws of a slot into `out`, shape (worlds,); `step` is `slot_step(slot)`."""
        if len(self._work) != len(self.keys):
            self._work, self._spare = np.empty_like(self.keys), np.empty_like(self.keys)
        work, spare, shift, factor = self._work, self._spare, self._shift, self._factor
        np.add(self.keys, step, work)
        np.right_shift(work, shift[0], spare)
        np.bitwise_xor(work, spare, work)
        np.multiply(work, factor[0], work)
        np.right_shift(work, shift[1], spare)
        np.bitwise_xor(work, spare, work)
        np.multiply(work, factor[1], work)
        np.right_shift(work, shift[2], spare)
        np.bitwise_xor(work, spare, work)
        np.right_shift(work, shift[3], work)
        np.copyto(out, work, casting="unsafe")
        np.multiply(out, self._unit, out)


def slot_step(slot: int) -> NDArray[np.uint64]:
    """Return the constant that moves a turn's key to a slot, as a 0-d array."""
    return np.array((SLOT_STEP * slot) & MASK64, np.uint64)
