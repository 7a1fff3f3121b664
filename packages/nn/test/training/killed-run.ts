import { relu } from "../../src/activations/index.ts";
import { dense, dropout, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { waves } from "./numbers.ts";

/** A run that one process begins and another one ends. */
export const killedRun = {
  model: sequential(dense(64), relu, dropout(0.2), dense(1)),
  data: { x: waves(64, 8), y: waves(64, 1) },
  options: { loss: meanSquaredError, batchSize: 16 },
} as const;
