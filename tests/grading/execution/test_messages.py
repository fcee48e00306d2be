"""Records and their framing: what is sent arrives, and whatever else arrives ends the conversation, not the driver."""

import os
import socket
import time

import msgspec
import pytest

from initcourse.grading.execution import messages
from initcourse.grading.execution.messages import (
    Answer,
    AttachedFile,
    CallFunction,
    CellEnded,
    Display,
    DisplayForm,
    ErrorShown,
    FromJudge,
    FromStudent,
    NamesFound,
    Request,
    Returned,
    RunCell,
    Stream,
    ToRunner,
    UseHints,
    WriteFiles,
)
from initcourse.grading.execution.worker.streams import output_message
from initcourse.grading.processes import messages as server_messages
from initcourse.grading.processes.channel import LENGTHS, MAX_PAYLOAD, MAX_RECORD, MessageChannel, Record
from initcourse.grading.processes.messages import (
    ConfinedCall,
    ConfinedError,
    ConfinedResult,
    Ended,
    ForkProgram,
    FromServer,
    Started,
    ToServer,
)
from initcourse.grading.sandbox.bubblewrap import Limits, SandboxHandle

CALLS = ConfinedCall | ConfinedResult | ConfinedError
HANDLE = SandboxHandle(pid=7, namespace=8, user=1000, limits=Limits(memory=9))
RECORDS = [
    (ToServer, ForkProgram(program="a:b", environment={b"A\xff": b"b"}, folder="/tmp", argument=3, sandbox=HANDLE)),
    (FromServer, Started(pid=5)),
    (FromServer, Ended(status=-9, cpu=0.5, max_rss=1, excess="memory")),
    (
        ToRunner,
        RunCell(number=4, size=3, count=2, names={"f": "function"}),
    ),
    (ToRunner, WriteFiles(files=[AttachedFile(name=b"\xff.txt", size=3)])),
    (ToRunner, UseHints()),
    (FromStudent, Stream(name="stderr")),
    (FromStudent, Display(kind="display_data", forms=[DisplayForm("image/png", 7, width=5)], display_id="one")),
    (FromStudent, NamesFound(number=3, names={"f": "missing"})),
    (FromJudge, CellEnded(number=3, error=ErrorShown(ename="E", evalue="", traceback=["line"]))),
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
    known = {
        kind for union in (ToServer, FromServer, ToRunner, FromStudent, FromJudge, CALLS) for kind in union.__args__
    }
    defined = [*vars(messages).values(), *vars(server_messages).values()]
    records = {kind for kind in defined if isinstance(kind, type) and issubclass(kind, Record)}
    assert records - {Record, Request, Answer} == known


def test_messages_are_taken_one_by_one_however_they_are_cut(ends):
    ours, theirs = ends
    wanted = [(Returned(number=number), b"x" * number) for number in range(5)]
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


TAGGED = msgspec.msgpack.encode({"type": "Stream", "name": "stdout"})


def test_an_honest_frame_is_received(ends):
    assert received(ends, frame(TAGGED)) == (Stream(name="stdout"), b"")


NUMBERED = msgspec.msgpack.encode({"type": "Returned", "number": 1})
BOTTOMLESS = NUMBERED[:-1] + b"\x91" * 100_000 + b"\x01"


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
        frame(msgspec.msgpack.encode(["Stream", "stdout"])),
        frame(msgspec.msgpack.encode({"type": "Unknown"})),
        frame(msgspec.msgpack.encode({"name": "stdout"})),
        frame(msgspec.msgpack.encode({"type": "Stream", "name": "stdlog"})),
        frame(msgspec.msgpack.encode({"type": "Stream", "name": b"stdout"})),
        frame(msgspec.msgpack.encode({"type": "Stream", "name": "stdout", "more": 1})),
        frame(msgspec.msgpack.encode({"type": "NamesFound", "number": 1, "names": {"f": "trusted"}})),
        frame(msgspec.msgpack.encode({"type": "CellEnded", "number": 1, "error": {"ename": 3}})),
        frame(
            msgspec.msgpack.encode({"type": "CallFunctionOfStudent", "number": 1, "name": "f"})
        ),  # only the judge may
        frame(msgspec.msgpack.encode({"type": "GraderErrorFound", "reason": "f"})),
        frame(msgspec.msgpack.encode({"type": "Started", "pid": 1})),
        frame(TAGGED.replace(b"out", b"\xffut")),
        frame(BOTTOMLESS),
    ],
)
def test_whatever_cannot_be_a_message_is_the_end_of_the_conversation(ends, data):
    with pytest.raises(EOFError):
        received(ends, data)


FORM = {"kind": "text/plain", "size": 1}


@pytest.mark.parametrize(
    ("forms", "display_id", "refused"),
    [
        ([FORM], "i", False),
        ([FORM] * 33, None, True),
        ([FORM | {"kind": "x" * 201}], None, True),
        ([FORM], "i" * 201, True),
        ([FORM | {"size": "1"}], None, True),
        ([FORM | {"width": [[1]]}], None, True),
    ],
)
def test_what_a_display_may_say_is_bounded(ends, forms, display_id, refused):
    record = {"type": "Display", "kind": "display_data", "forms": forms, "display_id": display_id}
    data = frame(msgspec.msgpack.encode(record), b"x")
    if refused:
        with pytest.raises(EOFError):
            received(ends, data)
    else:
        assert received(ends, data)[0].forms == [DisplayForm("text/plain", 1)]


def test_waiting_for_a_message_can_run_out_also_within_one(ends):
    ours, theirs = ends
    channel = MessageChannel(ours, FromStudent)
    assert channel.receive(time.monotonic() + 0.01) is None
    theirs.sendall(frame(TAGGED)[:-1])
    assert channel.receive(time.monotonic() + 0.01) is None
    theirs.sendall(frame(TAGGED)[-1:])
    assert channel.receive() == (Stream(name="stdout"), b"")


def test_sending_to_somebody_who_does_not_read_can_run_out(ends):
    ours, _ = ends
    with pytest.raises(EOFError):
        MessageChannel(ours, FromStudent).send(
            CallFunction(number=1, name="f"), bytes(1 << 24), end=time.monotonic() + 0.01
        )


def test_a_closed_end_is_an_end(ends):
    ours, theirs = ends
    channel = MessageChannel(ours, FromStudent)
    theirs.close()
    with pytest.raises(EOFError):
        channel.send(Returned(number=1), bytes(1 << 24))
    channel.close()
    with pytest.raises(EOFError):
        channel.receive()


class Odd:
    """What `json_default` cannot turn into JSON."""


PICTURE = {"image/png": b"\x89PNG", "n": 10**30, "t": (1, True), "text/plain": "é\ud800"}
SIZES = {"image/png": {"width": 5, "height": True, "alt": "a face", "more": [[1]]}}


@pytest.mark.parametrize(
    ("kind", "content", "message"),
    [
        ("stream", {"name": "stdout", "text": "a\ud800"}, (Stream(name="stdout"), b"a?")),
        (
            "display_data",
            {"data": PICTURE, "metadata": SIZES, "transient": {"display_id": "i"}},
            (
                Display(
                    kind="display_data",
                    forms=[
                        DisplayForm("image/png", 8, width=5, alt="a face"),
                        DisplayForm("n", 31),
                        DisplayForm("t", 9),
                        DisplayForm("text/plain", 3),
                    ],
                    display_id="i",
                ),
                f"iVBORw==1{'0' * 30}[1, true]é?".encode(),
            ),
        ),
        ("status", {"execution_state": "idle"}, None),
        ("execute_reply", {"status": "ok"}, None),
        ("comm_open", {"data": {}}, None),
    ],
)
def test_what_ipython_publishes_becomes_a_message_that_can_be_sent(ends, kind, content, message):
    found = output_message(kind, content)
    assert found == message
    if found is not None:
        assert received(ends, frame(msgspec.msgpack.encode(found[0]), found[1])) == found


def test_what_cannot_be_displayed_is_an_error_where_it_is_displayed():
    with pytest.raises(TypeError):
        output_message("display_data", {"data": {"text/plain": Odd()}})
