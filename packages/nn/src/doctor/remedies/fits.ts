import type { Chart } from "../chart/chart.ts";
import { isBounded, isFlat, isRectifier } from "../kinds/activations.ts";
import { hasRole } from "../kinds/layers.ts";
import type { RemedyName } from "./remedies.ts";

const any =
  (isMeant: (kind: string) => boolean) =>
  ({ layers }: Chart): boolean =>
    [...layers.values()].some(({ kind }) => isMeant(kind));

const hasBatchNorm = any((kind) => kind === "batchNorm");

/** What a remedy needs to find in a model: nobody is told to take away what is not there. */
const needs: { readonly [Name in RemedyName]?: (chart: Chart) => boolean } = {
  "gated-recurrence": any((kind) => kind === "simpleRnn"),
  "relu-family": any((kind) => isBounded(kind) || isFlat(kind)),
  "leaky-relu": any(isRectifier),
  "less-dropout": any((kind) => hasRole(kind, "dropout")),
  "faster-averages": hasBatchNorm,
  "weaker-penalty": ({ hasPenalty }) => hasPenalty,
  "batch-norm": (chart) => !hasBatchNorm(chart),
  "normalize-inputs": ({ inputs }) => inputs !== undefined,
  augment: any((kind) => kind === "conv2d"),
};

/** Whether a remedy makes sense for what is in a model. */
export const fits = (name: RemedyName, chart: Chart): boolean => needs[name]?.(chart) ?? true;
