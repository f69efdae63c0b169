"""The program as it starts: its one Qt application, its window, and what nobody foresaw."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLoggingCategory
from PySide6.QtWidgets import QApplication

from app.collecting import spare_the_program
from app.language import LANGUAGE, language, language_called, speak
from app.main_window import MainWindow
from app.settings import Settings
from app.style.sheet import apply_style
from app.window_collecting import WindowCollecting
from app.window_place import WINDOW, show_in_place


def application() -> QApplication:
    """The one Qt application of this process, in Longaxis's look."""
    import viewer  # noqa: F401  what it says about Qt's threads counts only before the application is made

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(["longaxis"])
    WindowCollecting(made)
    made.setApplicationName("Longaxis")
    made.setApplicationDisplayName("Longaxis")
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    apply_style(made)
    speak(language())
    return made


def report_unexpected(window: MainWindow) -> None:
    """Shows what nobody foresaw, without patient data, instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        # File and line only: messages and values may hold names.
        frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
        place = f"{kind.__name__} at {' < '.join(reversed(frames[-3:]))}"
        window.show_error(
            QCoreApplication.translate(
                "Workstation",
                "Something unexpected happened ({0}). What was drawn is stored; if it happens again, "
                "report this line.",
            ).format(place)
        )

    sys.excepthook = hook


def open_workstation(trial: Path | None) -> int:
    """Opens the window, on a trial where one is named, and runs until it is closed.

    Raises:
        Refusal: the trial cannot be opened.
    """
    settings = Settings()
    app = application()
    speak(language_called(settings.text(LANGUAGE)))
    window = MainWindow()
    show_in_place(window, settings.said(WINDOW))
    app.processEvents()
    report_unexpected(window)
    from app.workstation import Workstation

    workstation = Workstation(window, settings)
    window.closed.connect(workstation.keep_habits)
    spare_the_program()
    if trial is not None:
        from app.session import open_session

        workstation.show_session(open_session(trial))
    return app.exec()
