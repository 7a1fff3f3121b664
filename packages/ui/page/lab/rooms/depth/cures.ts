import type { RemedyName } from "@kaviar/nn";
import type { DepthChoices, Side } from "./choices.ts";

/** What a remedy of the doctor changes in one of the nets; of some there is nothing to change here. */
export const cureOf = (
  remedy: RemedyName,
  side: Side,
  { [side]: setting, rate }: DepthChoices,
): Partial<DepthChoices> | undefined => {
  switch (remedy) {
    case "relu-family":
      return setting.activation === "relu" ? undefined : { [side]: { ...setting, activation: "relu" } };
    case "leaky-relu":
      return { [side]: { ...setting, activation: "leakyRelu" } };
    case "fitting-initializer":
    case "random-initializer":
      return setting.initializer === "fitting" ? undefined : { [side]: { ...setting, initializer: "fitting" } };
    case "batch-norm":
      return setting.batchNorm ? undefined : { [side]: { ...setting, batchNorm: true } };
    case "residual":
      return setting.residual ? undefined : { [side]: { ...setting, residual: true } };
    case "lower-rate":
      return { rate: Number(Math.max(1e-4, rate / 10).toPrecision(3)) };
    case "raise-rate":
      return { rate: Number(Math.min(10, rate * 10).toPrecision(3)) };
    default:
      return undefined;
  }
};
