import { data, flatten, isTensor, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import { ModelError } from "../error.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import type { Extent } from "../step/extent.ts";
import type { Probe } from "../step/probe.ts";
import type { RunState } from "../step/run-state.ts";
import { takeStep } from "../step/step.ts";
import type { Broken } from "./pass.ts";
import type { Session } from "./session.ts";

/** Where a run broke, for programs. */
export interface BreakPlace {
  readonly epoch: number;
  readonly loss: number;
  /** From 1, as the message counts; of a loss on rows of validation there is none. */
  readonly step?: number;
  /** The first row of validation whose loss is no number. */
  readonly row?: number;
  /** The first place at which a number was none; nothing where the loss itself made it. */
  readonly first?: { readonly what: Place["what"]; readonly path: string };
}

/** Where a number that is none may have been made. */
interface Place {
  readonly what: "weights" | "inputs" | "output" | "gradient" | "update";
  /** Of a layer or a parameter; "" is the whole model. */
  readonly path: string;
  readonly tensor: Tensor;
}

/** Goes through the step again and looks where the first value that is no number was made. */
export const explainBreak = async (
  { recipe, chunk, source }: Session,
  { run, set, rows, size, step, loss }: Broken,
  extent: Extent,
  epoch: number,
): Promise<ModelError & { readonly at: BreakPlace }> => {
  const runTo = (steps: number): RunState =>
    steps > 0 ? chunk(run, set, tensor(rows.subarray(0, steps * size), { shape: [steps, size] }), extent)[0] : run;
  // Weights that are no numbers were made by the update before, where the loss still was one.
  const lost = step > 0 && (await firstOdd(inParameters("weights", runTo(step).params))) !== undefined;
  const broken = lost ? step - 1 : step;
  const before = runTo(broken);
  const batch = gatherRows(set, tensor(rows.subarray(broken * size, (broken + 1) * size)));
  const [after, { probes }] = takeStep({ ...recipe, probe: outputsAndGradients }, before, batch, extent);
  const forward = await firstOdd([
    ...inParameters("weights", before.params),
    ...floats("inputs", "", batch.x),
    ...Object.entries(probes.outputs as object).flatMap(([path, y]) => floats("output", path, y as Structure)),
  ]);
  const backward = async () => {
    const gradient = await firstOdd(inParameters("gradient", probes.gradients as Parameters).reverse());
    return gradient ?? (await firstOdd(inParameters("update", after.params)));
  };
  const place = forward ?? (lost ? await backward() : undefined);
  const at = (await before.step.item()) as number;
  const what = lost
    ? "The weights must stay finite numbers: they did not"
    : `The loss must stay a finite number: it became ${loss}`;
  const error = new ModelError(
    "nan",
    `${what} at step ${at + 1} (epoch ${epoch}), ${place ? `first in ${nameOf(place)}` : "in the loss itself"}.`,
    { remedy: remedyFor(place, source.stepsPerEpoch, at) },
  );
  const first = place && { what: place.what, path: place.path };
  return Object.assign(error, { at: { step: at + 1, epoch, loss, ...(first ? { first } : {}) } });
};

const outputsAndGradients: Probe = ({ outputs, gradients }) => ({
  outputs: Object.fromEntries(outputs) as Structure,
  gradients,
});

const nameOf = ({ what, path }: Place): string => {
  if (what === "inputs") return "the inputs";
  return `the ${what} of ${path || "the model"}`;
};

const rateFirst =
  "Most often the learning rate is too high: try a tenth of it, or clip the gradients, chain(clipByGlobalNorm(1), adam({ … })).";

const remedyFor = (place: Place | undefined, stepsPerEpoch: number | undefined, at: number): string => {
  if (place?.what === "update" && stepsPerEpoch === undefined)
    return "If the rate is a schedule that must know how long the run is, say it: `stepsPerEpoch`. Otherwise the rate is too high.";
  if (place?.what === "inputs") return "Leave out these rows, or fill in what is missing.";
  const lossItself = "look at what the loss does with them (a logarithm of 0, a division by 0, a square of 1e20)";
  // Before the first update no rate has done anything.
  if (place === undefined)
    return at === 0
      ? `Predictions are finite: ${lossItself}.`
      : `${rateFirst} If predictions are no larger than they should be, ${lossItself}.`;
  return `${rateFirst} Look also at the scale of x: normalize() as the first layer.`;
};

const firstOdd = async (places: readonly Place[]): Promise<Place | undefined> => {
  const finite = (await data(places.map(({ tensor }) => tensor.isFinite().all()))) as unknown as Uint8Array[];
  return places[finite.findIndex(([flag]) => !flag)];
};

const floats = (what: Place["what"], path: string, structure: Structure): Place[] =>
  flatten(structure).flatMap((each) =>
    isTensor(each) && each.dtype === "float32" ? [{ what, path, tensor: each as Tensor }] : [],
  );

const inParameters = (what: Place["what"], parameters: Parameters): Place[] =>
  listParameters(parameters).map(({ path, tensor }) => ({ what, path, tensor }));
