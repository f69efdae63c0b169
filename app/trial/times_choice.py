"""Which times to an event the trial window shows, as the title of their figure."""

from PySide6.QtCore import QEvent, Signal

from app.components.fields import Choice
from app.components.words import say
from app.style.fonts import font
from app.style.look import look
from app.trial.drawn import Figure


class TimesChoice(Choice):
    """Signal: `chosen(Figure)`, by a hand."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(look().size.title, 600))
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        say(self, Choice.setAccessibleName, lambda: self.tr("Times"))
        say(
            self,
            Choice.setToolTip,
            lambda: self.tr(
                "Times are of patients, by assessment set. There are none by radiation class: a patient may "
                "have lesions of several classes."
            ),
        )
        self._name()
        self.activated.connect(lambda at: self.chosen.emit(Figure(self.itemData(at))))

    def _name(self) -> None:
        at = max(self.currentIndex(), 0)
        self.clear()
        for figure, name in (
            (Figure.SURVIVAL, self.tr("PFS and OS")),
            (Figure.DURATION, self.tr("Duration of response")),
            (Figure.PROGRESSION_FREE_BY_SET, self.tr("PFS by assessment set")),
            (Figure.SURVIVAL_BY_SET, self.tr("OS by assessment set")),
        ):
            self.addItem(name, figure.value)
        self.setCurrentIndex(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
