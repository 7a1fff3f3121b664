import type { DType } from "@kaviar/tensor";
import { isFloat } from "@kaviar/tensor/values/dtype";
import { decode, type Expected } from "./answer.ts";

/** What was computed: of the dtype that it has in the program. */
export interface Computed {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly numbers: ArrayLike<number | bigint>;
}

/** Roundings that an operation may be off by: most of ours are composed of several of the runtime's. */
const mostRoundings = 32;

const roundingOf = { float32: 2 ** -24, float64: 2 ** -53 } as const;
/** What is smaller may be 0. */
const leastOf = { float32: 2 ** -126, float64: 2 ** -1022 } as const;

/** Errors that grow more than this are those of a jump or a kink: nobody can tell what is right there. */
const mostSlack = 2 ** 24;

/** The largest finite element. */
const scaleOf = (numbers: Float64Array): number =>
  numbers.reduce((largest, n) => (Number.isFinite(n) ? Math.max(largest, Math.abs(n)) : largest), 0);

/** Whether the numbers, and not only the shape, can be compared. */
export const isKnown = ({ dtype, data, slack }: Expected): boolean =>
  isFloat(dtype) ? Number(slack) <= mostSlack * Math.max(1, scaleOf(decode(data))) : slack === 0;

/**
 * What is wrong with a result, if anything. It may be off by some roundings of its largest element, and by some of what
 * rounding each operation before it can do (`slack`).
 */
export const disagreement = (
  { dtype, shape, numbers }: Computed,
  expected: Expected,
  precision: keyof typeof roundingOf,
): string | undefined => {
  if (shape.join() !== expected.shape.join()) return `shape [${shape}], PyTorch's [${expected.shape}]`;
  if (dtype !== expected.dtype) return `dtype ${dtype}, PyTorch's ${expected.dtype}`;
  if (!isKnown(expected)) return undefined;
  const texts = [expected.data, ...(expected.single ? [expected.single] : [])];
  const found = texts.map((text) => {
    const wanted = decode(text);
    const roundings = mostRoundings * (Number(expected.slack) + scaleOf(wanted));
    return worstOf(numbers, wanted, isFloat(dtype) ? roundings * roundingOf[precision] + leastOf[precision] : 0);
  });
  return found.every((each) => each !== undefined) ? found[0] : undefined;
};

const worstOf = (numbers: Computed["numbers"], expected: Float64Array, allowed: number): string | undefined => {
  for (let i = 0; i < expected.length; i++) {
    const [actual, wanted] = [Number(numbers[i]!), expected[i]!];
    const error = Math.abs(actual - wanted);
    if (Object.is(actual, wanted) || actual === wanted || error <= allowed) continue;
    return `element ${i} is ${actual}, PyTorch's ${wanted}: ${(error / allowed).toPrecision(3)} × what rounding explains`;
  }
  return undefined;
};
