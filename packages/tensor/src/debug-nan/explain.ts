import { type AnyTensor, sourceOf } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { showSource } from "../errors/source.ts";
import type { Feed } from "../runtimes/runtime.ts";
import { showShape } from "../values/shape.ts";
import type { Spot } from "./ancestry.ts";
import type { Event } from "./watch.ts";

/** What was there when the NaN was made. */
export interface Evidence {
  /** How many numbers of the output were NaN. */
  readonly nans: number;
  /** The least and the largest number of each input. */
  readonly ranges: readonly (readonly [number, number])[];
}

export const nanMadeBy = ({ what: { node, tensor }, loops, steps }: Event<Spot>, evidence?: Evidence): TensorError => {
  const name = node.primitive.name;
  const where = loops
    .map((loop, i) => {
      const line = showSource(loop.source);
      return `step ${steps[i]} of the loop${line ? ` at ${line}` : ""}`;
    })
    .reverse()
    .join(", in ");
  const share = evidence && tensor.size > 1 ? `, ${evidence.nans} of its ${tensor.size} numbers` : "";
  const law =
    name === "constant"
      ? "A number in the code is NaN"
      : `${name} made the first NaN${share}${where && `, at ${where} (counted from 0)`}`;
  return new TensorError("nan", `${law}.`, {
    operands: node.inputs.map((input, i) => ({
      name: `input ${i}${showRange(evidence?.ranges[i], input)}`,
      shape: input.shape,
      dtype: input.dtype,
      source: sourceOf(input),
    })),
    at: node.source,
    remedy: remedies[name] ?? "None of its inputs held a NaN: look at their ranges.",
  });
};

const showRange = (range: readonly [number, number] | undefined, { size, dtype }: AnyTensor): string => {
  if (!range || size === 0 || dtype === "bool") return "";
  const [low, high] = range.map((value) => String(Number(value.toPrecision(6))));
  return size === 1 ? ` = ${low}` : ` in [${low}, ${high}]`;
};

const remedies: Readonly<Record<string, string>> = {
  log: "log needs numbers ≥ 0: clip them first, or work with logarithms all along (logSoftmax, logSumExp).",
  log1p: "log1p needs numbers ≥ −1: clip them first.",
  sqrt: "sqrt needs numbers ≥ 0: rounding may have made a small negative one; clip at 0 first.",
  div: "0 / 0 and ∞ / ∞ are NaN: add a small number to the divisor, or find out what overflowed.",
  reciprocal: "Find out what overflowed before.",
  mul: "0 · ∞ is NaN: something overflowed before, or the slope of a masked branch is infinite (mask its input too).",
  matmul: "0 · ∞ and ∞ − ∞ are NaN: something overflowed before.",
  gemm: "It is a matmul with what is added to it. 0 · ∞ and ∞ − ∞ are NaN: something overflowed before.",
  sub: "∞ − ∞ is NaN: something overflowed before; a smaller rate or a clipped gradient keeps it finite.",
  add: "∞ − ∞ is NaN: something overflowed before; a smaller rate or a clipped gradient keeps it finite.",
  sum: "∞ − ∞ is NaN: something overflowed before.",
  pow: "A negative number has no real power with a fraction: take abs() first, or a whole exponent.",
  acos: "acos needs numbers in [−1, 1]: clip them first.",
  asin: "asin needs numbers in [−1, 1]: clip them first.",
  softmax: "softmax over scores that are all −∞, or one +∞, is NaN: mask with a large finite number instead.",
  mod: "Division by 0 has no remainder.",
  constant: "Find out where it was computed: it is not a tensor's doing.",
};

export const nanFromInput = (place: number, { elements, shape, dtype }: Feed, isLiteral: boolean): TensorError => {
  const numbers = elements as Float32Array | Float64Array;
  const flat = numbers.findIndex(Number.isNaN);
  const count = numbers.filter(Number.isNaN).length;
  const what = isLiteral ? "A number in the code" : `Input ${place}`;
  const evidence =
    numbers.length === 1 ? "is NaN" : `holds ${count} NaN, the first at ${showShape(positionOf(flat, shape))}`;
  return new TensorError("nan", `${what} ${evidence}: no operation made it.`, {
    operands: [{ name: isLiteral ? "number" : `input ${place}`, shape, dtype }],
    remedy: "Clean the data first: x.isNaN() finds them, where(x.isNaN(), 0, x) replaces them.",
  });
};

const positionOf = (flat: number, shape: readonly number[]): number[] => {
  const position: number[] = [];
  let rest = flat;
  for (const length of shape.toReversed()) {
    position.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return position;
};

/** Should not happen: the runtime computes a watched graph with other kernels, at worst. */
export const nanUnexplained = (withNaN: readonly AnyTensor[]): TensorError =>
  new TensorError("nan", "A result holds NaN, but no operation made one when each was watched.", {
    operands: withNaN.map(({ shape, dtype }, i) => ({ name: `result ${i}`, shape, dtype })),
    remedy: "Return values from the middle of the function to narrow it down.",
  });
