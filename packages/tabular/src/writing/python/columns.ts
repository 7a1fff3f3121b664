import { type Code, call, list } from "@kaviar/base/code";
import type { Step } from "../../contract/step.ts";
import type { EncodeOptions } from "../../steps/encode.ts";
import type { ForColumnsOptions, Which } from "../../steps/for-columns.ts";
import type { UnionOptions } from "../../steps/union.ts";
import type { ColumnSchema } from "../../table/table.ts";
import { literal, make, type Python } from "./python.ts";
import { noTwin } from "./twin.ts";

type Columns = readonly ColumnSchema[];

const areTexts = ({ kind }: ColumnSchema): boolean => kind === "texts";

const transformer = "sklearn.compose";

/** `make_column_transformer((code, columns), …, remainder=…)`, the names of columns as they were. */
export const forSome = (py: Python, parts: readonly (readonly [Code, Code])[], remainder = "passthrough"): Code =>
  make(
    py,
    transformer,
    "make_column_transformer",
    parts.map(([code, columns]) => call("", code, columns)),
    [`remainder="${remainder}"`, "verbose_feature_names_out=False"],
  );

export const names = (columns: Columns): Code => list(columns.map(({ name }) => literal(name)));

/** What works on columns of numbers, and lets texts pass. */
export const onNumbers = (py: Python, code: Code): Code =>
  py.columns.some(areTexts) ? forSome(py, [[code, selector(py, "include")]]) : code;

/** What works on columns of texts, or on all, and lets numbers pass. */
export const onTexts = (py: Python, code: Code, numbersToo = false): Code => {
  if (numbersToo || py.columns.every(areTexts)) return code;
  return forSome(py, [[code, selector(py, "exclude")]]);
};

export const selector = (py: Python, which: "include" | "exclude"): Code =>
  make(py, transformer, "make_column_selector", [`dtype_${which}="number"`]);

/** The columns that are chosen, of those that are known. */
export const chosen = (which: Which, columns: Columns): Columns => {
  if (typeof which === "function") throw noTwin("forColumns", "It chooses by a function of JavaScript.");
  const words = typeof which === "string" ? [which] : which;
  return words.flatMap((word) => {
    const named = columns.filter(({ name }) => name === word);
    const own = named.length > 0 ? named : columns.filter(({ type, kind }) => type === word || kind === word);
    if (own.length > 0) return own;
    throw noTwin("forColumns", `No column of the table is \`${word}\`, or has that name still, where it stands.`);
  });
};

/** The columns that are left when steps were through. */
export const columnsAfter = (steps: readonly Step[], columns: Columns): Columns =>
  steps.reduce((left, step) => columnsAfterOne(step, left), columns);

const columnsAfterOne = ({ name, options }: Step, columns: Columns): Columns => {
  const numbers = columns.filter((column) => !areTexts(column));
  if (name === "impute") return columns.map((column) => ({ ...column, missing: 0 }));
  if (name === "oneHot" || name === "ordinal" || name === "targetEncode") return numbers;
  if (name === "encode") {
    const { keep = [] } = options as EncodeOptions;
    return columns.filter((column) => keep.includes(column.name) || !areTexts(column));
  }
  if (name === "forColumns") {
    const { which, steps } = options as ForColumnsOptions;
    const inside = chosen(which, columns);
    return [...columns.filter(({ name }) => !isAmong(inside, name)), ...columnsAfter(steps, inside)];
  }
  if (name === "union") {
    const branches = (options as UnionOptions).branches.map((steps) => columnsAfter(steps, columns));
    return columns.filter(({ name }) => branches.some((left) => isAmong(left, name)));
  }
  return columns;
};

const isAmong = (columns: Columns, name: string): boolean => columns.some((column) => column.name === name);

/** Refused where numbers may be missing: here they pass, in scikit-learn they do not. */
export const withoutMissing = (owner: string, { columns }: Python): void => {
  const missing = columns.find((column) => !areTexts(column) && column.missing > 0);
  if (missing)
    throw noTwin(owner, `It takes no missing values there, and \`${missing.name}\` has some: impute before it.`);
};
