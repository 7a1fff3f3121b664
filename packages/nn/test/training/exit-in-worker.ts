/** A process that ends while its training runs in a worker: by `process.exit`, or by an error of its own. */
import { dense, meanSquaredError, relu, sequential, trainInWorker } from "@kaviar/nn";

const x = { data: Float32Array.from({ length: 4096 * 64 }, (_, i) => Math.sin(i)), shape: [4096, 64] };
const y = { data: new Float32Array(4096), shape: [4096, 1] };
const model = sequential(dense(1024), relu, dense(1024), relu, dense(1));
for await (const { number } of trainInWorker(
  model,
  { x, y },
  { loss: meanSquaredError, epochs: 100, batchSize: 4096 },
)) {
  if (number > 1) continue;
  // In the middle of a later step, which takes some tens of milliseconds.
  setTimeout(() => {
    if (process.argv[2] === "exit") process.exit(7);
    throw new Error("of my own");
  }, 75);
}
