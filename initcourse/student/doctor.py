"""What may keep this computer from running the course, each with the command that mends it.

`initcourse doctor` prints the findings. Nothing is changed on the machine.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

from initcourse import __version__

GIB = 2**30

FREE_MEMORY = GIB
"""What a kernel with TensorFlow and the largest network of the course takes, rounded up."""

FREE_DISK = GIB
"""Room for an upgrade of the largest package, TensorFlow, whose file has half of it, and for the notebooks."""

STEP_SECONDS = 300
"""How long TensorFlow may take to start: under a minute on slow disks, more under a virus scanner."""

LATER = "01_variance needs no TensorFlow, 02 to 04 do"

FIRST_STEP = """
import json, time
start = time.perf_counter()
import initcourse, keras, numpy
imported = time.perf_counter()
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4), keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.train_on_batch(numpy.ones((16, 8), "float32"), numpy.ones((16, 1), "float32"))
print(json.dumps([imported - start, time.perf_counter() - imported]))
"""
"""Trains a small network for one step, and prints how long importing and stepping took."""


@dataclass(frozen=True)
class Finding:
    """Whether a thing is `ok`, what was found, and the command or the step that mends it."""

    ok: bool
    text: str
    fix: str = ""


def findings(*, quick: bool) -> Iterator[Finding]:
    """Yield what is found, one thing after the other; `quick` leaves out TensorFlow's first step."""
    looks: list[Callable[[], Finding | Iterator[Finding]]] = [
        python_finding,
        package_findings,
        kernel_finding,
        jupyterlab_finding,
        memory_finding,
        lambda: disk_finding(Path(sys.prefix)),
    ]
    told: set[Finding] = set()
    for look in looks if quick else [*looks, tensorflow_finding]:
        found = _found(look)
        yield from (finding for finding in found if finding not in told)
        told.update(found)


def python_finding() -> Finding:
    """Compare Python's version with the one that the package asks for."""
    from packaging.specifiers import SpecifierSet

    found = platform.python_version()
    try:
        wanted = metadata("initcourse")["Requires-Python"] or ""
    except PackageNotFoundError:
        return Finding(False, f"Python {found}, in which initcourse is not installed", _install("initcourse"))
    if SpecifierSet(wanted).contains(found, prereleases=True):
        return Finding(True, f"Python {found} (wanted: {wanted}), {sys.executable}")
    return Finding(
        False,
        f"Python {found}, but the course wants {wanted}",
        "install Python 3.12 from https://www.python.org/downloads/, then make a new environment with it",
    )


def package_findings() -> Iterator[Finding]:
    """Compare the installed packages with those that the package asks for: a finding for each that is wrong."""
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(line) for line in requires("initcourse") or []]
    except PackageNotFoundError:
        return
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [finding for one in needed if (finding := _package_finding(one.name, str(one.specifier)))]
    yield from wrong
    if not wrong:
        yield Finding(True, f"{len(needed)} packages, all in versions that the course wants")


def kernel_finding() -> Finding:
    """Look which Python Jupyter starts for a notebook of the course."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    mend = f'"{sys.executable}" -m ipykernel install --sys-prefix --name python3'
    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except (NoSuchKernel, IndexError, OSError, ValueError):
        return Finding(False, "Jupyter has no kernel python3 for the notebooks", mend)
    # a bare name stands for the Python that runs Jupyter
    if os.path.basename(program) == program or _same_file_name(program, sys.executable):
        return Finding(True, "Jupyter's kernel python3 is this Python")
    return Finding(False, f"Jupyter's kernel python3 is another Python, {program}", mend)


def jupyterlab_finding() -> Finding:
    """Look for JupyterLab, without which the notebooks need another editor."""
    try:
        return Finding(True, f"JupyterLab {version('jupyterlab')}")
    except PackageNotFoundError:
        return Finding(
            True, "no JupyterLab: the notebooks open in VS Code as well; to have it:", _install("jupyterlab")
        )


def memory_finding() -> Finding:
    """Compare the memory that is free with what a notebook takes."""
    import psutil

    free = psutil.virtual_memory().available
    text = f"{free / GIB:.1f} GB of memory free"
    if free >= FREE_MEMORY:
        return Finding(True, text)
    return Finding(False, f"{text}; a notebook takes up to {FREE_MEMORY / GIB:.0f}", "close other programs")


def disk_finding(place: Path) -> Finding:
    """Compare the room on the environment's disk with what an upgrade takes."""
    free = shutil.disk_usage(place).free
    text = f"{free / GIB:.1f} GB of disk free at {place}"
    if free >= FREE_DISK:
        return Finding(True, text)
    return Finding(False, f"{text}; {FREE_DISK / GIB:.0f} is wanted", f'"{sys.executable}" -m pip cache purge')


def tensorflow_finding() -> Finding:
    """Import TensorFlow and train one step, in a process of its own that may end as it likes."""
    try:
        found = version("tensorflow")
    except PackageNotFoundError:
        return Finding(False, f"TensorFlow is not installed ({LATER})", _install("tensorflow"))
    command = [sys.executable, "-P", "-c", FIRST_STEP]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=STEP_SECONDS, check=False)
        imported, step = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        text = f"TensorFlow {found} did not train a step within {STEP_SECONDS} s ({LATER})"
        return Finding(False, text, "close other programs and try again")
    except ValueError:
        return _tensorflow_failed(found, done.returncode, done.stderr)
    return Finding(True, f"TensorFlow {found}: imported in {imported:.1f} s, first training step in {step:.1f} s")


def _found(look: Callable[[], Finding | Iterator[Finding]]) -> list[Finding]:
    """Return what is found, or which package is missing with which to look for it."""
    try:
        found = look()
        return [found] if isinstance(found, Finding) else list(found)
    except ImportError as error:
        name = (error.name or "").partition(".")[0] or "initcourse"
        return [Finding(False, f"{name} is not installed, or is damaged", _install(name, "--force-reinstall"))]


def _tensorflow_failed(found: str, code: int, stderr: str) -> Finding:
    """Return what TensorFlow ended with; a signal is a processor without its instructions, or no memory."""
    last = next((line.strip() for line in reversed(stderr.splitlines()) if line.strip()), "no message")
    why = f"ended by signal {-code}" if code < 0 else last[:200]
    mend = f'"{sys.executable}" -m pip install --force-reinstall --no-cache-dir tensorflow=={found}'
    return Finding(False, f"TensorFlow {found} does not start: {why} ({LATER})", mend)


def _same_file_name(one: str, other: str) -> bool:
    """Return whether two paths are one; links are not followed, as all environments link to one Python."""
    return os.path.normcase(os.path.abspath(one)) == os.path.normcase(os.path.abspath(other))


def _package_finding(name: str, wanted: str) -> Finding | None:
    """Return what is wrong with a package, or None; TensorFlow and JupyterLab have lines of their own if missing."""
    from packaging.specifiers import SpecifierSet

    try:
        found = version(name)
    except PackageNotFoundError:
        own = name in ("tensorflow", "jupyterlab")
        return None if own else Finding(False, f"{name} is not installed", _install(f"{name}{wanted}"))
    if SpecifierSet(wanted).contains(found, prereleases=True):
        return None
    return Finding(False, f"{name} {found}, but the course wants {wanted}", _install(f"{name}{wanted}"))


def _install(what: str, *options: str) -> str:
    """Return the command that installs something; initcourse comes as a file."""
    if what == "initcourse":
        what = f"./initcourse-{__version__}-py3-none-any.whl"
    return " ".join([f'"{sys.executable}" -m pip install', *options, f'"{what}"'])
