"""What a reader does to sign, with keys and mouse."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.reading.signing.block import SigningBlock
from app.reading.signing.lines import Act
from app.reading.signing.sheet import SigningSheet
from measurements.signature import Signature
from tests.accounts import PASSWORD
from tests.app.reading.scans import LUNG
from tests.app.reading.user import CTRL, SHIFT, Opened, Reader

KEY = Qt.Key


def sheet(reader: Reader) -> SigningSheet:
    return reader.room.signing_sheet


def block(reader: Reader) -> SigningBlock:
    return reader.room.panel.signing


def words_on(sheet: SigningSheet) -> dict[str, str]:
    """The rows of the sheet that is open."""
    assert sheet.lines is not None
    return dict(sheet.lines.rows)


def assess(reader: Reader) -> None:
    """Draws the one lesion, and says its class where it is new."""
    reader.draw(LUNG)
    if reader.desk.at_baseline:
        reader.key(KEY.Key_1, SHIFT)


def ask_to_sign(opened: Opened, reader: Reader) -> None:
    """The key of the sheet, and the wait for the checksums that a signature binds."""
    reader.key(KEY.Key_Return, CTRL)
    assert sheet(reader).isVisible(), reader.message
    opened.qtbot.waitUntil(sheet(reader).confirm.isEnabled)


def give(reader: Reader, text: str) -> None:
    """Types into the sheet and ends with Enter."""
    reader.type_in(text)
    reader.key(KEY.Key_Return)
    QApplication.processEvents()


def sign(opened: Opened, reader: Reader) -> None:
    ask_to_sign(opened, reader)
    give(reader, PASSWORD)
    assert not sheet(reader).isVisible(), sheet(reader).refusal


def sign_all(opened: Opened) -> Reader:
    """Assesses and signs all three timepoints."""
    reader = opened.read(0)
    for _ in range(3):
        opened.qtbot.waitUntil(lambda: is_there(reader))
        assess(reader)
        sign(opened, reader)
    return reader


def is_there(reader: Reader) -> bool:
    """Whether the slices of the current picture have come."""
    stack = reader.wall.current.stack
    return stack is not None and stack.ready == stack.count


def press(reader: Reader, act: Act) -> None:
    """The button below the call."""
    assert block(reader).button(act).isVisible()
    reader.click(block(reader).button(act))


def signatures(opened: Opened) -> list[tuple[str, int, bool]]:
    """Timepoint, version and whether it stands, of all that was signed; the whole read is "read"."""
    with opened.session.store.whole() as trial:
        labels = {one.uid: one.label for some in trial.timepoints_by_subject().values() for one in some}
        standing = {one.uid for one in trial.evidence.standing()}
        signed: list[Signature] = trial.evidence.signatures()
    found = [
        (labels.get(one.timepoint_uid or "", "read"), one.version, one.uid in standing) for one in signed
    ]
    return sorted(found)
