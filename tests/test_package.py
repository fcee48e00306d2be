"""What students install: quick to import, silent, free of staff's tools, and one list of dependencies."""

import subprocess
import sys
import tomllib
import zipfile
from itertools import chain

import pytest
import yaml

from tests.support.small_course import ROOT


def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_importing_the_package_imports_nothing_heavy():
    heavy = "{'numpy', 'tensorflow', 'keras', 'matplotlib', 'nbgrader'}"
    result = run_python(f"import sys, initcourse; print({heavy} & set(sys.modules))")
    assert (result.stdout, result.stderr) == ("set()\n", "")


def test_help_imports_neither_tensorflow_nor_nbgrader():
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom initcourse.cli import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "print({'tensorflow', 'keras', 'nbgrader', 'numpy'} & set(sys.modules))"
    )
    assert run_python(code).stdout == "set()\n"


def test_checks_and_plots_do_not_import_tensorflow():
    code = (
        "import sys, initcourse.checks, initcourse.statistical_checks, initcourse.plots, initcourse.data\n"
        "print('tensorflow' in sys.modules)"
    )
    assert run_python(code).stdout == "False\n"


@pytest.mark.slow
def test_importing_the_networks_writes_nothing_to_stderr():
    code = "from initcourse import networks; import numpy as np; networks.network_from_kernels([np.ones((2, 2))])"
    result = run_python(code)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
def test_tensorflow_imported_by_a_student_writes_nothing_to_stderr_when_it_computes():
    code = (
        "import os, sys, initcourse\n"
        "kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)\n"
        "os.dup2(nowhere, 2)\nimport tensorflow as tf\nos.dup2(kept, 2)\n"
        "print(float(tf.square(tf.constant(3.0))))"
    )
    result = run_python(code)
    assert (result.stdout, result.stderr) == ("9.0\n", "")


@pytest.mark.slow
def test_students_modules_run_without_nbgrader():
    code = (
        "import sys\nsys.modules['nbgrader'] = None\n"
        "import initcourse.checks, initcourse.statistical_checks, initcourse.networks, initcourse.plots\n"
        "import initcourse.data, initcourse.cli\n"
        "print('nbgrader' in sys.modules and sys.modules['nbgrader'] is None)"
    )
    assert run_python(code).stdout == "True\n"


@pytest.mark.slow
def test_tests_of_the_students_modules_run_without_nbgrader():
    code = (
        "import sys\nsys.modules['nbgrader'] = None\nimport pytest\n"
        "sys.exit(pytest.main(['--collect-only', '-q', 'tests/test_checks.py', 'tests/test_describe.py']))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stdout


def test_the_wheel_holds_the_package_and_nothing_else(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "uv", "build", "--quiet", "--wheel", "--out-dir", tmp_path, ROOT],
        check=True,
        cwd=tmp_path,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = (p for p in (ROOT / "initcourse").rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    assert names == {str(p.relative_to(ROOT)) for p in files}


def test_the_conda_environment_repeats_no_requirement():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    python, pip, by_pip = environment["dependencies"]
    assert (python, pip) == ("python=3.11", "pip")
    assert by_pip == {"pip": ["-r requirements.lock", "-e .[staff,dev]"]}


def test_the_lock_pins_every_declared_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    locked = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    assert {requirement.split(">=")[0].split("[")[0] for requirement in declared} <= locked


def test_the_grader_builds_no_parser_for_addresses_that_nobody_checks():
    result = run_python(
        "import sys, initcourse.grading, nbformat; print('jsonschema' in sys.modules, 'lark' in sys.modules)"
    )
    assert result.stdout == "True False\n"
