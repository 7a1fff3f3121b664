import { isTensor, type Shape, type Structure } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Shapes } from "../layers/contract/layer.ts";
import { checkTargets } from "../losses/contract/check-targets.ts";
import type { JointLoss, Loss } from "../losses/contract/loss.ts";
import type { Losses, LossFunction } from "../losses/contract/losses.ts";
import type { DataSet } from "./data-set.ts";
import { isValues, readValues } from "./values-tree.ts";

/** Refuses targets that do not suit the loss and what the model says, before the first step. */
export const checkSet = async ({ y, rows }: DataSet, loss: Losses, outputShape: Shapes, name = "y"): Promise<void> => {
  if (typeof loss === "function") {
    // A function of your own takes what you give it.
    if (!("target" in loss)) return;
    if ("outputs" in loss) return checkJoint(loss as JointLoss, y, rows, outputShape, name);
    checkSingle(loss as Loss, outputShape);
    return checkOne(loss, y, [rows, ...(outputShape as Shape)], name);
  }
  for (const [output, each] of Object.entries(loss)) {
    const target = (y as Readonly<Record<string, Structure>>)[output];
    const shape = (outputShape as Readonly<Record<string, Shape>>)[output];
    if (target && shape) await checkOne(each, target, [rows, ...shape], `${name}.${output}`);
  }
};

/** A loss of several outputs together: they are there, and what is said of the first holds for all. */
const checkJoint = async (
  loss: JointLoss,
  y: Structure,
  rows: number,
  outputShape: Shapes,
  name: string,
): Promise<void> => {
  const outputs = Array.isArray(outputShape) ? {} : (outputShape as Readonly<Record<string, Shape>>);
  const missing = loss.outputs.find((output) => !outputs[output]);
  if (missing === undefined) return checkOne(loss, y, [rows, ...outputs[loss.outputs[0]!]!], name);
  const has = Object.keys(outputs);
  throw new ModelError(
    "options",
    `${loss.name} needs a model with the outputs ${loss.outputs.join(", ")}: it has ${has.length > 0 ? has.join(", ") : "one without a name"}.`,
    {
      remedy: `Return { ${loss.outputs.join(", ")} } from define, or end in parallel({ ${loss.outputs.join(", ")} }).`,
    },
  );
};

const checkSingle = (loss: Loss, outputShape: Shapes): void => {
  if (Array.isArray(outputShape)) return;
  const names = Object.keys(outputShape);
  throw new ModelError(
    "options",
    `A model with several outputs needs a loss for each: got ${loss.about.name} for ${names.join(", ")}.`,
    { remedy: `Write loss: { ${names.map((name) => `${name}: …`).join(", ")} }.` },
  );
};

const checkOne = async (loss: LossFunction, y: Structure, predictionShape: Shape, name: string): Promise<void> => {
  if (!("target" in loss)) return;
  const { labels, labelLengths } = y as { readonly [part: string]: Structure };
  if (loss.target === "sequences" && labels !== undefined && labelLengths === undefined)
    return checkOne(loss, labels, predictionShape, `${name}.labels`);
  if (!isTensor(y)) return;
  const values = await readValues(y);
  if (isValues(values)) checkTargets(loss as Loss, values, predictionShape, name);
};
