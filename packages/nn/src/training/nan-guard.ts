import { data, flatten, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import { gatherRows } from "./chunk.ts";
import type { Broken } from "./pass.ts";
import type { Session } from "./session.ts";
import { type Extent, gradientsOf } from "./step.ts";

/** Goes through the step again and looks where the first value that is no number was made. */
export const explainBreak = async (
  { recipe, chunk }: Session,
  { run, set, rows, size, step, loss }: Broken,
  extent: Extent,
  epoch: number,
): Promise<never> => {
  const before =
    step > 0 ? chunk(run, set, tensor(rows.subarray(0, step * size), { shape: [step, size] }), extent)[0] : run;
  const batch = gatherRows(set, tensor(rows.subarray(step * size, (step + 1) * size)));
  const outputs: [string, Tensor][] = [];
  const { gradients } = gradientsOf(recipe, before, batch, (path, y) => {
    for (const each of flatten(y)) if (each.dtype === "float32") outputs.push([path, each as Tensor]);
  });
  const places: [string, Tensor][] = [
    ...weightsAs("the weights", before.params),
    ...outputs.map(([path, y]): [string, Tensor] => [`the output of ${path || "the model"}`, y]),
    ...weightsAs("the gradient", gradients).reverse(),
  ];
  const finite = await data(places.map(([, each]) => each.isFinite().all()));
  const first = (finite as unknown as Uint8Array[]).findIndex(([flag]) => !flag);
  const at = (await before.step.item()) as number;
  const where = first < 0 ? "in the loss itself" : `first in ${places[first]![0]}`;
  throw new ModelError(
    "nan",
    `The loss must stay a finite number: it became ${loss} at step ${at + 1} (epoch ${epoch}), ${where}.`,
    {
      remedy:
        "Most often the learning rate is too high: try a tenth of it, or clip the gradients, chain(clipByGlobalNorm(1), adam({ … })). Look also at the scale of x: normalize() as the first layer.",
    },
  );
};

const weightsAs = (what: string, parameters: Parameters): [string, Tensor][] =>
  listParameters(parameters).map(({ path, tensor }) => [`${what} of ${path}`, tensor]);
