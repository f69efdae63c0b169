"""A caliper under the keys, as a test moves it and reads it."""

from PySide6.QtCore import Qt

from tests.app.reading.user import Reader


def steps(reader: Reader, key: Qt.Key, count: int, keys: Qt.KeyboardModifier | None = None) -> None:
    for _ in range(count):
        reader.key(key) if keys is None else reader.key(key, keys)


def drawn_mm(reader: Reader) -> tuple[str, str] | None:
    """What is stored of the first lesion here: long and short axis."""
    said = reader.desk.case.measurements.get((reader.desk.case.lesions[0].uid, reader.desk.current.uid))
    caliper = None if said is None else said.caliper
    return None if caliper is None else (str(caliper.long_mm), str(caliper.short_mm))
