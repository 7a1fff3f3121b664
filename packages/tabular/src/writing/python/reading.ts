import { after, braces, type Code, call, layout, list } from "@kaviar/base/code";
import type { ColumnSchema } from "../../table/table.ts";
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

/** The table, its features and its target, as pandas reads them; and the rows that the search never saw, where it can. */
export const readingLines = (
  found: Found,
  schema: readonly ColumnSchema[],
  features: readonly ColumnSchema[],
  isAbout: boolean,
): string[] => {
  const { data, sample, target, without, time } = found;
  const texts = schema.filter(looksNumeric).map(({ name }) => [name, "str"] as const);
  const read = (rows: string, file: string): string =>
    statement(call(`${rows} = pd.read_csv`, file, ...(texts.length > 0 ? [after("dtype=", record(texts))] : [])));
  const known = (rows: string): string => statement(call(`${rows} = ${rows}.dropna`, `subset=[${literal(target)}]`));
  const kept = new Set(features.map(({ name }) => name));
  const left = schema.map(({ name }) => name).filter((name) => !kept.has(name) && name !== target);
  const booleans = features.filter(({ type }) => type === "boolean").map(({ name }) => [name, "float"] as const);
  const isMissing = schema.some(({ name, missing }) => name === target && missing > 0);
  const positive = positiveOf(found, schema, isAbout);
  // Some parts number the rows of a target by its index, which folds have not.
  const targetOf = (rows: string): string => {
    const column = `${rows}[${literal(target)}]`;
    return positive === undefined
      ? `${column}.to_numpy()`
      : `(${column} == ${literal(positive)}).astype(int).to_numpy()`;
  };
  const floats = (rows: string): readonly string[] =>
    booleans.length > 0 ? [statement(call(`${rows} = ${rows}.astype`, record(booleans)))] : [];
  const dropped = list([target, ...new Set([...left, ...without])].map((name) => literal(name)));
  return [
    ...(sample === undefined ? [] : ["# The search looked at a sample, drawn by random numbers of its own."]),
    read("rows", `sys.argv[1] if len(sys.argv) > 1 else ${literal(data)}`),
    ...(sample === undefined
      ? []
      : [statement(call("rows = rows.sample", `n=min(len(rows), ${sample.sample})`, `random_state=${sample.seed}`))]),
    ...(isMissing ? [known("rows")] : []),
    ...(time === undefined ? [] : [`rows = rows.sort_values(${literal(time)})`]),
    ...heldLines(found, read, known),
    statement(call("features = rows.drop", after("columns=", dropped))),
    ...floats("features"),
    `target = ${targetOf("rows")}`,
    ...(hasHeld(found)
      ? ["held_features = held[features.columns]", ...floats("held_features"), `held_target = ${targetOf("held")}`]
      : []),
  ];
};

/** Whether the script has the rows that the search held back: of a file, or the latest. Others it draws otherwise. */
export const hasHeld = ({ holdout, time }: Found): boolean =>
  typeof holdout === "string" || (holdout !== undefined && time !== undefined);

const heldLines = (
  { holdout, time }: Found,
  read: (rows: string, file: string) => string,
  known: (rows: string) => string,
): readonly string[] => {
  if (typeof holdout === "string")
    return ["# Rows that the search never saw.", read("held", literal(holdout)), known("held")];
  if (holdout === undefined) return [];
  if (time === undefined)
    return [
      "# The search kept some of the rows aside, drawn by random numbers of its own: here all are in the folds, and none",
      "# is left for a score of its own.",
    ];
  const at = `rows[${literal(time)}]`;
  return [
    "# The latest rows, which the search never saw.",
    `first = ${at}.iloc[-int(${literal(holdout)} * len(rows) + 0.5)]`,
    `rows, held = rows[${at} < first], rows[${at} >= first]`,
  ];
};
