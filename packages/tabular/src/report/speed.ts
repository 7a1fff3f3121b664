import type { TrainedPipeline } from "../pipeline/trained-pipeline.ts";
import type { Table } from "../table/table.ts";

/** Seconds that predicting takes: a call, and each row of it. */
export interface Speed {
  readonly call: number;
  readonly row: number;
}

const [few, many] = [50, 1500];
/** Where few rows take longer, it is the rows that take it. */
const slow = 0.3;

/** How fast a model predicts, from a few rows and from many; the same ones again where there are no more. */
export const speedOf = async (model: TrainedPipeline, table: Table): Promise<Speed> => {
  const seconds = async (rows: number): Promise<number> => {
    const looked = table.take(Array.from({ length: rows }, (_, row) => row % table.rows));
    const began = performance.now();
    await model.predict(looked);
    return (performance.now() - began) / 1000;
  };
  // What is compiled or allocated at the first call does not count.
  if ((await seconds(1)) > slow) return { call: 0, row: (await seconds(few)) / few };
  const short = await seconds(few);
  if (short > slow) return { call: 0, row: short / few };
  const row = Math.max(((await seconds(many)) - short) / (many - few), 1e-8);
  return { call: Math.max(0, short - few * row), row };
};

export const secondsFor = ({ call, row }: Speed, rows: number): number => call + row * rows;
