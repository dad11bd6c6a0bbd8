"""A class list is read as spreadsheets save it; what is wrong in it is said with its row and its column."""

import codecs
import errno

import pytest

from workbook.course.class_list import read_class_list
from workbook.course.handed_out import Student
from workbook.marking.limits import LARGEST_FILE

ADA, BOB = Student("s1", "Ada Öz"), Student("0042", "Bob")


def read(tmp_path, content):
    path = tmp_path / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_class_list(path)


@pytest.mark.parametrize(
    "text",
    [
        "id,name\ns1,Ada Öz\n0042,Bob\n",
        "id;name\ns1;Ada Öz\n0042;Bob",
        "id\tname\r\ns1\tAda Öz\r\n0042\tBob\r\n",
        "id,name\rs1,Ada Öz\r0042,Bob\r",
        '"id","name"\n"s1","Ada Öz"\n"0042","Bob"\n',
        " Name , ID \nAda Öz, s1 \nBob,0042\n",
        "Mail,id,Group,name\na@example.org,s1,A,Ada Öz\nb@example.org,0042,,Bob\n",
        "id,name,,\ns1,Ada Öz,,\n,,,\n0042,Bob,,\n\n",
        "sep=;\r\nid;name\r\ns1;Ada Öz\r\n0042;Bob\r\n",
        "sep=,\nid,name\ns1,Ada Öz\n0042,Bob\n",
        "sep=|\nid|name\ns1|Ada Öz\n0042|Bob\n",
        "SEP=\t\rid\tname\rs1\tAda Öz\r0042\tBob\r",
        '"sep=;"\nid;name\ns1;Ada Öz\n0042;Bob\n',
        "sep=;,\nid,name\ns1,Ada Öz\n0042,Bob\n",
        "sep=\nid;name\ns1;Ada Öz\n0042;Bob\n",
        "id,name\ns1,Ada O\u0308z\n0042,Bob\n",
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lists_of_many_kinds_are_read(tmp_path, text, coding):
    assert read(tmp_path, text.encode(coding)) == [ADA, BOB]


def test_big_endian_is_read_and_names_may_be_missing(tmp_path):
    assert read(tmp_path, codecs.BOM_UTF16_BE + "id\ns1\n".encode("utf-16-be")) == [Student("s1")]
    assert read(tmp_path, "id,name\ns1\n") == [Student("s1")]
    assert read(tmp_path, "id;name\ns1;Öz, Ada\n") == [Student("s1", "Öz, Ada")]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "row 1: expected a column named id, got ‘’"),
        ("number,name\n1,Ada\n", "row 1: expected a column named id, got ‘number, name’"),
        ("id,ID\n1,2\n", "row 1: expected one column named id, got 2"),
        ("id,name\n", "row 2: expected a student's id, got the end of the file"),
        ("id,name\ns1,Ada\n,Bob\n", "row 3, column id: expected an id, got an empty cell"),
        ("name,id\nAda\n", "row 2, column id: expected an id, got an empty cell"),
        ("id\ns1\n\ns2\ns1\n", "row 5, column id: expected an id of its own, got ‘s1’, as in row 2"),
        ("id\nANNA\nanna\n", "row 3, column id: expected an id of its own, got ‘anna’, as in row 2"),
        ("sep=;\nid;name\ns1;Ada\n;Bob\n", "row 3, column id: expected an id, got an empty cell"),
        ("sep=;", "row 1: expected a column named id, got ‘’"),
        ("id\n\u00e9\ne\u0301\n", "row 3, column id: expected an id of its own, got ‘é’, as in row 2"),
        (f"id\n{'x' * 101}\n", "row 2, column id: expected at most 100 characters, got 101"),
        ("id\na\u202eb\n", r"row 2, column id: expected letters that can be seen, got '\u202e'"),
        ('id,name\n1,"A\nB"\n', r"row 2, column name: expected letters that can be seen, got '\n'"),
        (
            "id\n4.71E+11\n",
            "row 2, column id: expected an id with all its digits, got 4.71E+11: save the column as text",
        ),
        ('id\n"s1\n', "line 2: not a CSV file, unexpected end of data"),
        ("id,name\ns1,Zoë\n".encode("latin-1"), "expected text in UTF-8 or UTF-16"),
        (b"id\n" + b"x" * LARGEST_FILE, "expected a class list of at most 1000000 bytes, got 1000003"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, content, complaint):
    with pytest.raises(ValueError, match=r"class\.csv: ") as error:
        read(tmp_path, content)
    assert complaint in str(error.value)


def test_a_list_that_is_missing_is_said(tmp_path):
    with pytest.raises(OSError, match="class") as error:
        read_class_list(tmp_path / "class.csv")
    assert error.value.errno == errno.ENOENT
