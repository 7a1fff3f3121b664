import type { Inputs, TrainedModel } from "@kaviar/nn";

/** Rows that are predicted at once, as whoever has a few of them does. */
export const latencyRows = 32;

const repeats = 3;

/** Milliseconds that a row takes to be predicted, on a thread: the least of some times, since the machine does other things. */
export const latencyOf = async (model: TrainedModel, x: Inputs, rows: number): Promise<number> => {
  const once = async (): Promise<number> => {
    const began = performance.now();
    await (await model.predict(x)).data();
    return (performance.now() - began) / rows;
  };
  // In the first the graph is compiled.
  await once();
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats; i++) least = Math.min(least, await once());
  return least;
};
