"""Up to four situations side by side: what comes in per month, line by line, and why.

``compare`` is the public function: situations in, lines out, amounts in whole cents, nothing
kept. ``hours_curve`` gives what comes in for many numbers of hours at once.
"""

from openfisca_netherlands.comparison.curve import benefit_ends_at, hours_curve, losses
from openfisca_netherlands.comparison.engine import compare
from openfisca_netherlands.comparison.outcome import Comparison, Line, Outcome, Refusal
from openfisca_netherlands.comparison.situation import Situation, SituationError

__all__ = [
    "Comparison",
    "Line",
    "Outcome",
    "Refusal",
    "Situation",
    "SituationError",
    "benefit_ends_at",
    "compare",
    "hours_curve",
    "losses",
]
