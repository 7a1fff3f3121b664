import {
  concat,
  type DType,
  div,
  einsum,
  type FloatDType,
  type SliceEntry,
  stack,
  sub,
  type Tensor,
  type TensorMethods,
  tensor,
} from "@kaviar/tensor";

/** `[operation, places, parameters]`; a place counts the inputs first, then the steps. */
export type Step = readonly [string, readonly number[], Parameters];

type Nested = readonly (number | Nested)[];

/** What the steps of expressions.py carry; each operation has some of it. */
interface Parameters {
  readonly number: number;
  readonly low: number;
  readonly high: number;
  readonly bound: number;
  readonly axis: number;
  readonly keepDims: boolean;
  readonly correction: number;
  readonly order: 1 | 2 | "inf";
  readonly reverse: boolean;
  readonly descending: boolean;
  readonly k: number;
  readonly largest: boolean;
  readonly shape: number[];
  readonly axes: number[];
  readonly repeats: number[];
  readonly entries: SliceEntry[];
  readonly widths: [number, number][];
  readonly value: number;
  readonly lengths: number[];
  readonly part: number;
  readonly indices: Nested;
  readonly offset: number;
  readonly equation: string;
}

type Operation = <D extends FloatDType>(
  parameters: Parameters,
  x: Tensor<D>,
  y: Tensor<D>,
  ...more: Tensor<D>[]
) => Tensor<D>;

const int32 = (indices: Nested): Tensor<"int32"> => tensor(indices as number[], { dtype: "int32" });

/** Methods that take nothing, or only another tensor. */
const plain =
  "neg abs exp log log1p expm1 sqrt rsqrt square reciprocal sin cos tan asin acos atan sinh cosh tanh sigmoid relu erf add sub mul div pow mod maximum minimum matmul";
const reductions = "sum mean max min prod logSumExp variance std";

const byMethod = (names: string, call: (name: keyof TensorMethods<DType>) => Operation) =>
  Object.fromEntries(names.split(" ").map((name) => [name, call(name as keyof TensorMethods<DType>)]));

type Method = (...args: unknown[]) => never;

const operations: Readonly<Record<string, Operation>> = {
  ...byMethod(plain, (name) => (_, x, y) => (x[name] as Method)(y)),
  ...byMethod(
    reductions,
    (name) =>
      ({ axis, ...options }, x) =>
        (x[name] as Method)(axis, options),
  ),
  addNumber: ({ number }, x) => x.add(number),
  mulNumber: ({ number }, x) => x.mul(number),
  powNumber: ({ number }, x) => x.pow(number),
  subFrom: ({ number }, x) => sub(number, x),
  divFrom: ({ number }, x) => div(number, x),
  clip: ({ low, high }, x) => x.clip(low, high),
  where: ({ bound }, x, y) => x.greater(bound).where(x, y),
  norm: ({ axis, keepDims = false, order }, x) => x.norm(axis, { keepDims, order: order === "inf" ? Infinity : order }),
  softmax: ({ axis }, x) => x.softmax(axis),
  logSoftmax: ({ axis }, x) => x.logSoftmax(axis),
  cumsum: ({ axis, reverse }, x) => x.cumsum(axis, { reverse }),
  reshape: ({ shape }, x) => x.reshape(shape),
  transpose: ({ axes }, x) => x.transpose(axes),
  expandDims: ({ axis }, x) => x.expandDims(axis),
  squeeze: ({ axis }, x) => x.squeeze(axis),
  broadcastTo: ({ shape }, x) => x.broadcastTo(shape),
  slice: ({ entries }, x) => x.slice(...entries),
  flip: ({ axis }, x) => x.flip(axis),
  pad: ({ widths, value }, x) => x.pad(widths, value),
  tile: ({ repeats }, x) => x.tile(repeats),
  tril: ({ offset }, x) => x.tril(offset),
  triu: ({ offset }, x) => x.triu(offset),
  concat: ({ axis }, ...xs) => concat(xs, axis),
  stack: ({ axis }, ...xs) => stack(xs, axis),
  split: ({ lengths, axis, part }, x) => x.split(lengths, axis)[part]!,
  gather: ({ indices, axis }, x) => x.gather(int32(indices), axis),
  takeAlongAxis: ({ indices, axis }, x) => x.takeAlongAxis(int32(indices), axis),
  scatterAdd: ({ indices, axis }, x, y) => x.scatterAdd(int32(indices), y, axis),
  scatter: ({ indices, axis }, x, y) => x.scatter(int32(indices), y, axis),
  sort: ({ axis, descending }, x) => x.sort(axis, { descending }),
  sortBy: ({ axis }, x, y) => x.takeAlongAxis(y.argsort(axis), axis),
  topK: ({ k, axis, largest }, x) => x.topK(k, axis, { largest })[0],
  einsum: ({ equation }, ...xs) => einsum(equation, ...xs),
};

/** The result of the last step. */
export const runSteps = <D extends FloatDType>(steps: readonly Step[], inputs: readonly Tensor<D>[]): Tensor<D> => {
  const values = [...inputs];
  for (const [name, places, parameters] of steps) {
    const [x, y, ...more] = places.map((place) => values[place]!) as [Tensor<D>, Tensor<D>];
    values.push(operations[name]!(parameters, ...([x, y, ...more].filter(Boolean) as [Tensor<D>, Tensor<D>])));
  }
  return values.at(-1)!;
};
