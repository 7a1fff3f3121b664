import { normal, seededRandom } from "@kaviar/base/random";
import type { TrainingData } from "../../src/data/data-set.ts";

/** Data of a kind, made from a seed: what is in them to learn is known. */
export interface MadeData {
  readonly name: string;
  readonly data: TrainingData;
}

const matrix = (rows: number, columns: number, random: () => number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => normal(random)));

const sum = (row: readonly number[], weights: readonly number[]): number =>
  weights.reduce((total, weight, i) => total + weight * row[i]!, 0);

const uniform = (seed: number) => seededRandom(seed, 0);

/** Whole numbers with a mean, by counting steps of an exponential clock. (Knuth 1969) */
const poissonOf = (mean: number, random: () => number): number => {
  let [count, product] = [0, random()];
  while (product > Math.exp(-mean)) {
    product *= random();
    count++;
  }
  return count;
};

export const tableOf = (
  rows: number,
  columns: number,
  target: (row: readonly number[], random: () => number) => unknown,
  seed = 1,
): TrainingData => {
  const random = uniform(seed);
  const x = matrix(rows, columns, random);
  return { x, y: x.map((row) => target(row, random)) };
};

const boundary = (row: readonly number[]): number => row[0]! + row[1]! * row[2]!;

/** Sequences whose answer is the sign of what came, counted with growing weight. */
const sequencesOf = (rows: number, steps: number): TrainingData => {
  const random = uniform(5);
  const x = Array.from({ length: rows }, () => matrix(steps, 2, random));
  return { x, y: x.map((each) => Number(each.reduce((total, [a], t) => total + (a! * t) / steps, 0) > 0)) };
};

/** Pictures of one stroke, upright or lying, somewhere. */
export const strokes = (rows: number, side: number): TrainingData => {
  const random = uniform(6);
  const y = Array.from({ length: rows }, (_, i) => i % 2);
  const x = y.map((isLying) => {
    const at = Math.floor(random() * side);
    const pixel = (i: number, j: number) => Number((isLying ? i : j) === at) + 0.3 * normal(random);
    return [Array.from({ length: side }, (_, i) => Array.from({ length: side }, (_, j) => pixel(i, j)))];
  });
  return { x, y };
};

/** Texts as token numbers: the class is told by some words that are rare. */
const textsOf = (rows: number, vocabulary: number, length: number): TrainingData => {
  const random = uniform(7);
  const y = Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? "good" : "bad"));
  const x = y.map((label) =>
    Int32Array.from({ length }, (_, t) => {
      const word = 1 + Math.floor(random() * (vocabulary - 21));
      const telling = vocabulary - 20 + (label === "good" ? 0 : 10) + Math.floor(random() * 10);
      return t >= length - 2 && random() < 0.5 ? 0 : random() < 0.2 ? telling : word;
    }),
  );
  return { x, y };
};

/** Rows that are mostly 0: which of 200 words stand in a text. */
const wordsOf = (rows: number): TrainingData => {
  const random = uniform(8);
  const y = Array.from({ length: rows }, (_, i) => i % 2);
  const x = y.map((label) =>
    Array.from({ length: 200 }, (_, word) =>
      Number(random() < (word < 20 ? (word % 2 === label ? 0.15 : 0.03) : 0.03)),
    ),
  );
  return { x, y };
};

export const madeData: readonly MadeData[] = [
  { name: "two classes", data: tableOf(400, 5, (row) => Number(boundary(row) > 0)) },
  { name: "a rare class", data: tableOf(600, 5, (row) => Number(sum(row, [1, 1]) > 2.2)) },
  {
    name: "three classes, as texts",
    data: tableOf(300, 4, (row) => ["low", "mid", "high"][row[0]! < -0.5 ? 0 : row[0]! + row[1]! < 0.7 ? 1 : 2]),
  },
  {
    name: "three classes, as rows",
    data: tableOf(300, 4, (row) => [row[0]! < -0.4, row[0]! >= -0.4 && row[0]! < 0.4, row[0]! >= 0.4].map(Number)),
  },
  { name: "labels", data: tableOf(400, 4, (row) => [row[0]! > 0, row[1]! + row[2]! > 0, row[3]! > 0.5].map(Number)) },
  { name: "signs", data: tableOf(300, 4, (row) => (boundary(row) > 0 ? 1 : -1)) },
  { name: "numbers", data: tableOf(400, 5, (row, random) => sum(row, [1, -2]) + row[2]! ** 2 + 0.2 * normal(random)) },
  {
    name: "numbers far from 1",
    data: tableOf(400, 5, (row, random) => 200_000 + 50_000 * (sum(row, [1, -0.5]) + 0.2 * normal(random))),
  },
  {
    name: "outliers",
    data: tableOf(500, 4, (row, random) => sum(row, [2, -1]) + 0.3 * normal(random) + (random() < 0.02 ? 200 : 0)),
  },
  { name: "counts", data: tableOf(500, 4, (row, random) => poissonOf(Math.exp(0.5 + 0.6 * row[0]!), random)) },
  { name: "large counts", data: tableOf(500, 4, (row, random) => poissonOf(8 * Math.exp(0.8 * row[0]!), random)) },
  { name: "shares", data: tableOf(400, 4, (row) => 1 / (1 + Math.exp(-sum(row, [1.5, -1])))) },
  { name: "two numbers a row", data: tableOf(300, 4, (row) => [sum(row, [1, 1]), sum(row, [0, 0, 2])]) },
  { name: "few rows", data: tableOf(60, 3, (row) => Number(row[0]! > 0)) },
  { name: "wide inputs", data: tableOf(80, 100, (row) => Number(sum(row, [2, 2, 2]) > 0)) },
  {
    name: "unscaled inputs",
    data: (() => {
      const { x, y } = tableOf(400, 4, (row) => Number(boundary(row) > 0));
      return { x: (x as number[][]).map(([a, b, c, d]) => [1000 * a! + 5000, b!, 0.01 * c!, d!]), y: y! };
    })(),
  },
  {
    name: "an autoencoder",
    data: {
      x: (() => {
        const random = uniform(9);
        return matrix(300, 2, random).map(([a, b]) => [a!, b!, a! + b!, a! - b!, 0.5 * a!, b! + 0.1 * normal(random)]);
      })(),
    },
  },
  { name: "sequences", data: sequencesOf(300, 8) },
  { name: "images", data: strokes(200, 8) },
  { name: "larger images", data: strokes(100, 16) },
  { name: "texts", data: textsOf(400, 200, 20) },
  { name: "sparse inputs", data: wordsOf(500) },
];
