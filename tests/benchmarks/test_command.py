"""`initcourse bench` and `python -m benchmarks`: where they run, what they exit with, and that Ctrl-C stops them."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from typer.testing import CliRunner

from benchmarks.process_sampler import ProcessSampler
from initcourse.cli import app
from tests.support.small_course import ROOT, until

ECHO = "import os, sys\nprint(os.getcwd(), sys.argv[1:])\nsys.exit(3)\n"

ENDLESS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
try:
    print("started", flush=True)
    signal.pause()
except KeyboardInterrupt:
    print("stopped", flush=True)
    raise SystemExit(1)
"""


def clone(root, code):
    """Write a clone of a course whose benchmarks are this code."""
    (root / "benchmarks").mkdir(parents=True)
    (root / "benchmarks/__init__.py").touch()
    (root / "benchmarks/__main__.py").write_text(code)
    return [sys.executable, "-m", "initcourse", "bench", "--course", root]


def test_bench_runs_the_clones_benchmarks_with_the_same_options_and_exit_code(tmp_path):
    command = clone(tmp_path / "clone", ECHO)
    options = ["--students", "2", "--no-simulate", "--no-answers", "--output", "page.md"]
    done = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    root = tmp_path / "clone"
    passed = ["--students", "2", "--no-simulate", "--no-answers", "--course", str(root)]
    passed += ["--output", str(tmp_path / "page.md")]
    assert (done.returncode, done.stdout, done.stderr) == (3, f"{root} {passed}\n", "")


def test_bench_outside_a_clone_says_where_to_run(tmp_path):
    result = CliRunner().invoke(app, ["bench", "--course", str(tmp_path)])
    assert (result.exit_code, result.output) == (
        1,
        f"no benchmarks in {tmp_path}: run this in a clone of the course\n",
    )


def test_ctrl_c_stops_the_bench(tmp_path):
    with subprocess.Popen(clone(tmp_path, ENDLESS), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "started\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "stopped\n"
    assert process.returncode == 1


@pytest.mark.slow
def test_the_module_has_the_options_of_the_command():
    commands = [["benchmarks", "--help"], ["initcourse", "bench", "--help"]]
    help_texts = [
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for command in commands
    ]
    for option in ("--students", "--simulate", "--no-simulate", "--answers", "--no-answers", "--output", "--course"):
        assert all(option in text for text in help_texts)


@pytest.mark.slow
def test_the_module_without_a_bank_is_one_line_and_exit_code_one(small_course):
    command = [sys.executable, "-m", "benchmarks", "--course", small_course]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "no bank of answers" in done.stderr


def test_an_interrupted_sampler_stops_the_process_that_it_follows(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.process_sampler.STOPPING_SECONDS", 0.2)
    code = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('deaf', flush=True)\nsignal.pause()"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "deaf\n"
        wait, waits = process.wait, []

        def interrupted(timeout=None):
            waits.append(timeout)
            if timeout is None and len(waits) == 1:
                raise KeyboardInterrupt
            return wait(timeout)

        monkeypatch.setattr(process, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            ProcessSampler(tmp_path).follow(process)
        assert process.returncode == -signal.SIGKILL


def test_the_first_result_and_the_memory_are_sampled(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.process_sampler.SAMPLING_SECONDS", 0.01)
    place = tmp_path / "ada/small"
    place.mkdir(parents=True)
    sampler = ProcessSampler(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        (place / "small.ipynb").write_text("{}")
        os.chmod(place / "small.ipynb", 0o444)
        following = threading.Thread(target=sampler.follow, args=(process,))
        following.start()
        until(lambda: sampler.first and sampler.memory)
        process.stdin.close()
        following.join()
    assert sampler.memory >= sampler.slot > 0
