"""Which pictures of a wall are in sight, and where: in the layout chosen, as far as there is enough."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.reading.pictures.layouts import Comparable, Layout, cells, fitting
from app.reading.pictures.picture import Picture


@dataclass(frozen=True, slots=True)
class WallPictures:
    """All pictures of a wall; those that are not in sight keep their views.

    Attributes:
        beside: whatever the reader hangs beside the others.
        planes: the reformats of the current one.
    """

    baseline: Picture
    prior: Picture
    current: Picture
    beside: Picture
    planes: tuple[Picture, Picture]

    @property
    def hung_in(self) -> tuple[Picture, ...]:
        """Those in which series hang."""
        return (self.current, self.prior, self.baseline, self.beside)

    @property
    def all(self) -> tuple[Picture, ...]:
        return (*self.hung_in, *self.planes)


class Arrangement(QObject):
    """Lays the pictures out on the wall. Signals: `changed()` after they were laid out anew."""

    changed = Signal()

    def __init__(self, wall: QWidget, pictures: WallPictures) -> None:
        super().__init__(wall)
        self._pictures = pictures
        self._wanted = Layout.PRIOR
        self._there = Comparable(prior=False, baseline=False)
        self._alone: Picture | None = None
        self._grid = QGridLayout(wall)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)

    @property
    def layout(self) -> Layout:
        """What is shown of the layout wanted."""
        return fitting(self._wanted, self._there)

    @property
    def wanted(self) -> Layout:
        """What was chosen last, whether there is enough to show in it or not."""
        return self._wanted

    @property
    def there(self) -> Comparable:
        """What can be shown beside the current timepoint."""
        return self._there

    def compare(self, there: Comparable) -> None:
        """Other timepoints hang beside the current one."""
        self._there = there

    def choose(self, layout: Layout) -> None:
        """Another layout; every view stays as it is. It is kept from timepoint to timepoint."""
        self._wanted = layout
        self._alone = None
        self.lay_out()

    def bring_prior_into_sight(self) -> None:
        """Where the layout shows no prior it gives way to one that does."""
        if self._pictures.prior not in self.in_sight():
            self.choose(Layout.PRIOR)

    def enlarge(self, picture: Picture) -> None:
        """Alone on the wall, and back."""
        self._alone = None if self._alone is picture else picture
        self.lay_out()

    def in_sight(self) -> list[Picture]:
        """In reading order."""
        layout, pictures = self.layout, self._pictures
        compared = [pictures.prior] if self._there.prior else []
        first = [pictures.baseline] if self._there.baseline else []
        if layout is Layout.ONE:
            chosen = [pictures.current]
        elif layout is Layout.PRIOR:
            chosen = [*compared, pictures.current]
        elif layout is Layout.BASELINE:
            chosen = [*first, *compared, pictures.current]
        elif layout is Layout.FOUR:
            fourth = pictures.beside if pictures.beside.stack is not None else pictures.planes[0]
            chosen = [*compared, pictures.current, *first, fourth]
        else:
            chosen = [pictures.current, *pictures.planes]
        return [self._alone] if self._alone in chosen else chosen

    def taking(self) -> list[tuple[Picture, Picture]]:
        """Where a series that is dropped on a picture hangs; the fourth of four gives its place up."""
        pictures = self._pictures
        for_reformat = pictures.beside if self.layout is Layout.FOUR else pictures.current
        return [(one, one if one in pictures.hung_in else for_reformat) for one in self.in_sight()]

    def lay_out(self) -> None:
        """What hangs, or what there is to compare with, may be another."""
        shown = self.in_sight()
        for picture in self._pictures.all:
            self._grid.removeWidget(picture.pane)
            picture.pane.setVisible(picture in shown)
        for line in range(3):
            self._grid.setColumnStretch(line, 0)
            self._grid.setRowStretch(line, 0)
        for picture, cell in zip(shown, cells(self.layout, len(shown)), strict=True):
            self._grid.addWidget(picture.pane, cell.row, cell.column, cell.rows, 1)
            self._grid.setColumnStretch(cell.column, 1)
            self._grid.setRowStretch(cell.row + cell.rows - 1, 1)
        if len(shown) > 1 and shown[0] is self._pictures.current and self.layout is Layout.PLANES:
            self._grid.setRowStretch(0, 1)
        self.changed.emit()
