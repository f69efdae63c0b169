"""The prior as it lies in the current picture: resampled onto its slices, or plain until that can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.components.words import worded
from app.figures import day_text
from app.reading.pictures.hanging import titled
from app.reading.pictures.link import Link
from app.reading.pictures.linking import Linking
from app.reading.pictures.picture import Picture
from app.refusal_words import refusal_text
from app.style.viewing import viewer_style
from measurements.geometry.plane import ImagePlane
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.volume.resampled_stack import ResampledStack, carried
from reader.volume.volume import Volume, volume_of
from viewer.furniture import CornerLine, Emphasis
from viewer.slice_canvas import SliceCanvas


class LaidPrior(SliceCanvas):
    """Same place, same scale, same window as the current picture beneath it; neither calipers nor hands.

    Nothing can be drawn on it, and no length of the prior is told. It takes no mouse.

    Attributes:
        refusal: why the prior cannot be resampled, a sentence; empty where it can be, or once it is loaded.
    """

    def __init__(self, prior: Picture, current: Picture, linking: Linking, parent: QWidget) -> None:
        super().__init__(viewer_style(), parent)
        self._prior, self._current, self._linking = prior, current, linking
        self._volume_of: LoadedStack | None = None
        self._volume: Volume | None = None
        self._laid: tuple[Volume, LoadedStack, ImagePlane] | None = None
        self.refusal = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Keys and the link move both pictures, and a slice may come late; once their views have settled.
        for pane in (prior.pane, current.pane):
            pane.pictureChanged.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        linking.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def resampled(self) -> bool:
        """Whether the prior is seen where it lies; if not, as its own slice."""
        return isinstance(self.source(), ResampledStack)

    def lay(self) -> None:
        """Shows the prior as it lies at this moment."""
        link = self._linking.link(self._prior, self._current)
        self._look_for_volume()
        here, there = self._current.stack, self._prior.stack
        if here is None or there is None or link is None:
            self._laid = None
            self.set_source(None)
            return
        viewport = self._current.pane.viewport()
        if self._volume is not None:
            laid = (self._volume, here, carried(here.plane(0), link.there))
            if laid != self._laid:
                planes = [here.plane(index) for index in range(here.count)]
                self.set_source(ResampledStack(planes, self._volume, link.there))
                self._laid = laid
            self.set_viewport(viewport)
        else:
            self._laid = None
            if self.source() is not there:
                self.set_source(there)
            self.set_viewport(self._prior.pane.viewport())
        self._say(link, here)

    def _follow(self) -> None:
        if self.isVisible():
            self.lay()

    def _look_for_volume(self) -> None:
        """Makes the volume once all slices of the prior are there, or learns why there is none."""
        stack = self._prior.stack
        if stack is not self._volume_of:
            self._volume_of, self._volume, self.refusal = stack, None, ""
        if stack is None or self._volume is not None or self.refusal:
            return
        if stack.ready + len(stack.failures) < stack.count:
            return
        try:
            self._volume = volume_of(stack)
        except Refusal as refusal:
            self.refusal = refusal_text(refusal)

    def _say(self, link: Link, here: LoadedStack) -> None:
        prior, current, there = self._prior.timepoint, self._current.timepoint, self._prior.stack
        assert prior is not None
        assert current is not None
        assert there is not None
        number = self.viewport().index + 1
        if self.resampled:
            role = CornerLine(
                self.tr("{timepoint} \u00b7 prior, resampled").format(timepoint=prior.label), Emphasis.STRONG
            )
            place = self.tr("In slice {number} / {count} of {timepoint}").format(
                number=number, count=here.count, timepoint=current.label
            )
        else:
            role = CornerLine(
                self.tr("{timepoint} \u00b7 prior, its own slice").format(timepoint=prior.label),
                Emphasis.WARNING,
            )
            place = self.tr("Slice {number} / {count}").format(number=number, count=there.count)
        rests_on = CornerLine(worded(link.rests_on), Emphasis.WARNING if link.check else Emphasis.PLAIN)
        when = self.tr("day {day}").format(day=day_text(prior.day))
        who = CornerLine(prior.label, Emphasis.STRONG)
        self.set_corner(Qt.Corner.TopLeftCorner, [who, when, titled(there.series)])
        self.set_corner(Qt.Corner.TopRightCorner, [role, rests_on])
        self.set_corner(Qt.Corner.BottomRightCorner, [place])
