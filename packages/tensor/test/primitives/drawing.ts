import { type DType, type Shape, type Tensor, tensor } from "@kaviar/tensor";
import { isFloat } from "@kaviar/tensor/values/dtype";
import { sizeOf } from "@kaviar/tensor/values/shape";

export type AnyTensor = Tensor<DType>;

/** What an operand's elements are drawn from. */
export interface Operand {
  readonly shape: Shape;
  /** The dtype under test unless said. */
  readonly dtype?: DType;
  /** The interval of the elements. */
  readonly within?: readonly [low: number, high: number];
  /** Whole numbers also where the dtype has others: ties happen. */
  readonly whole?: boolean;
}

const defaults: Record<DType, readonly [number, number]> = {
  float32: [-2, 2],
  float64: [-2, 2],
  int32: [-9, 9],
  int64: [-9, 9],
  uint32: [0, 20],
  bool: [0, 1],
};

/**
 * Elements for operands. Fractions are points of one grid over the interval, shuffled over all operands, off the middle
 * of its cells: none is equal to another or to a whole number, where kinks are, not even when moved a little.
 */
export const drawing = (dtype: DType, seed: number) => {
  const random = uniform(seed);
  return (operands: readonly Operand[]): AnyTensor[] => {
    const count = operands.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const cells = shuffled(random, count);
    return operands.map((operand) => {
      const own = operand.dtype ?? dtype;
      const [low, high] = operand.within ?? defaults[own];
      const length = sizeOf(operand.shape);
      const element = (): number => {
        if (operand.whole || !isFloat(own)) return low + Math.floor(random() * (high - low + 1));
        return low + ((cells.pop()! + 0.31) / count) * (high - low);
      };
      return tensor(Array.from({ length }, element), { shape: operand.shape, dtype: own });
    });
  };
};

const shuffled = (random: () => number, length: number): number[] => {
  const list = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
};

/** mulberry32 */
const uniform = (seed: number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
};
