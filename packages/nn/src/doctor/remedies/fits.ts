import type { Chart } from "../chart/chart.ts";
import type { RemedyName } from "./remedies.ts";

const anyOf =
  (...kinds: readonly string[]) =>
  ({ layers }: Chart): boolean =>
    [...layers.values()].some(({ kind }) => kinds.includes(kind));

/** What a remedy needs to find in a model: nobody is told to take away what is not there. */
const needs: { readonly [Name in RemedyName]?: (chart: Chart) => boolean } = {
  "gated-recurrence": anyOf("simpleRnn"),
  "relu-family": anyOf("sigmoid", "tanh", "hardSigmoid", "hardTanh", "softsign", "step", "hardmax"),
  "leaky-relu": anyOf("relu", "relu6", "squaredRelu"),
  "less-dropout": anyOf("dropout", "spatialDropout", "alphaDropout", "gaussianDropout"),
  "faster-averages": anyOf("batchNorm"),
  "weaker-penalty": ({ hasPenalty }) => hasPenalty,
  "batch-norm": (chart) => !anyOf("batchNorm")(chart),
  "normalize-inputs": ({ inputs }) => inputs !== undefined,
  augment: anyOf("conv2d"),
};

/** Whether a remedy makes sense for what is in a model. */
export const fits = (name: RemedyName, chart: Chart): boolean => needs[name]?.(chart) ?? true;
