import { functionOf } from "../../layers/contract/function-layer.ts";
import { ownerOf } from "../../parameters/parameters.ts";
import type { Checkup } from "../checkup/checkup.ts";
import type { OutputVitals, ParameterVitals } from "../checkup/vitals.ts";
import { hasRole } from "../kinds/layers.ts";
import type { Admission, Chart } from "./chart.ts";

/** A layer that says something between the input and the output, and what it says in a checkup. */
export interface HiddenOutput extends OutputVitals {
  readonly kind: string;
}

/** What leaves the model, and the function at its end, where there is one, are no hidden layers. */
const endOf = (layers: Admission["layers"], outputs: readonly OutputVitals[]): number => {
  const last = outputs.length - 1;
  const layer = layers.get(outputs[last]?.path ?? "");
  return layer && functionOf(layer) ? last - 1 : last;
};

/** The layers inside of a model that are made of no others, in the order of the forward pass, without its end. */
export const hiddenOutputs = ({ layers }: Admission, { outputs }: Checkup): readonly HiddenOutput[] => {
  const leaves = outputs.filter(({ path }) => {
    const layer = layers.get(path);
    return layer !== undefined && path !== "" && Object.keys(layer.children ?? {}).length === 0;
  });
  return leaves
    .slice(0, Math.max(0, endOf(layers, leaves)))
    .map((output) => ({ ...output, kind: layers.get(output.path)!.kind }));
};

/** Hidden layers of these kinds. */
export const hiddenOf = (
  chart: Admission,
  checkup: Checkup,
  isMeant: (kind: string) => boolean,
): readonly HiddenOutput[] => hiddenOutputs(chart, checkup).filter(({ kind }) => isMeant(kind));

/** The weights that mix features, in the order of the forward pass; rows of an embedding learn only where they are asked for. */
export const mixingWeights = ({ layers }: Admission, { parameters }: Checkup): readonly ParameterVitals[] =>
  parameters.filter(({ path, shape, update, gradient }) => {
    const layer = layers.get(ownerOf(path));
    const isFrozen = update === 0 && gradient !== 0;
    return shape.length >= 2 && !(layer && hasRole(layer.kind, "lookup", "position")) && !isFrozen;
  });

/** The middle one of what some say. */
const medianOf = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length === 0 ? Number.NaN : sorted[sorted.length >> 1]!;
};

/** How far a step goes beside the weights it changes: the median over the weights that mix features. */
export const updateRatio = (chart: Chart, checkup: Checkup): number =>
  medianOf(mixingWeights(chart, checkup).flatMap(({ weight, update }) => (weight > 0 ? [update / weight] : [])));

/** The latest checkups in which the model was learning already: what is so before the first step may be by design. */
export const underWay = ({ checkups }: Chart): readonly Checkup[] => checkups.filter(({ step }) => step > 0);
