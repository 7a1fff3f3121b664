import { finite } from "@kaviar/base/check";
import { applyOne } from "../core/primitive.ts";
import { type AnyTensor, fromElements, isTensor, type Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { floatDType, optionsOf } from "../errors/options.ts";
import { full } from "../primitives/constant.ts";
import { randomBitsPrimitive } from "../primitives/random.ts";
import type { FloatDType } from "../values/dtype.ts";
import { type Shape, sizeOf } from "../values/shape.ts";
import { concat, splitAlong } from "./shaping.ts";

/** Two uint32 words from which draws follow: the same key, the same numbers. */
export type Key = Tensor<"uint32">;

const draws = 0;
const splits = 1;
const folds = 2;

const bits = (key: Key, shape: Shape, stream = draws, kept = 32): Tensor<"uint32"> =>
  applyOne(randomBitsPrimitive, [key], { shape, stream, bits: kept }) as Tensor<"uint32">;

/** The key of a seed: an integer, or a tensor of one (so that a seed can be an input of a compiled function). */
export const key = (seed: number | Tensor<"int32"> | Tensor<"uint32">): Key => {
  if (isTensor(seed))
    return bits(concat([(seed as AnyTensor).cast("uint32").reshape([1]), full([1], 0, "uint32")]), [2], splits);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new TensorError("data", `A seed is an integer ≥ 0: got ${seed}.`);
  }
  const words = fromElements(Uint32Array.of(seed >>> 0, Math.floor(seed / 2 ** 32)), [2], "uint32");
  return bits(words, [2], splits);
};

const isKey = (x: AnyTensor): x is Key => x.dtype === "uint32" && x.rank === 1 && x.shape[0] === 2;

/** `n` new keys from one, which should not be used again. */
const splitKey = (parent: Key, n = 2): Key[] => {
  const words = bits(parent, [n, 2], splits);
  return Array.from({ length: n }, (_, i) => words.slice(i));
};

/** A new key from a key and a number, which may be traced: the index of a loop, say. */
export const fold = (parent: Key, number: number | Tensor<"int32"> | Tensor<"uint32">): Key => {
  const word = isTensor(number) ? (number as AnyTensor).cast("uint32") : full([], number, "uint32");
  return bits(
    concat([
      parent
        .slice([0, 1])
        .add(word as Key)
        .reshape([1]),
      parent.slice([1, 2]),
    ]),
    [2],
    folds,
  );
};

/**
 * Keys from a key, or parts of a tensor.
 *
 * ```ts
 * const [first, second] = split(key(7), 2);
 * const [left, right] = split(x, 2, 1);          // along axis 1
 * ```
 * A uint32 pair without an axis is a key.
 */
export const split = <T extends AnyTensor>(x: T, parts: number | readonly number[] = 2, axis?: number): T[] =>
  (axis === undefined && isKey(x) && typeof parts === "number"
    ? splitKey(x, parts)
    : splitAlong(x, parts, axis)) as T[];

interface UniformOptions<D> {
  readonly low?: number;
  readonly high?: number;
  readonly dtype?: D;
}

const readUniform = optionsOf<UniformOptions<FloatDType>>()("uniform", {
  low: finite.default(0),
  high: finite.default(1),
  dtype: floatDType.default("float32"),
});

/** In [0, 1) with all the bits that the dtype has there. */
const unit = <D extends FloatDType>(from: Key, shape: Shape, dtype: D): Tensor<D> => {
  if (dtype === "float32")
    return bits(from, shape, draws, 24)
      .cast(dtype)
      .mul(2 ** -24);
  const words = bits(from, [2, ...shape]);
  const word = (i: number) => words.slice(i).cast("float64");
  return word(0)
    .mul(2 ** -32)
    .add(
      word(1)
        .mul(2 ** -11)
        .floor()
        .mul(2 ** -53),
    ) as Tensor<D>;
};

/** Uniform in [low, high); where the dtype is too coarse for the interval, rounding may give `high` itself. */
export const uniform = <D extends FloatDType = "float32">(
  from: Key,
  shape: Shape = [],
  given?: UniformOptions<D>,
): Tensor<D> => {
  const { low, high, dtype } = readUniform(given);
  return unit(from, shape, dtype as D)
    .mul(high - low)
    .add(low);
};

interface NormalOptions<D> {
  readonly mean?: number;
  readonly std?: number;
  readonly dtype?: D;
}

const readNormal = optionsOf<NormalOptions<FloatDType>>()("normal", {
  mean: finite.default(0),
  std: finite.default(1),
  dtype: floatDType.default("float32"),
});

/** Normal, by Box and Muller (1958): two uniform numbers give two normal ones, √(−2 ln u) · cos, sin 2πv. */
export const normal = <D extends FloatDType = "float32">(
  from: Key,
  shape: Shape = [],
  given?: NormalOptions<D>,
): Tensor<D> => {
  const { mean, std, dtype } = readNormal(given);
  const size = sizeOf(shape);
  const half = Math.ceil(size / 2);
  const pair = unit(from, [2, half], dtype as D);
  const radius = pair.slice(0).neg().add(1).log().mul(-2).sqrt();
  const angle = pair.slice(1).mul(2 * Math.PI);
  const both = concat([radius.mul(angle.cos()), radius.mul(angle.sin())]);
  return both.slice([0, size]).reshape(shape).mul(std).add(mean);
};

/** True with the given probability. */
export const bernoulli = (
  from: Key,
  shape: Shape = [],
  probability: number | Tensor<"float32"> = 0.5,
): Tensor<"bool"> => unit(from, shape, "float32").less(probability);

/** 0 … n − 1 in random order, or the rows of a tensor in random order. */
export function permutation(from: Key, n: number): Tensor<"int32">;
export function permutation<T extends AnyTensor>(from: Key, x: T): T;
export function permutation(from: Key, x: number | AnyTensor): AnyTensor {
  const length = typeof x === "number" ? x : x.shape[0]!;
  // Sorted by random words; of equal ones the first comes first, so the order is one whatever happens.
  const order = bits(from, [length]).cast("int64").argsort(0);
  return typeof x === "number" ? order : x.gather(order, 0);
}

/** Class numbers drawn with the probabilities softmax(logits) over the last axis, by the Gumbel trick. */
export const categorical = (
  from: Key,
  logits: Tensor<FloatDType> | Tensor<"float32"> | Tensor<"float64">,
  shape: Shape = [],
): Tensor<"int32"> => {
  const scores = logits as Tensor<"float32">;
  const noise = unit(from, [...shape, ...scores.shape], scores.dtype);
  // Away from 0, where the logarithm is infinite.
  const gumbel = noise
    .maximum(2 ** -25)
    .log()
    .neg()
    .log()
    .neg();
  return scores.add(gumbel).argmax(-1);
};
