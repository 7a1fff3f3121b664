import { normal, seededRandom } from "@kaviar/base/random";

/** Rows of each set, how many of them are learned from, and how often a fit is repeated. */
export const sets = {
  small: { rows: 2000, train: 1000, columns: 20, repeats: 10 },
  adult: { rows: 60_000, train: 48_842, columns: 14, repeats: 5 },
  higgs: { rows: 150_000, train: 100_000, columns: 28, repeats: 4 },
  million: { rows: 1_050_000, train: 1_000_000, columns: 28, repeats: 1 },
} as const;

export interface MadeSet {
  readonly about: {
    readonly columns: readonly { readonly file: string; readonly levels: number }[];
    readonly y: string;
    readonly train: number;
  };
  readonly contents: ReadonlyMap<string, Float64Array>;
}

/** Levels of the columns of the adult-like set; 0 for numbers. */
const adultLevels = [0, 9, 0, 16, 0, 7, 15, 6, 5, 2, 0, 0, 0, 42];

/** Numbers with products, squares and waves in them, as those of a detector; or a census, with texts of up to 42 levels. */
export const makeSet = (name: keyof typeof sets): MadeSet => {
  const { rows, train, columns } = sets[name];
  const random = seededRandom(1);
  const levels = name === "adult" ? adultLevels : new Array<number>(columns).fill(0);
  const contents = new Map<string, Float64Array>();
  const values = levels.map((count, c) => {
    const make = (): number => (count > 0 ? Math.floor(count * random() ** 2) : numberOf(name, c, random));
    const made = Float64Array.from({ length: rows }, make);
    contents.set(`x${c}`, made);
    return made;
  });
  const effects = levels.map((count) => Float64Array.from({ length: count }, () => normal(random)));
  const y = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const x = (c: number): number => (levels[c] ? effects[c]![values[c]![row]!]! : values[c]![row]!);
    const signal = x(0) * x(1) + x(2) ** 2 - 1 + x(3) * x(4) * x(5) * 0.5 + Math.sin(3 * x(6)) + 0.5 * x(7);
    const wide = levels.length > 13 ? 0.5 * x(13) : 0;
    y[row] = signal + wide + normal(random) > 0 ? 1 : 0;
  }
  contents.set("y", y);
  return { about: { columns: levels.map((count, c) => ({ file: `x${c}`, levels: count })), y: "y", train }, contents };
};

/** In a census numbers are rounded, and many are 0. */
const numberOf = (name: keyof typeof sets, column: number, random: () => number): number => {
  const value = normal(random);
  if (name !== "adult") return value;
  return column > 9 && random() < 0.9 ? 0 : Math.round(value * 15) / 15;
};
