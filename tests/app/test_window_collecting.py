"""Garbage is collected on the window's thread, however much of it another thread makes."""

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.window_collecting import WindowCollecting


class Ring:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collected_on() -> Iterator[list[threading.Thread]]:
    threads: list[threading.Thread] = []

    def note(phase: str, info: dict[str, Any]) -> None:
        threads.append(threading.current_thread())

    was_on = gc.isenabled()
    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)
    if was_on:
        gc.enable()


def test_garbage_of_another_thread_is_collected_by_the_window(
    qtbot: QtBot, collected_on: list[threading.Thread]
) -> None:
    gc.enable()
    collecting = WindowCollecting()
    collected_on.clear()

    def litter() -> None:
        for _ in range(20 * gc.get_threshold()[0]):
            Ring()

    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    assert collected_on == []
    qtbot.waitUntil(lambda: bool(collected_on))
    assert set(collected_on) == {threading.main_thread()}
    collecting.deleteLater()
