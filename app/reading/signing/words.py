"""Signatures and what was said of pictures, in the words of the reading room."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.language import language
from measurements.case.image_findings import ImageFinding
from measurements.signature import ImageCheck, ImageVerdict, Signature, Unlock

translate = QCoreApplication.translate


def moment_text(moment: datetime) -> str:
    """As a signature shows it: 2026-11-22 15:08 +08:00, the same in every language."""
    zone = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M} {zone[:3]}:{zone[3:5]}"


def signature_text(signature: Signature) -> str:
    sentence = translate("signing", "Signed by {name}, {time} \u00b7 version {version}")
    return sentence.format(
        name=signature.printed_name, time=moment_text(signature.signed), version=signature.version
    )


def completion_text(signature: Signature) -> str:
    sentence = translate("signing", "Read completed by {name}, {time} \u00b7 version {version}")
    return sentence.format(
        name=signature.printed_name, time=moment_text(signature.signed), version=signature.version
    )


def voided_text(signature: Signature, unlock: Unlock) -> str:
    """A signature that stands no more; who voided it is left out where that is not to be told."""
    if unlock.who:
        sentence = translate(
            "signing",
            "Version {version}, signed by {name}, {signed}, was voided by {who}, {unlocked}: {reason}",
        )
    else:
        sentence = translate(
            "signing", "Version {version}, signed by {name}, {signed}, was voided, {unlocked}: {reason}"
        )
    return sentence.format(
        version=signature.version,
        name=signature.printed_name,
        signed=moment_text(signature.signed),
        who=unlock.who,
        unlocked=moment_text(unlock.unlocked),
        reason=unlock.reason,
    )


def findings_text(findings: Iterable[ImageFinding]) -> str:
    """All of them in the language of the moment."""
    return in_a_row(finding.sentence(language()) for finding in findings)


def in_a_row(sentences: Iterable[str]) -> str:
    """Whole sentences one after the other; Chinese puts nothing between them."""
    return ("" if language() == "zh" else " ").join(filter(None, sentences))


def verdict_text(check: ImageCheck | None) -> str:
    """What was said of a timepoint's pictures."""
    if check is None:
        return translate("signing", "Not checked yet")
    if check.verdict is ImageVerdict.PASS:
        return translate("signing", "Passed the check")
    if check.verdict is ImageVerdict.WAIVED:
        sentence = translate("signing", "Read all the same: {reason}")
    else:
        sentence = translate("signing", "Cannot be read: {reason}")
    return sentence.format(reason=check.reason)
