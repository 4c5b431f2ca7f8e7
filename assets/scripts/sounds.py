"""Make the six sounds of `assets/sounds` with NumPy and encode them as OGG Vorbis, mono, 44.1 kHz.

Source: none, they are computed here; the noise has a fixed seed. Needs NumPy and, to encode, PyPI `soundfile` 0.14.0.
Each file is decoded again and measured: length, peak and RMS in dB below full scale, for the loop also the step at the seam as a share of
the largest step between neighbours inside. The script fails if a peak is 0.5 dB off. What is heard is the same at every run; the bytes
differ in the stream's serial number. Judged by figures only: nobody listened.

    python assets/scripts/sounds.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]
from common import ASSETS, report
from numpy.typing import NDArray

Wave = NDArray[np.float64]

RATE = 44100
SEED = 20161230
QUALITY = 0.6
DRONE_SECONDS = 16
DRONE_CREST = 12.0
PARTIALS = {55.0: 0.25, 82.5: 0.3, 110.0: 1.0, 110.1875: 0.6, 165.0: 0.7, 164.875: 0.4, 220.0: 0.5, 220.3125: 0.3, 330.0: 0.15}


def times(seconds: float) -> Wave:
    """Return the moments of the samples."""
    return np.arange(round(seconds * RATE)) / RATE


def edged(wave: Wave, attack: float, release: float) -> Wave:
    """Fade a wave in and out, so that it starts and ends at zero."""
    up, down = round(attack * RATE), round(release * RATE)
    envelope = np.ones(len(wave))
    envelope[:up] = np.sin(np.linspace(0, np.pi / 2, up)) ** 2
    envelope[-down:] *= np.cos(np.linspace(0, np.pi / 2, down)) ** 2
    return wave * envelope


def noise(seconds: float, low: float, high: float, slope: float = 0.0) -> Wave:
    """Return noise between two frequencies, made from its spectrum: it repeats without a seam; `slope` is in dB an octave."""
    count = round(seconds * RATE)
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    rng = np.random.default_rng(SEED)
    spectrum = np.exp(2j * np.pi * rng.random(len(frequency)))
    octaves = np.log2(np.maximum(frequency, 1.0) / low)
    spectrum *= 10 ** (slope * octaves / 20) * np.clip(octaves * 4, 0, 1) * np.clip(np.log2(high / np.maximum(frequency, 1.0)) * 4, 0, 1)
    wave: Wave = np.fft.irfft(spectrum, count)
    level = float(np.sqrt(np.mean(wave**2)))
    return wave / level


def bell(frequency: float, seconds: float, decay: float) -> Wave:
    """Return a soft struck tone with two overtones that die sooner."""
    t = times(seconds)
    parts = ((1.0, 1.0, 1.0), (2.0, 0.3, 1.8), (3.0, 0.1, 3.0))
    tone: Wave = np.sum([size * np.sin(2 * np.pi * n * frequency * t) * np.exp(-t * fast / decay) for n, size, fast in parts], axis=0)
    return edged(tone, 0.004, 0.02)


def sequence(notes: list[tuple[float, Wave]], seconds: float) -> Wave:
    """Lay waves over each other at their moments."""
    result = np.zeros(round(seconds * RATE))
    for moment, wave in notes:
        start = round(moment * RATE)
        piece = wave[: len(result) - start]
        result[start : start + len(piece)] += piece
    return edged(result, 0.001, 0.01)


def click() -> Wave:
    """Return a dry tick of 45 ms."""
    t = times(0.045)
    wave = np.sin(2 * np.pi * 1900 * t) * np.exp(-t / 0.005) + 0.5 * np.sin(2 * np.pi * 900 * t) * np.exp(-t / 0.008)
    return edged(wave + 0.15 * noise(0.045, 1500, 6000) * np.exp(-t / 0.003), 0.001, 0.008)


def confirm() -> Wave:
    """Return two rising notes, D5 and A5, in 0.32 s."""
    return sequence([(0.0, bell(587.33, 0.2, 0.07)), (0.09, bell(880.0, 0.23, 0.09))], 0.32)


def alert() -> Wave:
    """Return two falling notes, E flat 4 and B flat 3, in 0.9 s."""
    return sequence([(0.0, bell(311.13, 0.5, 0.2)), (0.3, bell(233.08, 0.6, 0.25))], 0.9)


def paper() -> Wave:
    """Return a sheet being turned: noise with a slow swell and a few crackles, 0.42 s."""
    t = times(0.42)
    rng = np.random.default_rng(SEED)
    crackle = np.ones(len(t)) * 0.5
    for moment, size in zip(rng.uniform(0.02, 0.36, 14), rng.uniform(0.4, 1.2, 14), strict=True):
        crackle += size * np.where(t >= moment, np.exp(-np.maximum(t - moment, 0) / 0.008), 0.0)
    swell = np.sin(np.pi * np.clip(t / 0.42, 0, 1)) ** 1.5
    return edged(noise(0.42, 1200, 9000, -3.0) * crackle * swell, 0.01, 0.03)


def stamp() -> Wave:
    """Return a rubber stamp: a falling thump with a slap on top, 0.3 s."""
    t = times(0.3)
    phase = 2 * np.pi * np.cumsum(75 + 110 * np.exp(-t / 0.025)) / RATE
    thump = np.sin(phase) * np.exp(-t / 0.06)
    slap = 0.22 * noise(0.3, 400, 4500, -4.0) * np.exp(-t / 0.012)
    return edged(thump + slap, 0.001, 0.03)


def drone() -> Wave:
    """Return a loop of 16 s; every partial and every swell runs a whole number of cycles, the noise is periodic by its making."""
    t = times(DRONE_SECONDS)
    rng = np.random.default_rng(SEED)
    wave = 0.05 * noise(DRONE_SECONDS, 180, 900, -6.0)
    for index, (frequency, size) in enumerate(PARTIALS.items()):
        if (frequency * DRONE_SECONDS) % 1:
            sys.exit(f"{frequency} Hz has no whole number of cycles in {DRONE_SECONDS} s")
        breath = 1 + 0.35 * np.sin(2 * np.pi * (1 + index % 3) * t / DRONE_SECONDS + rng.uniform(0, 2 * np.pi))
        wave = wave + size * breath * np.sin(2 * np.pi * frequency * t + rng.uniform(0, 2 * np.pi))
    swell = 0.5 - 0.5 * np.cos(2 * np.pi * t / DRONE_SECONDS)
    low, high = 0.0, 8.0
    for _ in range(40):
        middle = (low + high) / 2
        shaped = wave * (0.15 + swell) ** middle
        low, high = (middle, high) if peak(shaped) - rms(shaped) < DRONE_CREST else (low, middle)
    return shaped


def peak(wave: Wave) -> float:
    """Return the peak in dB below full scale."""
    return 20 * float(np.log10(np.abs(wave).max()))


def rms(wave: Wave) -> float:
    """Return the effective level in dB below full scale."""
    return 10 * float(np.log10(np.mean(wave**2)))


def centroid(wave: Wave) -> float:
    """Return the mean frequency of the amplitude spectrum in Hz."""
    power = np.abs(np.fft.rfft(wave)) ** 2
    return float(np.dot(power, np.fft.rfftfreq(len(wave), 1 / RATE)) / power.sum())


def seam(wave: Wave) -> float:
    """Return the step from the last sample to the first as a share of the largest step inside."""
    return float(abs(wave[0] - wave[-1]) / np.abs(np.diff(wave)).max())


@dataclass(frozen=True)
class Sound:
    """A sound: how it is made, how long it is in seconds, its peak in dB below full scale, and whether it loops."""

    make: Callable[[], Wave]
    seconds: float
    peak: float
    loops: bool = False


SOUNDS = {
    "click": Sound(click, 0.045, -14.0),
    "confirm": Sound(confirm, 0.32, -9.0),
    "alert": Sound(alert, 0.9, -6.0),
    "paper": Sound(paper, 0.42, -16.0),
    "stamp": Sound(stamp, 0.3, -8.0),
    "drone": Sound(drone, float(DRONE_SECONDS), -18.0, loops=True),
}


def encoded(wave: Wave, target: Path) -> Wave:
    """Write a wave as OGG Vorbis, block by block, and return what a player will decode."""
    with soundfile.SoundFile(target, "w", RATE, 1, format="OGG", subtype="VORBIS", compression_level=QUALITY) as file:
        for start in range(0, len(wave), 8192):
            file.write(wave[start : start + 8192])
    decoded: Wave = soundfile.read(target, dtype="float64")[0]
    return decoded


def main() -> None:
    """Make, encode, measure and print every sound."""
    folder = ASSETS / "sounds"
    folder.mkdir(parents=True, exist_ok=True)
    for name, sound in SOUNDS.items():
        wave = sound.make()
        gain = sound.peak - peak(wave)
        for _ in range(3):
            heard = encoded(wave * 10 ** (gain / 20), folder / f"{name}.ogg")
            gain += sound.peak - peak(heard)
        if len(heard) != round(sound.seconds * RATE) or abs(peak(heard) - sound.peak) > 0.5:
            sys.exit(f"{name}: {len(heard)} samples with a peak of {peak(heard):.1f} dBFS")
        size = (folder / f"{name}.ogg").stat().st_size / 1024
        line = f"{name:8} {len(heard) / RATE:6.3f} s  peak {peak(heard):6.2f}  RMS {rms(heard):6.2f} dBFS"
        line += f"  centroid {centroid(heard):5.0f} Hz  {size:6.1f} KiB"
        print(line + (f"  seam {seam(heard):.2f} of the largest step inside (before encoding {seam(wave):.2f})" if sound.loops else ""))
    report("sounds")


if __name__ == "__main__":
    main()
