"""What of a signed timepoint or read is otherwise now than it was signed, though the signature stands."""

import json
from collections.abc import Mapping
from enum import StrEnum

from measurements.case.signed_content import content_now
from measurements.signature import Signature
from measurements.storage.repository import Repository


class Since(StrEnum):
    """A part of what was signed. What is drawn is locked; the rest comes to differ by what arrives later."""

    GONE = "gone"
    SCHEDULE = "schedule"
    PROTOCOL = "protocol"
    READ = "read"
    PICTURES = "pictures"
    IMAGE_CHECK = "image check"
    CALL = "call"


_PART: Mapping[str, Since] = {
    "subject": Since.SCHEDULE,
    "timepoint": Since.SCHEDULE,
    "timepoints": Since.SCHEDULE,
    "protocol": Since.PROTOCOL,
    "images": Since.PICTURES,
    "image_check": Since.IMAGE_CHECK,
    "call": Since.CALL,
    "best_response": Since.CALL,
    "confirmed_best_response": Since.CALL,
    "progression_day": Since.CALL,
}
"""Names of `signed_content`; all others are of what the reader said."""

SENTENCES: Mapping[Since, str] = {
    Since.GONE: "What was signed is not in the trial any more.",
    Since.SCHEDULE: "Timepoints came or were moved before what was signed.",
    Since.PROTOCOL: "The protocol is another than it was signed by.",
    Since.READ: "What was drawn or said is otherwise than it was signed.",
    Since.PICTURES: "The pictures are others than those that were signed.",
    Since.IMAGE_CHECK: "What was said of the pictures is otherwise than it was signed.",
    Since.CALL: "The call is another now than the one that was signed.",
}
"""Each in a sentence, for who stands above the blinding: a part may be of what a reader does not see."""


def changed_since(trial: Repository, signature: Signature) -> tuple[Since, ...]:
    """What differs, each part once; nothing where the trial says what was signed.

    Args:
        trial: the whole of it (`TrialStore.whole`): a part that is hidden would seem to differ.
    """
    now = content_now(trial, signature)
    if now is None:
        return (Since.GONE,)
    if now == signature.content:
        return ()
    signed, said = json.loads(signature.content), json.loads(now)
    names = [name for name in {**signed, **said} if signed.get(name) != said.get(name)]
    found = {_PART.get(name, Since.READ) for name in names}
    return tuple(part for part in Since if part in found)
