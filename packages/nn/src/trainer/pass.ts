import { data, tensor } from "@kaviar/tensor";
import { planEpoch } from "../data/batches.ts";
import type { Source } from "../data/source.ts";
import { ModelError } from "../error.ts";
import type { Extent } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import type { Chunk } from "./chunk.ts";

type Numbers = Readonly<Record<string, number>>;

export interface Passed {
  readonly run: RunState;
  /** What the steps said, in the mean over their rows. */
  readonly values: Numbers;
  /** The losses of each network's updates, in the mean over the rows. */
  readonly losses: Numbers;
  readonly steps: number;
}

export interface PassHooks {
  /** Before each chunk: to stop, and to let others have their turn. */
  readonly between: () => Promise<void>;
  /** After each chunk: steps done in this epoch, and what the last one said. */
  readonly done: (steps: number, said: Numbers) => void;
}

type Stacked = Readonly<Record<string, Float32Array>>;

/** One epoch: all passes of its source, chunk by chunk. */
export const passEpoch = async (
  chunk: Chunk,
  { source, batch, most }: { readonly source: Source; readonly batch: number; readonly most: number },
  begin: RunState,
  epoch: number,
  extent: Extent,
  hooks: PassHooks,
): Promise<Passed> => {
  let [run, rows, done] = [begin, 0, 0];
  const [values, losses]: Record<string, number>[] = [{}, {}];
  for await (const { set, order } of source.passes(epoch)) {
    for (const { from, steps, size } of planEpoch(order.length, batch, most)) {
      await hooks.between();
      const places = tensor(order.subarray(from, from + steps * size), { shape: [steps, size] });
      const [next, result] = chunk(run, set.x, places, extent);
      const found = (await data(result as never)) as unknown as {
        readonly said: Stacked;
        readonly losses: Stacked;
        readonly finite: Readonly<Record<string, Uint8Array>>;
      };
      checkFinite(found, epoch, done);
      addTo(values!, found.said, size);
      addTo(losses!, found.losses, size);
      [run, rows, done] = [next, rows + steps * size, done + steps];
      hooks.done(done, Object.fromEntries(Object.entries(found.said).map(([name, all]) => [name, all.at(-1)!])));
    }
  }
  return { run, values: means(values!, rows), losses: means(losses!, rows), steps: done };
};

const addTo = (sums: Record<string, number>, stacked: Stacked, size: number): void => {
  for (const [name, all] of Object.entries(stacked))
    sums[name] = (sums[name] ?? 0) + size * all.reduce((sum, value) => sum + value, 0);
};

const means = (sums: Numbers, rows: number): Numbers =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / rows]));

/** Numbers that are none come from one loss or one update: which, and when. */
const checkFinite = (
  {
    said,
    losses,
    finite,
  }: { readonly said: Stacked; readonly losses: Stacked; readonly finite: Readonly<Record<string, Uint8Array>> },
  epoch: number,
  done: number,
): void => {
  const first = (stacked: Stacked) =>
    Object.entries(stacked)
      .map(([name, all]) => ({ name, at: all.findIndex((value) => !Number.isFinite(value)) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)[0];
  const [loss, value] = [first(losses), first(said)];
  const broken = Object.entries(finite).find(([, [flag]]) => !flag)?.[0];
  const remedy =
    "Most often a rate is too high: try a tenth of it, or clip the gradients, chain(clipByGlobalNorm(1), adam({ … })).";
  const fail = (what: string, at: number): ModelError =>
    new ModelError("nan", `${what} at step ${done + at + 1} of epoch ${epoch}.`, { remedy });
  if (loss && (!value || loss.at <= value.at))
    throw fail(`A loss must stay a finite number: that of ${loss.name} became ${losses[loss.name]![loss.at]}`, loss.at);
  if (value)
    throw fail(`What a step says must be finite: ${value.name} became ${said[value.name]![value.at]}`, value.at);
  if (broken)
    throw new ModelError(
      "nan",
      `The weights must stay finite numbers: those of ${broken} did not, in epoch ${epoch}.`,
      {
        remedy,
      },
    );
};
