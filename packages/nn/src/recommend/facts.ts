import { type Elements, isTensor, type Shape, type Tensor } from "@kaviar/tensor";
import { createDataSet, type TrainingData } from "../data/data-set.ts";
import { checkInputs } from "../data/rows.ts";
import { readValues } from "../data/values-tree.ts";
import { inputFacts } from "../doctor/chart/inputs.ts";
import { sampled, sampleOf } from "../doctor/chart/sample.ts";
import { ModelError } from "../error.ts";
import type { Values } from "../metrics/contract/metric.ts";
import type { InputKind } from "./recommendation.ts";

/** What is known of the inputs. */
export interface InputsFacts {
  readonly rows: number;
  readonly kind: InputKind;
  /** Of one example. */
  readonly shape: Shape;
  /** Whether colours come last, as in files. */
  readonly channelsLast: boolean;
  /** The share of numbers that are 0. */
  readonly zeros: number;
  readonly least: number;
  readonly most: number;
  /** How far the largest feature goes, |mean| + deviation, and how many times as far as the smallest one. */
  readonly reach: number;
  readonly spread: number;
}

/** What is known of the targets: undefined where the inputs are to be given back. */
export interface TargetFacts {
  /** Numbers a row. */
  readonly width: number;
  /** Row by row. */
  readonly values: ArrayLike<number>;
  /** The names of classes, where targets were texts. */
  readonly names: readonly string[] | undefined;
}

export interface Facts {
  readonly x: InputsFacts;
  readonly y: TargetFacts | undefined;
}

/** Of fewer rows nothing can be said. */
const fewestRows = 10;
const mostSampled = 1_000;

/** Reads data for what has to be known before anything is chosen. */
export const factsOf = async (data: TrainingData): Promise<Facts> => {
  const { x, y, rows, classes } = createDataSet(data);
  if (!isTensor(x) || !isTensor(y)) {
    throw new ModelError("data", "`recommend` looks at one tensor of inputs and one of targets: got several by name.", {
      remedy: "Ask for each input and each output by itself, and join the models by `define`.",
    });
  }
  if (rows < fewestRows) {
    throw new ModelError("data", `\`recommend\` needs at least ${fewestRows} rows to look at: got ${rows}.`, {
      remedy: "Give it all the rows there are to learn from.",
    });
  }
  await checkInputs(x);
  return {
    x: await inputsOf(x as Tensor),
    y: y === x ? undefined : await targetsOf(y as Tensor, classes),
  };
};

const inputsOf = async (x: Tensor): Promise<InputsFacts> => {
  const [rows, ...shape] = x.shape as [number, ...number[]];
  const kind = kindOf(x, shape);
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const { data: some } = await sampleOf(x, sampled(x, order, mostSampled));
  let [zeros, least, most] = [0, Infinity, -Infinity];
  for (let i = 0; i < some.length; i++) {
    if (some[i] === 0) zeros++;
    least = Math.min(least, some[i]!);
    most = Math.max(most, some[i]!);
  }
  if (kind === "tokens") most = Number(await x.max().item());
  const features = (await inputFacts(x, order))?.features.filter(({ deviation }) => deviation > 0) ?? [];
  const reaches = features.map(({ mean, deviation }) => Math.abs(mean) + deviation);
  const reach = reaches.length === 0 ? 1 : Math.max(...reaches);
  return {
    rows,
    kind,
    shape,
    channelsLast: kind === "images" && shape.length === 3 && isColours(shape[2]!) && !isColours(shape[0]!),
    zeros: zeros / some.length,
    least,
    most,
    reach,
    spread: reaches.length === 0 ? 1 : reach / Math.min(...reaches),
  };
};

const isColours = (channels: number): boolean => channels === 1 || channels === 3 || channels === 4;

/** Sides of images; a square of fewer steps is rather a sequence. */
const fewestPixels = 6;

const kindOf = ({ dtype }: Tensor<keyof Elements>, shape: Shape): InputKind => {
  if (dtype === "int32" && shape.length === 1) return "tokens";
  if (shape.length === 1) return "table";
  if (shape.length === 3 || (shape.length === 2 && shape[0] === shape[1] && shape[0]! >= fewestPixels)) return "images";
  if (shape.length === 2) return "sequences";
  throw new ModelError(
    "shape",
    `Rows of inputs are features [F], sequences [T, F] or images [C, H, W]: got ${shape.length === 0 ? "one number a row" : `[${shape.join(", ")}]`}.`,
    { remedy: shape.length === 0 ? "Give x the shape [N, 1]." : "Give each row one of these shapes." },
  );
};

const targetsOf = async (y: Tensor, names: readonly string[] | undefined): Promise<TargetFacts> => {
  const [, ...shape] = y.shape;
  if (shape.length > 1) {
    throw new ModelError(
      "shape",
      `\`recommend\` knows targets of one number or one list a row: got [${shape.join(", ")}].`,
      {
        remedy: "To give the inputs back leave y out; for a target at each step see `lstm` with `sequence: true`.",
      },
    );
  }
  const { data } = (await readValues(y)) as Values;
  return { width: shape[0] ?? 1, values: data, names };
};
