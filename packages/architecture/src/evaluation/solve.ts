import { type AnyLayer, fitBag, type TrainedModel } from "@kaviar/nn";
import type { AnyFamily } from "../contract/architecture.ts";
import { ArchitectureError } from "../error.ts";
import type { Fold } from "./preparing.ts";

/** The last layer with the least loss there is; all others as they begin. */
export const solve = async ({ about }: AnyFamily, { layer, learned }: Fold, seed: number): Promise<TrainedModel> => {
  if (typeof layer === "function" || layer.kind !== "embeddingBag")
    throw new ArchitectureError("space", `${about.name} cannot be solved yet.`);
  const { x, targets } = learned;
  const data =
    targets.kind === "classes" ? { x, y: targets.codes, classes: targets.classes } : { x, y: targets.values };
  return (await fitBag(layer as AnyLayer, data, { loss: targets.kind, seed })) as unknown as TrainedModel;
};
