import { data, flatten, isTensor, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import { ModelError } from "../error.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import type { Broken } from "./pass.ts";
import type { RunState } from "./run-state.ts";
import type { Session } from "./session.ts";
import { type Extent, gradientsOf, takeStep } from "./step.ts";

type Place = readonly [what: string, values: Tensor];

/** Goes through the step again and looks where the first value that is no number was made. */
export const explainBreak = async (
  { recipe, chunk, source }: Session,
  { run, set, rows, size, step, loss }: Broken,
  extent: Extent,
  epoch: number,
): Promise<never> => {
  const runTo = (steps: number): RunState =>
    steps > 0 ? chunk(run, set, tensor(rows.subarray(0, steps * size), { shape: [steps, size] }), extent)[0] : run;
  // Weights that are no numbers were made by the update before, where the loss still was one.
  const lost = step > 0 && (await firstOdd(weightsAs("the weights", runTo(step).params))) !== undefined;
  const broken = lost ? step - 1 : step;
  const before = runTo(broken);
  const batch = gatherRows(set, tensor(rows.subarray(broken * size, (broken + 1) * size)));
  const outputs: Place[] = [];
  const { gradients } = gradientsOf(recipe, before, batch, {
    penalty: extent.penalty,
    tap: (path, y) => void outputs.push(...floats(`the output of ${path || "the model"}`, y)),
  });
  const forward = await firstOdd([
    ...weightsAs("the weights", before.params),
    ...floats("the inputs", batch.x),
    ...outputs,
  ]);
  const backward = async () => {
    const gradient = await firstOdd(weightsAs("the gradient", gradients).reverse());
    return gradient ?? (await firstOdd(weightsAs("the update", takeStep(recipe, before, batch, extent)[0].params)));
  };
  const where = forward ?? (lost ? await backward() : undefined);
  const at = (await before.step.item()) as number;
  const what = lost
    ? "The weights must stay finite numbers: they did not"
    : `The loss must stay a finite number: it became ${loss}`;
  throw new ModelError(
    "nan",
    `${what} at step ${at + 1} (epoch ${epoch}), ${where ? `first in ${where}` : "in the loss itself"}.`,
    { remedy: remedyFor(where, source.stepsPerEpoch) },
  );
};

const remedyFor = (where: string | undefined, stepsPerEpoch: number | undefined): string => {
  if (where?.startsWith("the update") && stepsPerEpoch === undefined)
    return "If the rate is a schedule that must know how long the run is, say it: `stepsPerEpoch`. Otherwise the rate is too high.";
  if (where?.startsWith("the inputs")) return "Leave out these rows, or fill in what is missing.";
  if (where === undefined)
    return "Predictions are finite: look at what the loss does with them (a logarithm of 0, a division by 0).";
  return "Most often the learning rate is too high: try a tenth of it, or clip the gradients, chain(clipByGlobalNorm(1), adam({ … })). Look also at the scale of x: normalize() as the first layer.";
};

const firstOdd = async (places: readonly Place[]): Promise<string | undefined> => {
  const finite = (await data(places.map(([, each]) => each.isFinite().all()))) as unknown as Uint8Array[];
  return places[finite.findIndex(([flag]) => !flag)]?.[0];
};

const floats = (what: string, y: unknown): Place[] =>
  flatten(y as Structure).flatMap((each) =>
    isTensor(each) && each.dtype === "float32" ? [[what, each as Tensor]] : [],
  );

const weightsAs = (what: string, parameters: Parameters): Place[] =>
  listParameters(parameters).map(({ path, tensor }) => [`${what} of ${path}`, tensor]);
