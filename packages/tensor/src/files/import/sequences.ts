import type { AnyTensor } from "../../core/tensor.ts";
import { concat, stack } from "../../operations/shaping.ts";
import { constant } from "../../primitives/constant.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { positive } from "./places.ts";

/** Lists of tensors, which only the file has: here they are lists too, and a tensor of nothing stands for each. */
const sequences = new WeakMap<AnyTensor, readonly AnyTensor[]>();

export const isSequence = (x: AnyTensor | undefined): boolean => x !== undefined && sequences.has(x);

const asSequence = (list: readonly AnyTensor[]): AnyTensor => {
  const stand = constant([], [0], "int32");
  sequences.set(stand, list);
  return stand;
};

/** Operators that take lists; the others are given tensors alone. */
export const takingSequences: ReadonlySet<string> = new Set(
  "ConcatFromSequence Identity If Loop SequenceAt SequenceErase SequenceInsert SequenceLength".split(" "),
);

const listOf = (call: Call): readonly AnyTensor[] => {
  const list = sequences.get(call.input(0));
  if (list) return list;
  throw call.refuse("its first input is no list of tensors");
};

/** Which place of a list of so many is meant, from the end where it is negative; the last one may be behind it. */
const placeOf = (call: Call, place: number, length: number, last: number, otherwise?: number): number => {
  const given = call.numbers(place)?.[0] ?? otherwise;
  const at = given === undefined ? undefined : given < 0 ? given + length : given;
  if (at !== undefined && at >= 0 && at <= last) return at;
  throw call.refuse(`its place ${given} is none of a list of ${length}`);
};

const splitToSequence = (call: Call): AnyTensor => {
  const x = call.input(0);
  const axis = positive(call.integer("axis", 0), x.rank);
  const length = x.shape[axis]!;
  const given = call.numbers(1);
  const alone = given === undefined;
  const scalar = !alone && call.input(1).rank === 0 ? given[0]! : undefined;
  const size = alone ? 1 : scalar;
  const lengths =
    size === undefined ? given! : range(Math.ceil(length / size)).map((i) => Math.min(size, length - i * size));
  const parts = x.split(lengths, axis);
  // Of parts of one each the axis may go.
  const keeps = call.flag("keepdims", true);
  return asSequence(alone && !keeps ? parts.map((part) => part.squeeze(axis)) : parts);
};

export const sequencing = {
  ConcatFromSequence: (call) => {
    const list = listOf(call);
    if (list.length === 0) throw call.refuse("its list is empty");
    const axis = call.neededInteger("axis");
    return call.flag("new_axis", false) ? stack(list, axis) : concat(list, axis);
  },
  SequenceAt: (call) => {
    const list = listOf(call);
    return list[placeOf(call, 1, list.length, list.length - 1)]!;
  },
  SequenceConstruct: (call) => asSequence(call.all()),
  SequenceEmpty: (call) => {
    call.ignore("dtype");
    return asSequence([]);
  },
  SequenceErase: (call) => {
    const list = listOf(call);
    const at = placeOf(call, 1, list.length, list.length - 1, list.length - 1);
    return asSequence([...list.slice(0, at), ...list.slice(at + 1)]);
  },
  SequenceInsert: (call) => {
    const list = listOf(call);
    const at = placeOf(call, 2, list.length, list.length, list.length);
    return asSequence([...list.slice(0, at), call.input(1), ...list.slice(at)]);
  },
  SequenceLength: (call) => constant([listOf(call).length], [], "int64"),
  SplitToSequence: splitToSequence,
} satisfies Readonly<Record<string, Translation>>;
