import { type MemoryView, nearest, startOf, type TwinOfPart } from "./memory-view.ts";

/** e^x with the steps of the kernel, and so to the same bit. (Cody & Waite 1980) */
const exp = (x: number): number => {
  const clamped = Math.max(Math.min(x, 708), -708);
  const k = nearest(clamped * Math.LOG2E);
  const r = clamped - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let p = 1 / 479001600;
  for (const factorial of [39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1]) p = p * r + 1 / factorial;
  return p * 2 ** k;
};

const store = (
  { floats, doubles }: MemoryView,
  pair: number,
  [g, h]: readonly [number, number],
  weights: number,
  row: number,
): void => {
  const weight = weights === 0 ? 1 : doubles[weights / 8 + row]!;
  floats[pair] = g * weight;
  floats[pair + 1] = h * weight;
};

/** Gradient and hessian of the logistic loss: p − y and p (1 − p). */
export const logistic: TwinOfPart = (view, job, part, parts) => {
  const { ints, floats, doubles } = view;
  const at = job / 4;
  const [scores, targets, pairs, weights] = [ints[at]! / 8, ints[at + 1]! / 4, ints[at + 2]! / 4, ints[at + 3]!];
  const count = (ints[at + 4]! + 1) >> 1;
  const end = 2 * startOf(count, part + 1, parts);
  for (let row = 2 * startOf(count, part, parts); row < end; row++) {
    const p = 1 / (1 + exp(-doubles[scores + row]!));
    store(view, pairs + 2 * row, [p - floats[targets + row]!, p * (1 - p)], weights, row);
  }
};

/** Gradients and hessians of the softmax loss: p − y and k / (k − 1) p (1 − p) of each of k classes. */
export const softmax: TwinOfPart = (view, job, part, parts) => {
  const { ints, floats, doubles } = view;
  const at = job / 4;
  const [scores, targets, pairs, weights] = [ints[at]! / 8, ints[at + 1]! / 4, ints[at + 2]! / 4, ints[at + 3]!];
  const count = (ints[at + 4]! + 1) >> 1;
  const [classes, room] = [ints[at + 5]!, ints[at + 6]! / 8];
  const end = 2 * startOf(count, part + 1, parts);
  for (let row = 2 * startOf(count, part, parts); row < end; row++) {
    const own = Array.from({ length: classes }, (_, k) => doubles[scores + k * room + row]!);
    const highest = Math.max(...own);
    const powers = own.map((score) => exp(score - highest));
    const sum = powers.reduce((a, b) => a + b, 0);
    for (const [k, power] of powers.entries()) {
      const p = power / sum;
      const pair = [p - (floats[targets + row] === k ? 1 : 0), (classes / (classes - 1)) * (p * (1 - p))] as const;
      store(view, pairs + 2 * (k * room + row), pair, weights, row);
    }
  }
};
