"""What `initcourse doctor` finds on a machine, and what it says to do about it."""

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from initcourse.cli import app
from initcourse.student import doctor


def run(*options):
    result = CliRunner().invoke(app, ["doctor", *options])
    return result.exit_code, result.output


@pytest.fixture
def packages(monkeypatch):
    """Return the versions of packages that are another than those installed; None for one that is missing."""
    others = {}

    def found(name):
        if name in others and others[name] is None:
            raise PackageNotFoundError(name)
        return others.get(name) or version(name)

    monkeypatch.setattr(doctor, "version", found)
    monkeypatch.setattr(
        doctor, "requires", lambda name: ["numpy>=2", "tensorflow>=2.20", 'nbgrader>=9; extra == "staff"']
    )
    return others


def test_a_line_a_finding_and_exit_code_zero_without_a_problem(monkeypatch):
    monkeypatch.setattr(doctor, "findings", lambda quick: [doctor.Finding(True, "this"), doctor.Finding(True, "that")])
    assert run() == (0, "ok       this\nok       that\n")


def test_a_problem_comes_with_its_fix_and_exit_code_one(monkeypatch):
    monkeypatch.setattr(doctor, "findings", lambda quick: [doctor.Finding(False, "this", "mend it")])
    assert run("--quick") == (1, "problem  this\n         Fix: mend it\n")


def test_quick_leaves_tensorflow_out(monkeypatch):
    monkeypatch.setattr(doctor, "tensorflow_finding", lambda: doctor.Finding(False, "started TensorFlow"))
    texts = {quick: [finding.text for finding in doctor.findings(quick=quick)] for quick in (True, False)}
    assert "started TensorFlow" in texts[False]
    assert "started TensorFlow" not in texts[True]


def test_an_old_python_is_a_problem(monkeypatch):
    monkeypatch.setattr(doctor, "metadata", lambda name: {"Requires-Python": ">=3.11,<3.14"})
    monkeypatch.setattr("platform.python_version", lambda: "3.10.13")
    found = doctor.python_finding()
    assert not found.ok
    assert "Python 3.10.13, but the course wants >=3.11,<3.14" in found.text
    monkeypatch.setattr("platform.python_version", lambda: "3.12.1")
    assert doctor.python_finding().ok


def test_a_package_that_is_too_old_or_missing_is_told_with_the_command(packages):
    packages["numpy"] = "1.26"
    [found] = doctor.package_findings()
    assert found.text == "numpy 1.26, but the course wants >=2"
    assert found.fix == f'"{sys.executable}" -m pip install "numpy>=2"'
    packages["numpy"] = None
    assert [finding.text for finding in doctor.package_findings()] == ["numpy is not installed"]


def test_staff_s_packages_are_not_asked_for(packages):
    [found] = doctor.package_findings()
    assert (found.ok, found.text) == (True, "2 packages, all in versions that the course wants")


def test_a_package_that_is_not_installed_at_all_is_told_once(monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "metadata", missing)
    monkeypatch.setattr(doctor, "requires", missing)
    assert "initcourse is not installed" in doctor.python_finding().text
    assert list(doctor.package_findings()) == []


@pytest.mark.parametrize(
    ("program", "ok"), [(sys.executable, True), ("python3", True), ("/opt/other/bin/python", False)]
)
def test_a_kernel_of_another_python_is_a_problem(monkeypatch, program, ok):
    spec = SimpleNamespace(argv=[program, "-m", "ipykernel_launcher"])
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", lambda self, name: spec)
    found = doctor.kernel_finding()
    assert found.ok is ok
    assert ok or "-m ipykernel install" in found.fix


@pytest.mark.parametrize("missing", ["packaging", "jupyter_client", "psutil"])
def test_a_package_that_the_doctor_itself_needs_is_told_once_and_the_rest_is_looked_at(monkeypatch, missing):
    for name in [name for name in sys.modules if name.partition(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, missing, None)
    code, text = run("--quick")
    assert code == 1
    assert text.count(f"problem  {missing} is not installed, or is damaged") == 1
    assert f'-m pip install --force-reinstall "{missing}"' in text
    assert "of disk free" in text


def test_jupyter_without_a_kernel_is_a_problem(monkeypatch):
    from jupyter_client.kernelspec import NoSuchKernel

    def none(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", none)
    assert not doctor.kernel_finding().ok


def test_without_jupyterlab_the_notebooks_open_elsewhere(packages):
    packages["jupyterlab"] = None
    found = doctor.jupyterlab_finding()
    assert found.ok
    assert "VS Code" in found.text


def test_little_memory_and_a_full_disk_are_problems(monkeypatch, tmp_path):
    assert doctor.disk_finding(tmp_path).ok is (doctor.shutil.disk_usage(tmp_path).free >= doctor.FREE_DISK)
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=2**20))
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=2**28))
    assert not doctor.disk_finding(tmp_path).ok
    assert doctor.memory_finding().text == "0.2 GB of memory free; a notebook takes up to 1"


def test_without_tensorflow_the_first_assignment_needs_none(packages):
    packages["tensorflow"] = None
    found = doctor.tensorflow_finding()
    assert not found.ok
    assert "01_variance needs no TensorFlow" in found.text
    assert [finding.ok for finding in doctor.package_findings()] == [True]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("raise ImportError('DLL load failed')", "does not start: ImportError: DLL load failed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGILL)", "ended by signal 4"),
    ],
)
def test_a_tensorflow_that_does_not_start_is_told(packages, monkeypatch, code, says):
    packages["tensorflow"] = "2.20"
    monkeypatch.setattr(doctor, "FIRST_STEP", code)
    found = doctor.tensorflow_finding()
    assert not found.ok
    assert says in found.text
    assert "--force-reinstall" in found.fix


def test_a_tensorflow_that_takes_too_long_is_told(packages, monkeypatch):
    def late(*args, timeout, **options):
        raise subprocess.TimeoutExpired(args, timeout)

    packages["tensorflow"] = "2.20"
    monkeypatch.setattr("subprocess.run", late)
    assert "did not train a step within 300 s" in doctor.tensorflow_finding().text


@pytest.mark.slow
def test_tensorflow_s_first_step_is_timed():
    found = doctor.tensorflow_finding()
    assert found.ok
    assert "first training step in" in found.text
