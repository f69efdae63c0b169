"""Cases that came in a file are unpacked into a folder, and their trial is opened."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.components.text import label, wrapped
from app.handing.file_field import FileField
from app.handing.sheet import Sheet
from app.jobs import Jobs
from measurements.handover.package import Seal
from measurements.handover.unpack import unpack


class OpenCasesSheet(Sheet):
    """Signals: `unpacked(Path)`: the trial, to be opened."""

    unpacked = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, path: Path) -> None:
        super().__init__(parent, jobs, lambda: self.tr("Open cases"), lambda: self.tr("Unpack and open"))
        self._path = path
        self.setMinimumWidth(520)
        self.column.addWidget(label(path.name, weight=600))
        self.column.addWidget(
            wrapped(
                lambda: self.tr(
                    "Everything is checked against its seal and unpacked into a new folder, with the "
                    "pictures."
                )
            )
        )
        self.folder = FileField(self._choose_folder)
        self.folder.name.setText(str(path.with_suffix("")))
        self.ask(lambda: self.tr("New folder"), self.folder)
        self.folder.changed.connect(lambda: self.go.setEnabled(self.folder.path is not None))
        self.go.clicked.connect(self._unpack)

    def _choose_folder(self, name: str) -> str:
        beside = QFileDialog.getExistingDirectory(self, self.tr("Where to make the folder"), name)
        return str(Path(beside) / self._path.stem) if beside else ""

    def _unpack(self) -> None:
        folder = self.folder.path
        assert folder is not None
        self.work(lambda: self.tr("Unpacking"), lambda report: unpack(self._path, folder, report), self._open)

    def _open(self, found: tuple[Path, Seal]) -> None:
        trial, _ = found
        self.unpacked.emit(trial)
        self.done_with.connect(self.accept)
