"""What a wholesale error looks like: distributions of the CSVs and of the marts.

A row test sees a wrong cell. These gates see a capture that stopped half-way, a column filled down to the end, a
unit that slipped by ten thousand everywhere: errors whose single rows all look well. Bounds follow from what such
documents are, and each says why (bounds.csv). How far chance moves a small document from them is in chance.py. Every
build judges them (judge.py); the nightly run shows them on pages as well (checkpoint.py, Great Expectations).
"""

from expectations.judge import judge_all
from expectations.outcome import Outcome

__all__ = ["Outcome", "judge_all"]
