import { inOrder, normal, type Random, seededRandom, shuffle } from "@kaviar/base/random";

/** Rows of inputs, and what is true of each: the number of a class, or a value. */
export interface Table {
  readonly width: number;
  /** None where values are foretold. */
  readonly classes?: number;
  /** Row by row. */
  readonly x: Float32Array;
  readonly y: readonly number[];
}

interface Row {
  readonly x: readonly number[];
  readonly y: number;
}

interface Kind {
  readonly width: number;
  readonly classes?: number;
  /** What is drawn once, then row after row. */
  rows(random: Random): (row: number) => Row;
}

const many = (count: number, each: (at: number) => number): number[] =>
  Array.from({ length: count }, (_, at) => each(at));

/** Clouds around centres that are drawn, so far apart. */
const clouds = (
  width: number,
  classes: number,
  apart: number,
  classOf: (random: Random, row: number) => number,
): Kind => ({
  width,
  classes,
  rows: (random) => {
    const centres = many(classes, () => 0).map(() => many(width, () => apart * normal(random)));
    return (row) => {
      const y = classOf(random, row);
      return { x: centres[y]!.map((centre) => centre + normal(random)), y };
    };
  },
});

const anyOf =
  (classes: number) =>
  (random: Random): number =>
    Math.floor(classes * random());

/** A curved value of five numbers, and numbers that say nothing; each column in a unit of its own. (Friedman 1991) */
const curve = (width: number, noise: number, unit: (column: number) => number): Kind => ({
  width,
  rows: (random) => () => {
    const u = many(width, random);
    const value = 10 * Math.sin(Math.PI * u[0]! * u[1]!) + 20 * (u[2]! - 0.5) ** 2 + 10 * u[3]! + 5 * u[4]!;
    return { x: u.map((each, column) => each * unit(column)), y: (value - 14.4) / 5 + noise * normal(random) };
  },
});

const kinds = {
  /** Three classes that stand apart. */
  clouds: clouds(8, 3, 2, anyOf(3)),
  /** Two classes that lie over each other: nobody can tell all of them. */
  overlapping: clouds(6, 2, 0.4, anyOf(2)),
  /** Two classes, one of which is rare. */
  rare: clouds(6, 2, 0.65, (random) => (random() < 0.04 ? 1 : 0)),
  /** Two spirals, the one turned by half a turn. */
  spirals: {
    width: 2,
    classes: 2,
    rows: (random) => (row) => {
      const far = 0.5 + 3 * random();
      const angle = 2.2 * far + Math.PI * (row % 2);
      const near = (place: number) => (far / 2) * place + 0.05 * normal(random);
      return { x: [near(Math.cos(angle)), near(Math.sin(angle))], y: row % 2 };
    },
  },
  /** A value of eight numbers. */
  curve: curve(8, 0.3, () => 1),
  /** The same with the columns in units of their own. */
  units: curve(8, 0.3, (column) => 10 ** (column % 5)),
  /** Twenty columns, of which five say something, and much noise. */
  noisy: curve(20, 0.7, () => 1),
} satisfies Readonly<Record<string, Kind>>;

/** `mixedUp` has the rows of `clouds` with the labels of other rows. */
export type DataName = keyof typeof kinds | "mixedUp";

/** So many rows: the same ones each time. */
export const tableOf = (name: DataName, rows: number): Table => {
  const { width, classes, rows: begin }: Kind = kinds[name === "mixedUp" ? "clouds" : name];
  const row = begin(seededRandom(11));
  const drawn = many(rows, (at) => at).map(row);
  const places = name === "mixedUp" ? shuffle(inOrder(rows), seededRandom(12)) : inOrder(rows);
  return {
    width,
    ...(classes !== undefined && { classes }),
    x: Float32Array.from(drawn.flatMap(({ x }) => x)),
    y: Array.from(places, (place) => drawn[place]!.y),
  };
};
