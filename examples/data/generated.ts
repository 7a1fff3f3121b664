import { createRandom } from "@kaviar/nn";
import type { Shape } from "@kaviar/tensor";

/** Points of the plane and the class of each. */
export interface Points {
  readonly x: { readonly data: Float32Array; readonly shape: Shape };
  readonly y: Int32Array;
}

export interface PointsOptions {
  /** 200 unless said. */
  readonly rows?: number;
  /** Standard deviation of what is added to both coordinates. */
  readonly noise?: number;
  readonly seed?: number;
}

const pointsOf = (
  { rows = 200, noise = 0.1, seed = 0 }: PointsOptions,
  classes: number,
  place: (label: number, share: number, random: () => number) => readonly [number, number],
): Points => {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const data = new Float32Array(2 * rows);
  const y = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const each = Math.ceil(rows / classes);
  for (let i = 0; i < rows; i++) {
    const [a, b] = place(y[i]!, Math.floor(i / classes) / Math.max(1, each - 1), random);
    data[2 * i] = a + noise * normal();
    data[2 * i + 1] = b + noise * normal();
  }
  return { x: { data, shape: [rows, 2] }, y };
};

/** Two half circles that reach into each other, as scikit-learn's `make_moons`: no line parts them. */
export const twoMoons = (options: PointsOptions = {}): Points =>
  pointsOf(options, 2, (label, share) =>
    label === 0
      ? [Math.cos(Math.PI * share), Math.sin(Math.PI * share)]
      : [1 - Math.cos(Math.PI * share), 0.5 - Math.sin(Math.PI * share)],
  );

/** Arms of a spiral, within the unit circle; two unless said. */
export const spirals = ({ arms = 2, ...options }: PointsOptions & { readonly arms?: number } = {}): Points =>
  pointsOf({ noise: 0.02, ...options }, arms, (label, share) => {
    const angle = 2 * Math.PI * (1.5 * share + label / arms);
    const radius = 0.1 + 0.9 * share;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

/** Points of the square [−1, 1]², of class 1 where the signs of the coordinates differ. */
export const xor = ({ noise = 0, ...options }: PointsOptions = {}): Points =>
  pointsOf({ noise, ...options }, 2, (label, _, random) => {
    const a = (random() < 0.5 ? -1 : 1) * (0.05 + 0.95 * random());
    return [a, (label === 0 ? Math.sign(a) : -Math.sign(a)) * (0.05 + 0.95 * random())];
  });
