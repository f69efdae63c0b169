"""A proportion of patients with its exact interval."""

from dataclasses import dataclass

LEVEL = 0.95
"""Of every interval of an endpoint."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` of `of` patients.

    Attributes:
        lower, upper: Clopper-Pearson interval at `LEVEL`, as fractions; None where there is nobody.
    """

    count: int
    of: int
    lower: float | None
    upper: float | None

    @property
    def fraction(self) -> float | None:
        return self.count / self.of if self.of else None


def proportion(count: int, of: int) -> Proportion:
    """A proportion with its interval, whose ends are 0 for nobody and 1 for everybody.

    Raises:
        ValueError: more counted than there are.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no proportion")
    if of == 0:
        return Proportion(count, of, None, None)
    from scipy.special import betaincinv  # all of scipy.stats would take longer than a trial's endpoints

    tail = (1 - LEVEL) / 2
    low = float(betaincinv(count, of - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, of - count, 1 - tail)) if count < of else 1.0
    return Proportion(count, of, low, high)
