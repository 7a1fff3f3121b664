import { withCard } from "@kaviar/base/card";
import { didYouMean } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { listed } from "@kaviar/base/text";
import type { Parts } from "../contract/in-parts.ts";
import { type Step, type StepDefinition, stepOf } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { applySteps, stepsToOnnx } from "../fitting/chain.ts";
import { stepsInParts } from "../fitting/in-parts.ts";
import type { ColumnType } from "../table/column.ts";
import { type Table, tableOf } from "../table/table.ts";
import { checkSteps, fitInside, notesInside, withStates } from "./contract/inner-steps.ts";
import { wiresNamed } from "./contract/replacing.ts";

/**
 * Which columns: by name, by type (`"category"`, `"date"`, …), by what they hold (`"numbers"`, `"texts"`), or by a question.
 * A word is a type only where no column has it as its name.
 */
export type Which =
  | string
  | readonly string[]
  | ((column: { readonly name: string; readonly type: ColumnType }) => boolean);

/** What it was made of, as it is kept. */
export interface ForColumnsOptions {
  readonly which: Which;
  readonly steps: readonly Step[];
}

interface ForColumnsState {
  readonly columns: readonly string[];
  readonly states: readonly unknown[];
}

const definition: StepDefinition<ForColumnsOptions, ForColumnsState> = {
  name: "forColumns",
  fit: async (training, { which, steps }, context) => {
    const columns = chosen(which, training.table);
    const inside = { ...training, table: training.table.select(columns) };
    return { columns, states: (await fitInside("forColumns", steps, inside, context)).states };
  },
  fitTraining: async (training, { which, steps }, context) => {
    const columns = chosen(which, training.table);
    const inside = { ...training, table: training.table.select(columns) };
    const { states, table } = await fitInside("forColumns", steps, inside, context);
    return {
      state: { columns, states },
      training: { ...training, table: behind(training.table.without(columns), table) },
    };
  },
  inParts: ({ columns, states }, { steps }) => {
    const inside = stepsInParts(withStates(steps, states));
    return (
      inside && {
        stays: inside.stays ?? [],
        fit: async (parts, context) => {
          const fitted = await inside.fit(someColumns(columns, parts), context);
          return { columns, states: fitted.map(({ state }) => state) };
        },
      }
    );
  },
  apply: async ({ columns, states }, table, { steps }) =>
    behind(table.without(columns), await applySteps(withStates(steps, states), table.select(columns))),
  notes: ({ states }, { steps }) => notesInside(steps, states),
  onnx: ({ columns, states }, wires, graph, { steps }) => {
    const names = new Set(columns);
    const inside = wiresNamed(columns, wires);
    return [
      ...wires.filter(({ column }) => !names.has(column)),
      ...stepsToOnnx(withStates(steps, states), inside, graph),
    ];
  },
};

/**
 * Steps for some columns. The others pass unchanged.
 *
 * ```ts
 * pipeline(forColumns(["age", "income"], impute(), quantile()), forColumns("category", oneHot()), ridge());
 * forColumns(({ name }) => name.startsWith("sensor"), pca({ k: 3 }));
 * ```
 * The columns that are left alone come first, in their order, and behind them what the steps made. Columns are chosen
 * when the step is fitted, among those that the steps before it made.
 */
export const forColumns = withCard(
  (which: Which, ...steps: readonly Step[]): Step => {
    checkWhich(which);
    return stepOf(definition, { which, steps: checkSteps("forColumns", steps) });
  },
  {
    about: {
      name: "Steps for some columns",
      formula: "[x_others, f(x_chosen)]",
      use: "columns that need other preprocessing than the rest",
      pitfall: "names that steps before it made are other than those of the file: `plan=basic`",
      reference: "scikit-learn's ColumnTransformer",
      seeAlso: ["union", "encode"],
    },
  },
);

const someColumns = (columns: readonly string[], parts: Parts): Parts => ({
  async *[Symbol.asyncIterator]() {
    for await (const part of parts) yield { ...part, table: part.table.select(columns) };
  },
});

const behind = (left: Table, made: Table): Table => tableOf([...left.data, ...made.data], made.rows);

const types = new Set<string>(["number", "integer", "boolean", "category", "date", "text", "id", "constant"]);

const checkWhich = (which: unknown): void => {
  const words = Array.isArray(which) ? which : [which];
  const odd = words.find((word) => typeof word !== "string" && (typeof word !== "function" || Array.isArray(which)));
  if (odd === undefined && which !== undefined) return;
  throw new TableError("options", `forColumns is told which columns first: got ${shown(which)}.`, {
    remedy:
      'Give names or types, forColumns(["age", "income"], scale()), or a question, ({ name, type }) => type === "date".',
  });
};

const chosen = (which: Which, { data, columns }: Table): string[] => {
  if (typeof which === "function")
    return data.filter(({ name, type }) => which({ name, type })).map(({ name }) => name);
  const words = typeof which === "string" ? [which] : which;
  const there = new Set(columns);
  const named = words.flatMap((word) => {
    if (there.has(word)) return [word];
    if (word === "numbers" || word === "texts") return data.filter(({ kind }) => kind === word).map(({ name }) => name);
    if (types.has(word)) return data.filter(({ type }) => type === word).map(({ name }) => name);
    throw new TableError("column", `forColumns chooses among columns that are there: there is no \`${word}\`.`, {
      remedy: didYouMean(word, columns, `There are ${listed(columns)}.`, (near) => `\`${near}\``),
    });
  });
  return [...new Set(named)];
};
