"""What a channel takes from the other end: whole records of known types, each with no more than it may have."""

import socket
import struct
from typing import ClassVar

import msgspec
import pytest

from initcourse.grading.processes.channel import MessageChannel, Record


class Small(Record, frozen=True):
    max_payload: ClassVar[int] = 100


class Large(Record, frozen=True):
    pass


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    channels = MessageChannel(ours, Small | Large, 1000), MessageChannel(theirs, Small | Large)
    yield channels
    for channel in channels:
        channel.close()


@pytest.mark.parametrize(("record", "size"), [(Small(), 0), (Small(), 100), (Large(), 101), (Large(), 1000)])
def test_a_payload_has_what_its_record_and_the_channel_allow(ends, record, size):
    receiver, sender = ends
    sender.send(record, b"x" * size)
    assert receiver.receive() == (record, b"x" * size)
    assert receiver.count == 1
    assert not receiver.oversized


@pytest.mark.parametrize(("record", "size"), [(Small(), 101), (Large(), 1001)])
def test_a_larger_one_ends_the_conversation(ends, record, size):
    receiver, sender = ends
    sender.send(record, b"x" * size)
    with pytest.raises(EOFError):
        receiver.receive()
    assert receiver.oversized


def test_it_ends_before_the_payload_has_come(ends):
    receiver, sender = ends
    head = msgspec.msgpack.encode(Small())
    sender.connection.sendall(struct.pack("!II", len(head), 101) + head)
    with pytest.raises(EOFError):
        receiver.receive()
    assert receiver.oversized
