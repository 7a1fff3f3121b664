/** A function of two numbers between 0 and 1, whose least value is 0 or next to it. */
interface Ground {
  readonly title: string;
  readonly formula: string;
  /** What there is to see on it. */
  readonly says: string;
  of(x: number, y: number): number;
  /** Where it is least. */
  readonly least: readonly (readonly [x: number, y: number])[];
}

/** Functions to search, the plainest first. */
const grounds = {
  bowl: {
    title: "a bowl, askew",
    formula: "6u² + 8uv + 6v², u = x − 0.62, v = y − 0.37",
    says: "One lowest point, and axes that matter together. Those who learn from what they have seen are there soon: a model of a bowl needs few points.",
    of: (x, y) => {
      const [u, v] = [x - 0.62, y - 0.37];
      return 6 * u ** 2 + 8 * u * v + 6 * v ** 2;
    },
    least: [[0.62, 0.37]],
  },
  axis: {
    title: "one axis does not matter",
    formula: "√|x − 0.37| + 0.03(y − 0.5)²",
    says: "Next to nothing depends on y. A grid of n points tries no more than √n values of x, however many points it has; random points try as many values as there are points. The ticks below each picture show them.",
    of: (x, y) => Math.sqrt(Math.abs(x - 0.37)) + 0.03 * (y - 0.5) ** 2,
    least: [[0.37, 0.5]],
  },
  branin: {
    title: "Branin",
    formula: "(v − 5.1u²/4π² + 5u/π − 6)² + 10(1 − 1/8π) cos u + 10 − 0.398, u = 15x − 5, v = 15y",
    says: "Three lowest points, all equally low. Look where each sampler goes on once it has found one.",
    of: (x, y) => {
      const [u, v] = [15 * x - 5, 15 * y];
      const bend = v - (5.1 * u ** 2) / (4 * Math.PI ** 2) + (5 * u) / Math.PI - 6;
      return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(u) + 10 - 0.397887;
    },
    least: [
      [(5 - Math.PI) / 15, 12.275 / 15],
      [(5 + Math.PI) / 15, 2.275 / 15],
      [(5 + 3 * Math.PI) / 15, 2.475 / 15],
    ],
  },
  hollows: {
    title: "a wide hollow and a deep one",
    formula: "1 − 0.7 exp(−|p − a|²/0.08) − exp(−|p − b|²/0.01), a = (0.28, 0.68), b = (0.87, 0.38)",
    says: "The wide hollow is easy to find and not the lowest. Who narrows in on it early misses the deep one; with another seed it may go the other way.",
    of: (x, y) =>
      1 -
      0.7 * Math.exp(-((x - 0.28) ** 2 + (y - 0.68) ** 2) / 0.08) -
      Math.exp(-((x - 0.87) ** 2 + (y - 0.38) ** 2) / 0.01),
    least: [[0.87, 0.38]],
  },
} satisfies Readonly<Record<string, Ground>>;

export type GroundName = keyof typeof grounds;

export const groundNames = Object.keys(grounds) as readonly GroundName[];

export const groundNamed = (name: GroundName): Ground => grounds[name];
