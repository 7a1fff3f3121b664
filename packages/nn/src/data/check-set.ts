import { isTensor, type Shape, type Structure } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Shapes } from "../layers/contract/layer.ts";
import { checkTargets } from "../losses/contract/check-targets.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses, LossFunction } from "../losses/contract/losses.ts";
import type { DataSet } from "./data-set.ts";
import { isValues, readValues } from "./values-tree.ts";

/** Refuses targets that do not suit the loss and what the model says, before the first step. */
export const checkSet = async ({ y, rows }: DataSet, loss: Losses, outputShape: Shapes, name = "y"): Promise<void> => {
  if (typeof loss === "function") {
    // A function of your own takes what you give it.
    if (!("target" in loss)) return;
    checkSingle(loss as Loss, outputShape);
    return checkOne(loss, y, [rows, ...(outputShape as Shape)], name);
  }
  for (const [output, each] of Object.entries(loss)) {
    const target = (y as Readonly<Record<string, Structure>>)[output];
    const shape = (outputShape as Readonly<Record<string, Shape>>)[output];
    if (target && shape) await checkOne(each, target, [rows, ...shape], `${name}.${output}`);
  }
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
  if (!("target" in loss) || !isTensor(y)) return;
  const values = await readValues(y);
  if (isValues(values)) checkTargets(loss as Loss, values, predictionShape, name);
};
