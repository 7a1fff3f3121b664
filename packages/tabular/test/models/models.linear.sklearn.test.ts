import { expect, it } from "vitest";
import type { Model } from "../../src/contract/model.ts";
import * as tabular from "../../src/index.ts";
import { classesOf, fit, numbersOf, tableOfRows } from "./fit.ts";
import recorded from "./recorded/linear.json" with { type: "json" };
import support from "./recorded/support.json" with { type: "json" };

interface Case {
  readonly model: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly data: keyof typeof recorded.data;
  readonly task: "numbers" | "classes";
  readonly weighted?: boolean;
  readonly standardized?: boolean;
  readonly says: readonly number[];
}

interface Data {
  readonly columns: number;
  readonly x: readonly number[];
  readonly y?: readonly number[];
  readonly classes?: readonly number[];
}

const makers = tabular as unknown as Readonly<Record<string, (options: object) => Model>>;

/** The numbers that record-linear.py drew. */
const uniform = (count: number): number[] => {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
};

const rowsOf = (flat: readonly number[], columns: number): number[][] =>
  Array.from({ length: flat.length / columns }, (_, row) => flat.slice(row * columns, (row + 1) * columns));

const drawn = uniform(2800);

const generated: Partial<Record<Case["data"], number[][]>> = {
  collinear: rowsOf(drawn.slice(0, 400), 5).map(([a, b, c]) => [a!, b!, c!, a! + 2 * b!, 7]),
  wide: rowsOf(drawn.slice(400, 2400), 50),
  scaled: rowsOf(drawn.slice(2400, 2800), 5).map(([a, b, c, d, e]) => [
    a!,
    b! * 1e3 + 1e5,
    c! * 1e-3,
    d! * 10 - 3,
    e! + 1e3,
  ]),
};

const standardized = (rows: readonly (readonly number[])[]): number[][] => {
  const moments = rows[0]!.map((_, c) => {
    const mean = rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / rows.length);
    return { mean, deviation: deviation > 0 ? deviation : 1 };
  });
  return rows.map((row) => row.map((value, c) => (value - moments[c]!.mean) / moments[c]!.deviation));
};

const titled = ([...recorded.cases, ...support] as unknown as readonly Case[]).map(
  (each) =>
    [
      `${each.model} ${JSON.stringify(each.options)} of ${each.data}, ${each.task}${each.weighted ? ", weighted" : ""}`,
      each,
    ] as const,
);

it.each(titled)("%s, as scikit-learn has it", async (_, each) => {
  const { columns, x, y, classes }: Data = recorded.data[each.data];
  const given = generated[each.data] ?? rowsOf(x, columns);
  const rows = each.standardized ? standardized(given) : given;
  const options = Object.fromEntries(
    Object.entries(each.options).map(([name, value]) => [name, value === "Infinity" ? Infinity : value]),
  );
  const { predict } = await fit(makers[each.model]!(options), {
    table: tableOfRows(rows),
    target: each.task === "numbers" ? numbersOf(y!) : classesOf(classes!),
    weights: each.weighted ? Float64Array.from(recorded.weights.slice(0, rows.length)) : undefined,
  });
  const step = Math.max(1, Math.floor(rows.length / 6));
  const said = await predict(tableOfRows(rows.filter((_, row) => row % step === 0)));
  expect(said.length).toBe(each.says.length);
  const size = Math.max(1, ...each.says.map(Math.abs));
  for (const [i, value] of said.entries()) expect(Math.abs(value - each.says[i]!) / size).toBeLessThan(1e-6);
});
