import { type Table, table } from "../../src/table/index.ts";

/** Numbers in [0, 2³¹ − 1) that Python makes too. (Park & Miller 1988) */
const parkMiller = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state;
  };
};

export interface MadeRows {
  readonly table: Table;
  readonly classes: number[];
  readonly two: number[];
  readonly numbers: number[];
  readonly counts: number[];
  readonly weights: Float64Array;
}

/** Rows of six columns, with targets that they say something about; every tenth value missing where asked for. */
export const madeRows = (seed: number, rows: number, { missing = false } = {}): MadeRows => {
  const next = parkMiller(seed);
  const columns: number[][] = [[], [], [], [], [], []];
  const made: MadeRows = {
    table: table({}),
    classes: [],
    two: [],
    numbers: [],
    counts: [],
    weights: new Float64Array(rows),
  };
  for (let row = 0; row < rows; row++) {
    const x = columns.map(() => (next() % 65536) / 4096);
    const noise = next() % 16;
    const sum = x[0]! * x[1]! + 8 * x[2]! + noise;
    made.classes.push(sum < 80 ? 0 : sum < 130 ? 1 : 2);
    made.two.push(sum < 110 ? 0 : 1);
    made.numbers.push(sum + (next() % 4096) / 512);
    made.counts.push(Math.floor(sum / 30));
    made.weights[row] = 1 + (next() % 3);
    for (const [c, values] of columns.entries()) values.push(missing && next() % 10 === 0 ? Number.NaN : x[c]!);
  }
  return { ...made, table: table(Object.fromEntries(columns.map((values, c) => [`x${c}`, values]))) };
};
