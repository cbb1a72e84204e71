"""What a wholesale error looks like: distributions of the CSVs before they load, and of the marts.

A row test sees a wrong cell. These suites see a capture that stopped half-way, a column filled down to the end, a
unit that slipped by ten thousand everywhere: errors whose single rows all look well. Bounds are wide on purpose:
they follow from what such documents are, and each says why.
"""

import logging
import warnings

# Before Great Expectations is imported: only the outcome and errors are printed.
logging.getLogger("great_expectations").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="great_expectations|pandas|altair")

from expectations.checkpoint import check_all, check_marts, gate  # noqa: E402
from expectations.outcome import Outcome  # noqa: E402

__all__ = ["Outcome", "check_all", "check_marts", "gate"]
