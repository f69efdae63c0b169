"""The language the program speaks: one value, which everything that writes a sentence asks."""

from importlib import resources

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from measurements.recist.phrases import Language

LANGUAGE = "language"
"""Under which name settings keep what the user has chosen: "en", "zh", or nothing for the computer's own."""

NAMES: dict[Language, str] = {"en": "English", "zh": "简体中文"}
"""Each language by its own name, which is never translated."""

_FILES: dict[Language, str] = {"en": "longaxis_en.qm", "zh": "longaxis_zh_CN.qm"}
_QT: dict[Language, str] = {"en": "", "zh": "qtbase_zh_CN"}
"""Qt's own words: buttons of dialogs, menus of fields."""

_spoken: list[Language] = ["en"]
_translators: list[tuple[QTranslator, bytes]] = []  # Qt reads the bytes where they lie


def language() -> Language:
    """In which to write now."""
    return _spoken[-1]


def speak(chosen: Language) -> None:
    """Chooses the language. Qt tells every widget (`QEvent.LanguageChange`), which words itself anew."""
    _spoken[:] = [chosen]
    program = QCoreApplication.instance()
    if program is None:
        return
    former = [translator for translator, _ in _translators]
    _translators.clear()
    for translator in (_qt_words(chosen), _own_words(chosen)):
        program.installTranslator(translator)
    for translator in former:
        program.removeTranslator(translator)


def language_called(name: str) -> Language:
    """The language of a setting: "en", "zh", or the computer's own for anything else."""
    return next((known for known in NAMES if known == name), _system_language())


def _system_language() -> Language:
    wanted = QLocale.system().uiLanguages()
    return "zh" if wanted and wanted[0].partition("-")[0] == "zh" else "en"


def _own_words(chosen: Language) -> QTranslator:
    data = (resources.files("resources") / "translations" / _FILES[chosen]).read_bytes()
    translator = QTranslator()
    if not translator.load(data):
        raise RuntimeError(f"The bundled translation {_FILES[chosen]} could not be loaded.")
    _translators.append((translator, data))
    return translator


def _qt_words(chosen: Language) -> QTranslator:
    """An empty one where this build of Qt came without: its dialogs then speak English."""
    translator = QTranslator()
    if _QT[chosen]:
        translator.load(_QT[chosen], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _translators.append((translator, b""))
    return translator


def sentence(clauses: str) -> str:
    """Clauses of the engine as a sentence: with a capital where there are any, and a full stop."""
    if not clauses:
        return ""
    return f"{clauses}。" if language() == "zh" else f"{clauses[:1].upper()}{clauses[1:]}."
