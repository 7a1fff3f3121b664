/** Trains in a worker twice, once with a break, and comes to its end: nothing may keep the process alive. */
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { trainInWorker } from "../../src/training/index.ts";

const data = { x: [[1], [2], [3]], y: [1, 2, 3] };
const options = { loss: meanSquaredError };
for await (const { number } of trainInWorker(sequential(dense(1)), data, { ...options, epochs: 100 })) {
  if (number < 2) continue;
  console.log(`break at ${number}`);
  break;
}
let last = 0;
for await (const { number } of trainInWorker(sequential(dense(1)), data, { ...options, epochs: 2, progress: true }))
  last = number;
console.log(`drained ${last}`);
