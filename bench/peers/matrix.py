"""Reads and writes the raw little-endian files of bench/data/files.ts."""
import numpy as np


def read_matrix(file):
    """Rows by columns, a column lying in one piece."""
    values = np.fromfile(file["path"], dtype=file["type"])
    return values.reshape(file["columns"], file["rows"]).T


def read_label(path):
    return np.fromfile(path, dtype=np.uint8)


def write_numbers(path, values):
    np.ascontiguousarray(values, dtype="<f8").tofile(path)
