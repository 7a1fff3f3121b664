import type { RunNews } from "../../../src/runs/run-news.ts";

/** The numbers of a run by epoch: the first of each is the first epoch's. */
export type RunTable = ReadonlyMap<string, readonly number[]>;

/** A number as it was sent: what JSON has none for came as text. */
const asNumber = (value: number | string): number =>
  typeof value === "number" ? value : value === "Infinity" ? Infinity : value === "-Infinity" ? -Infinity : Number.NaN;

/** The table with what is new. What it had from there on is replaced: a run that is followed anew says all again. */
export const withNews = (table: RunTable, { from, numbers }: Pick<RunNews, "from" | "numbers">): RunTable =>
  new Map(
    Object.entries(numbers).map(([name, values]) => [
      name,
      [...padded(table.get(name) ?? [], from), ...values.map(asNumber)],
    ]),
  );

const padded = (values: readonly number[], length: number): readonly number[] =>
  values.length >= length
    ? values.slice(0, length)
    : [...values, ...Array<number>(length - values.length).fill(Number.NaN)];

/** What is drawn together: a number of the training, and what validation says of the same. */
export interface RunChart {
  readonly title: string;
  readonly training?: readonly number[];
  readonly validation?: readonly number[];
}

/** What stands in the head of the page, or is no measure of how the run is doing. */
const elsewhere = new Set(["number", "steps"]);

/** A chart for each number that there is: the loss first, then metrics, then rate, gradient and time. */
export const chartsOf = (table: RunTable): readonly RunChart[] => {
  const titles = [...new Set([...table.keys()].map((name) => name.replace(/^validation\./, "")))].filter(
    (name) => !elsewhere.has(name),
  );
  const last = ["rate", "gradientNorm", "seconds"];
  const place = (title: string): number => (title === "loss" ? -1 : last.indexOf(title) + 1);
  return titles
    .sort((a, b) => place(a) - place(b))
    .map((title) => {
      const [training, validation] = [table.get(title), table.get(`validation.${title}`)];
      return { title, ...(training && { training }), ...(validation && { validation }) };
    });
};

/** Seconds that are left, as long as epochs take what the last ten took; undefined where it is over or not begun. */
export const secondsLeft = (table: RunTable, epochs: number): number | undefined => {
  const seconds = table.get("seconds") ?? [];
  const recent = seconds.slice(-10);
  const left = epochs - seconds.length;
  if (left <= 0 || recent.length === 0) return undefined;
  return (left * recent.reduce((sum, each) => sum + each, 0)) / recent.length;
};
