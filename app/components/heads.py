"""Heads of a table whose columns have names and whose rows have none."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt


def head(names: Mapping[int, str], column: int, orientation: Qt.Orientation, role: int) -> Any:
    """What `QAbstractItemModel.headerData` gives: names to the left, above their columns."""
    if orientation == Qt.Orientation.Vertical:
        return None
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    return names[column] if role == Qt.ItemDataRole.DisplayRole else None
