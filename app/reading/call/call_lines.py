"""The call of the timepoint in hand as the panel shows it: why, what would flip it, how sure it is."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.case_words import call_text
from app.language import language, sentence
from app.reading.desk.desk_view import DeskView
from app.reading.desk.lines import CallLine, FlipBar
from measurements.case.case_view import CaseView
from measurements.recist.assessment import TimepointAssessment
from measurements.recist.certainty import certainty_sentence
from measurements.recist.flips import Flips, flips_sentence
from measurements.recist.response import Response
from measurements.recist.sentences import overall_sentence
from measurements.recist.switches import switches_sentence

translate = QCoreApplication.translate


def call_line(view: DeskView) -> CallLine:
    """The call of the current timepoint and what decided it.

    While a caliper is being drawn, what takes many questions to the engine waits until it is stored.
    """
    case, current = view.case, view.current
    call = case.call_at(current)
    listed = case.asked(current)
    wanted = len(case.unanswered(current))
    begun = any(case.measurement(lesion, current) is not None for lesion in listed)
    signed = view.standing.signature_at(current) is not None
    remarks = []
    if wanted:
        remarks.append(translate("room", "{0} of {1} lesions still to assess.").format(wanted, len(listed)))
    protocol = case.protocol.identity
    if not listed:
        told = translate("room", "Draw the first lesion, or press N to name it first.")
        if current.order:
            told = translate("room", "The baseline has no lesions yet: measure them there first.")
        return CallLine("", translate("room", "No call yet"), told, (), protocol)
    if not begun or call is None:
        told = translate("room", "Nothing assessed at {0} yet.").format(current.label)
        return CallLine("", translate("room", "No call yet"), told, tuple(remarks), protocol)
    # The rules would say that what nobody has looked at yet is not evaluable.
    undecided = wanted and call.overall is Response.NE
    if not view.may_show_change(current):
        # Sentence, flips and certainty tell of sums from which those of the timepoints before follow.
        return CallLine(
            "" if undecided else call_text(case, current),
            translate("room", "No call yet") if undecided else translate("room", "Overall response"),
            translate(
                "room", "The protocol hides earlier lengths here, and the sums that this call compares."
            ),
            tuple(remarks),
            protocol,
            drafted=view.drafted,
            signed=signed,
        )
    if undecided:
        told = translate("room", "What is assessed so far does not decide it.")
        return CallLine("", translate("room", "No call yet"), told, tuple(remarks), protocol)
    found = case.flips_at(current, nearest=not view.drafted)
    flip_sentences = [] if found is None else [sentence(flips_sentence(found, language()))]
    certain = ""
    if not view.drafted:
        flip_sentences.append(sentence(switches_sentence(case.switches_at(current), language())))
        sure = case.certainty_at(current)
        certain = "" if sure is None else sentence(certainty_sentence(sure, language()))
    return CallLine(
        response=call_text(case, current),
        title=translate("room", "Baseline") if current.order == 0 else translate("room", "Overall response"),
        sentence=sentence(overall_sentence(call, case.visit_labels, language())),
        remarks=tuple(remarks),
        protocol=protocol,
        flip=None if found is None or call.sum_mm is None else _flip_bar(case, call, call.sum_mm, found),
        flip_sentences=tuple(filter(None, flip_sentences)),
        certainty=certain,
        drafted=view.drafted,
        signed=signed,
    )


def _flip_bar(case: CaseView, call: TimepointAssessment, sum_mm: Decimal, found: Flips) -> FlipBar:
    """How far the sum is from another call, and how far two readers' sums lie apart."""
    low_pct, high_pct = case.protocol.two_readers_sum_pct
    return FlipBar(
        sum_mm,
        found.pr_at_most_mm,
        found.pd_at_least_mm,
        two_readers_mm=(sum_mm * (1 + low_pct / 100), sum_mm * (1 + high_pct / 100)),
        two_readers_pct=(low_pct, high_pct),
    )
