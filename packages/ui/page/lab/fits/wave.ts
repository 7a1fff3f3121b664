import { normal, seededRandom } from "@kaviar/base/random";

/** Points of one number and what is measured there. */
export interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

interface WaveChoices {
  readonly rows: number;
  readonly noise: number;
  readonly seed: number;
}

/** What is true, and measured with noise: a wave over −1 to 1. */
export const wave = (x: number): number => Math.sin(4 * x) * (1 - 0.3 * x);

/** Points of the wave, as they were measured. */
export const measured = ({ rows, noise, seed }: WaveChoices): Points => {
  const random = seededRandom(seed, 0);
  const x = Float32Array.from({ length: rows }, () => 2 * random() - 1);
  return { x, y: x.map((at) => wave(at) + noise * normal(random)) };
};

/** Places all along, to draw a function by. */
export const places = Float32Array.from({ length: 81 }, (_, i) => (2 * i) / 80 - 1);
