"""The first assignment in a kernel of Jupyter's own, asked as a front end asks it: with the ids of the cells."""

import os
import re

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from tests.support.small_course import ROOT

pytestmark = pytest.mark.slow

RIGHT = """def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**2 / (n_in + n_out)"""


class FrontEnd:
    """Runs cells in a kernel as JupyterLab does, and reads what they show."""

    def __init__(self, client):
        self.client = client

    def run(self, code, **metadata):
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        message = self.client.session.msg("execute_request", content, metadata=metadata)
        self.client.shell_channel.send(message)
        shown = ""
        while True:
            told = self.client.get_iopub_msg(timeout=120)
            if told["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            kind, content = told["msg_type"], told["content"]
            assert content.get("name") != "stderr", content
            if kind == "status" and content["execution_state"] == "idle":
                return shown
            shown += content.get("text", "") + "\n".join(content.get("traceback", ()))


@pytest.fixture
def front_end():
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    manager, client = start_new_kernel(kernel_name="python3", env=environment)
    yield FrontEnd(client)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def cells():
    notebook = nbformat.read(ROOT / "release/01_variance/01_variance.ipynb", as_version=4)
    return {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in notebook.cells}


def test_a_kernel_of_jupyter_tells_the_facts_the_hint_and_the_yes(front_end, cells):
    def run(code):
        return front_end.run(code, cellId=str(hash(code)))

    run(cells["setup"])
    run(cells["xavier_variance"])
    check = cells["xavier_variance-values"]
    assert "1.1 is not written yet" in run(check)
    run(RIGHT.replace("2 * gain**2 / (n_in + n_out)", "(2 * gain**2 / (n_in + n_out)) ** 0.5"))
    first, second = run(check), run(check)
    assert "xavier_variance(784, 512) returned 0.0392837." in first
    assert "For a hint, run hint()" in first
    assert "Hint: this is the standard deviation" in second
    assert len(re.findall(r"\n", second)) < 12
    run(RIGHT)
    assert run(check) == "1.1 values: passed (1 point)\n"


def test_a_kernel_that_is_asked_without_ids_stays_silent(front_end, cells):
    front_end.run(cells["setup"])
    front_end.run(RIGHT)
    assert front_end.run(cells["xavier_variance-values"]) == ""
