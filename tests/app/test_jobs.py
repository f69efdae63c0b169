"""Work beside the window's thread: everything arrives, on the window's thread, unless it was cancelled."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.jobs import Job, Jobs
from measurements.progress import Cancelled, Report

REAL_THREAD = threading.Thread


class Heard:
    """What a job has told, in order, and on which threads."""

    def __init__(self, job: Job[object]) -> None:
        self.told: list[tuple[str, object]] = []
        self.threads: set[int] = set()
        job.progressed.connect(lambda *step: self._hear("progressed", step))
        job.finished.connect(lambda result: self._hear("finished", result))
        job.failed.connect(lambda error: self._hear("failed", error))
        job.ended.connect(lambda: self._hear("ended", None))

    def _hear(self, what: str, value: object) -> None:
        self.told.append((what, value))
        self.threads.add(threading.get_ident())

    @property
    def ended(self) -> bool:
        return ("ended", None) in self.told


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.drain()


def start(jobs: Jobs, work: Callable[[Report], object]) -> tuple[Job[object], Heard]:
    job = jobs.prepare(work)
    heard = Heard(job)
    jobs.start(job)
    return job, heard


def test_twenty_fast_jobs_all_deliver(qtbot: QtBot, jobs: Jobs) -> None:
    all_heard = [start(jobs, lambda report, number=number: number)[1] for number in range(20)]
    qtbot.waitUntil(lambda: all(heard.ended for heard in all_heard))
    assert [heard.told for heard in all_heard] == [
        [("finished", number), ("ended", None)] for number in range(20)
    ]


def test_progress_and_result_come_in_order_on_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    worked_on: list[int] = []

    def work(report: Report) -> str:
        worked_on.append(threading.get_ident())
        report(1, 2, "half")
        report(2, 2, "whole")
        return "done"

    _, heard = start(jobs, work)
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.told == [
        ("progressed", (1, 2, "half")),
        ("progressed", (2, 2, "whole")),
        ("finished", "done"),
        ("ended", None),
    ]
    assert heard.threads == {threading.get_ident()}
    assert worked_on != [threading.get_ident()]


def test_an_exception_arrives_as_it_was_raised(qtbot: QtBot, jobs: Jobs) -> None:
    raised = RuntimeError("no such scan")

    def work(report: Report) -> None:
        raise raised

    _, heard = start(jobs, work)
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.told == [("failed", raised), ("ended", None)]
    assert heard.threads == {threading.get_ident()}


def test_a_cancelled_job_stops_at_its_next_report_and_tells_nothing_more(qtbot: QtBot, jobs: Jobs) -> None:
    begun, go_on = threading.Event(), threading.Event()
    stopped: list[type[BaseException]] = []

    def work(report: Report) -> str:
        begun.set()
        go_on.wait(60)
        try:
            report(1, 1, "too late")
        except Cancelled:
            stopped.append(Cancelled)
            raise
        return "result"

    job, heard = start(jobs, work)
    assert begun.wait(60)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: heard.ended)
    assert stopped == [Cancelled]
    assert heard.told == [("ended", None)]


def test_a_result_that_was_already_on_its_way_when_cancelled_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    """The work is over; its result waits for the window's thread, where the user cancels first."""
    over = threading.Event()

    def work(report: Report) -> str:
        report(1, 1, "nearly")
        over.set()
        return "result"

    job, heard = start(jobs, work)
    assert over.wait(60)
    job.cancel()
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.told == [("ended", None)]


def test_draining_waits_until_no_thread_works_any_more(qtbot: QtBot, jobs: Jobs) -> None:
    begun, left = threading.Event(), threading.Event()

    def work(report: Report) -> None:
        begun.set()
        pause = threading.Event()
        try:
            while True:
                report(0, 0, "still at it")
                pause.wait(0.005)
        finally:
            left.set()

    _, heard = start(jobs, work)
    assert begun.wait(60)
    jobs.drain()
    assert left.is_set()
    qtbot.waitUntil(lambda: heard.ended)
    assert [what for what, _ in heard.told] == ["ended"]


def test_draining_leaves_undone_what_had_not_begun(qtbot: QtBot, jobs: Jobs) -> None:
    both_busy, go_on = threading.Semaphore(0), threading.Event()
    ran: list[str] = []

    def busy(report: Report) -> None:
        both_busy.release()
        while not go_on.wait(0.005):
            report(0, 0, "busy")

    for _ in range(2):
        start(jobs, busy)
    assert both_busy.acquire(timeout=60)
    assert both_busy.acquire(timeout=60)
    start(jobs, lambda report: ran.append("third"))
    jobs.drain()
    assert ran == []
    _, heard = start(jobs, lambda report: "after")
    qtbot.waitUntil(lambda: heard.ended)
    assert ("finished", "after") in heard.told


def test_work_apart_waits_for_no_other_and_no_other_waits_for_it(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()
    apart = [jobs.prepare(lambda report: go_on.wait(60)) for _ in range(5)]
    heard = [Heard(job) for job in apart]
    for job in apart:
        jobs.start_apart(job)
    last = jobs.prepare(lambda report: "last")
    heard_of_last = Heard(last)
    jobs.start_apart(last)
    _, heard_of_pool = start(jobs, lambda report: "pool")
    qtbot.waitUntil(lambda: heard_of_last.ended and heard_of_pool.ended)
    assert not any(each.told for each in heard)
    go_on.set()
    qtbot.waitUntil(lambda: all(each.ended for each in heard))
    assert {each.told[0] for each in heard} == {("finished", True)}


def test_the_end_does_not_wait_for_work_that_hangs_and_hears_nothing_of_it(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.PATIENCE_SECONDS", 0.0)
    disk_answers, over = threading.Event(), threading.Event()

    def work(report: Report) -> None:
        disk_answers.wait(60)
        over.set()

    job = jobs.prepare(work)
    heard = Heard(job)
    thread_of: list[threading.Thread] = []
    monkeypatch.setattr(
        "app.jobs.threading.Thread",
        lambda **how: thread_of.append(REAL_THREAD(**how)) or thread_of[-1],
    )
    jobs.start_apart(job)
    jobs.drain()
    assert not over.is_set()
    job.deleteLater()
    QCoreApplication.sendPostedEvents(job, QEvent.Type.DeferredDelete)
    disk_answers.set()
    thread_of[0].join(10)
    assert over.is_set()
    QCoreApplication.processEvents()
    assert heard.told == []
