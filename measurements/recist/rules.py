"""The switches and parameters a trial's protocol may set for the RECIST engine."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from measurements.refusal import Refusal

StickyPR = Literal["never", "confirmed", "assigned"]
OrrBranch = Literal["all-lesions", "targets"]


@dataclass(frozen=True, slots=True)
class Rules:
    """How the protocol reads RECIST where its sources leave room.

    Attributes:
        min_sd_days: days from treatment start a visit must have reached for SD, or Non-CR/Non-PD, to be a
            best response.
        confirmation_days: least days from a response to the scan that confirms it, and from an iUPD to the
            scan that confirms that.
        max_ne: visits not evaluable that may stand between a response and its confirmation.
        sd_between: SD visits that may stand between a PR and its confirmation.
        sticky_pr: whether a PR that drifts above the PR threshold without PD is called PR until PD:
            never, once it is confirmed, or once it is assigned.
        cr_reappear: disease seen again after an overall CR is PD below 5 mm too; otherwise the sum decides.
        node_cr_first: nodes that all stay below 10 mm keep a CR even where their sum passes the PD test.
        orr_branch: which baseline lesions decide whether the objective response rests on unirradiated lesions
            too: all of them, or the targets alone (section 11). No call depends on it.

    Raises:
        Refusal: a number is negative or no whole number, or a word is not one of those above.
    """

    min_sd_days: int = 42
    confirmation_days: int = 28
    max_ne: int = 1
    sd_between: int = 0
    sticky_pr: StickyPR = "never"
    cr_reappear: bool = True
    node_cr_first: bool = True
    orr_branch: OrrBranch = "all-lesions"

    def __post_init__(self) -> None:
        for name in ("min_sd_days", "confirmation_days", "max_ne", "sd_between"):
            value = getattr(self, name)
            if type(value) is not int or value < 0:
                raise Refusal(
                    "The rule {name} is {value!r}; give a whole number, 0 or more.", name=name, value=value
                )
        if self.sticky_pr not in ("never", "confirmed", "assigned"):
            raise Refusal(
                "The rule sticky_pr is {value!r}; give never, confirmed or assigned.", value=self.sticky_pr
            )
        if self.orr_branch not in ("all-lesions", "targets"):
            raise Refusal(
                "The rule orr_branch is {value!r}; give all-lesions or targets.", value=self.orr_branch
            )
        for name in ("cr_reappear", "node_cr_first"):
            value = getattr(self, name)
            if type(value) is not bool:
                raise Refusal("The rule {name} is {value!r}; give true or false.", name=name, value=value)


@dataclass(frozen=True, slots=True)
class Variability:
    """How far repeated measurements lie apart.

    Attributes:
        same_reader_pct, two_readers_pct: 95 % limits of the relative difference between two readings of one
            lesion, in percent (Yoon 2016, pooled).
        rescan_sd_mm: SD of the change between two scans 15 minutes apart (Oxnard 2011).
        node_cv_pct: coefficient of variation of a node within a subject, in percent.
    """

    same_reader_pct: tuple[Decimal, Decimal] = (Decimal(-18), Decimal(16))
    two_readers_pct: tuple[Decimal, Decimal] = (Decimal(-22), Decimal(25))
    rescan_sd_mm: Decimal = Decimal("2.4")
    node_cv_pct: Decimal = Decimal("7.7")
