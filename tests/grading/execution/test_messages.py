"""Records and their framing: what is sent arrives, and whatever else arrives ends the conversation, not the driver."""

import os
import socket
import time

import msgspec
import pytest

from initcourse.grading.execution import messages
from initcourse.grading.execution.messages import (
    MAX_DEPTH,
    AttachedFile,
    CallFunction,
    CellEnded,
    Display,
    ErrorShown,
    FromJudge,
    FromStudent,
    NamesFound,
    Returned,
    RunCell,
    Stream,
    ToRunner,
    WriteFiles,
)
from initcourse.grading.execution.worker.streams import output_record
from initcourse.grading.processes import messages as server_messages
from initcourse.grading.processes.channel import LENGTHS, MAX_PAYLOAD, MAX_RECORD, MessageChannel, Record
from initcourse.grading.processes.messages import Ended, ForkProgram, FromServer, Started, ToServer
from initcourse.grading.sandbox.bubblewrap import Limits, SandboxHandle

HANDLE = SandboxHandle(pid=7, namespace=8, user=1000, limits=Limits(memory=9))
RECORDS = [
    (ToServer, ForkProgram(program="a:b", environment={b"A\xff": b"b"}, folder="/tmp", argument=3, sandbox=HANDLE)),
    (FromServer, Started(pid=5)),
    (FromServer, Ended(status=-9, cpu=0.5, max_rss=1, excess="memory")),
    (ToRunner, RunCell(code="x = '\ud800'".encode("utf-8", "surrogatepass"), count=2, names={"f": "function"})),
    (ToRunner, WriteFiles(files=[AttachedFile(name=b"\xff.txt", size=3)])),
    (FromStudent, Stream(name="stderr", text="héllo")),
    (FromStudent, Display(kind="display_data", data={"application/json": {"a": [1, None]}}, display_id="one")),
    (FromStudent, NamesFound(names={"f": "missing"})),
    (FromJudge, CellEnded(error=ErrorShown(ename="E", evalue="", traceback=["line"]))),
]


@pytest.fixture
def ends():
    """Return the two ends of a socket pair."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def frame(record, payload=b""):
    """Return a frame around the bytes of a record, whatever they are."""
    return LENGTHS.pack(len(record), len(payload)) + record + payload


def received(ends, data, accepts=FromStudent):
    """Send raw bytes, hang up, and return what arrives."""
    ours, theirs = ends
    theirs.sendall(data)
    theirs.shutdown(socket.SHUT_WR)
    return MessageChannel(ours, accepts).receive(time.monotonic() + 60)


@pytest.mark.parametrize(("accepts", "record"), RECORDS, ids=[type(record).__name__ for _, record in RECORDS])
def test_a_record_arrives_as_it_was_sent_with_its_payload(ends, accepts, record):
    ours, theirs = ends
    MessageChannel(theirs, FromStudent).send(record, b"payload")
    assert MessageChannel(ours, accepts).receive() == (record, b"payload")


def test_every_record_can_be_received_by_somebody():
    known = {kind for union in (ToServer, FromServer, ToRunner, FromStudent, FromJudge) for kind in union.__args__}
    defined = [*vars(messages).values(), *vars(server_messages).values()]
    records = {kind for kind in defined if isinstance(kind, type) and issubclass(kind, Record)}
    assert records - {Record} == known


def test_messages_are_taken_one_by_one_however_they_are_cut(ends):
    ours, theirs = ends
    wanted = [(Stream(name="stdout", text=str(number)), b"x" * number) for number in range(5)]
    data = b"".join(frame(msgspec.msgpack.encode(record), payload) for record, payload in wanted)
    channel, found = MessageChannel(ours, FromStudent), []
    for byte in data:
        theirs.sendall(bytes([byte]))
        if message := channel.poll():
            found.append(message)
    assert found == wanted
    assert channel.poll() is None
    assert not channel.waiting


def test_a_file_descriptor_comes_along(ends):
    ours, theirs = ends
    reading, writing = os.pipe()
    request = ForkProgram(program="a:b", environment={}, folder="/")
    MessageChannel(theirs, FromServer).send(request, passed=writing)
    os.close(writing)
    found, payload, passed = MessageChannel(ours, ToServer).receive_first()
    os.write(passed, b"through")
    assert (found, payload, os.read(reading, 7)) == (request, b"", b"through")
    os.close(passed)
    os.close(reading)


TAGGED = msgspec.msgpack.encode({"type": "Stream", "name": "stdout", "text": "x"})


def test_an_honest_frame_is_received(ends):
    assert received(ends, frame(TAGGED)) == (Stream(name="stdout", text="x"), b"")


DEEP = msgspec.msgpack.encode({"type": "Display", "kind": "display_data", "data": {"a": 1}})
BOTTOMLESS = DEEP[:-1] + b"\x91" * 100_000 + b"\x01"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0",
        frame(TAGGED)[:-1],
        frame(TAGGED, b"payload")[:-1],
        b'{"msg_type": "stream", "content": {"name": "stdout", "text": "x"}}\n',
        LENGTHS.pack(MAX_RECORD + 1, 0) + TAGGED,
        LENGTHS.pack(len(TAGGED), MAX_PAYLOAD + 1) + TAGGED,
        frame(b""),
        frame(b"\xc1"),
        frame(TAGGED + b"\0"),
        frame(msgspec.msgpack.encode(["Stream", "stdout", "x"])),
        frame(msgspec.msgpack.encode({"type": "Unknown"})),
        frame(msgspec.msgpack.encode({"name": "stdout", "text": "x"})),
        frame(msgspec.msgpack.encode({"type": "Stream", "name": "stdlog", "text": "x"})),
        frame(msgspec.msgpack.encode({"type": "Stream", "name": "stdout", "text": b"x"})),
        frame(msgspec.msgpack.encode({"type": "Stream", "name": "stdout", "text": "x", "more": 1})),
        frame(msgspec.msgpack.encode({"type": "NamesFound", "names": {"f": "trusted"}})),
        frame(msgspec.msgpack.encode({"type": "CellEnded", "error": {"ename": 3}})),
        frame(msgspec.msgpack.encode({"type": "CallFunctionOfStudent", "name": "f"})),  # only the judge may
        frame(msgspec.msgpack.encode({"type": "GraderErrorFound", "reason": "f"})),
        frame(msgspec.msgpack.encode({"type": "Started", "pid": 1})),
        frame(TAGGED.replace(b"x", b"\xff")),
        frame(BOTTOMLESS),
    ],
)
def test_whatever_cannot_be_a_message_is_the_end_of_the_conversation(ends, data):
    with pytest.raises(EOFError):
        received(ends, data)


@pytest.mark.parametrize(("depth", "refused"), [(MAX_DEPTH - 3, False), (MAX_DEPTH, True)])
def test_the_depth_of_displayed_data_is_bounded(ends, depth, refused):
    value = 1
    for _ in range(depth):
        value = [value]
    data = frame(msgspec.msgpack.encode({"type": "Display", "kind": "display_data", "data": {"a": value}}))
    if refused:
        with pytest.raises(EOFError):
            received(ends, data)
    else:
        assert received(ends, data)[0].data == {"a": value}


def test_waiting_for_a_message_can_run_out_also_within_one(ends):
    ours, theirs = ends
    channel = MessageChannel(ours, FromStudent)
    assert channel.receive(time.monotonic() + 0.01) is None
    theirs.sendall(frame(TAGGED)[:-1])
    assert channel.receive(time.monotonic() + 0.01) is None
    theirs.sendall(frame(TAGGED)[-1:])
    assert channel.receive() == (Stream(name="stdout", text="x"), b"")


def test_sending_to_somebody_who_does_not_read_can_run_out(ends):
    ours, _ = ends
    with pytest.raises(EOFError):
        MessageChannel(ours, FromStudent).send(CallFunction(name="f"), bytes(1 << 24), end=time.monotonic() + 0.01)


def test_a_closed_end_is_an_end(ends):
    ours, theirs = ends
    channel = MessageChannel(ours, FromStudent)
    theirs.close()
    with pytest.raises(EOFError):
        channel.send(Returned(), bytes(1 << 24))
    channel.close()
    with pytest.raises(EOFError):
        channel.receive()


class Odd:
    """What `json_default` cannot turn into JSON."""


@pytest.mark.parametrize(
    ("kind", "content", "record"),
    [
        ("stream", {"name": "stdout", "text": "a\ud800"}, Stream(name="stdout", text="a?")),
        (
            "display_data",
            {"data": {"image/png": b"\x89PNG", "n": 10**30, "t": (1, True)}, "transient": {"display_id": "i"}},
            Display(
                kind="display_data",
                data={"image/png": "iVBORw==", "n": str(10**30), "t": [1, True]},
                display_id="i",
            ),
        ),
        ("status", {"execution_state": "idle"}, None),
        ("execute_reply", {"status": "ok"}, None),
        ("comm_open", {"data": {}}, None),
    ],
)
def test_what_ipython_publishes_becomes_a_record_that_can_be_sent(ends, kind, content, record):
    found = output_record(kind, content)
    assert found == record
    if found is not None:
        assert received(ends, frame(msgspec.msgpack.encode(found))) == (found, b"")


def test_what_cannot_be_displayed_is_an_error_where_it_is_displayed():
    with pytest.raises(TypeError):
        output_record("display_data", {"data": {"text/plain": Odd()}})
