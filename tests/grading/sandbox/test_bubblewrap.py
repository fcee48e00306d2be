"""The sandbox: what a student's process can see, reach and leave behind; what is said where none can be built."""

import contextlib
import errno
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from initcourse.grading.errors import CourseError
from initcourse.grading.execution.cell_process import RUN_CELLS, student_environment
from initcourse.grading.execution.preload import cell_server
from initcourse.grading.sandbox import bubblewrap
from initcourse.grading.sandbox.bubblewrap import (
    HOME,
    INSTALL,
    SYSTEM,
    USER,
    WRITABLE_FOLDERS,
    Limits,
    Sandbox,
    check_sandbox,
    sandbox_options,
)
from initcourse.grading.sandbox.enter import NICE, namespace_flags
from initcourse.grading.sandbox.seccomp import MACHINES, REFUSED_CALLS
from tests.support.sandboxed import Student, run_inside, student
from tests.support.small_course import ROOT, until


def found(server, code, **options):
    """Return what the code, run inside, leaves in `found`."""
    text = run_inside(server, f"import json, os\n{code}\nprint('FOUND' + json.dumps(found))", **options)
    assert "FOUND" in text, text
    return json.loads(text.split("FOUND")[1])


def test_the_network_of_the_machine_cannot_be_reached(server):
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind("\0of the host's")
        abstract.listen()
        code = f"""
import socket
found = []
for family, address in ((socket.AF_INET, {listener.getsockname()}), (socket.AF_UNIX, "\\0of the host's")):
    try:
        found.append(socket.socket(family).connect(address))
    except OSError as error:
        found.append(type(error).__name__)
found.append(socket.if_nameindex())
"""
        assert found(server, code) == ["ConnectionRefusedError", "ConnectionRefusedError", [[1, "lo"]]]


def test_files_of_the_machine_cannot_be_seen(server, tmp_path):
    (tmp_path / "secret").write_text("x")
    paths = [f"{tmp_path}/secret", *(f"{ROOT}/{name}" for name in ("source", "tests", "release")), "/etc/passwd"]
    assert all(os.path.exists(path) for path in paths)
    assert found(server, f"found = [path for path in {paths} if os.path.exists(path)]") == []


def test_nothing_of_what_staff_run_can_be_seen(server):
    package = f"{ROOT}/initcourse"
    assert found(server, f"found = [os.listdir('{package}/grading'), sorted(os.listdir('{package}'))]") == [
        [],
        sorted(os.listdir(package)),
    ]


def test_a_course_in_a_folder_that_is_shown_is_hidden_but_for_the_python_in_it(server, tmp_path, monkeypatch):
    course = tmp_path / "course"
    (course / "source").mkdir(parents=True)
    (course / ".venv/bin").mkdir(parents=True)
    (tmp_path / "lib").mkdir()
    tmp_path.chmod(0o755)
    monkeypatch.setattr(bubblewrap, "SYSTEM", (*SYSTEM, str(tmp_path), f"{course}/.venv"))
    monkeypatch.chdir(course)
    look = f"found = [sorted(os.listdir(path)) for path in ('{tmp_path}', '{course}', '{course}/.venv')]"
    assert found(server, look) == [["course", "lib"], [".venv"], ["bin"]]


@pytest.mark.slow
def test_only_the_folders_in_memory_can_be_written_to(server):
    code = """
found = []
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) != "/proc"]
    found += [path for path in (folder, *(os.path.join(folder, name) for name in files))
              if os.access(path, os.W_OK) and not os.path.islink(path)]
"""
    writable = found(server, code)
    devices = {
        f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts", "pts/ptmx")
    }
    inside = {path for path in writable if path.startswith(tuple(f"{folder}/" for folder in WRITABLE_FOLDERS))}
    assert set(WRITABLE_FOLDERS) <= set(writable)
    assert set(writable) - devices - inside - set(WRITABLE_FOLDERS) == set()


def test_a_setting_of_the_machines_kernel_cannot_be_changed(server):
    code = """
found = []
for folder, _, files in os.walk("/proc/sys"):
    for path in (os.path.join(folder, name) for name in files):
        try:
            value = open(path, "rb").read()
            setting = os.open(path, os.O_WRONLY)
            found += [path] if os.write(setting, value) else []
        except OSError:
            pass
"""
    own = ("/proc/sys/fs/mqueue/", "/proc/sys/kernel/msg", "/proc/sys/kernel/sem", "/proc/sys/kernel/shm")
    own = (*own, "/proc/sys/kernel/auto_msgmni", "/proc/sys/kernel/pid_max")  # each sandbox has these of its own
    assert [path for path in found(server, code) if not path.startswith(own)] == []


def test_other_processes_are_neither_seen_nor_signalled(server):
    code = f"""
found = [sorted(int(name) for name in os.listdir("/proc") if name.isdecimal()), os.getpid(), os.getppid()]
for pid in ({os.getpid()}, {server.pid}):
    try:
        found.append(os.kill(pid, 0))
    except ProcessLookupError:
        found.append("none")
"""
    assert found(server, code) == [[1, 2], 2, 0, "none", "none"]


def test_the_sandboxs_own_first_process_is_out_of_reach(server):
    code = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
found = [libc.ptrace(16, 1, 0, 0), os.strerror(ctypes.get_errno())]
for path in ("/proc/1/environ", "/proc/1/mem", "/proc/1/fd/0"):
    try:
        found.append(open(path, "rb").read(1).decode())
    except PermissionError:
        found.append("not permitted")
os.kill(1, 9) if os.stat("/proc/1").st_uid == os.getuid() else None
found.append(os.path.isdir("/proc/1"))
"""
    assert found(server, code) == [-1, "Operation not permitted", *["not permitted"] * 3, True]


def test_a_student_has_no_power_and_cannot_get_any(server):
    code = """
import ctypes, subprocess
libc = ctypes.CDLL(None, use_errno=True)
status = dict(line.split(":\\t") for line in open("/proc/self/status").read().splitlines())
powers = [status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")]
found = [{int(power, 16) for power in powers} == {0}, status["NoNewPrivs"], os.getresuid(), os.getresgid()]
found += [libc.unshare(0x10000000), os.uname().nodename, open("/proc/self/oom_score_adj").read()]
for become in (os.setuid, os.setgid):
    try:
        found.append(become(0))
    except OSError:
        found.append("no")
"""
    ids = [USER] * 3
    assert found(server, code) == [True, "1", ids, ids, -1, "hand-in", "1000\n", "no", "no"]


def test_no_group_of_the_graders_comes_along(server):
    own = found(server, "found = os.getgroups()")
    assert own == [] if os.geteuid() == 0 else set(own) <= {USER, 65534}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may take on groups of its choice, to leave them behind")
def test_root_leaves_its_groups_behind():
    own = os.getgroups()
    os.setgroups([0, 4, 24])
    server = cell_server(())
    try:
        server.start()
        assert found(server, "found = os.getgroups()") == []
    finally:
        os.setgroups(own)
        server.close()


def test_a_student_leads_a_session_of_its_own_and_signals_nobody_outside_with_its_group(server):
    assert found(server, "found = [os.getpid(), os.getpgrp(), os.getsid(0)]") == [2, 2, 2]


def test_no_file_of_the_graders_is_open(server):
    code = """
found = {}
for name in os.listdir("/proc/self/fd"):
    try:
        found[name] = os.readlink(f"/proc/self/fd/{name}").split(":")[0].split("#")[0]
    except FileNotFoundError:
        pass  # the listing itself
"""
    with student(server), student(server) as second:
        text = second.run(f"import json, os\n{code}\nprint('FOUND' + json.dumps(found))")
    kinds = list(json.loads(text.split("FOUND")[1]).values())
    assert kinds.count("socket") == 3  # its connection, and two that wake up its event loop
    assert set(kinds) <= {"socket", "/dev/null", "anon_inode", "/tmp/"}


def test_the_environment_is_the_students_alone(server):
    code = "found = dict(os.environ)"
    environment = found(server, code)
    from_the_shell = {"TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER"}
    assert {name: environment.get(name) for name in student_environment()} == student_environment()
    assert set(environment) - set(student_environment()) <= from_the_shell


def test_what_builds_the_sandbox_has_nothing_of_the_graders_environment_and_hears_no_interrupt_of_the_terminal(
    monkeypatch,
):
    monkeypatch.setenv("TOKEN", "a secret")
    with Sandbox() as sandbox:
        for pid in (sandbox.handle().pid, sandbox.pid):
            assert b"TOKEN" not in Path(f"/proc/{pid}/environ").read_bytes()
            assert os.getsid(pid) != os.getsid(0)


def test_a_secret_in_the_graders_environment_is_nowhere_in_a_students_memory(monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "yek-terces-a-fo-eulav"[::-1])
    monkeypatch.setenv("KERAS_HOME", "tpek-si-siht"[::-1])
    code = """
found = []
for marker in ("yek-terces-a-fo-eulav", "tpek-si-siht"):
    wanted, times = marker[::-1].encode(), 0
    with open("/proc/self/mem", "rb") as memory:
        for line in open("/proc/self/maps"):
            first, last = (int(end, 16) for end in line.split()[0].split("-"))
            if " rw" in line and "[v" not in line:
                memory.seek(first)
                part = memory.read(last - first)
                times += part.count(wanted) if len(part) < 1 << 27 else 0
                del part
    found.append(times > 1)  # once it is in `wanted`
"""
    server = cell_server(())
    assert found(server, code) == [False, True]
    server.close()


def test_shared_memory_of_the_machine_cannot_be_reached(server):
    import ctypes

    libc = ctypes.CDLL(None)
    segment = libc.shmget(0x5EED, 4096, 0o1666)
    assert segment >= 0
    try:
        listing = "/proc/sysvipc/shm"
        assert str(0x5EED) in Path(listing).read_text()
        assert "key" in found(server, f"found = open('{listing}').read()")
        assert str(0x5EED) not in found(server, f"found = open('{listing}').read()")
    finally:
        libc.shmctl(segment, 0, None)


def test_memory_that_nobody_would_see_is_refused(server):
    code = """
import ctypes, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)
found = []
for number in NUMBERS:
    found += [libc.syscall(number, 0, 0, 0, 0, 0), ctypes.get_errno()]
    found.append(libc.syscall(number | 0x40000000, 0, 0, 0, 0, 0))
again = "import os; os.memfd_create('x')"
found.append("not permitted" in subprocess.run([sys.executable, "-c", again], capture_output=True, text=True).stderr)
"""
    column, _ = MACHINES[os.uname().machine]
    numbers = [numbers[column] for numbers in REFUSED_CALLS.values()]
    assert found(server, code.replace("NUMBERS", str(numbers))) == [-1, errno.EPERM, -1] * len(numbers) + [True]


def test_a_full_disk_is_the_students_error_and_nobody_elses(server):
    limits = Limits(disk=1 << 20)
    fill = "open({!r}, 'wb').write(bytes(2 << 20))"
    for folder in WRITABLE_FOLDERS:
        with student(server, limits) as first, student(server, limits) as second:
            assert "No space left on device" in first.run(fill.format(f"{folder}/large"))
            assert second.run("print(open('small', 'wb').write(bytes(1000)))") == "1000\n"


def test_the_kernel_keeps_the_limits_of_a_process(server):
    limits = Limits(open_files=50, file_size=1000, cpu_seconds=77)
    code = """
import resource as r
found = [r.getrlimit(kind) for kind in (r.RLIMIT_NOFILE, r.RLIMIT_FSIZE, r.RLIMIT_CPU, r.RLIMIT_CORE)]
"""
    assert found(server, code, limits=limits) == [[50, 50], [1000, 1000], [77, 77], [0, 0]]


def test_students_stand_back_behind_those_who_watch_them(server):
    assert found(server, "found = os.nice(0)") == os.nice(0) + NICE


def test_files_handed_in_are_the_students_own(server):
    files = {"helper.py": b"VALUE = 42", "data/deep/x.txt": b"deep"}
    code = """
import helper
open("data/deep/x.txt", "a").write("er")
os.remove("helper.py")
found = [helper.VALUE, open("data/deep/x.txt").read(), os.getcwd(), sorted({*os.listdir(".")} - {"__pycache__"})]
"""
    assert found(server, code, files=files) == [42, "deeper", HOME, ["data"]]


def test_a_file_that_leads_out_or_does_not_fit_is_left_out_and_the_others_come(server):
    files = {"/etc/x": b"", "../x": b"", "a/../../y": b"", "a/" + "n" * 300: b"long", "data.txt": b"kept"}
    code = "found = [open('data.txt').read(), *(os.path.exists(p) for p in ('/etc/x', '../x', '../y'))]"
    assert found(server, code, files=files) == ["kept", False, False, False]


@pytest.mark.slow
def test_what_a_course_does_works_inside():
    code = """
import keras, numpy as np, matplotlib.pyplot as plt, tensorflow as tf, subprocess
model = keras.Sequential([keras.layers.Input((64,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(10)])
model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
import sklearn.datasets, scipy.special, scipy.stats, pandas, seaborn
import keras.applications, sklearn.linear_model
from initcourse import checks, data, networks, plots, statistical_checks
digits = sklearn.datasets.load_digits()
model.fit(digits.data, digits.target, epochs=1, verbose=0)
model.save("model.keras")
keras.models.load_model("model.keras")
with tf.GradientTape() as tape:
    x = tf.Variable(3.0)
    y = x * x
figure, ax = plt.subplots()
seaborn.heatmap(np.ones((3, 3)), annot=True, ax=ax)
ax.set_title("a title, $x^2$", family="monospace")
figure.savefig("figure.pdf")
figure.savefig("figure.png")
plt.close(figure)
print(float(tape.gradient(y, x)), digits.data.shape, round(scipy.special.erf(1.0), 3))
print(pandas.DataFrame({"a": [1, 2]}).a.sum(), subprocess.run(["echo", "ran"], capture_output=True, text=True).stdout)
"""
    server = cell_server()
    assert run_inside(server, code) == "6.0 (1797, 64) 0.843\n3 ran\n\n"
    server.close()


def test_an_interrupt_reaches_the_students_process_and_those_it_waits_for(server):
    code = "import subprocess\nprint('on', flush=True)\n{}"
    for wait in ("while True:\n    pass", "subprocess.run(['sleep', '600'])"):
        with student(server) as there:
            there.send(code.format(wait))
            assert there.hear_line() == "on\n"
            there.process.send_signal(signal.SIGINT)
            assert "KeyboardInterrupt" in there.hear()
            assert there.run("print('goes on')") == "goes on\n"


def test_a_process_that_ignores_an_interrupt_is_killed(server):
    with student(server) as there:
        there.send("import signal\nsignal.signal(2, signal.SIG_IGN)\nprint('on', flush=True)\nwhile True:\n    pass")
        assert there.hear_line() == "on\n"
        there.process.send_signal(signal.SIGINT)
        assert there.process.poll() is None
        there.process.kill()
        assert there.process.wait(60) == -signal.SIGKILL


@pytest.mark.parametrize(("end", "status"), [("os._exit(7)", 7), ("os.kill(os.getpid(), 11)", -11), ("os.abort()", -6)])
def test_the_students_process_ends_outside_as_it_ended_inside(server, end, status):
    with student(server) as there:
        there.run(f"import os\nsum(range(10**6))\n{end}")
        assert there.process.wait(60) == status
        assert there.process.ended.cpu > 0
        assert there.process.ended.max_rss > 1 << 20
        assert there.process.ended.excess == ""


DAEMON = """
import os, signal, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(signum, signal.SIG_IGN)
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", MARK])
    os._exit(0)
os.wait()
while not any(os.path.exists(f"/proc/{pid}/cmdline") and MARK in open(f"/proc/{pid}/cmdline").read()
              for pid in os.listdir("/proc") if pid.isdecimal()):
    pass
print("on")
"""


def marked(mark):
    """Return the processes that have `mark` among their arguments."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            found += [process] * (mark in process.cmdline())
    return found


@pytest.mark.parametrize("ending", ["hang up", "kill", "exit"])
def test_nothing_outlives_a_sandbox(server, ending):
    mark = f"outlives-{os.getpid()}-{ending}"
    with Sandbox() as sandbox:
        process, connection = server.fork(RUN_CELLS, student_environment(), HOME, 3, sandbox)
        inside = Student(process, connection)
        inside.send(f"MARK = {mark!r}\n{DAEMON}")
        assert inside.hear_line() == "on\n"
        assert len(marked(mark)) == 1
        if ending == "hang up":
            process.close()
        elif ending == "kill":
            process.kill()
        else:
            connection.close()
        connection.close()
    assert marked(mark) == []


def test_the_server_kills_what_a_student_left_running_without_being_asked(server):
    mark = f"left-{os.getpid()}"
    sandbox = Sandbox()
    process, connection = server.fork(RUN_CELLS, student_environment(), HOME, 3, sandbox)
    Student(process, connection).send(f"MARK = {mark!r}\n{DAEMON}\nos._exit(3)")
    assert process.wait(60) == 3
    until(lambda: not marked(mark))
    connection.close()
    sandbox.close()


@pytest.mark.parametrize("victim", ["owner", "server"])
@pytest.mark.slow
def test_nothing_inside_outlives_a_killed_owner_or_server(victim):
    mark = f"orphan-{os.getpid()}-{victim}"
    code = f"""
import sys
from initcourse.grading.execution.cell_process import RUN_CELLS
from initcourse.grading.execution.preload import cell_server
from initcourse.grading.execution.cell_process import student_environment
from initcourse.grading.sandbox.bubblewrap import HOME, Sandbox
from tests.support.sandboxed import Student
server, sandbox = cell_server(()), Sandbox()
process, connection = server.fork(RUN_CELLS, student_environment(), HOME, 3, sandbox)
inside = Student(process, connection)
inside.send({f"MARK = {mark!r}{DAEMON}"!r})
inside.hear_line()
print(server.pid, process.pid, flush=True)
sys.stdin.read()
"""
    owner = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    server, inner = (psutil.Process(int(pid)) for pid in owner.stdout.readline().split())
    assert len(marked(mark)) == 1
    (owner if victim == "owner" else server).kill()
    psutil.wait_procs([inner], timeout=60)
    assert not inner.is_running()
    owner.communicate()  # its end closes the sandbox, whatever has become of the server
    until(lambda: not marked(mark))


def test_two_sandboxes_share_nothing(server):
    with student(server) as first, student(server) as second:
        for folder in WRITABLE_FOLDERS:
            first.run(f"open('{folder}/note', 'w').write('of the first')")
        assert second.run(f"import os\nprint([os.listdir(folder) for folder in {WRITABLE_FOLDERS}])").count("note") == 0
        assert second.run("print(sorted(p for p in os.listdir('/proc') if p.isdecimal()))") == "['1', '2']\n"


def test_a_sandbox_that_is_gone_is_not_entered(server):
    sandbox = Sandbox()
    os.kill(sandbox.handle().pid, signal.SIGKILL)
    until(lambda: sandbox.returncode is not None)
    with pytest.raises(CourseError, match="cannot be entered"):
        server.fork(RUN_CELLS, student_environment(), HOME, 3, sandbox)
    sandbox.close()
    assert run_inside(server, "print('the server works on')") == "the server works on\n"


def test_a_process_outside_is_never_taken_for_a_sandbox():
    namespace = os.stat("/proc/self/ns/pid").st_ino
    with pytest.raises(RuntimeError, match="has no user namespace of its own"):
        namespace_flags(os.getpid(), namespace)
    with pytest.raises(RuntimeError, match="the sandbox is gone"):
        namespace_flags(os.getpid(), namespace + 1)


def test_sandboxes_that_nobody_entered_are_closed_twice():
    asked, unasked = Sandbox(), Sandbox()
    asked.handle()
    for sandbox in (asked, unasked, asked, unasked):
        sandbox.close()
    assert asked.returncode is not None
    assert unasked.returncode is not None


def test_sandboxes_closed_while_they_are_built_leave_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(
        bubblewrap, "sandbox_options", lambda limits, own=sandbox_options: [*own(limits), "--dir", str(tmp_path)]
    )
    for _ in range(50):
        Sandbox().close()
    assert marked(str(tmp_path)) == []


def test_where_a_sandbox_can_be_built_the_check_is_silent():
    assert check_sandbox() is None


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's students can read what that user can")
def test_a_python_that_nobody_may_read_is_refused(monkeypatch, tmp_path):
    tmp_path.chmod(0o700)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(CourseError, match=f"run 'chmod -R o.rX {tmp_path}'"):
        check_sandbox()


def test_a_sandbox_is_built_also_where_the_working_directory_is_gone(server, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert run_inside(server, "print('on')") == "on\n"


def test_without_bubblewrap_the_line_to_install_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CourseError) as raised:
        check_sandbox()
    assert INSTALL.startswith("install it with 'apt-get install bubblewrap'")
    assert str(raised.value).endswith(INSTALL)


def test_where_user_namespaces_are_refused_it_is_said_what_to_do():
    code = """
open("/proc/sys/user/max_user_namespaces", "w").write("0")
from initcourse.grading.errors import CourseError
from initcourse.grading.sandbox.bubblewrap import check_sandbox
try:
    check_sandbox()
except CourseError as error:
    print(error)
"""
    unshare = ["unshare", "--user", "--map-root-user", sys.executable, "-c", code]
    done = subprocess.run(unshare, capture_output=True, text=True, cwd=ROOT)
    assert "sysctl user.max_user_namespaces" in done.stdout, done.stderr


def test_bubblewraps_last_words_are_passed_on(monkeypatch, tmp_path):
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(CourseError, match=r"\(setting up uid map: Permission denied\).*apparmor_restrict"):
        check_sandbox()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="this run is an ordinary user's already")
def test_the_sandbox_holds_for_an_ordinary_user_too(tmp_path):
    """Python may lie in a folder of root's, so it is shown to nobody in a view of the files that nobody else has."""
    python = os.path.realpath(sys.base_prefix)
    script = f"""
set -e
mkdir {tmp_path}/python
mount --bind {python} {tmp_path}/python
if ! setpriv --reuid 65534 --regid 65534 --clear-groups test -x {sys.executable}; then
    top=/$(echo {python} | cut -d/ -f2)
    mount -t tmpfs -o mode=755 none $top
    mkdir -p {python}
    mount --bind {tmp_path}/python {python}
fi
mount -t tmpfs -o mode=1777 none /mnt
export HOME=/mnt TMPDIR=/mnt
exec setpriv --reuid 65534 --regid 65534 --clear-groups {sys.executable} -m pytest -q -p no:cacheprovider \
    -p no:nbval -o addopts= {__file__} -k "not what_a_course_does"
"""
    done = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", script], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode == 126:  # as `setpriv` tells that it may not execute it; whatever else fails is a failure
        pytest.skip(f"other users may not execute {sys.executable}: clone the project where they may read it")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
