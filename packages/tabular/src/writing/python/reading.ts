import type { ColumnSchema } from "../../table/table.ts";
import { after, braces, type Code, call, list } from "../code/code.ts";
import { layout } from "../code/layout.ts";
import type { Found } from "../found.ts";
import { literal } from "./python.ts";

const unit = "    ";

const statement = (code: Code): string => layout(code, { unit });

const record = (entries: readonly (readonly [string, string])[]): Code =>
  braces(
    entries.map(([name, value]) => `${literal(name)}: ${value}`),
    "",
  );

const isNumeric = (text: string): boolean => text.trim() !== "" && !Number.isNaN(Number(text));

/** Texts that look like numbers, which pandas would make numbers. */
const looksNumeric = ({ kind, levels = [] }: ColumnSchema): boolean => kind === "texts" && levels.some(isNumeric);

/** Of two classes the one that a metric is about, where it has to be said. */
const positiveOf = ({ positive, target }: Found, schema: readonly ColumnSchema[], isAbout: boolean) => {
  if (positive !== undefined || !isAbout) return positive;
  return [...(schema.find(({ name }) => name === target)?.levels ?? [])].sort().at(-1);
};

/** The table, its features and its target, as pandas reads them. */
export const readingLines = (
  found: Found,
  schema: readonly ColumnSchema[],
  features: readonly ColumnSchema[],
  isAbout: boolean,
): string[] => {
  const { data, target, without, time } = found;
  const texts = schema.filter(looksNumeric).map(({ name }) => [name, "str"] as const);
  const file = `sys.argv[1] if len(sys.argv) > 1 else ${literal(data)}`;
  const kept = new Set(features.map(({ name }) => name));
  const left = schema.map(({ name }) => name).filter((name) => !kept.has(name) && name !== target);
  const booleans = features.filter(({ type }) => type === "boolean").map(({ name }) => [name, "float"] as const);
  const isMissing = schema.some(({ name, missing }) => name === target && missing > 0);
  const positive = positiveOf(found, schema, isAbout);
  const column = `rows[${literal(target)}]`;
  const dropped = list([target, ...new Set([...left, ...without])].map((name) => literal(name)));
  return [
    statement(call("rows = pd.read_csv", file, ...(texts.length > 0 ? [after("dtype=", record(texts))] : []))),
    ...(isMissing ? [statement(call("rows = rows.dropna", `subset=[${literal(target)}]`))] : []),
    ...(time === undefined ? [] : [`rows = rows.sort_values(${literal(time)})`]),
    statement(call("features = rows.drop", after("columns=", dropped))),
    ...(booleans.length > 0 ? [statement(call("features = features.astype", record(booleans)))] : []),
    // Some parts number the rows of a target by its index, which folds have not.
    positive === undefined
      ? `target = ${column}.to_numpy()`
      : `target = (${column} == ${literal(positive)}).astype(int).to_numpy()`,
  ];
};
