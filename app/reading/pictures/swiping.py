"""The current picture and the prior in one place, on either side of a line."""

from PySide6.QtCore import QObject

from app.reading.pictures.laid_prior import LaidPrior
from app.reading.pictures.wall import PictureWall
from app.style.viewing import viewer_style
from viewer.swipe import Swipe


class Swiping(QObject):
    """Begun and left by the reader; left by itself where another timepoint has no prior to compare with."""

    def __init__(self, wall: PictureWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self._swipe: Swipe | None = None
        self._laid: LaidPrior | None = None
        wall.linkChanged.connect(self._go_on)

    @property
    def on(self) -> bool:
        return self._swipe is not None

    @property
    def line(self) -> float | None:
        """Where the line stands, as a share of the picture's width; None while there is none."""
        return None if self._swipe is None else self._swipe.share

    def toggle(self) -> None:
        """Begins, or says why it cannot; left by the same key as by Esc."""
        if self.on:
            self.leave()
            return
        wall = self._wall
        wall.accept()
        if wall.linking.link(wall.prior, wall.current) is None:
            wall.told.emit(
                self.tr("The prior is not linked with this picture: the two cannot be laid onto each other.")
            )
            return
        swipe = Swipe(wall.current.pane, viewer_style())
        laid = LaidPrior(wall.prior, wall.current, wall.linking, swipe)
        laid.lay()
        if laid.refusal:
            wall.told.emit(laid.refusal)
            swipe.deleteLater()
            return
        wall.current.pane.set_calipers_visible(False)  # a length cut in two by the line would read as another
        swipe.drawingRefused.connect(self.refuse)
        swipe.lay(laid)
        swipe.show()
        swipe.raise_()
        self._swipe, self._laid = swipe, laid

    def leave(self) -> None:
        if self._swipe is not None:
            self._wall.current.pane.set_calipers_visible(True)
            self._swipe.hide()
            self._swipe.deleteLater()
            self._swipe = self._laid = None

    def move_line(self, steps: int) -> None:
        """To the right by steps of a fiftieth of the picture."""
        if self._swipe is not None:
            self._swipe.move_line(steps)

    def refuse(self) -> None:
        """Says why nothing is drawn while the line stands."""
        self._wall.told.emit(
            self.tr("Nothing is drawn while the prior lies over this picture: Esc takes it away.")
        )

    def _go_on(self) -> None:
        """What hangs, or how it is linked, is another."""
        wall = self._wall
        if self._laid is not None and wall.linking.link(wall.prior, wall.current) is None:
            self.leave()
