"""Qt widgets that show slices and take gestures. Knows no SQL and no DICOM files."""

import os

# Qt spreads even a translucent line of 50 pixels over threads, and waiting for them takes ten times as long
# as drawing it. Read once by Qt, before its first drawing.
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
