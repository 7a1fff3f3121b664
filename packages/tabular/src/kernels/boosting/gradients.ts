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

/** Stores the gradient of a row, whose sign said whether it is of the class; and the hessian, where there are weights. */
const store = (
  { floats, doubles }: MemoryView,
  gradients: number,
  weights: number,
  row: number,
  p: number,
  factor: number,
): void => {
  const at = gradients + (weights === 0 ? row : 2 * row);
  const isOfClass = floats[at]! < 0 || Object.is(floats[at], -0);
  const g = isOfClass ? -(1 - p) : p;
  if (weights === 0) {
    floats[at] = g;
    return;
  }
  const weight = doubles[weights / 8 + row]!;
  floats[at] = g * weight;
  floats[at + 1] = factor * (p * (1 - p)) * weight;
};

/** Gradients of the logistic loss: p − y; and hessians, p (1 − p). */
export const logistic: TwinOfPart = (view, job, part, parts) => {
  const { ints, floats } = view;
  const at = job / 4;
  const [scores, gradients, weights] = [ints[at]! / 4, ints[at + 1]! / 4, ints[at + 2]!];
  const count = (ints[at + 3]! + 1) >> 1;
  const end = 2 * startOf(count, part + 1, parts);
  for (let row = 2 * startOf(count, part, parts); row < end; row++)
    store(view, gradients, weights, row, 1 / (1 + exp(-floats[scores + row]!)), 1);
};

/** Gradients of the softmax loss: p − y of each of k classes; and hessians, k / (k − 1) p (1 − p). */
export const softmax: TwinOfPart = (view, job, part, parts) => {
  const { ints, floats } = view;
  const at = job / 4;
  const [scores, gradients, weights] = [ints[at]! / 4, ints[at + 1]! / 4, ints[at + 2]!];
  const count = (ints[at + 3]! + 1) >> 1;
  const [classes, scoreRoom, gradientRoom] = [ints[at + 4]!, ints[at + 5]! / 4, ints[at + 6]! / 4];
  const end = 2 * startOf(count, part + 1, parts);
  for (let row = 2 * startOf(count, part, parts); row < end; row++) {
    const own = Array.from({ length: classes }, (_, k) => floats[scores + k * scoreRoom + row]!);
    const highest = Math.max(...own);
    const powers = own.map((score) => exp(score - highest));
    const sum = powers.reduce((a, b) => a + b, 0);
    for (const [k, power] of powers.entries())
      store(view, gradients + k * gradientRoom, weights, row, power / sum, classes / (classes - 1));
  }
};
