import { inOrder, normal, type Random, seededRandom, shuffle } from "@kaviar/base/random";

/** Points of the plane, within −1 and 1, and what is true of each: −1 or 1 of two classes, any number between of a value. */
export interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly value: Float32Array;
}

/** One point without noise, of a class (−1, 1); of values `at` says nothing. */
type Draw = (random: Random, at: -1 | 1) => readonly [x: number, y: number, value: number];

const around = (angle: number, radius: number): readonly [number, number] => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
];

const spread = (random: Random): number => 2 * random() - 1;

const makers = {
  /** One class in the middle, the other around it. */
  circle: (random, at) => [...around(2 * Math.PI * random(), at > 0 ? 0.5 * random() : 0.7 + 0.25 * random()), at],
  /** Alike in opposite quarters: no line parts them. */
  xor: (random, at) => {
    const [x, side] = [0.08 + 0.85 * random(), random() < 0.5 ? -1 : 1];
    return [side * x, side * at * (0.08 + 0.85 * random()), at];
  },
  /** Two clouds that a line parts. */
  clouds: (random, at) => [at * 0.45 + 0.18 * normal(random), at * 0.45 + 0.18 * normal(random), at],
  moons: (random, at) => {
    const angle = Math.PI * random();
    return at > 0
      ? [0.55 * Math.cos(angle) - 0.25, 0.55 * Math.sin(angle) - 0.15, at]
      : [0.25 - 0.55 * Math.cos(angle), 0.2 - 0.55 * Math.sin(angle), at];
  },
  spiral: (random, at) => {
    const turned = random();
    return [...around(3.5 * Math.PI * turned + (at > 0 ? 0 : Math.PI), 0.08 + 0.85 * turned), at];
  },
  /** A value that grows along a line. */
  slope: (random) => {
    const [x, y] = [spread(random), spread(random)];
    return [x, y, 0.5 * (x + y)];
  },
  /** A value with hills and hollows. */
  hills: (random) => {
    const [x, y] = [spread(random), spread(random)];
    return [x, y, Math.sin(3 * x) * Math.cos(3 * y)];
  },
  /** Those drawn by hand alone. */
  drawn: () => [0, 0, 0],
} satisfies Readonly<Record<string, Draw>>;

export type Shape = keyof typeof makers;

export const shapes = Object.keys(makers) as readonly Shape[];

/** What is foretold of a point is a number, not one of two classes. */
export const isValued = (shape: Shape): boolean => shape === "slope" || shape === "hills";

/** A point that was drawn by hand, with its class, or its value. */
export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

export interface PointChoices {
  readonly data: Shape;
  readonly noise: number;
  readonly rows: number;
  readonly seed: number;
  readonly points: readonly DrawnPoint[];
}

/** The points that are chosen: those of the shape, then those drawn by hand. The same choices give the same points. */
export const pointsOf = ({ data, noise, rows, seed, points }: PointChoices): Points => {
  const random = seededRandom(seed, 0);
  const count = data === "drawn" ? 0 : rows;
  const drawn = Array.from({ length: count }, (_, i) => {
    const [x, y, value] = makers[data](random, i % 2 === 0 ? 1 : -1);
    // Of classes the place is noisy, of values the value.
    const shaken = isValued(data)
      ? [x, y, value + noise * normal(random)]
      : [x + 0.5 * noise * normal(random), y + 0.5 * noise * normal(random), value];
    return { x: shaken[0]!, y: shaken[1]!, value: shaken[2]! };
  });
  const all = [...drawn, ...points];
  return {
    x: Float32Array.from(all, ({ x }) => x),
    y: Float32Array.from(all, ({ y }) => y),
    value: Float32Array.from(all, ({ value }) => value),
  };
};

/** Which of so many points are held out, by their places: the same ones whatever the run. */
export const heldOut = (count: number, share: number, seed: number): ReadonlySet<number> =>
  new Set(shuffle(inOrder(count), seededRandom(seed, 1)).slice(0, Math.min(count - 1, Math.round(share * count))));
