import { ModelError } from "../../error.ts";

/**
 * Refuses what is no loss before it is trained with: a name, an activation, or a function that makes losses. A plain
 * function of predictions and targets is a loss too, and so are losses by the name of an output.
 */
export const checkLoss = (loss: unknown): void => {
  if (typeof loss === "object" && loss !== null) {
    Object.values(loss).forEach(checkLoss);
    return;
  }
  if (typeof loss !== "function") {
    throw new ModelError("options", `A loss is a function of predictions and targets: got ${JSON.stringify(loss)}.`, {
      remedy: `Import it: import { meanSquaredError } from "@kaviar/nn".`,
    });
  }
  if ("makes" in loss) {
    throw new ModelError("options", `A loss is a function of predictions and targets: ${loss.name} makes one.`, {
      remedy: `Write ${loss.name}().`,
    });
  }
  if ("about" in loss && !("target" in loss)) {
    throw new ModelError(
      "options",
      `A loss is a function of predictions and targets: ${loss.name} is something else.`,
      {
        remedy: "Losses are meanSquaredError, sparseSoftmaxCrossEntropy and their like.",
      },
    );
  }
};
