import { checkOption } from "../check-option.ts";
import { type Labels, rowsByLabel } from "./classes.ts";
import { createRandom, shuffle } from "./random.ts";

export interface BalancedBatchOptions {
  readonly batchSize: number;
  /** ⌈rows / batchSize⌉ unless said. */
  readonly batches?: number;
  readonly seed?: number;
}

/**
 * Batches with equally many rows of every class. Each class goes through its rows in random order and begins again when
 * they are used up, so rows of a small class come more often.
 *
 * ```ts
 * for (const rows of balancedBatches(labels, { batchSize: 32, seed: 7 })) …
 * ```
 * Where classes do not divide a batch, they take turns with the extra row.
 */
export function* balancedBatches(
  labels: Labels,
  { batchSize, batches = Math.ceil(labels.length / batchSize), seed = 0 }: BalancedBatchOptions,
): Generator<Int32Array> {
  const classes = [...rowsByLabel(labels).values()];
  checkOption(
    "balancedBatches",
    `a whole batch size that holds each of ${classes.length} classes`,
    batchSize,
    Number.isInteger(batchSize) && batchSize >= classes.length && classes.length > 0,
  );
  const decks = classes.map((rows, c) => ({ rows, at: rows.length, random: createRandom(seed, c + 1) }));
  let turn = 0;
  for (let batch = 0; batch < batches; batch++) {
    const rows = new Int32Array(batchSize);
    for (let i = 0; i < batchSize; i++) {
      const deck = decks[turn++ % decks.length]!;
      if (deck.at === deck.rows.length) {
        shuffle(deck.rows, deck.random);
        deck.at = 0;
      }
      rows[i] = deck.rows[deck.at++]!;
    }
    yield rows;
  }
}
