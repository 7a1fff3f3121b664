import type { PrimitiveName } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { concatWith } from "../operations/shaping.ts";
import { full } from "../primitives/constant.ts";
import type { GemmParams } from "../primitives/gemm.ts";
import { type LoopParams, partsOf } from "../primitives/loop/params.ts";
import type { PadParams, SliceParams } from "../primitives/movement.ts";
import type { ArgParams, TopKParams } from "../primitives/order.ts";
import type { ReductionParams } from "../primitives/reductions.ts";
import type { SplitParams } from "../primitives/split.ts";
import { range, type Shape, sameShape } from "../values/shape.ts";
import { across, byOrder, byReshape, type Presence, together } from "./moves.ts";

interface Seen<Params> {
  readonly inputs: readonly AnyTensor[];
  readonly outputs: readonly AnyTensor[];
  /** What is known of each input. */
  readonly of: readonly (readonly Presence[])[];
  readonly params: Params;
}

/** What is known of each output. */
type Rule<Params = never> = (seen: Seen<Params>) => readonly (readonly Presence[])[];

const none: Rule = () => [];

/** Where the axes of one input go in the first output. */
const moving = (
  { inputs, outputs, of }: Pick<Seen<unknown>, "inputs" | "outputs" | "of">,
  input: number,
  move: (axis: number) => number | undefined,
): readonly Presence[] =>
  (of[input] ?? []).flatMap((each) => across(each, move, inputs[input]!.shape, outputs[0]!.shape));

/** Operands are stretched to a common shape, their last axes in line. */
const inLine: Rule<unknown> = (seen) => {
  const rank = seen.outputs[0]!.rank;
  return [together(seen.inputs.flatMap((x, i) => moving(seen, i, (axis) => axis + rank - x.rank)))];
};

/** Each output has the places of the input of its number. */
const inPlace: Rule<unknown> = ({ of, outputs }) => outputs.map((_, i) => of[i] ?? []);

/** Places along one axis are mixed or change their order: a mask along it says nothing any more. */
const allBut = ({ of }: Seen<unknown>, axis: number, input = 0): readonly Presence[] =>
  of[input]!.filter(({ axes }) => !axes.includes(axis));

const reduced: Rule<ReductionParams> = (seen) => {
  const { axes, keepDims } = seen.params;
  const before = (axis: number) => axes.filter((each) => each < axis).length;
  return [moving(seen, 0, (axis) => (axes.includes(axis) ? undefined : keepDims ? axis : axis - before(axis)))];
};

const extreme: Rule<ArgParams> = ({ params: { axis, keepDims }, ...seen }) =>
  reduced({ ...seen, params: { axes: [axis], keepDims } });

/** Windows over [N, C, …]: places keep theirs where there are as many windows as places. */
const windows: Rule<unknown> = (seen) => [moving(seen, 0, (axis) => (axis === 1 ? undefined : axis))];

const sameAxes: Rule<unknown> = (seen) => [moving(seen, 0, (axis) => axis)];

const product = (seen: Seen<unknown>, contracted: readonly [number, number]): readonly (readonly Presence[])[] => {
  const rank = seen.outputs[0]!.rank;
  const kept = (input: 0 | 1, to: number) => {
    const own = seen.inputs[input]!.rank;
    const last = own - 2;
    const place = (axis: number) => (axis < last ? axis + rank - own : to);
    return moving(seen, input, (axis) => (axis === contracted[input] ? undefined : place(axis)));
  };
  return [together([...kept(0, rank - 2), ...kept(1, rank - 1)])];
};

const gemm: Rule<GemmParams> = (seen) => {
  const { transA, transB } = seen.params;
  const [ab] = product(seen, [transA ? 0 : 1, transB ? 1 : 0]);
  const added = seen.inputs[2] ? moving(seen, 2, (axis) => axis + 2 - seen.inputs[2]!.rank) : [];
  return [together([...ab!, ...added])];
};

const there = (shape: Shape): Tensor<"bool"> => full(shape, true, "bool");

const joined = (parts: readonly Tensor<"bool">[], axis: number): Tensor<"bool"> => {
  const [first, ...rest] = parts.filter(({ size }) => size > 0) as [Tensor<"bool">, ...Tensor<"bool">[]];
  return concatWith(first, rest, axis);
};

/** Along the axis that grows masks are put together as the signals are; along others all hold. */
const concat: Rule<{ readonly axis: number }> = ({ inputs, of, params: { axis } }) => {
  const alongside = together(of.flat().filter(({ axes }) => !axes.includes(axis)));
  const lists = of.flat().flatMap(({ axes }) => (axes.includes(axis) ? [axes] : []));
  const different = lists.filter((axes, i) => lists.findIndex((other) => sameShape(axes, other)) === i);
  const end = different.map((axes): Presence => {
    const masks = inputs.map(
      (x, i) =>
        of[i]!.find((each) => sameShape(each.axes, axes))?.mask ?? there(axes.map((each) => x.shape[each] ?? 1)),
    );
    return { axes, mask: joined(masks, axes.indexOf(axis)) };
  });
  return [[...alongside, ...end]];
};

const slice: Rule<SliceParams> = ({ of, params: { starts, lengths, steps } }) => [
  of[0]!.map(({ axes, mask }) => ({
    axes,
    mask: cut(
      mask,
      axes.map((axis) => starts[axis] ?? 0),
      axes.map((axis) => lengths[axis] ?? 1),
      axes.map((axis) => steps[axis] ?? 1),
    ),
  })),
];

/** Backwards is forwards, turned. */
const cut = (mask: Tensor<"bool">, starts: Shape, lengths: Shape, steps: Shape): Tensor<"bool"> => {
  const backwards = range(mask.rank).filter((axis) => steps[axis]! < 0);
  const entries = range(mask.rank).map((axis) => {
    const [start, length, step] = [starts[axis]!, lengths[axis]!, steps[axis]!];
    const first = step < 0 ? start + (length - 1) * step : start;
    return [first, first + (length - 1) * Math.abs(step) + 1, Math.abs(step)] as const;
  });
  const forwards = mask.slice(...entries);
  return backwards.length > 0 ? forwards.flip(backwards) : forwards;
};

const split: Rule<SplitParams> = ({ params: { axis, lengths }, ...seen }) => {
  let start = 0;
  return lengths.flatMap((length) => {
    const { shape } = seen.inputs[0]!;
    const put = (value: number, all: readonly number[]) => all.map((n, i) => (i === axis ? value : n));
    const zeros = shape.map(() => 0);
    const ones = shape.map(() => 1);
    const part = slice({ ...seen, params: { starts: put(start, zeros), lengths: put(length, shape), steps: ones } });
    start += length;
    return part;
  });
};

/** What is put around was computed from nothing that is not there. */
const pad: Rule<PadParams> = ({ of, params: { low, high } }) => [
  of[0]!.map(({ axes, mask }) => ({
    axes,
    mask: axes.reduce((grown, axis, at) => {
      if (axis < 0 || low[axis]! + high[axis]! === 0) return grown;
      const around = (length: number) => there(grown.shape.map((n, i) => (i === at ? length : n)));
      return joined([around(low[axis]!), grown, around(high[axis]!)], at);
    }, mask),
  })),
];

/** The axis is replaced by those of the indices: rows take their masks with them, and indices give theirs. */
const gather: Rule<{ readonly axis: number }> = (seen) => {
  const { inputs, of, params } = seen;
  const rank = inputs[1]!.rank;
  const behind = (axis: number) => (axis > params.axis ? axis + rank - 1 : axis);
  const rows = of[0]!.map(({ axes, mask }): Presence => {
    const at = axes.indexOf(params.axis);
    if (at < 0) return { axes: axes.map(behind), mask };
    const taken = range(rank).map((i) => params.axis + i);
    return {
      axes: axes.flatMap((axis) => (axis === params.axis ? taken : [behind(axis)])),
      mask: mask.gather(inputs[1]!, at),
    };
  });
  return [together([...rows, ...moving(seen, 1, (axis) => axis + params.axis)])];
};

/** Stacked rows are made of rows that are read, in their order; of what is inside a row nothing is known. */
const loop: Rule<LoopParams> = ({ inputs, outputs, of, params }) => {
  const rows = partsOf(of, params).rows.flatMap((each, i) => {
    const { shape } = partsOf(inputs, params).rows[i]!;
    return each.filter(({ axes }) => axes[0] === 0).map((presence) => ({ presence, shape }));
  });
  return outputs.map((output, i) =>
    i < params.carried
      ? []
      : together(rows.flatMap(({ presence, shape }) => across(presence, (axis) => axis, shape, output.shape))),
  );
};

/** Whichever branch is taken: what both leave in its shape. */
const branches: Rule<unknown> = ({ inputs, outputs, of }) =>
  outputs.map((output) => together(of.filter((_, i) => sameShape(inputs[i]!.shape, output.shape)).flat()));

/** How masks go through each primitive. */
export const rules: { readonly [Name in PrimitiveName]: Rule } = {
  abs: inLine,
  acos: inLine,
  add: inLine,
  addAlongAxis: sameAxes,
  argmax: extreme,
  argmin: extreme,
  asin: inLine,
  atan: inLine,
  averagePool: sameAxes,
  broadcastTo: inLine,
  cast: inPlace,
  ceil: inLine,
  clip: inLine,
  concat,
  cond: branches,
  constant: none,
  conv: windows,
  convTranspose: windows,
  convWeights: none,
  cos: inLine,
  cosh: inLine,
  cumsum: inPlace,
  custom: inPlace,
  div: inLine,
  equal: inLine,
  erf: inLine,
  exp: inLine,
  expm1: inLine,
  floor: inLine,
  floorDiv: inLine,
  fused: inPlace,
  gather,
  gemm,
  identity: inPlace,
  iota: none,
  isNaN: inLine,
  less: inLine,
  lessEqual: inLine,
  log: inLine,
  log1p: inLine,
  logSoftmax: inPlace,
  logicalAnd: inLine,
  logicalNot: inLine,
  logicalOr: inLine,
  logicalXor: inLine,
  loop,
  matmul: (seen: Seen<unknown>) => product(seen, [seen.inputs[0]!.rank - 1, seen.inputs[1]!.rank - 2]),
  max: reduced,
  maxPool: sameAxes,
  maxUnpool: none,
  maximum: inLine,
  min: reduced,
  minimum: inLine,
  mod: inLine,
  mul: inLine,
  neg: inLine,
  pad,
  positive: inLine,
  pow: inLine,
  prod: reduced,
  randomBits: none,
  reciprocal: inLine,
  relu: inLine,
  reshape: ({ inputs, outputs, of }) => [
    of[0]!.flatMap((each) => byReshape(each, inputs[0]!.shape, outputs[0]!.shape)),
  ],
  round: inLine,
  scaleChannels: sameAxes,
  scatter: sameAxes,
  sigmoid: inLine,
  sign: inLine,
  sin: inLine,
  sinh: inLine,
  slice,
  softmax: inPlace,
  split,
  sqrt: inLine,
  standardize: sameAxes,
  stopGradient: inPlace,
  sub: inLine,
  sum: reduced,
  takeAlongAxis: (seen: Seen<{ readonly axis: number }>) => [
    together([...allBut(seen, seen.params.axis), ...moving(seen, 1, (axis) => axis)]),
  ],
  tan: inLine,
  tanh: inLine,
  topK: (seen: Seen<TopKParams>) => {
    const rest = allBut(seen, seen.params.axis);
    return [rest, rest];
  },
  transpose: ({ of, params }: Seen<{ readonly order: readonly number[] }>) => [
    of[0]!.flatMap((each) => byOrder(each, params.order)),
  ],
  where: inLine,
  whileBack: none,
};
