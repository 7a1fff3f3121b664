/** The part of an epoch that is one run of the runtime: `steps` batches of `size` rows, from a place in the order on. */
export interface ChunkPlan {
  readonly from: number;
  readonly steps: number;
  readonly size: number;
}

export type BatchSize = number | "all";

/** The rows in a batch: all of them, or so many. */
export const rowsInBatch = (batchSize: BatchSize, rows: number): number =>
  batchSize === "all" ? rows : Math.min(batchSize, rows);

/**
 * An epoch in chunks of at most `most` steps, as equal as can be since each length is a graph of its own; the last
 * batch, if it has fewer rows, is one by itself.
 */
export const planEpoch = (rows: number, size: number, most: number): ChunkPlan[] => {
  const full = Math.floor(rows / size);
  const count = Math.max(1, Math.ceil(full / Math.max(1, most)));
  const steps = Math.ceil(full / count);
  const chunks: ChunkPlan[] = [];
  for (let done = 0; done < full; done += steps) {
    chunks.push({ from: done * size, steps: Math.min(steps, full - done), size });
  }
  const rest = rows - full * size;
  if (rest > 0) chunks.push({ from: full * size, steps: 1, size: rest });
  return chunks;
};
