"""How far chance alone moves a statistic of a few things from its bound.

A document of 14 figures is a small sample: with 80 % expected, 9 of 14 are no sign of an error, and 90 of 149 are. A
value outside its bounds counts only if chance would put it there, in a document that lies on the bound, less than once
in 1,000:

    share      P(X >= k) for a binomial X of n things with the upper bound as probability; P(X <= k) with the lower one
    gap        (n + 1) (1 - gap)^n, which bounds the probability that n things at random places leave such a gap
    median     the binomial with probability 1/2 for the number of values beyond the bound
    benford    2 n distance, as chi-square with 8 degrees of freedom
"""

from __future__ import annotations

import math
from collections import Counter
from statistics import median

LEVEL = 0.001
# The value that chi-square with 8 degrees of freedom exceeds with probability LEVEL.
CHI_SQUARE = 26.125
# The first digits of amounts of many sizes.
DIGITS = {digit: math.log10(1 + 1 / digit) for digit in range(1, 10)}


def at_least(k: int, n: int, p: float) -> float:
    """The probability of k or more of n things that each have probability p."""
    if k <= 0 or p >= 1:
        return 1.0
    if p <= 0:
        return 0.0
    logs = (
        math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(p) + (n - i) * math.log1p(-p)
        for i in range(k, n + 1)
    )
    return math.fsum(math.exp(log) for log in logs)


def without_chance(value: float, is_by_chance: bool, low: float, high: float) -> float:
    """The value; or the bound that it lies beyond, if chance explains that."""
    return min(max(value, low), high) if is_by_chance else value


def share(value: float, n: int, low: float, high: float) -> float:
    """A percentage of n things, without what chance explains."""
    k = round(value * n / 100)
    tail = at_least(k, n, high / 100) if value > high else at_least(n - k, n, 1 - low / 100)
    return without_chance(value, tail >= LEVEL, low, high)


def gap(value: float, n: int, low: float, high: float) -> float:
    """The longest gap that n things leave, in percent, without what chance explains."""
    return without_chance(value, (n + 1) * max(1 - value / 100, 0) ** n >= LEVEL, low, high)


def middle(values: list[float], low: float, high: float) -> float:
    """The median, without what chance explains."""
    value = median(values)
    beyond = sum(one > high for one in values) if value > high else sum(one < low for one in values)
    return without_chance(value, at_least(beyond, len(values), 0.5) >= LEVEL, low, high)


def distance(values: list[float], high: float) -> float:
    """The distance of first digits from Benford's distribution, without what chance explains."""
    n, counts = len(values), Counter(round(value) for value in values)
    value = math.fsum(count / n * math.log(count / n / DIGITS[digit]) for digit, count in counts.items())
    return without_chance(value, value <= high + CHI_SQUARE / (2 * n), float("-inf"), high)
