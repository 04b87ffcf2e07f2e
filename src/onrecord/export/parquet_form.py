"""Parquet: typed columns, in groups of rows, so that a table of millions is made and read a piece at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from .forms import Head
from .row_columns import Column, Row
from .rows_form import forms, whole_rows

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that are Python's own at once, and how many such pieces are one group of the file.
_PIECE, _PIECES = 2048, 16


def _finish(columns: tuple[Column, ...]) -> Callable[[Iterable[str], BinaryIO, Head], None]:
    def finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        said = {"onrecord": json.dumps(asdict(head))}
        schema = pa.schema([pa.field(one.name, _type(pa, one.kind)) for one in columns], metadata=said)
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            batches = _batches(pa, schema, columns, whole_rows(lines, head))
            while some := list(islice(batches, _PIECES)):
                writer.write_table(pa.Table.from_batches(some, schema), row_group_size=_PIECE * _PIECES)

    return finish


def _batches(pa: Any, schema: pa.Schema, columns: Sequence[Column], rows: Iterator[Row]) -> Iterator[pa.RecordBatch]:
    while some := list(islice(rows, _PIECE)):
        across = zip(*some, strict=True)
        arrays = [_array(pa, column, values) for column, values in zip(columns, across, strict=True)]
        yield pa.record_batch(arrays, schema=schema)


def _array(pa: Any, column: Column, values: Sequence[Any]) -> Any:
    """Values of one column; days and stamps are read from their words."""
    kind = column.kind
    type_ = _type(pa, kind)
    if kind in ("day", "time"):
        return pa.array(values, pa.string()).cast(type_)
    try:
        return pa.array(values, type_)
    except UnicodeEncodeError:  # Half of a surrogate pair, which UTF-8 does not have.
        return pa.array([_whole(value) for value in values], type_)


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _type(pa: Any, kind: str) -> Any:
    return {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "whole": pa.int64(),
        "real": pa.float64(),
        "truth": pa.bool_(),
        "day": pa.date32(),
        "time": pa.timestamp("us", tz="UTC"),
    }[kind]


PARQUET = forms("parquet", "a table as Parquet, typed", ".parquet", _finish, needs="formats", uses="pyarrow")
