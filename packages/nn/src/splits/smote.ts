import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { type Random, seededRandom, shuffle } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { valuesOf } from "../metrics/contract/values.ts";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

const read = options("smote", {
  /** How many of the nearest rows of its class a row may be joined with. */
  neighbours: whole(1).default(5),
  /** Another one draws other rows. */
  seed: whole().default(0),
});

export type SmoteOptions = OptionsOf<typeof read>;

/** The rows as they came, and behind them the synthetic ones. */
export interface Smoted<L extends Labels> {
  readonly x: { readonly data: Float32Array; readonly shape: readonly number[] };
  readonly y: L extends ArrayLike<string> ? readonly string[] : Int32Array;
}

type Table = Parameters<typeof valuesOf>[0];

/**
 * Synthetic rows for the smaller classes, until each is as large as the largest: a point between a row and one of its
 * nearest neighbours of the same class, x + u(x′ − x), u uniform in [0, 1). (Chawla, Bowyer, Hall & Kegelmeyer 2002)
 *
 * ```ts
 * const { x, y } = smote(rows, labels, { neighbours: 5, seed: 7 });
 * ```
 * For training rows only, after the split and after scaling: nearness is measured over all columns alike, and a point
 * between two categories (0 and 1 in a one-hot column) is neither.
 */
export const smote = withCard(
  <L extends Labels>(x: Table, labels: L, given: SmoteOptions = {}): Smoted<L> => {
    const { neighbours, seed } = read(given);
    const { data, shape } = valuesOf(x);
    const [rows = 0, ...rest] = shape;
    if (rows !== labels.length) {
      throw new ModelError("data", `smote needs a label for each of ${rows} rows: got ${labels.length}.`);
    }
    const width = rest.reduce((product, n) => product * n, 1);
    const odd = data.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) {
      throw new ModelError("data", `smote needs finite numbers: got ${data[odd]} at row ${Math.floor(odd / width)}.`);
    }
    const classes = [...rowsByLabel(labels)];
    const most = Math.max(...classes.map(([, its]) => its.length));
    const made = classes.flatMap(([label, its], c): Synthetic[] => {
      const missing = most - its.length;
      if (missing === 0) return [];
      if (its.length <= neighbours) {
        throw new ModelError(
          "labels",
          `${neighbours} neighbours need ${neighbours + 1} rows: class ${label} has ${its.length}.`,
          {
            remedy:
              its.length > 1 ? `Say neighbours: ${its.length - 1} or less.` : "Use overSample, or collect more rows.",
          },
        );
      }
      const near = nearest(data, width, its, neighbours);
      return between(its, near, missing, seededRandom(seed, c + 1)).map((pair) => ({ label, ...pair }));
    });
    const all = new Float32Array((rows + made.length) * width);
    all.set(data);
    made.forEach(({ from, to, share }, i) => {
      for (let column = 0; column < width; column++) {
        const start = data[from * width + column]!;
        all[(rows + i) * width + column] = start + share * (data[to * width + column]! - start);
      }
    });
    const y = [...Array.from(labels as ArrayLike<number | string>), ...made.map(({ label }) => label)];
    const named = y.some((label) => typeof label === "string");
    return {
      x: { data: all, shape: [rows + made.length, ...rest] },
      y: (named ? y : Int32Array.from(y as number[])) as Smoted<L>["y"],
    };
  },
  {
    about: {
      name: "SMOTE",
      formula: "x + u(x′ − x), x′ one of the k nearest rows of the same class, u uniform in [0, 1)",
      use: "small classes of numbers: new points between known ones instead of copies",
      pitfall: "between two categories (0 and 1 in a one-hot column) there is nothing; scale the columns first",
      reference: "Chawla, Bowyer, Hall & Kegelmeyer 2002",
      seeAlso: ["overSample", "underSample"],
    },
  },
);

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

type Synthetic = Pair & { readonly label: number | string };

/** Each row's nearest others, as places in `rows`. */
const nearest = (data: ArrayLike<number>, width: number, rows: Int32Array, count: number): Int32Array[] => {
  const distance = (a: number, b: number): number => {
    let sum = 0;
    for (let column = 0; column < width; column++) sum += (data[a * width + column]! - data[b * width + column]!) ** 2;
    return sum;
  };
  return Array.from(rows, (row, i) => {
    const far = Float64Array.from(rows, (other) => distance(row, other));
    const others = Int32Array.from(rows.keys()).filter((place) => place !== i);
    return others.sort((a, b) => far[a]! - far[b]! || a - b).subarray(0, count);
  });
};

/** Rows take turns, in random order, so that none is the beginning of many more than another. */
const between = (rows: Int32Array, near: readonly Int32Array[], count: number, random: Random): Pair[] => {
  const order = shuffle(Int32Array.from(rows.keys()), random);
  return Array.from({ length: count }, (_, i) => {
    const place = order[i % order.length]!;
    const its = near[place]!;
    return { from: rows[place]!, to: rows[its[Math.floor(random() * its.length)]!]!, share: random() };
  });
};
