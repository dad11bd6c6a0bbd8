"""What went wrong with a file, in words: its name, what happened, what to do. No error numbers or exceptions."""

import errno

SAID = {
    errno.ENOENT: "there is no such file or folder: check its name",
    errno.EACCES: "it may not be opened: close the program that uses it, or change who may read and write it",
    errno.EISDIR: "this is a folder: give the name of a file",
    errno.ENOTDIR: "this is a file: give the name of a folder",
    errno.EEXIST: "there is a file of this name: choose another name",
    errno.ENOSPC: "the disk is full: make room, and run this again",
    errno.EROFS: "nothing can be written here: choose another folder",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
}
SAID[errno.EPERM] = SAID[errno.EACCES]


def what_happened(error: OSError) -> str:
    """What happened to a file, and what to do.

    >>> what_happened(FileNotFoundError(errno.ENOENT, "No such file or directory", "class.csv"))
    'there is no such file or folder: check its name'
    """
    if error.errno is None:
        return str(error)
    reason = (error.strerror or "no reason was given").lower()
    return SAID.get(error.errno, f"it cannot be read or written ({reason})")


def in_words(error: OSError) -> str:
    """The same, after the file's name.

    >>> in_words(FileNotFoundError(errno.ENOENT, "No such file or directory", "class.csv"))
    'class.csv: there is no such file or folder: check its name'
    """
    return what_happened(error) if error.filename is None else f"{error.filename}: {what_happened(error)}"
