"""How thick a layer the reformats show, and what of it: a button with a menu."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from app.components.words import Wording, say
from app.reading.pictures.reformat_picture import projection_text
from app.reading.pictures.reformats import SLABS_MM
from reader.volume.leaves import THIN, Projection, Slab

FIRST_MM = 5.0


class SlabButton(QToolButton):
    """Signals: `chosen(Slab)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._slab = THIN
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        say(self, SlabButton.setToolTip, lambda: self.tr("Thickness of the reformats   Ctrl+Shift+wheel"))
        menu = QMenu(self)
        self._projections = {each: self._add(menu, partial(projection_text, each)) for each in Projection}
        menu.addSeparator()
        self._thicknesses = {each: self._add(menu, partial(self._thickness_text, each)) for each in SLABS_MM}
        for projection, entry in self._projections.items():
            entry.triggered.connect(lambda _=False, each=projection: self._choose(projection=each))
        for thickness_mm, entry in self._thicknesses.items():
            entry.triggered.connect(lambda _=False, each=thickness_mm: self._choose(thickness_mm=each))
        self.setMenu(menu)
        self.show_slab(THIN)

    def show_slab(self, slab: Slab) -> None:
        self._slab = slab
        say(self, SlabButton.setText, self._slab_text)
        say(
            self,
            SlabButton.setAccessibleName,
            lambda: self.tr("Thickness of the reformats: {slab}").format(slab=self._slab_text()),
        )
        for projection, entry in self._projections.items():
            entry.setChecked(projection is slab.projection)
        for thickness_mm, entry in self._thicknesses.items():
            entry.setChecked(thickness_mm == slab.thickness_mm)

    def _slab_text(self) -> str:
        if not self._slab.thickness_mm:
            return self.tr("Thin slab")
        return self.tr("{thickness} mm {projection}").format(
            thickness=f"{self._slab.thickness_mm:g}", projection=projection_text(self._slab.projection)
        )

    def _add(self, menu: QMenu, text: Wording) -> QAction:
        entry = menu.addAction("")
        say(entry, QAction.setText, text)
        entry.setCheckable(True)
        return entry

    def _thickness_text(self, thickness_mm: float) -> str:
        if not thickness_mm:
            return self.tr("Thin")
        return self.tr("{thickness} mm").format(thickness=f"{thickness_mm:g}")

    def _choose(self, *, projection: Projection | None = None, thickness_mm: float | None = None) -> None:
        """A projection chosen while the reformats are thin gives them a thickness to project."""
        if projection is not None and thickness_mm is None:
            thickness_mm = self._slab.thickness_mm or FIRST_MM
        self.chosen.emit(Slab(thickness_mm or 0.0, projection or self._slab.projection))
