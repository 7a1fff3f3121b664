import { whole } from "@kaviar/base/check";
import { isTensor, data as readNumbers, type Structure, scan, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { batchOf } from "../data/batch.ts";
import { planEpoch } from "../data/batches.ts";
import type { TrainingData } from "../data/data-set.ts";
import { gatherRows } from "../data/gather-rows.ts";
import { ModelError } from "../error.ts";
import { evaluateBatch } from "../evaluation/objective.ts";
import { predicting } from "../evaluation/predicting.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import type { LinkState } from "../optimizers/contract/link.ts";
import { optionsOf } from "../options.ts";
import { extentOf } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import { takeStep } from "../step/step.ts";
import type { TrainOptions } from "./options.ts";
import { runOptionsOf, trainTable } from "./read-options.ts";
import { openSession } from "./session.ts";

export interface HypergradientOptions extends TrainOptions {
  /** Updates to look through; all of `epochs` unless said. */
  readonly steps?: number;
}

const read = optionsOf<HypergradientOptions>()("hypergradient", { ...trainTable, steps: whole(1).optional() });

/**
 * The derivative of the validation loss after a training run by numbers of its optimizer: exact, by going back through
 * every step of the run. (Maclaurin, Duvenaud & Adams 2015; here by reverse mode through a scan, each step computed again
 * on the way back)
 *
 * ```ts
 * const { rate, loss } = await hypergradient(model, { x, y }, { loss, optimizer: sgd({ rate: 0.1 }), validation: 0.2, epochs: 1 }, ["rate"]);
 * ```
 * After many steps the derivative of a chaotic run is exact and useless: look through tens or hundreds of steps.
 */
export const hypergradient = async <const Name extends string>(
  model: LayerLike,
  data: TrainingData,
  given: HypergradientOptions,
  names: readonly Name[],
): Promise<{ readonly [K in Name]: number } & { readonly loss: number }> => {
  const { steps: asked, ...options } = read(given);
  const session = await openSession(asLayer(model), data, runOptionsOf(options));
  const { recipe, source, validation, start, batch } = session;
  if (!validation) {
    throw new ModelError("options", "A hypergradient is of the validation loss: there are no rows for validation.", {
      remedy: "Give `validation`: 0.2, or { x, y }.",
    });
  }
  const { set } = source.first;
  const perEpoch = source.stepsPerEpoch ?? 1;
  const total = asked ?? options.epochs * perEpoch;
  const extent = extentOf(recipe, options.epochs * perEpoch, perEpoch);
  const train = (run: RunState, rows: Tensor<"int32">): RunState =>
    scan(
      (at: RunState, some: Tensor<"int32">) => [takeStep(recipe, at, gatherRows(batchOf(set), some), extent)[0], []],
      run,
      rows,
      { rematerialize: true },
    )[0];
  const batches = await firstBatches(source, batch, total);
  const validationLoss = (numbers: Readonly<Record<string, Tensor>>): Tensor => {
    const begun: RunState = { ...start.run, optimizer: withNumbers(start.run.optimizer, numbers) };
    const end = batches.reduce(train, begun);
    const params = recipe.optimizer.predicting?.(end.optimizer, end.params) ?? end.params;
    const rows = gatherRows(batchOf(validation.set), tensor(validation.order));
    return evaluateBatch({ layer: recipe.layer, loss: recipe.loss }, params, end.layers, rows, predicting()).loss;
  };
  const at = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await numberIn(start.run.optimizer, name)] as const)),
  );
  const [loss, slopes] = valueAndGrad(validationLoss)(at);
  const found = (await readNumbers({ loss, ...slopes })) as unknown as Readonly<Record<string, Float32Array>>;
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, value[0]!])) as never;
};

/** The batches of the first `total` steps, in the order `train` takes them, those of one size in a row together. */
const firstBatches = async (
  source: Awaited<ReturnType<typeof openSession>>["source"],
  batch: number,
  total: number,
): Promise<Tensor<"int32">[]> => {
  const found: Tensor<"int32">[] = [];
  for (let left = total, epoch = 1; left > 0; epoch++) {
    for await (const { order } of source.passes(epoch)) {
      for (const { from, steps, size } of planEpoch(order.length, batch, Infinity)) {
        const taken = Math.min(left, steps);
        if (taken > 0) found.push(tensor(order.subarray(from, from + taken * size), { shape: [taken, size] }));
        left -= taken;
      }
    }
  }
  return found;
};

type Numbers = Readonly<Record<string, Tensor>>;

/** The numbers of all links in an optimizer's state. */
const numbersIn = (state: Structure): Numbers[] => {
  if (isTensor(state) || typeof state !== "object") return [];
  return Object.entries(state).flatMap(([name, part]) =>
    name === "numbers" ? [part as Numbers] : numbersIn(part as Structure),
  );
};

const numberIn = async (state: LinkState, name: string): Promise<Tensor> => {
  const all = numbersIn(state as Structure);
  const found = all.flatMap((numbers) => numbers[name] ?? []);
  const values = (await readNumbers(found)) as unknown as Float32Array[];
  const other = values.find(([value]) => value !== values[0]![0]);
  if (other) {
    throw new ModelError(
      "options",
      `A hypergradient is by one number: "${name}" is ${values[0]![0]} in one link, ${other[0]} in another.`,
      {
        remedy: "Give links that are to be told apart schedules of your own, with other names for their numbers.",
      },
    );
  }
  if (found.length > 0) return found[0]!;
  throw new ModelError("options", `A hypergradient is by a number of the optimizer: it has no "${name}".`, {
    remedy: `It has ${[...new Set(all.flatMap((numbers) => Object.keys(numbers)))].join(", ")}.`,
  });
};

/** The same state with other numbers, wherever they stand. */
const withNumbers = (state: LinkState, given: Numbers): LinkState => {
  const walk = (part: Structure): Structure => {
    if (isTensor(part) || typeof part !== "object") return part;
    if (Array.isArray(part)) return part.map(walk);
    return Object.fromEntries(
      Object.entries(part as Record<string, Structure>).map(([name, child]) => [
        name,
        name === "numbers"
          ? Object.fromEntries(Object.entries(child as Numbers).map(([own, value]) => [own, given[own] ?? value]))
          : walk(child),
      ]),
    );
  };
  return walk(state as Structure) as LinkState;
};
