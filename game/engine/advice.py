"""What the record says a threat or a sanction is worth: chances for advice and forecasts, never drawn by the engine (model 6.6)."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.curves import logistic
from game.engine.spec import Coefficient

THREAT_PRESSURE, IMPOSED_PRESSURE = 10.0, 25.0
"""Pressure at which pressure itself neither helps nor hurts: what a threat would add, and what is in force."""


def concede(model: Mapping[str, Coefficient], credibility: float, pressure: float, salience: float, imposed: bool) -> float:
    """Return the chance that a target gives in: once to an open threat, or over two years to a measure in force.

    Fitted to Drezner 2003 (40 of 71 threats, 5 of 15 impositions) and TIES (Russia as target, 2 of 17).
    """
    start = model["imposed_intercept" if imposed else "threat_intercept"].value
    rest = IMPOSED_PRESSURE if imposed else THREAT_PRESSURE
    push = min(max(model["concede_pressure"].value * (pressure - rest) / 25.0, -0.5), 0.5)
    trust = model["concede_credibility"].value * (credibility - model["credibility_rest"].value)
    return logistic(start + trust + push - model["concede_salience"].value * salience)
