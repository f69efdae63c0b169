"""One read of one subject as it stands: what is stored, and how surely the engine's calls follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from measurements.case.answered_read import AnsweredRead
from measurements.lesion import Answer, Lesion, Measurement, Role
from measurements.recist.certainty import Certainty, Repeat, certainty
from measurements.recist.flips import Flips, flips
from measurements.recist.switches import Switch, switches
from measurements.trial import Timepoint


@dataclass(frozen=True)
class CaseView(AnsweredRead):
    """A read of one subject at one moment; made anew after each change.

    Attributes:
        answers: of the measurements.
        measurements: by (lesion uid, timepoint uid).
        thickness_mm: slice thickness of the series a lesion was first measured on, by lesion uid; None where
            not known.
    """

    answers: Mapping[tuple[str, str], Answer] = field(init=False, repr=False, compare=False)
    measurements: Mapping[tuple[str, str], Measurement]
    thickness_mm: Mapping[str, Decimal | None]

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", {key: one.answer for key, one in self.measurements.items()})

    @cached_property
    def _switches(self) -> dict[str, tuple[Switch, ...]]:
        """Those asked for so far: finding them asks the engine once for everything that could be said."""
        return {}

    def flips_at(self, timepoint: Timepoint, *, nearest: bool = True) -> Flips | None:
        """The sums at which the call of a timepoint would be another, and the lesion nearest to them.

        Args:
            nearest: False leaves that lesion out, which takes longest to find.
        """
        place = self._place_of(timepoint)
        if self.assessment is None or place is None:
            return None
        rules = self.protocol.rules
        return flips(self.assessment, place, self.rows, rules, nearest=nearest)

    def switches_at(self, timepoint: Timepoint) -> tuple[Switch, ...]:
        """What, said otherwise at a timepoint, alone gives another call."""
        if timepoint.uid not in self._switches:
            place = self._place_of(timepoint)
            if self.assessment is None or place is None:
                return ()
            self._switches[timepoint.uid] = switches(self.assessment, place, self.rows, self.protocol.rules)
        return self._switches[timepoint.uid]

    def certainty_at(self, timepoint: Timepoint) -> Certainty | None:
        """How likely another reader's measurements give the same call at a timepoint."""
        place = self._place_of(timepoint)
        if self.assessment is None or place is None:
            return None
        return certainty(
            self.assessment,
            place,
            self.rows,
            Repeat.OTHER_READER,
            self.protocol.variability,
            self.protocol.rules,
        )

    def _place_of(self, timepoint: Timepoint) -> int | None:
        """Where a timepoint stands among those assessed."""
        call = self.call_at(timepoint)
        if self.assessment is None or call is None:
            return None
        return self.assessment.timepoints.index(call)

    def measurement(self, lesion: Lesion, timepoint: Timepoint) -> Measurement | None:
        return self.measurements.get((lesion.uid, timepoint.uid))

    def may_show_length(self, lesion: Lesion, timepoint: Timepoint, *, at: Timepoint) -> bool:
        """Whether the protocol lets a reader see, while they read `at`, how long a lesion is at a timepoint.

        What they draw there is theirs to see. Elsewhere a length is hidden until the lesion is drawn or
        answered at `at`, or for good, so that it does not lead the hand.
        """
        shown = self.protocol.reading.prior_lengths
        if timepoint.uid == at.uid or shown == "shown":
            return True
        if shown == "never":
            return False
        said = self.measurement(lesion, at)
        return self.is_answered(lesion, at) or (said is not None and said.caliper is not None)

    def may_show_sum(self, timepoint: Timepoint, *, at: Timepoint) -> bool:
        """Whether they may see the sum of a timepoint: where they may see the lengths of all its targets."""
        return all(
            self.may_show_length(lesion, timepoint, at=at)
            for lesion in self.listed(timepoint)
            if lesion.role is Role.TARGET
        )

    def may_show_change(self, timepoint: Timepoint, *, at: Timepoint) -> bool:
        """Whether they may see how a sum has changed: with its own it tells one of the sums before it."""
        return all(self.may_show_sum(one, at=at) for one in self.timepoints if one.order <= timepoint.order)

    def compared(self, current: Timepoint, prior: Timepoint | None) -> tuple[Timepoint, ...]:
        """The columns of the table of sums: baseline, prior, current, each once."""
        columns = [self.timepoints[0], *([prior] if prior is not None else []), current]
        return tuple(dict.fromkeys(sorted(columns, key=lambda timepoint: timepoint.order)))
