import { listOf, type OptionsOf, oneOf, text, whole } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import type { Parts } from "../contract/in-parts.ts";
import { createStep, type Step } from "../contract/step.ts";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { applySteps, fitSteps, stepsToOnnx } from "../fitting/chain.ts";
import { stepsInParts } from "../fitting/in-parts.ts";
import { options } from "../options.ts";
import type { ColumnData } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { notesInside, withStates } from "./contract/inner-steps.ts";
import { levelCounts } from "./contract/texts.ts";
import { dateParts } from "./date-parts.ts";
import { forColumns } from "./for-columns.ts";
import { hashing } from "./hashing.ts";
import { oneHot } from "./one-hot.ts";
import { ordinal } from "./ordinal.ts";
import { targetEncode } from "./target-encode.ts";
import { textFeatures } from "./text-features.ts";

const read = options("encode", {
  /** Up to so many levels are few. */
  maxLevels: whole(1).default(20),
  /** What becomes of texts with few levels. */
  few: oneOf("oneHot", "ordinal", "targetEncode").default("oneHot"),
  /** What becomes of texts with more. */
  many: oneOf("targetEncode", "ordinal", "hashing").default("targetEncode"),
  /** How many words of each free text are counted at most. */
  maxWords: whole(1).default(100),
  /** Columns that stay as they are, by name: texts for models that know categories, an id that says something. */
  keep: listOf(text).default([]),
});

export type EncodeOptions = OptionsOf<typeof read>;

type Way = "oneHot" | "targetEncode" | "ordinal" | "hashing" | "dateParts" | "textFeatures";

/** Which step is for which columns. */
interface Part {
  readonly way: Way;
  readonly columns: readonly string[];
}

interface LeftOut {
  readonly column: string;
  readonly type: "id" | "constant";
  readonly why: string;
}

interface EncodeState {
  readonly leftOut: readonly LeftOut[];
  readonly parts: readonly Part[];
  readonly states: readonly unknown[];
}

/**
 * Every column as numbers, each in the way that is usual for its type.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), ridge());
 * encode({ maxLevels: 8, many: "hashing", keep: ["plan"] });
 * ```
 * | column | becomes |
 * |---|---|
 * | number, integer, boolean | stays, a boolean as 0 or 1 |
 * | category with at most `maxLevels` levels | `oneHot`; one column where there are two levels |
 * | category with more | `targetEncode`, cross-fitted; without a target the most frequent ones one-hot |
 * | date | `dateParts` |
 * | text | `textFeatures` |
 * | id, constant | left out |
 *
 * What stays comes first, in its order; behind it what was made, by the rows of this table. Missing numbers stay missing.
 */
export const encode = createStep(
  read,
  {
    name: "Encoding by type",
    formula: "few levels: one-hot; many: target mean; dates: parts; free texts: tf-idf",
    use: "before every model of numbers, when nothing is known that speaks for something else",
    pitfall: "it goes by the types of the columns: a code that is a number is taken for a number",
    reference: "scikit-learn's ColumnTransformer with its usual parts",
    seeAlso: ["oneHot", "targetEncode", "dateParts", "textFeatures", "forColumns"],
  },
  {
    fit: async (training, given, context): Promise<EncodeState> => {
      const { leftOut, parts } = decide(training, given);
      const inside = { ...training, table: training.table.without(namesOf(leftOut)) };
      const { fitted } = await fitSteps(stepsOf(parts, given), inside, context);
      return { leftOut, parts, states: fitted.map(({ state }) => state) };
    },
    fitTraining: async (training, given, context) => {
      const { leftOut, parts } = decide(training, given);
      const inside = { ...training, table: training.table.without(namesOf(leftOut)) };
      const { fitted, training: made } = await fitSteps(stepsOf(parts, given), inside, context);
      return { state: { leftOut, parts, states: fitted.map(({ state }) => state) }, training: made };
    },
    // Which way each column goes was decided by some rows, and stays so.
    inParts: ({ leftOut, parts: decided, states }, given) => {
      const inside = stepsInParts(withStates(stepsOf(decided, given), states));
      return (
        inside && {
          stays: inside.stays ?? [],
          fit: async (parts, context) => {
            const fitted = await inside.fit(without(namesOf(leftOut), parts), context);
            return { leftOut, parts: decided, states: fitted.map(({ state }) => state) };
          },
        }
      );
    },
    apply: ({ leftOut, parts, states }, table, given) =>
      applySteps(withStates(stepsOf(parts, given), states), table.without(namesOf(leftOut))),
    onnx: ({ leftOut, parts, states }, wires, graph, given) => {
      const isOut = new Set(namesOf(leftOut));
      const left = wires.filter(({ column }) => !isOut.has(column));
      return stepsToOnnx(withStates(stepsOf(parts, given), states), left, graph);
    },
    notes: ({ leftOut, parts, states }, given) => [
      ...leftOut.map(
        ({ column, type, why }) =>
          `encode left out \`${column}\`, taken for ${type === "id" ? "an id" : "a constant"}: ${why}.`,
      ),
      ...notesInside(stepsOf(parts, given), states),
    ],
  },
);

const without = (names: readonly string[], parts: Parts): Parts => ({
  async *[Symbol.asyncIterator]() {
    for await (const part of parts) yield { ...part, table: part.table.without(names) };
  },
});

const namesOf = (leftOut: readonly LeftOut[]): readonly string[] => leftOut.map(({ column }) => column);

const ways: readonly Way[] = ["oneHot", "ordinal", "hashing", "targetEncode", "dateParts", "textFeatures"];

const decide = ({ table, target }: Training, options: ReturnType<typeof read>) => {
  const kept = new Set(options.keep);
  checkKept(kept, table);
  const open = table.data.filter(({ name }) => !kept.has(name));
  const isOut = ({ type }: ColumnData): boolean => type === "id" || type === "constant";
  const taken = open.filter((column) => !isOut(column));
  const found = taken.map((column) => ({
    name: column.name,
    way: wayOf(column, options, target.task !== "anomalies"),
  }));
  const columnsOf = (way: Way): string[] => found.filter((each) => each.way === way).map(({ name }) => name);
  const parts = ways.map((way): Part => ({ way, columns: columnsOf(way) }));
  return {
    leftOut: open
      .filter(isOut)
      .map(({ name, type, why }): LeftOut => ({ column: name, type: type as LeftOut["type"], why: why ?? "so told" })),
    parts: parts.filter(({ columns }) => columns.length > 0),
  };
};

const checkKept = (kept: ReadonlySet<string>, table: Table): void => {
  for (const name of kept) {
    if (table.has(name)) continue;
    throw new TableError("column", `\`keep\` of encode names columns that are there: there is no \`${name}\`.`, {
      remedy: `There are ${listed(table.columns)}.`,
    });
  }
};

const wayOf = (
  column: ColumnData,
  { maxLevels, few, many }: ReturnType<typeof read>,
  hasTarget: boolean,
): Way | undefined => {
  if (column.kind === "numbers") return column.type === "date" ? "dateParts" : undefined;
  if (column.type === "text") return "textFeatures";
  const way = levelCounts(column).length <= maxLevels ? few : many;
  return way === "targetEncode" && !hasTarget ? "oneHot" : way;
};

const stepsOf = (parts: readonly Part[], { maxLevels, maxWords }: ReturnType<typeof read>): readonly Step[] =>
  parts.map(({ way, columns }) => forColumns(columns, stepFor(way, maxLevels, maxWords)));

const stepFor = (way: Way, maxLevels: number, maxWords: number): Step => {
  switch (way) {
    case "oneHot":
      return oneHot({ drop: "ifBinary", maxCategories: maxLevels + 1 });
    case "ordinal":
      return ordinal();
    case "hashing":
      return hashing();
    case "targetEncode":
      return targetEncode();
    case "dateParts":
      return dateParts();
    case "textFeatures":
      return textFeatures({ maxWords });
  }
};
