import type { Random } from "@kaviar/base/random";
import type { Strategy } from "./strategy.ts";

/** The choice of a trial that has none for this parameter: it says nothing about it. */
export const unknown = -1;

/** A probability for each choice of each categorical parameter, and how they learn. */
export interface Categories {
  readonly q: readonly Float64Array[];
  /** An index for each parameter; `evenness` mixes in that share of an even distribution. */
  draw(random: Random, evenness?: number): Int32Array;
  /** The choices of the λ trials of a generation, the best first. */
  update(choices: readonly Int32Array[]): void;
}

/**
 * The categorical half of CatCMA: a natural gradient step whose length adapts to the signal in it (ASNG, Akimoto et al.
 * 2019), and a margin below which no choice falls. (Hamano et al. 2024, CatCMA)
 */
export const createCategories = (
  sizes: readonly number[],
  { mu, weights }: Pick<Strategy, "mu" | "weights">,
  start?: readonly Float64Array[],
): Categories => {
  const q = start?.map((row) => Float64Array.from(row)) ?? sizes.map((k) => new Float64Array(k).fill(1 / k));
  const margins = sizes.map((k) => (1 - 0.73 ** (1 / sizes.length)) / (k - 1));
  const parameters = sizes.reduce((sum, k) => sum + k - 1, 0);
  const path = new Float64Array(parameters);
  let trust = 1;
  let gamma = 0;
  let delta = 1;

  return {
    q,
    draw: (random, evenness = 0) =>
      Int32Array.from(q, (row) => {
        let left = random();
        for (let j = 0; j < row.length - 1; j++) {
          left -= row[j]! * (1 - evenness) + evenness / row.length;
          if (left < 0) return j;
        }
        return row.length - 1;
      }),

    update: (choices) => {
      const gradient = q.map((row) => new Float64Array(row.length));
      for (let k = 0; k < mu; k++)
        gradient.forEach((row, i) => {
          if (choices[k]![i] === unknown) return;
          for (let j = 0; j < row.length; j++)
            row[j] = row[j]! + weights[k]! * ((choices[k]![i] === j ? 1 : 0) - q[i]![j]!);
        });
      // F^(1/2) times the gradient, F the Fisher information. (Akimoto et al. 2019, appendix B)
      const white = new Float64Array(parameters);
      let at = 0;
      q.forEach((row, i) => {
        const last = row.at(-1)!;
        const moved = gradient[i]!;
        const total = moved.subarray(0, -1).reduce((a, b) => a + b, 0);
        for (let j = 0; j < row.length - 1; j++)
          white[at++] = moved[j]! / Math.sqrt(row[j]!) + (Math.sqrt(row[j]!) * total) / (last + Math.sqrt(last));
      });
      const length = Math.sqrt(white.reduce((sum, x) => sum + x * x, 0));
      if (length === 0) return;
      const rate = delta / length;
      q.forEach((row, i) => {
        for (let j = 0; j < row.length; j++) row[j] = row[j]! + rate * gradient[i]![j]!;
      });
      delta = 1 / trust;
      const beta = delta / Math.sqrt(parameters);
      for (let i = 0; i < parameters; i++)
        path[i] = (1 - beta) * path[i]! + (Math.sqrt(beta * (2 - beta)) * white[i]!) / length;
      gamma = (1 - beta) ** 2 * gamma + beta * (2 - beta);
      trust *= Math.exp(beta * (gamma - path.reduce((sum, x) => sum + x * x, 0) / 1.5));
      q.forEach((row, i) => {
        keepMargin(row, margins[i]!);
      });
    },
  };
};

const keepMargin = (row: Float64Array, margin: number): void => {
  for (let j = 0; j < row.length; j++) row[j] = Math.max(row[j]!, margin);
  const sum = row.reduce((a, b) => a + b, 0);
  const room = sum - margin * row.length;
  for (let j = 0; j < row.length; j++) row[j] = row[j]! + ((1 - sum) * (row[j]! - margin)) / room;
  const whole = row.reduce((a, b) => a + b, 0);
  for (let j = 0; j < row.length; j++) row[j] = row[j]! / whole;
};
