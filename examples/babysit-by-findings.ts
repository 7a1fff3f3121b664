/**
 * One run whose rate is far off, watched by the doctor: a problem is answered while the run goes on, by what the doctor
 * would try. A rate that is too high is cut, one that is too low raised.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import {
  type BrokenRun,
  dense,
  type Epoch,
  holdout,
  momentum,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  train,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { babysit, type WatchedRun } from "@kaviar/tune";
import { digits } from "./data/digits.ts";

const { x, y } = digits();
const images = tensor(x.data, { shape: [y.length, 64] });
const take = (rows: Int32Array) => ({ x: images.gather(tensor(rows)), y: rows.map((row) => y[row]!) });
const { training, validation } = holdout(y.length, 0.3, { stratify: y, seed: 1 });
const [learned, unseen] = [take(training), take(validation)];
const model = sequential(dense(32), relu, dense(10));
const checkpoint = "babysit-by-findings.safetensors";
const epochs = 20;

/** The run goes on from its checkpoint whenever it is put back: so the doctor looks at it with fresh eyes. */
const watched = (rate: number): WatchedRun<Buffer | undefined> => {
  let going: AsyncGenerator<Epoch, void, void> | undefined;
  const begin = (settings: { readonly rate?: number }) =>
    train(model, learned, {
      loss: sparseSoftmaxCrossEntropy,
      // As a function of the step: a plain number belongs to the run, and a checkpoint goes on with no other.
      optimizer: momentum({ rate: ({ step }) => step.mul(0).add(settings.rate!) }),
      validation: unseen,
      checkpoint,
      resume: true,
      epochs,
    });
  rmSync(checkpoint, { force: true });
  return {
    settings: { rate },
    step: async (settings) => {
      going ??= begin(settings);
      try {
        const { value: epoch } = await going.next();
        return { value: epoch!.validation!.loss, findings: epoch!.findings };
      } catch (error) {
        // A run that ends in numbers that are none says why.
        const { findings } = error as Partial<BrokenRun>;
        if (findings) return { value: Number.NaN, findings };
        throw error;
      }
    },
    save: () => (existsSync(checkpoint) ? readFileSync(checkpoint) : undefined),
    restore: async (kept) => {
      await going?.return();
      going = undefined;
      if (kept) writeFileSync(checkpoint, kept);
      else rmSync(checkpoint, { force: true });
    },
  };
};

for (const rate of [30, 1e-6]) {
  console.log(`rate ${rate}`);
  for await (const event of babysit(watched(rate), {
    steps: epochs,
    nudges: { rate: (rate) => rate / 3 },
    cures: { "lower-rate": { rate: (rate) => rate / 10 }, "raise-rate": { rate: (rate) => rate * 10 } },
    tries: 8,
  })) {
    if (event.kind === "nudged")
      console.log(`  epoch ${event.step + 1}: rate ${event.before} → ${event.after}: ${event.rule}: ${event.why}`);
    if (event.kind === "ended")
      console.log(
        `  ${event.why}; loss on unseen digits ${event.best?.value.toFixed(3)}, epoch ${event.best!.step + 1}`,
      );
  }
}
rmSync(checkpoint, { force: true });
