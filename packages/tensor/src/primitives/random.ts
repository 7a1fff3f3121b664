import type { Emit } from "../core/emit.ts";
import { applyOne, type Primitive, zero } from "../core/primitive.ts";
import { TensorError } from "../errors/error.ts";
import { type Shape, sizeOf } from "../values/shape.ts";
import { describeOperands } from "./elementwise.ts";

export interface RandomBitsParams {
  readonly shape: Shape;
  /** Draws, splits and folds of one key must not meet: each has its own stream. */
  readonly stream: number;
  /** How many of the 32 bits are kept, the high ones. */
  readonly bits: number;
}

const golden = 0x9e3779b1;
const streamStep = 0x85ebca6b;

/**
 * 32 random bits for each element, a function of the key (two words) and the element's number alone: the counter is
 * spread by an odd multiplier and the first word, mixed, met by the second word, and mixed twice more, so that each bit
 * of either word turns over half of the result. Shifts and
 * multipliers are those of lowbias32 (Wellons 2018, "Prospecting for hash functions") and murmur3's finalizer.
 */
export const randomBitsPrimitive: Primitive<RandomBitsParams> = {
  name: "randomBits",
  infer: ([key], { shape }) => {
    if (key!.dtype !== "uint32" || key!.shape.at(-1) !== 2) {
      throw new TensorError("dtype", "A random key is a pair of uint32 words.", {
        operands: describeOperands([key!]),
        remedy: "Make one with key(seed), or split(key, n).",
      });
    }
    return [{ shape: [...key!.shape.slice(0, -1), ...shape], dtype: "uint32" }];
  },
  evaluate: ([key], { shape, stream, bits }, [output]) => {
    const n = sizeOf(shape);
    const data = new Float64Array(sizeOf(output!.shape));
    for (let i = 0; i < data.length; i++) {
      const at = 2 * Math.floor(i / Math.max(1, n));
      data[i] = hash(i % n, key!.data[at]!, key!.data[at + 1]!, stream) >>> (32 - bits);
    }
    return [{ shape: output!.shape, dtype: "uint32", data }];
  },
  lower: (emit, [key], { inputs: [k], outputs: [output], params: { shape, stream, bits } }) => {
    const last = k!.rank - 1;
    const word = (i: number) => emit.op("Slice", [key!, emit.ints([i]), emit.ints([i + 1]), emit.ints([last])]);
    const second = emit.op("Add", [word(1), emit.scalar("uint32", Math.imul(stream, streamStep) >>> 0)]);
    const x = lowerHash(emit, counters(emit, sizeOf(shape)), word(0), second);
    const kept = bits < 32 ? shift(emit, x, 32 - bits) : x;
    return [emit.op("Reshape", [kept, emit.ints(output!.shape)], sizeOf(shape) === 0 ? { allowzero: 1 } : {})];
  },
  derivative: zero,
  batch: ([key], _, params) => [applyOne(randomBitsPrimitive, [key!], params)],
};

const hash = (counter: number, first: number, second: number, stream: number): number => {
  let x = (Math.imul(counter, golden) + first) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = (x + second + Math.imul(stream, streamStep)) | 0;
  x = Math.imul(x ^ (x >>> 15), 0xd35a2d97);
  x = Math.imul(x ^ (x >>> 15), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
};

const counters = (emit: Emit, n: number): string => {
  const long = emit.op("Range", [emit.scalar("int64", 0), emit.scalar("int64", n), emit.scalar("int64", 1)]);
  return emit.op("Cast", [long], { to: 12 });
};

const shift = (emit: Emit, x: string, bits: number): string =>
  emit.op("BitShift", [x, emit.scalar("uint32", bits)], { direction: "RIGHT" });

const lowerHash = (emit: Emit, counter: string, first: string, second: string): string => {
  const times = (x: string, factor: number) => emit.op("Mul", [x, emit.scalar("uint32", factor)]);
  const fold = (x: string, bits: number) => emit.op("BitwiseXor", [x, shift(emit, x, bits)]);
  let x = emit.op("Add", [times(counter, golden), first]);
  x = times(fold(x, 16), 0x21f0aaad);
  x = times(fold(emit.op("Add", [x, second]), 15), 0xd35a2d97);
  x = times(fold(x, 15), 0xc2b2ae35);
  return fold(x, 16);
};
