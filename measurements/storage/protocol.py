"""Putting a protocol into a trial: checked, then kept as the text of its file."""

from measurements.protocol.loading import STANDARD, protocol_from_text, standard_text
from measurements.storage.rows import ProtocolRow
from measurements.storage.unit import UnitOfWork


def put_protocol(work: UnitOfWork, file_name: str, text: str) -> None:
    """Makes the text of this file the trial's protocol.

    Raises:
        Refusal: it is no protocol.
    """
    protocol = protocol_from_text(text, file_name)
    work.put(
        ProtocolRow(
            trial_uid=work.trial.trial_uid(),
            file_name=file_name,
            text=text,
            version=protocol.version,
            hash=protocol.hash,
        )
    )


def put_first_protocol(work: UnitOfWork) -> None:
    """Gives a trial that has none this program's own."""
    put_protocol(work, STANDARD, standard_text())
