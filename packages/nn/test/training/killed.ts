/** Trains until it is killed, with a checkpoint after each epoch in the file that it is given. */
import { train } from "../../src/training/index.ts";
import { killedRun } from "./killed-run.ts";

const [, , file] = process.argv;
const { model, data, options } = killedRun;
for await (const { number } of train(model, data, { ...options, epochs: 1_000_000, checkpoint: file! })) {
  process.stdout.write(`epoch ${number}\n`);
}
