"""A program as numbers, for the compiled kernel: operations and operands by number, constants and tables in rows of their own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from game.engine.chance import slot_step
from game.engine.instructions import ARITHMETIC, BOOL, COMPARE, CONST, FLOAT, INDEX, MARK, NOTE, SMALL, STATE, Instruction, Ref

KEYS: Final = "k"
"""Space of the one row of keys that draws start from."""
ROW: Final = "row"
"""Space of rows that belong to the program: a constant, a table, the step of a slot."""
NOTED: Final = "noted"
"""Space of the row that a traced run writes its notes to."""

ALONE: Final = frozenset({"toint", "not", "floor", "shrink", "bound", "take"})
"""Operations on one row, which is no constant."""
OF_NUMBERS: Final = frozenset({"floor", "shrink", "bound"})
"""Those of them that take numbers alone."""

Kind = Literal["add", "bound", "mark", "note"]


@dataclass(frozen=True, slots=True)
class Sight:
    """What a traced run sees at one place: of which kind, of which row, under which name, and where it is noted."""

    kind: Kind
    row: int
    label: Hashable
    at: int


@dataclass(frozen=True, slots=True)
class Operands:
    """The operands of one space: their numbers in the code, the rows they are, and which of the rows are bytes, shape (operands,)."""

    numbers: NDArray[np.intp]
    rows: NDArray[np.intp]
    are_bytes: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Encoding:
    """A program as numbers.

    `code` has a line (operation, out, left, right, count) for each instruction, shape (instructions, 5): operations are places in
    `operations`, operands are numbered, and `operands` says by space which numbers are which rows. `rows` are the program's own,
    `sizes` how many temporaries it needs, by space.
    """

    code: NDArray[np.int32]
    operations: tuple[str, ...]
    operands: dict[str, Operands]
    rows: tuple[NDArray[Any], ...]
    sizes: dict[str, int]
    sights: tuple[Sight, ...]
    noted: int

    @property
    def count(self) -> int:
        """How many operands there are."""
        return sum(len(group.numbers) for group in self.operands.values())


@dataclass(slots=True)
class _Encoder:
    marks: frozenset[int]
    code: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    operations: dict[str, int] = field(default_factory=dict)
    operands: dict[tuple[str, int], int] = field(default_factory=dict)
    rows: list[NDArray[Any]] = field(default_factory=list)
    known: dict[Hashable, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=lambda: {FLOAT: 0, BOOL: 0, SMALL: 0, INDEX: 0})
    sights: list[Sight] = field(default_factory=list)
    noted: int = 0

    def write(self, operation: str, out: int, left: int = 0, right: int = 0, count: int = 0) -> None:
        self.code.append((self.operations.setdefault(operation, len(self.operations)), out, left, right, count))

    def operand(self, space: str, number: int) -> int:
        return self.operands.setdefault((space, number), len(self.operands))

    def own(self, key: Hashable, values: NDArray[Any]) -> int:
        """Return the operand of a row that belongs to the program."""
        if key not in self.known:
            self.known[key] = len(self.rows)
            self.rows.append(values)
        return self.operand(ROW, self.known[key])

    def constant(self, value: float, as_byte: bool) -> int:
        number = np.array([value]).astype(np.uint8 if as_byte else np.float64)
        return self.own((CONST, number.tobytes(), as_byte), number)

    def is_byte(self, ref: Ref) -> bool:
        return ref.space in (BOOL, SMALL) or (ref.space == STATE and int(ref.at) in self.marks)

    def place(self, ref: Ref, as_byte: bool = False) -> int:
        """Return the operand of a value; a constant is written as a byte where its partner is one."""
        if ref.space == CONST:
            return self.constant(ref.at, as_byte)
        if ref.space in self.sizes:
            self.sizes[ref.space] = max(self.sizes[ref.space], int(ref.at) + 1)
        return self.operand(ref.space, int(ref.at))

    # --- instructions --------------------------------------------------------------------------

    def instruction(self, instruction: Instruction) -> None:
        op, out, args = instruction.op, instruction.out, instruction.args
        self.check(op, args)
        match op:
            case "store" | "copy" | "tofloat":
                self.move(out, args[0])
            case "sfill":
                self.move(out, Ref(CONST, float(instruction.extra)))  # type: ignore[arg-type]
            case "toint":
                self.write("indexb" if self.is_byte(args[0]) else "index", self.place(out), self.place(args[0]))
            case "not" | "floor" | "shrink":
                self.write(op, self.place(out), self.place(args[0]))
            case "bound":
                low, high, _cause = limits(instruction)
                self.write("bound", self.place(out), self.constant(low, False), self.constant(high, False))
            case "take":
                table = np.ascontiguousarray(instruction.extra, np.float64)
                self.write("take", self.place(out), self.place(args[0]), self.own(id(instruction.extra), table), len(table))
            case "draw":
                slot: Any = instruction.extra
                step = self.own(("step", slot), slot_step(slot).reshape(1))
                self.write("draw", self.place(out), self.operand(KEYS, 0), step)
            case _:
                self.pair(op, out, args[0], args[1])

    def check(self, op: str, args: tuple[Ref, ...]) -> None:
        """Raise RuntimeError for what the kernel has no operation for: it would read and write beyond its rows."""
        if op in ALONE and (args[0].space == CONST or (op in OF_NUMBERS and self.is_byte(args[0]))):
            raise RuntimeError(f"{op} of {args[0]} has no operation")

    def move(self, out: Ref, source: Ref) -> None:
        """Write a copy of a value: of a constant, of a row of the same kind, or of bytes as numbers."""
        to_bytes, of_bytes = self.is_byte(out), self.is_byte(source)
        if source.space == CONST:
            name = "fillb" if to_bytes else "fill"
        elif to_bytes != of_bytes:
            name = "widen" if of_bytes else "shrink"
        else:
            name = "copyb" if to_bytes else "copy"
        self.write(name, self.place(out), self.place(source, to_bytes))

    def pair(self, op: str, out: Ref, left: Ref, right: Ref) -> None:
        """Write an operation on two values, one of which may be a constant."""
        if left.space == right.space == CONST:
            meaning: Any = ARITHMETIC.get(op.removeprefix("s")) or COMPARE[op]
            self.move(out, Ref(CONST, float(meaning(left.at, right.at))))
            return
        of_bytes = [self.is_byte(ref) for ref in (left, right) if ref.space != CONST]
        if len(set(of_bytes)) > 1:
            raise RuntimeError(f"{op} of bytes and numbers: {left}, {right}")
        as_byte = of_bytes[0]
        name = {"addto": "add", "raise": "or" if as_byte else "max"}.get(op, op)
        name = f"s{name}" if as_byte and name in COMPARE else name
        if right.space == CONST:
            name += "_c"
        if left.space == CONST:
            name = f"c_{name}"
        self.write(name, self.place(out), self.place(left, as_byte), self.place(right, as_byte))

    # --- notes of a traced run -----------------------------------------------------------------

    def see(self, ref: Ref) -> int:
        """Have the value of world 0 noted; return where."""
        at, self.noted = self.noted, self.noted + 1
        self.write("seeb" if self.is_byte(ref) else "see", self.operand(NOTED, 0), self.place(ref), 0, at)
        return at

    def watched(self, instruction: Instruction) -> None:
        """Write an instruction of a traced program with what is noted of it."""
        out, args, label = instruction.out, instruction.args, instruction.extra
        match instruction.op:
            case _ if instruction.op == MARK:
                self.sights.append(Sight("mark", 0, label, self.see(args[0])))
            case _ if instruction.op == NOTE:
                self.sights.append(Sight("note", 0, label, self.see(args[0])))
            case "addto":
                self.sights.append(Sight("add", int(out.at), label, self.see(args[1])))
                self.instruction(instruction)
            case "bound":
                self.sights.append(Sight("bound", int(out.at), limits(instruction)[2], self.see(out)))
                self.instruction(instruction)
                self.see(out)
            case _:
                self.instruction(instruction)


def limits(instruction: Instruction) -> tuple[float, float, Hashable]:
    """Return the bounds of an instruction that keeps a row within bounds, and the cause the ledger names."""
    found: Any = instruction.extra
    return found[0], found[1], found[2]


def encode(code: Sequence[Instruction], marks: frozenset[int], traced: bool = False) -> Encoding:
    """Return a program as numbers, with notes for the ledger if it is traced; `marks` are the rows kept in bytes."""
    encoder = _Encoder(marks)
    for instruction in code:
        (encoder.watched if traced else encoder.instruction)(instruction)
    return Encoding(
        np.array(encoder.code, np.int32).reshape(-1, 5),
        tuple(encoder.operations),
        _by_space(encoder.operands, marks),
        tuple(encoder.rows),
        encoder.sizes,
        tuple(encoder.sights),
        encoder.noted,
    )


def _by_space(operands: dict[tuple[str, int], int], marks: frozenset[int]) -> dict[str, Operands]:
    found: dict[str, list[tuple[int, int]]] = {}
    for (space, row), number in operands.items():
        found.setdefault(space, []).append((number, row))
    result = {}
    for space, pairs in found.items():
        numbers, rows = (np.array(part, np.intp) for part in zip(*pairs, strict=True))
        result[space] = Operands(numbers, rows, np.array([row in marks for _number, row in pairs]))
    return result
