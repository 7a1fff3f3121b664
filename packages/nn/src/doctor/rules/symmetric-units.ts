import { ownerOf } from "../../parameters/parameters.ts";
import { hiddenOutputs, underWay } from "../chart/anatomy.ts";
import type { Chart } from "../chart/chart.ts";
import { createRule } from "../contract/rule.ts";
import { atLayer } from "./contract/wording.ts";

export const symmetricUnits = createRule({
  about: {
    name: "Symmetric units",
    formula: "w_i = w_j ⇒ y_i = y_j ⇒ ∂ℓ/∂w_i = ∂ℓ/∂w_j",
    use: "all units of a layer began alike, so they get the same gradient and stay alike: the layer is as wide as one unit",
    pitfall:
      "weights that begin at 0 or at any constant; biases may begin at 0, since the weights tell the units apart",
    reference: "Goodfellow et al. 2016, 8.4",
  },
  thresholds: { spread: 1e-9 },
  remedies: ["random-initializer"],
  look: (chart, { spread }) => {
    const [first] = chart.checkups;
    const last = underWay(chart).at(-1);
    // Inputs that say nothing make units alike as well; here it is the weights that began alike.
    const began = (path: string): boolean =>
      first?.parameters.some(
        (weight) => weight.shape.length >= 2 && weight.deviation <= 1e-6 * weight.weight && isOf(weight.path, path),
      ) ?? false;
    const isOf = (weight: string, path: string): boolean => {
      const owner = ownerOf(weight);
      return owner === path || ownerBefore(chart, path) === owner;
    };
    const alike =
      last &&
      hiddenOutputs(chart, last).find(
        (output) => output.units > 1 && output.spread < spread && output.silent < 1 && began(output.path),
      );
    const mute =
      last &&
      !alike &&
      hiddenOutputs(chart, last).find(({ units, silent, path }) => units > 1 && silent === 1 && began(path));
    if (alike)
      return {
        layer: alike.path,
        evidence: `All ${alike.units} units of ${atLayer(alike.path)} say the same of each row.`,
        isCertain: true,
      };
    // Weights of 0 in all layers: nothing is said, and no gradient comes back.
    return mute
      ? {
          layer: mute.path,
          evidence: `All ${mute.units} units of ${atLayer(mute.path)} have said 0 of every row since the run began.`,
          isCertain: true,
        }
      : undefined;
  },
});

/** The layer with weights that stands last before another one. */
const ownerBefore = ({ checkups: [first] }: Chart, path: string): string | undefined => {
  const owners = new Set(first?.parameters.map((weight) => ownerOf(weight.path)));
  let before: string | undefined;
  for (const output of first?.outputs ?? []) {
    if (output.path === path) return before;
    if (owners.has(output.path)) before = output.path;
  }
  return undefined;
};
