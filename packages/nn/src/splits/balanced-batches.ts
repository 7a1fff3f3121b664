import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { seededRandom, shuffle } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

const read = options("balancedBatches", {
  /** Rows in a batch. */
  batchSize: whole(1),
  /** ⌈rows / batchSize⌉ unless said. */
  batches: whole().optional(),
  /** Another one draws other rows. */
  seed: whole().default(0),
});

export type BalancedBatchOptions = OptionsOf<typeof read>;

/**
 * Batches with equally many rows of every class. Each class goes through its rows in random order and begins again when
 * they are used up, so rows of a small class come more often.
 *
 * ```ts
 * for (const rows of balancedBatches(labels, { batchSize: 32, seed: 7 })) …
 * ```
 * Where classes do not divide a batch, they take turns with the extra row.
 */
export const balancedBatches = withCard(
  function* balancedBatches(labels: Labels, given: BalancedBatchOptions): Generator<Int32Array> {
    const { batchSize, seed, batches = Math.ceil(labels.length / batchSize) } = read(given);
    const classes = [...rowsByLabel(labels).values()];
    if (classes.length === 0 || batchSize < classes.length) {
      throw new ModelError(
        "options",
        `\`batchSize\` of balancedBatches must hold each of ${classes.length} classes: got ${batchSize}.`,
      );
    }
    // Of each class the rows in random order, and how far it has been gone through.
    const queues = classes.map((rows, c) => ({ rows, at: rows.length, random: seededRandom(seed, c + 1) }));
    let turn = 0;
    for (let batch = 0; batch < batches; batch++) {
      const rows = new Int32Array(batchSize);
      for (let i = 0; i < batchSize; i++) {
        const queue = queues[turn++ % queues.length]!;
        if (queue.at === queue.rows.length) {
          shuffle(queue.rows, queue.random);
          queue.at = 0;
        }
        rows[i] = queue.rows[queue.at++]!;
      }
      yield rows;
    }
  },
  {
    about: {
      name: "Balanced batches",
      formula: "each batch with equally many rows of every class, each class in random order over and over",
      use: "imbalanced classes with mini-batches: no batch is without the rare class",
      pitfall: "rare rows are seen many times in an epoch, and are learned by heart",
      reference: "He & Garcia 2009",
      seeAlso: ["overSample", "classWeights"],
    },
  },
);
