import { didYouMean } from "@kaviar/base/check";
import { type DType, isTensor, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Losses } from "../losses/contract/losses.ts";

import { type Inputs, leaves, type Rows, textsOfSeveralRemedy, toTensors } from "./rows.ts";
import { numbersOfTexts } from "./text-targets.ts";

export interface TrainingData {
  readonly x: Inputs;
  /** Left out: the model is to give back its inputs, as an autoencoder does. Texts are classes. */
  readonly y?: Inputs;
  /** How much each row counts, or each step of it, [N, T]: the loss is Σwℓ / Σw. */
  readonly weights?: Rows;
  /** The names of the classes, in the order of their numbers; left out, texts in `y` are numbered by the alphabet. */
  readonly classes?: readonly string[];
}

/** Data as tensors that all have a row for each example. */
export interface DataSet {
  readonly x: Structure;
  readonly y: Structure;
  readonly weights: Tensor | undefined;
  /** The weights with those of the classes in them: what the loss of training counts by. */
  readonly importance?: Tensor;
  readonly rows: number;
  /** The names behind the numbers of `y`, when it was given as texts. */
  readonly classes?: readonly string[];
}

/**
 * `known`: the classes whose numbers texts get; null where nothing says which number a text has. `loss`: what the targets are
 * compared by, which says whether texts are numbers. `missing`: whether steps of sequences may be NaN.
 */
export const createDataSet = (
  data: TrainingData,
  known?: readonly string[] | null,
  loss?: Losses,
  missing = false,
): DataSet => {
  checkNames(data);
  const { x, y = x, weights, classes: named } = data;
  const { tensors: inputs } = toTensors("x", x, undefined, missing);
  const numbers = loss && isTexts(y) ? numbersOfTexts(y, loss, Boolean(named ?? known)) : undefined;
  const texts = isTexts(y) && !numbers;
  const classes = texts ? classesOf(y, named ?? known) : (named ?? known ?? undefined);
  const targets = numbers
    ? numbers
    : texts
      ? classNumbers(y, classes!)
      : y === x
        ? inputs
        : toTensors("y", y, textsOfSeveralRemedy).tensors;
  const parts = [...leaves("x", inputs), ...leaves("y", targets)];
  const rows = parts[0]![1].shape[0]!;
  for (const [name, part] of parts) {
    if (part.shape[0] === rows) continue;
    throw new ModelError("data", `x and y need a row for each example: x has ${rows}, ${name} has ${part.shape[0]}.`, {
      remedy: "Leave out the rows that have no partner.",
    });
  }
  if (rows === 0) throw new ModelError("data", "There is nothing to learn from: x has 0 rows.");
  return { x: inputs, y: targets, weights: weightsOf(weights, rows), rows, ...(classes ? { classes } : {}) };
};

const isTexts = (y: Inputs): y is readonly string[] =>
  Array.isArray(y) && y.length > 0 && y.every((label) => typeof label === "string");

/** Sorted, so that the same labels get the same numbers whatever the order of the rows. */
const classesOf = (y: readonly string[], known: readonly string[] | null | undefined): readonly string[] => {
  if (known === null) {
    throw new ModelError("labels", `Nothing says which number the label ${JSON.stringify(y[0])} has.`, {
      remedy: "Name the classes in the order of their numbers, { x, y, classes }, or give numbers.",
    });
  }
  const strange = known && y.find((label) => !known.includes(label));
  if (strange === undefined) return known ?? [...new Set(y)].sort();
  throw new ModelError("labels", `Labels must be classes the model knows: got ${JSON.stringify(strange)}.`, {
    remedy: `It knows ${known!.join(", ")}.`,
  });
};

const names: { readonly [Name in keyof Required<TrainingData>]: true } = {
  x: true,
  y: true,
  weights: true,
  classes: true,
};

/** Refuses rows and targets apart, in the order of Keras: what comes third would be taken for options. */
export const checkApart = (owner: string, data: unknown): void => {
  const isRows =
    Array.isArray(data) ||
    ArrayBuffer.isView(data) ||
    isTensor(data) ||
    (isObject(data) && "data" in data && "shape" in data);
  if (!isRows) return;
  throw new ModelError("data", `${owner} takes data as one record, { x, y }: got rows alone.`, {
    remedy: `Write ${owner}(model, { x, y }, { loss, … }).`,
  });
};

const isObject = (x: unknown): x is object => typeof x === "object" && x !== null;

/** A misspelt `y` would train an autoencoder. */
const checkNames = (data: TrainingData): void => {
  if (typeof data !== "object" || data === null || !("x" in data)) {
    throw new ModelError("data", `Data are { x, y }: got ${typeof data === "object" ? "no x" : typeof data}.`);
  }
  const odd = Object.keys(data).find((name) => !(name in names));
  if (odd === undefined) return;
  throw new ModelError("data", `Data are { ${Object.keys(names).join(", ")} }: got "${odd}".`, {
    remedy: didYouMean(odd, Object.keys(names), `Leave out "${odd}".`),
  });
};

const classNumbers = (labels: readonly string[], classes: readonly string[]): Tensor<"int32"> => {
  const numbers = new Map(classes.map((name, i) => [name, i]));
  return tensor(Int32Array.from(labels, (label) => numbers.get(label)!));
};

const weightsOf = (weights: Rows | undefined, rows: number): Tensor | undefined => {
  if (!weights) return undefined;
  // A tensor that has not been computed is taken at its word.
  if (isTensor(weights)) return checkRows(weights.cast("float32"), rows);
  const { data: given, shape } = shapedRows(weights);
  if (shape[0] !== rows) throw tooFew(rows, shape[0]!);
  const numbers = Float32Array.from(given);
  const odd = numbers.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  const width = numbers.length / Math.max(1, rows);
  if (odd >= 0) {
    const step = width > 1 ? `, step ${odd % width}` : "";
    const row = Math.floor(odd / width);
    throw new ModelError("data", `weights must be finite and ≥ 0: got ${numbers[odd]} at row ${row}${step}.`);
  }
  if (numbers.every((weight) => weight === 0)) throw new ModelError("data", "weights must not all be 0.");
  return tensor(numbers, { shape });
};

const checkRows = (weights: Tensor, rows: number): Tensor => {
  if (weights.shape[0] === rows) return weights;
  throw tooFew(rows, weights.shape[0] ?? 0);
};

const tooFew = (rows: number, got: number): ModelError =>
  new ModelError("data", `weights needs a number for each of the ${rows} rows: got ${got}.`);

/** A list, rows of one length, or numbers with their shape. */
const shapedRows = (
  weights: Exclude<Rows, Tensor<DType>>,
): { readonly data: ArrayLike<number>; readonly shape: readonly number[] } => {
  if ("shape" in weights && "data" in weights) return weights;
  const list = weights as ArrayLike<number> | ArrayLike<ArrayLike<number>>;
  const [first] = Array.from({ length: Math.min(1, list.length) }, (_, i) => list[i]!);
  if (typeof first !== "object") return { data: list as ArrayLike<number>, shape: [list.length] };
  const parts = Array.from(list as ArrayLike<ArrayLike<number>>, (row) => Array.from(row));
  const odd = parts.findIndex((row) => row.length !== first.length);
  if (odd < 0) return { data: parts.flat(), shape: [parts.length, first.length] };
  throw new ModelError(
    "data",
    `weights needs as many steps in each row: row 0 has ${first.length}, row ${odd} has ${parts[odd]!.length}.`,
  );
};
