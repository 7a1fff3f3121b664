import type { Label } from "../contract/target.ts";
import type { InputColumn } from "./inputs.ts";
import type { Trained } from "./trained.ts";

const identifier = /^[A-Za-z_$][\w$]*$/;

const key = (name: string): string => (identifier.test(name) && name !== "__proto__" ? name : JSON.stringify(name));

/** A column's values as a type: its categories where it has few, null for a missing one always. */
const typeOf = ({ type, kind, levels }: InputColumn): string => {
  if (kind === "texts") return levels && levels.length > 0 && type === "category" ? union(levels) : "string | null";
  if (type === "boolean") return "boolean | null";
  return type === "date" ? "Date | null" : "number | null";
};

/** A name within one line: what breaks lines would end the comment. */
const line = (name: string): string => name.replace(/\s+/g, " ");

const union = (levels: readonly string[]): string =>
  [...levels.map((level) => JSON.stringify(level)), "null"].join(" | ");

const labelType = (classes: readonly Label[]): string => classes.map((label) => JSON.stringify(label)).join(" | ");

/** TypeScript around the file that `save` writes, `onnx` beside it: the row as an interface, the answer as a type. */
export const typesOf = ({ task, classes, target, inputs, rows, fingerprint }: Trained, onnx: string): string => {
  const answer = task === "classes" ? labelType(classes) : "number";
  const fields = inputs.map((input) => `  readonly ${key(input.name)}: ${typeOf(input)};`).join("\n");
  const probabilities =
    task === "classes"
      ? `
export const classes = ${JSON.stringify(classes)} as const;

/** The probability of each class, in the order of \`classes\`. */
export const probabilities = async (row: Row): Promise<readonly number[]> =>
  Array.from((await (await model()).probabilities([{ ...row }])).values);
`
      : "";
  return `// Written by kaviar: predicts ${target === undefined ? "how unusual a row is" : line(target)}, fitted to ${rows} rows (${fingerprint}).
import { load, type Predictor } from "@kaviar/tabular";

/** A row to predict for; null is a value that is not known. */
export interface Row {
${fields}
}

export type Answer = ${answer};

let opening: Promise<Predictor> | undefined;
const model = (): Promise<Predictor> => (opening ??= load(new URL(${JSON.stringify(`./${onnx}`)}, import.meta.url)));

export const predict = async (row: Row): Promise<Answer> =>
  (await (await model()).predict([{ ...row }]))[0] as Answer;
${probabilities}`;
};
