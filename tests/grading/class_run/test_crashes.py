"""Whatever dies, locks, fills up or stops while a class is graded: the next run ends it, and every score is right.

`initcourse grade` runs as a process of its own and is disturbed at random moments, the same ones in every run of the
tests; what must hold afterwards holds at any moment. A hand-in that is held keeps the run from ending before.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin
from typer.testing import CliRunner

from initcourse.cli import app
from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import prepare
from tests.support.small_course import (
    DOUBLE,
    HALVE,
    SMALL_CONFIG,
    counts,
    gradebook_contents,
    small_notebook,
    until,
    write_source,
    write_submission,
)

pytestmark = pytest.mark.slow

STUDENTS = 6
MARK = "XDG_INITCOURSE_TEST"
"""An environment variable, inherited by whatever a run starts: one of those that reach a fork server."""

STOPPED = "stopped; what was done is kept. The next run continues from there; with --force it starts over\n"
WRONG = "def double(x):\n    return 3 * x - 3"
SLOW = """import os, time
time.sleep({seconds})
if os.path.exists("hold"):
    with open("/proc/self/comm", "w") as name:
        name.write("held")
    time.sleep(float(open("hold").read()))
{answer}"""
"""An answer that takes a while, and longer, in a process called `held`, if a file `hold` was handed in with it."""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Return a course whose class takes a while, with nothing graded yet and no gradebook."""
    root = tmp_path_factory.mktemp("template")
    write_source(root, small_notebook())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + "c.Execute.timeout = 60\n")
    write_release(root, ["small"])
    for number in range(STUDENTS):
        code = SLOW.format(seconds=0.05 + 0.02 * number, answer=WRONG if number % 3 == 1 else DOUBLE)
        answers = {"double": code} | ({"halve": HALVE} if number % 2 else {})
        write_submission(root, f"student{number}", hand_in(root / "release/small/small.ipynb", answers))
    (root / "gradebook.db").unlink()
    return root


@pytest.fixture
def course(template, tmp_path):
    return Path(shutil.copytree(template, tmp_path / "course"))


@pytest.fixture(scope="module")
def undisturbed(template, tmp_path_factory):
    """Return what the gradebook holds, how many rows, and how many bytes are written, when nothing disturbs."""
    root = Path(shutil.copytree(template, tmp_path_factory.mktemp("undisturbed") / "course"))
    assert grade(root).exit_code == 0
    assert sum(key[-1] == "time" for key in gradebook_contents(root)) == STUDENTS
    written = [root / "gradebook.db", *root.glob("autograded/*/small/*")]
    return gradebook_contents(root), counts(root), sum(path.stat().st_size for path in written)


def grade(root):
    return CliRunner().invoke(app, ["grade", "--jobs", "1", "--course", str(root)])


class Run:
    """`initcourse grade` as a process of its own: its output line by line, and what it started."""

    def __init__(self, root, *options):
        self.mark, self.lines = uuid.uuid4().hex, []
        self.temporary = Path(tempfile.mkdtemp(prefix="t-"))  # short: sockets in it have a path of 107 bytes at most
        self.process = subprocess.Popen(
            [sys.executable, "-m", "initcourse", "grade", "--course", root, *options],
            env=os.environ | {MARK: self.mark, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # a test run that was started in the background ignores interrupts, and would hand that on
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def read(self, lines):
        """Read so many lines of output, or all there are."""
        while len(self.lines) < lines and (line := self.process.stdout.readline()):
            self.lines.append(line)

    def end(self):
        """Wait for the end; return the exit code, all output and all errors."""
        output, errors = self.process.communicate(timeout=120)
        return self.process.returncode, "".join(self.lines) + output, errors

    def fork_servers(self):
        """Return the server that the run started and those that it forked, one per slot."""
        with suppress(psutil.Error):
            first = [process for process in psutil.Process(self.process.pid).children() if is_fork_server(process)]
            return [*first, *(slot for server in first for slot in server.children())]
        return []

    def held(self):
        """Return the process that executes the held hand-in, once it does."""
        with suppress(psutil.Error):
            return [p for p in psutil.Process(self.process.pid).children(recursive=True) if p.name() == "held"]
        return []

    def left(self):
        """Return the processes that this run started and that still run."""
        return [process for process in psutil.process_iter() if self._started(process)]

    def _started(self, process):
        with suppress(psutil.Error):
            return process.environ().get(MARK) == self.mark and process.status() != psutil.STATUS_ZOMBIE
        return False


def is_fork_server(process):
    with suppress(psutil.Error):
        return "initcourse.grading.processes.worker.server" in process.cmdline()
    return False


@contextmanager
def run(root, *options):
    """Start a run, and leave nothing of it behind whatever the test does."""
    started = Run(root, *options)
    try:
        yield started
    finally:
        for process in started.left():
            with suppress(psutil.Error):
                process.kill()
        started.process.communicate()
        shutil.rmtree(started.temporary, ignore_errors=True)


def moments(seed, count=5):
    """Return random moments of a run: after so many lines of output and so many seconds."""
    chance = random.Random(seed)
    return [(lines, chance.random() * (0.3 if lines else 3)) for lines in chance.choices(range(STUDENTS - 1), k=count)]


def release(root, number=STUDENTS - 1):
    """Let the hand-in that was held take no longer than it did."""
    (root / f"submitted/student{number}/small/hold").unlink()


def hold(root, number=STUDENTS - 1, seconds=3):
    """Let one hand-in, the last one, take so many seconds."""
    (root / f"submitted/student{number}/small/hold").write_text(str(seconds))


def wait_for(moment, started):
    """Wait until the run has come to this moment, which is before its end."""
    lines, seconds = moment
    started.read(lines)
    with pytest.raises(subprocess.TimeoutExpired):
        started.process.wait(seconds)


def assert_whole(root, undisturbed):
    """Grade again: the run ends well, and the gradebook holds what it would hold had nothing happened."""
    for held in root.glob("submitted/*/small/hold"):
        held.unlink()
    result = grade(root)
    assert (result.exit_code, result.output.count(": graded")) == (0, STUDENTS)
    assert gradebook_contents(root) == undisturbed[0]
    assert counts(root) == undisturbed[1]
    assert len(list(root.glob("autograded/*/small/small.ipynb"))) == STUDENTS


@pytest.mark.parametrize("moment", moments("driver"))
def test_a_killed_run_is_taken_up_again(moment, course, undisturbed):
    hold(course)
    with run(course) as started:
        wait_for(moment, started)
        started.process.kill()
        until(lambda: not started.left())
        left = [path for path in started.temporary.rglob("*") if path.is_file()]
        assert sum(path.stat().st_size for path in left) < 100_000
        assert not list(started.temporary.glob("initcourse-*"))
    assert_whole(course, undisturbed)


@pytest.mark.parametrize("moment", moments("fork server"))
def test_a_killed_fork_server_is_replaced_and_its_notebook_run_again(moment, course, undisturbed):
    hold(course)
    with run(course, "--jobs", "1") as started:
        wait_for(moment, started)
        random.Random(str(moment)).choice(until(started.fork_servers)).kill()
        code, output, errors = started.end()
        assert (code, errors, output.count(": graded")) == (0, "", STUDENTS), output + errors
        assert not started.left()
        assert not list(started.temporary.iterdir())
    assert gradebook_contents(course) == undisturbed[0]
    assert_whole(course, undisturbed)


def test_a_kernel_whose_server_is_gone_before_it_could_ask_to_die_with_it_ends():
    code = "import os\nfrom initcourse.grading.processes.worker import process_tree\nprocess_tree.die_with(os.getpid())"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 1
    assert subprocess.run([sys.executable, "-c", code.replace("getpid", "getppid")], check=False).returncode == 0


@pytest.mark.parametrize("number", range(STUDENTS - 1))
def test_a_killed_kernel_is_told_and_its_notebook_graded_by_the_next_run(number, course, undisturbed):
    hold(course, number, seconds=60)
    with run(course, "--jobs", "1") as started:
        (process,) = until(started.held)
        process.kill()
        code, output, errors = started.end()
        (died,) = (line for line in output.splitlines() if line.startswith("[") and ": kernel died: " in line)
        assert f"] student{number}, small: " in died
        assert (code, errors, output.count(": graded")) == (1, "", STUDENTS - 1)
        assert not started.left()
        assert not list(started.temporary.iterdir())
    assert_whole(course, undisturbed)


@pytest.mark.parametrize("moment", moments("worker"))
def test_a_killed_worker_is_replaced_and_its_notebook_run_elsewhere(moment, course, undisturbed, cluster):
    hold(course)
    with run(course, "--scheduler", cluster.scheduler_address) as started:
        wait_for(moment, started)
        worker = psutil.Process(random.Random(str(moment)).choice([nanny.pid for nanny in cluster.workers.values()]))
        started_by_worker = worker.children(recursive=True)
        worker.kill()
        code, output, errors = started.end()
        assert (code, errors, output.count(": graded")) == (0, "", STUDENTS)
        until(lambda: not any(process.is_running() for process in started_by_worker))
    assert gradebook_contents(course) == undisturbed[0]
    assert_whole(course, undisturbed)


@pytest.mark.parametrize("moment", moments("interrupt", 2))
def test_an_interrupted_run_stops_and_the_next_goes_on(moment, course, undisturbed):
    hold(course, seconds=60)
    with run(course, "--jobs", "1") as started:
        wait_for((max(moment[0], 1), moment[1]), started)
        started.process.send_signal(signal.SIGINT)
        code, output, errors = started.end()
        assert not started.left()
        assert not list(started.temporary.iterdir())
        assert (code, errors) == (1, STOPPED)
        done = [line.split("] ")[1].strip() for line in output.splitlines() if line.startswith("[")]
    release(course)
    again = grade(course).output
    assert done
    assert all(f"{line} before" in again for line in done)
    assert_whole(course, undisturbed)


@pytest.mark.parametrize("cell", [0, 2])
def test_an_assignment_that_was_recorded_half_is_recorded_again(cell, course, undisturbed, monkeypatch):
    record, left = Gradebook.update_or_create_source_cell, iter([True] * cell)

    def record_or_stop(*args, **kwargs):
        if not next(left, False):
            raise KeyboardInterrupt
        return record(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Gradebook, "update_or_create_source_cell", record_or_stop)
        with pytest.raises(KeyboardInterrupt):
            prepare(course, ["small"])
    assert_whole(course, undisturbed)


def test_a_hand_in_is_recorded_whole_or_not_at_all(course, undisturbed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(LateSubmissionPlugin, "late_submission_penalty", interrupt)
        patch.setattr(SubmittedAssignment, "total_seconds_late", 1)
        assert STOPPED in grade(course).output
    assert gradebook_contents(course) == {}
    assert_whole(course, undisturbed)


def interrupt(*_):
    raise KeyboardInterrupt


HOLD = """import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""

LONGER = 10
"""Seconds that a lock is held: SQLite gives up after 5 if it is not asked to wait longer."""


@contextmanager
def locked(gradebook):
    """Lock the gradebook in another process for the length of the block."""
    command = [sys.executable, "-c", HOLD, gradebook]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "locked\n"
        try:
            yield
        finally:
            holder.communicate("release\n")


def assert_patient(started):
    """Give an impatient run the time to give up."""
    with suppress(subprocess.TimeoutExpired):
        started.process.wait(LONGER)
    assert started.process.poll() is None


def test_a_gradebook_locked_from_the_start_is_waited_for(course, undisturbed):
    gradebook = course / "gradebook.db"
    with run(course, "--jobs", "1") as started:
        with locked(gradebook):
            until(lambda: has_open(started.process.pid, gradebook))
            assert_patient(started)
        code, output, errors = started.end()
        assert (code, errors, output.count(": graded")) == (0, "", STUDENTS)
    assert_whole(course, undisturbed)


def test_a_gradebook_locked_midway_is_waited_for(course, undisturbed):
    with run(course, "--jobs", "1") as started:
        started.read(2)
        with locked(course / "gradebook.db"):
            assert_patient(started)
        code, output, errors = started.end()
        assert (code, errors, output.count(": graded")) == (0, "", STUDENTS)
    assert_whole(course, undisturbed)


def has_open(pid, path):
    with suppress(psutil.Error):
        return any(file.path == str(path) for file in psutil.Process(pid).open_files())


class SmallDisk:
    """A course on a small file system in memory at `folder`, which only the commands see that `run` runs.

    They run where no further walls can be built, and what they grade is harmless.
    """

    def __init__(self, folder, template):
        folder.mkdir()
        self.folder = folder
        script = (
            f"mount -t tmpfs -o size=4m none '{folder}' && cp -r '{template}/.' '{folder}' && echo ready && read end"
        )
        namespace = ["unshare", "--user", "--map-root-user", "--mount"]
        options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        self.holder = subprocess.Popen([*namespace, "sh", "-c", script], **options)
        if self.holder.stdout.readline() != "ready\n":
            allowed = subprocess.run(
                [*namespace, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
            )
            assert allowed.returncode != 0, "the file system could be mounted, but the course not be copied to it"
            pytest.skip("this user may not mount a file system in a namespace of its own: run the tests as root")

    def run(self, *command):
        """Run a command where the file system is seen."""
        enter = ["nsenter", f"--target={self.holder.pid}", "--user", "--mount", "--preserve-credentials"]
        return subprocess.run([*enter, *command], cwd="/", capture_output=True, text=True, check=False, timeout=120)

    def shell(self, script):
        """Run a shell script in the folder and expect it to succeed."""
        result = self.run("sh", "-ec", f"cd '{self.folder}'\n{script}")
        assert result.returncode == 0, result.stderr

    def grade(self, *options):
        command = [sys.executable, "-m", "initcourse", "grade", "--no-sandbox", "--jobs", "1"]
        return self.run(*command, "--course", self.folder, *options)

    def copy(self, place):
        """Return a copy of the course on a disk that has room."""
        place.mkdir()
        self.shell(f"cp -r . '{place}'")
        return place


@pytest.fixture
def disk(template, tmp_path):
    disk = SmallDisk(tmp_path / "disk", template)
    yield disk
    disk.holder.communicate("end\n")


def assert_nothing_half_recorded(root, undisturbed):
    """Everybody's scores are in the gradebook as they must be, or not at all."""
    if not (root / "gradebook.db").exists():
        return
    with closing(sqlite3.connect(root / "gradebook.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    found = gradebook_contents(root)
    students = {key[0] for key in found}
    assert found == {key: value for key, value in undisturbed[0].items() if key[0] in students}


@pytest.mark.parametrize("part", [0, 0.6, 0.9])
def test_a_full_disk_is_told_and_the_next_run_goes_on_once_there_is_room(part, disk, tmp_path, undisturbed):
    room = int(part * undisturbed[2])
    disk.shell(f"cat /dev/zero > ballast || truncate -s -{room} ballast")
    result = disk.grade()
    assert (result.returncode, result.stderr.count("\n")) == (1, 1), result.stderr
    assert f"{disk.folder}/" in result.stderr
    assert "make room, then run the command again" in result.stderr
    assert_nothing_half_recorded(disk.copy(tmp_path / "then"), undisturbed)
    assert_whole(tmp_path / "then", undisturbed)


def test_a_disk_that_has_room_for_scores_only_is_told(disk, tmp_path, undisturbed):
    disk.shell("mkdir autograded && mount -t tmpfs -o size=20k none autograded")
    result = disk.grade()
    assert (result.returncode, result.stderr.count("\n")) == (1, 1), result.stderr
    assert f"{disk.folder}/autograded/student" in result.stderr
    assert "No space left on device: make room, then run the command again" in result.stderr
    assert_nothing_half_recorded(disk.copy(tmp_path / "then"), undisturbed)
    assert_whole(tmp_path / "then", undisturbed)


@pytest.mark.parametrize("before", ["nobody", "student0"])
def test_a_read_only_folder_is_told_and_the_next_run_goes_on_once_it_is_writable(before, disk, tmp_path, undisturbed):
    if before != "nobody":
        assert disk.grade("--student", before).returncode == 0
    disk.shell("mount -o remount,ro .")
    result = disk.grade()
    assert (result.returncode, result.stderr.count("\n")) == (1, 1), result.stderr
    told = {
        "nobody": f"the gradebook {disk.folder}/gradebook.db cannot be used",
        "student0": f"{disk.folder}/autograded cannot be written (Read-only file system)",
    }
    assert told[before] in result.stderr
    assert_nothing_half_recorded(disk.copy(tmp_path / "then"), undisturbed)
    assert_whole(tmp_path / "then", undisturbed)


@pytest.mark.parametrize("where", ["here", "on a cluster"])
def test_an_interrupted_run_does_not_wait_for_what_it_executes(where, course, cluster, tmp_path):
    told, options = tmp_path / "pid", [] if where == "here" else ["--scheduler", cluster.scheduler_address]
    open_course = "c.Execute.timeout = 900\nc.Execute.sandbox = False  # it tells its process to the outside\n"
    (course / "nbgrader_config.py").write_text(SMALL_CONFIG + open_course)
    endless = f"import os, time\nprint(os.getpid(), file=open({str(told)!r}, 'w'), flush=True)\ntime.sleep(600)"
    for number in range(STUDENTS):
        content = hand_in(course / "release/small/small.ipynb", {"double": endless})
        write_submission(course, f"student{number}", content)
    with run(course, *options) as started:
        until(lambda: told.exists() and told.read_text())
        started.process.send_signal(signal.SIGINT)
        assert started.end() == (1, "", STOPPED)
        assert not started.left()
        assert not list(started.temporary.iterdir())
