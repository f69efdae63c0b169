"""The menus of one lesion: all that can be done with it here, and what it has merged into."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.reading.desk.desk import ReadingDesk
from app.reading.hands.hands import Hands
from app.reading.hands.keys import Action
from app.reading.lesions.lesion_hands import LesionHands
from measurements.lesion import Lesion, Role, State

translate = QCoreApplication.translate


def lesion_menu(
    parent: QWidget,
    desk: ReadingDesk,
    hands: LesionHands,
    lesion: Lesion,
    keys: Hands,
    *,
    write: Callable[[bool], object],
    correct: Callable[[], object],
    look_anew: Callable[[], object] | None,
) -> QMenu:
    """What can be done with a lesion at the current timepoint; what cannot is greyed.

    Args:
        keys: those in force, shown beside what they do.
        write: puts the cursor into the field of the name (True) or of the comment.
        correct: asks for the two clicks that set right where the lesion is looked for.
        look_anew: gives up what was set right that way; None where nothing was.
    """
    menu = _menu(parent, lesion.label)
    case, current = desk.case, desk.current
    said = case.measurement(lesion, current)

    def add(text: str, asked: Action | None, do: Callable[[], object], *, possible: bool = True) -> None:
        key = "" if asked is None else keys.shown(asked)
        action = QAction(f"{text}\t{key}" if key else text, menu)
        action.triggered.connect(lambda _checked: do())
        action.setEnabled(possible)
        menu.addAction(action)

    add(translate("lesions", "Name"), Action.NAME, lambda: write(True))
    add(translate("lesions", "Comment"), Action.COMMENT, lambda: write(False), possible=said is not None)
    menu.addSeparator()
    if lesion.role is Role.TARGET:
        measured = said is not None and said.state is State.MEASURED
        add(
            translate("lesions", "Split into pieces"),
            Action.SPLIT,
            lambda: hands.split(lesion),
            possible=measured,
        )
        carriers = hands.carriers(lesion)
        merging = _merging(menu, hands, lesion, carriers, translate("lesions", "Merged into"))
        merging.menuAction().setEnabled(bool(carriers) and desk.current != case.timepoints[0])
        menu.addMenu(merging)
        if hands.is_merged(lesion):
            add(translate("lesions", "Not merged after all"), None, lambda: hands.separate(lesion))
    if case.doubtful_since(lesion, current) is not None:
        add(translate("lesions", "Unequivocal now"), None, lambda: desk.set_state(State.UNEQUIVOCAL))
    add(
        translate("lesions", "Looked for in the wrong place"),
        Action.CORRECT_PLACE,
        correct,
        possible=desk.current.uid != lesion.first_timepoint_uid and desk.view.may_change,
    )
    if look_anew is not None:
        add(
            translate("lesions", "Looked for anew, without my two clicks"),
            None,
            look_anew,
            possible=desk.view.may_change,
        )
    menu.addSeparator()
    add(translate("lesions", "Up in the list"), Action.LESION_UP, lambda: hands.move(lesion, -1))
    add(translate("lesions", "Down in the list"), Action.LESION_DOWN, lambda: hands.move(lesion, 1))
    menu.addSeparator()
    add(
        translate("lesions", "Remove what was said here"),
        Action.REMOVE,
        desk.remove_measurement,
        possible=said is not None,
    )
    add(
        translate("lesions", "Remove {lesion} from all timepoints").format(lesion=lesion.label),
        None,
        lambda: desk.remove_lesion(lesion.uid),
    )
    return menu


def merge_menu(parent: QWidget, hands: LesionHands, lesion: Lesion, carriers: Sequence[Lesion]) -> QMenu:
    """The carriers that a lesion may have merged into, the first of them chosen by Enter."""
    title = translate("lesions", "{lesion} has merged into").format(lesion=lesion.label)
    menu = _merging(parent, hands, lesion, carriers, title)
    head = QAction(title, menu)
    head.setEnabled(False)
    menu.insertAction(menu.actions()[0], head)
    menu.setActiveAction(menu.actions()[1])
    return menu


def _merging(
    parent: QWidget, hands: LesionHands, lesion: Lesion, carriers: Sequence[Lesion], title: str
) -> QMenu:
    menu = _menu(parent, title)
    menu.setTitle(title)
    for carrier in carriers:
        named = " \u00b7 ".join(part for part in (carrier.label, carrier.name or hands.site(carrier)) if part)
        action = QAction(named, menu)
        action.triggered.connect(lambda _checked, carrier=carrier: hands.merge(lesion, carrier))
        menu.addAction(action)
    return menu


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.setAccessibleName(name)
    return menu
