from tests.tamper.canaries import changes, strangers_in

MARKS = ["mark-a-", "mark-b-"]


def test_a_changed_and_a_removed_file_are_changes():
    before = {"/home/ta/.netrc": "1 old", "/etc/hosts": "2 same", "/course/source/x": "3"}
    after = {"/home/ta/.netrc": "1 new", "/etc/hosts": "2 same"}
    assert changes(before, after, MARKS) == ["/home/ta/.netrc 1 new", "/course/source/x gone"]


def test_a_new_file_is_a_change_in_the_course_and_outside_and_elsewhere_with_a_mark():
    after = {
        "/course/new": "1",
        "/outside/new": "2",
        "/home/ta/.cache/fonts": "3 nothing",
        "/tmp/mark-a-x": "4",
        "/tmp/x": "5 says mark-b-",
    }
    found = [text.split()[0] for text in changes({}, after, MARKS)]
    assert found == ["/course/new", "/outside/new", "/tmp/mark-a-x", "/tmp/x"]


def test_what_lies_beside_a_graded_notebook_was_handed_in_or_is_a_stranger(tmp_path):
    for name in ("submitted/ada/small/small.ipynb", "autograded/ada/small/small.ipynb", "autograded/ada/small/new"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    link = tmp_path / "autograded/ada/small/link"
    link.symlink_to("/etc")
    found = strangers_in(tmp_path / "autograded", tmp_path / "submitted")
    assert found == [str(link), str(tmp_path / "autograded/ada/small/new")]
