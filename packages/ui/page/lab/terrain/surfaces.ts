import type { Tensor } from "@kaviar/tensor";

type Number64 = Tensor<"float64">;

/** A function of two variables to walk on, as the engine differentiates it. */
export interface Surface {
  readonly title: string;
  readonly formula: string;
  /** What there is to see on it. */
  readonly says: string;
  readonly of: (x: Number64, y: Number64) => Number64;
  /** The middle of the square that is drawn, and half of its side. */
  readonly middle: readonly [x: number, y: number];
  readonly half: number;
  readonly start: readonly [x: number, y: number];
  /** The least value there is, or the least one in the square where there is none. */
  readonly lowest: number;
  /** Where it is least. */
  readonly minima: readonly (readonly [x: number, y: number])[];
}

/** Surfaces on which to descend, from the plainest to the hardest. */
const surfaces = {
  valley: {
    title: "valley",
    formula: "½(x² + 20y²)",
    says: "A bowl that is steep across and gentle along, as the loss of most nets is.",
    of: (x, y) => x.square().add(y.square().mul(20)).mul(0.5),
    middle: [0, 0],
    half: 4,
    start: [-3.5, 1.5],
    lowest: 0,
    minima: [[0, 0]],
  },
  rosenbrock: {
    title: "Rosenbrock's banana",
    formula: "(1 − x)² + 100(y − x²)²",
    says: "A bent ravine: into it is easy, along it is slow.",
    of: (x, y) => x.neg().add(1).square().add(y.sub(x.square()).square().mul(100)),
    middle: [0, 1],
    half: 2,
    start: [-1.5, 2],
    lowest: 0,
    minima: [[1, 1]],
  },
  saddle: {
    title: "saddle",
    formula: "x² − y²",
    says: "A pass: the lowest point along x, the highest along y, and the way down has no end.",
    of: (x, y) => x.square().sub(y.square()),
    middle: [0, 0],
    half: 2,
    start: [-1.6, 0.001],
    lowest: -4,
    minima: [],
  },
  himmelblau: {
    title: "Himmelblau",
    formula: "(x² + y − 11)² + (x + y² − 7)²",
    says: "Four valleys, all equally deep: where a run ends depends on where it starts.",
    of: (x, y) => x.square().add(y).sub(11).square().add(y.square().add(x).sub(7).square()),
    middle: [0, 0],
    half: 5,
    start: [0, -0.5],
    lowest: 0,
    minima: [
      [3, 2],
      [-2.805118, 3.131312],
      [-3.77931, -3.283186],
      [3.584428, -1.848126],
    ],
  },
  beale: {
    title: "Beale",
    formula: "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
    says: "A flat floor between walls that are steep at the corners: no one rate suits both.",
    of: (x, y) => {
      const term = (of: number, power: Number64) => x.neg().add(of).add(x.mul(power)).square();
      const square = y.square();
      return term(1.5, y)
        .add(term(2.25, square))
        .add(term(2.625, square.mul(y)));
    },
    middle: [0, 0],
    half: 4.5,
    start: [-3, 2.5],
    lowest: 0,
    minima: [[3, 0.5]],
  },
  plateau: {
    title: "plateau",
    formula: "1 − exp(−x² − y²)",
    says: "A pit in a plain: out on the plain the gradient is next to nothing.",
    of: (x, y) => x.square().add(y.square()).neg().exp().neg().add(1),
    middle: [0, 0],
    half: 3,
    start: [-2.1, 1.6],
    lowest: 0,
    minima: [[0, 0]],
  },
  ripples: {
    title: "ripples",
    formula: "½(x² + y²) + 1.2(2 − cos 4x − cos 4y)",
    says: "A bowl full of hollows: each is a minimum, one alone is the lowest.",
    of: (x, y) =>
      x
        .square()
        .add(y.square())
        .mul(0.5)
        .add(x.mul(4).cos().add(y.mul(4).cos()).neg().add(2).mul(1.2)),
    middle: [0, 0],
    half: 4,
    start: [-3.3, 2.7],
    lowest: 0,
    minima: [[0, 0]],
  },
  trough: {
    title: "trough",
    formula: "½x²",
    says: "Flat along y: one direction in which nothing changes, so there is no single lowest point.",
    of: (x, y) => x.square().mul(0.5).add(y.mul(0)),
    middle: [0, 0],
    half: 2,
    start: [1.2, -0.6],
    lowest: 0,
    minima: [],
  },
  monkey: {
    title: "monkey saddle",
    formula: "x³ − 3xy²",
    says: "Three ways up and three ways down. In the middle gradient and Hessian are both 0, so neither tells what it is.",
    of: (x, y) => x.square().mul(x).sub(x.mul(y.square()).mul(3)),
    middle: [0, 0],
    half: 2,
    start: [0.8, 0.5],
    lowest: -16,
    minima: [],
  },
} satisfies Readonly<Record<string, Surface>>;

export type SurfaceName = keyof typeof surfaces;

export const surfaceNames = Object.keys(surfaces) as readonly SurfaceName[];

export const surfaceNamed = (name: SurfaceName): Surface => surfaces[name];

/** The surface as a function of one tensor that holds both variables. */
export const ofPoint =
  ({ of }: Surface) =>
  (at: Number64): Number64 =>
    of(at.slice(0), at.slice(1));
