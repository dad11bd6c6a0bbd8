"""The same secret gives the same problems for ever; without it another student's cannot be told."""

import hashlib
import os
import re
import stat
from itertools import pairwise

import pytest

from workbook import problem
from workbook.course import drawing
from workbook.course.drawing import Wanted, public, with_a_secret
from workbook.course.handed_out import Student
from workbook.course.secret import read_or_draw_secret, seed
from workbook.marking.fresh import SEEDS
from workbook.networks import Network

SECRET = bytes(range(32))
STUDENTS = [Student("s1"), Student("0042"), Student("Ünal")]
SMALL = Wanted((2, 2, 2))


def hmac_sha256(secret, message):
    """RFC 2104, written out."""
    block = secret.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).hexdigest()


def test_the_derivation_is_an_hmac():
    for id in ("s1", "Ünal", "漢字"):
        expected = hmac_sha256(SECRET, id.encode())
        assert seed(SECRET, id) == int(expected, 16) % (2**31 - 2)
        assert seed(SECRET, id, 3) == int(hmac_sha256(SECRET, f"{id}\n3".encode()), 16) % (2**31 - 2)
    assert len(SEEDS) == 2**31 - 2


def test_the_hmac_written_out_is_that_of_rfc_4231():
    expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    assert hmac_sha256(b"\x0b" * 20, b"Hi There") == expected


def test_a_secret_is_drawn_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "new/secret.txt"
    drawn = read_or_draw_secret(path)
    assert len(drawn) == 32
    assert re.fullmatch("[0-9a-f]{64}\n", path.read_text())
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_draw_secret(path) == drawn
    assert read_or_draw_secret(tmp_path / "other.txt") != drawn


@pytest.mark.parametrize("content", ["", "0123", "password" * 8, "0" * 33, "0" * 30, "\N{FULLWIDTH DIGIT ONE}" * 32])
def test_a_file_without_a_secret_is_refused_and_kept(tmp_path, content):
    path = tmp_path / "secret.txt"
    path.write_text(content, encoding="utf8")
    with pytest.raises(ValueError, match=r"secret\.txt: expected a secret, 32 or more hexadecimal digits"):
        read_or_draw_secret(path)
    assert path.read_text(encoding="utf8") == content


def test_problems_depend_on_the_secret_and_the_id_alone():
    handed_out = {each.student.id: each.problem for each in with_a_secret(STUDENTS, SECRET, SMALL)}
    for id, given in handed_out.items():
        assert given.tables == problem(int(hmac_sha256(SECRET, id.encode()), 16) % (2**31 - 2), (2, 2, 2)).tables
    again = with_a_secret([*reversed(STUDENTS), Student("late")], SECRET, SMALL)
    assert {each.student.id: each.problem for each in again} | handed_out == {
        each.student.id: each.problem for each in again
    }
    others = with_a_secret(STUDENTS, bytes(32), SMALL)
    assert all(handed_out[each.student.id] != each.problem for each in others)


def test_no_two_students_share_a_problem_in_whatever_order(monkeypatch):
    """Where ids meet in one seed, the first by its id keeps it."""
    monkeypatch.setattr(drawing, "seed", lambda secret, id, attempt: [7, 7 + len(id)][attempt])
    handed_out = with_a_secret(STUDENTS, SECRET, SMALL)
    assert with_a_secret(STUDENTS[::-1], SECRET, SMALL) == handed_out[::-1]
    assert [each.problem.tables for each in handed_out] == [problem(number, (2, 2, 2)).tables for number in (9, 7, 11)]


def test_where_problems_run_out_it_is_said(monkeypatch):
    monkeypatch.setattr(drawing, "seed", lambda secret, id, attempt: 7)
    monkeypatch.setattr(drawing, "ATTEMPTS", 2)
    with pytest.raises(ValueError, match="sizes: expected a network with enough different problems for 3 students"):
        with_a_secret(STUDENTS, SECRET, SMALL)


def test_the_public_problems_come_by_number():
    handed_out = list(public(STUDENTS, SMALL))
    assert [each.problem.tables for each in handed_out] == [problem(n, (2, 2, 2)).tables for n in range(3)]


def test_names_hold_no_seed():
    for each in [*with_a_secret(STUDENTS, SECRET, SMALL), *public(STUDENTS, SMALL)]:
        assert each.problem.name == f"problem of {each.student.id}"


def guesses(id, own):
    """What somebody might try who knows everything but the secret: the generator, an id and a seed of their own."""
    for key in (b"", id.encode(), str(own).encode(), own.to_bytes(4, "big"), b"secret", bytes(32)):
        for message in (id.encode(), str(own).encode(), b""):
            for digest in (hmac_sha256(key, message), hashlib.sha256(key + message).hexdigest()):
                yield from (int(digest, 16) % (2**31 - 2), int(digest[:8], 16) % (2**31 - 2))


def test_a_seed_of_ones_own_tells_no_other():
    ids = [f"s{number}" for number in range(1000)]
    seeds = [seed(SECRET, id) for id in ids]
    assert len({(later - earlier) % len(SEEDS) for earlier, later in pairwise(seeds)}) == len(ids) - 1
    assert all(400 < sum((each >> place) & 1 for each in seeds) < 600 for place in range(30))
    near = {*range(10_000), *(seeds[0] + step for step in range(-10_000, 10_000))}
    tried = near.union(*(guesses(id, seeds[0]) for id in ids))
    assert tried & {*seeds[1:]} == set()
    assert tried & {seed(bytes(32), id) for id in ids}


def test_another_secret_gives_other_seeds():
    for other in (bytes([SECRET[0] ^ 1, *SECRET[1:]]), bytes([*SECRET[:-1], SECRET[-1] ^ 128])):
        assert all(seed(other, f"s{number}") != seed(SECRET, f"s{number}") for number in range(1000))


def test_no_student_gets_a_network_in_which_no_hidden_unit_passes_anything_on():
    wanted = Wanted((3, 2, 1, 2), network=Network("relu", "sigmoid", "binary cross-entropy"))
    students = [Student(f"s{number}") for number in range(40)]
    first = [problem(seed(SECRET, student.id), *wanted) for student in students]
    assert any(is_dead(each) for each in first)
    assert not any(is_dead(each.problem) for each in with_a_secret(students, SECRET, wanted))


def is_dead(made):
    params, x, _, _ = made.on(float)
    return not (params.W1 @ x + params.b1 > 0).any(axis=0).all()
