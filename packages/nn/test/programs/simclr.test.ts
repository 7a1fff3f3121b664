import { normal, type Tensor, uniform } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  accuracy,
  adam,
  createRandom,
  createTrainer,
  dense,
  fit,
  ntXent,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
} from "../../src/index.ts";

const [rows, width, classes] = [512, 24, 4];

/** A wave of one of four lengths: where it begins and how high it is says nothing of its class. */
const waves = () => {
  const random = createRandom(3);
  const y = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const x = Array.from(y, (label) => {
    const [shift, height] = [2 * Math.PI * random(), 0.5 + random()];
    return Array.from(
      { length: width },
      (_, i) => height * Math.sin(0.4 * (label + 1) * i + shift) + 0.3 * (random() - 0.5),
    );
  });
  return { x, y };
};

it("SimCLR learns codes from two views of each row, by which a few labels go far", async () => {
  const { x, y } = waves();
  const trainer = createTrainer({
    networks: {
      encoder: sequential(dense(64), relu, dense(32), relu),
      head: sequential(dense(16)),
    },
    optimizers: { encoder: adam({ rate: 3e-3 }), head: adam({ rate: 3e-3 }) },
    step: ({ encoder, head }, batch: { x: Tensor }, { update, key: next }) => {
      // Another height, and noise: what stays is the class.
      const view = () => {
        const height = uniform(next(), [batch.x.shape[0]!, 1]).add(0.5);
        return batch.x.mul(height).add(normal(next(), batch.x.shape, { std: 0.2 }));
      };
      const [left, right] = [view(), view()];
      const views = ntXent({ temperature: 0.3 });
      const loss = update(["encoder", "head"], () =>
        views({ left: head(encoder(left)), right: head(encoder(right)) }).mean(),
      );
      return { loss };
    },
  });
  const losses: number[] = [];
  let encoder: Awaited<ReturnType<typeof trainer.models>>["encoder"] | undefined;
  for await (const { values, models } of trainer.train({ x }, { epochs: 40, batchSize: 128, seed: 6 })) {
    losses.push(values.loss);
    encoder = models.encoder;
  }
  // log(2N − 1) where nothing is learned.
  expect(losses[0]!).toBeLessThan(Math.log(255));
  expect(losses.at(-1)!).toBeLessThan(losses[0]! - 0.5);
  // A line on codes of 32 labelled rows, looked at on all others.
  const linear = async (codes: number[][]) => {
    const [few, others] = [
      { x: codes.slice(0, 32), y: y.slice(0, 32) },
      { x: codes.slice(32), y: y.slice(32) },
    ];
    const trained = await fit(sequential(dense(classes)), few, {
      loss: sparseSoftmaxCrossEntropy,
      optimizer: adam({ rate: 0.03 }),
      epochs: 200,
      batchSize: "all",
      doctor: "off",
    });
    return (await trained.evaluate(others, { metrics: [accuracy] })).metrics.accuracy!;
  };
  const codes = await (await encoder!.predict(x)).data();
  const learned = await linear(x.map((_, row) => Array.from(codes.subarray(row * 32, (row + 1) * 32))));
  expect(learned).toBeGreaterThan((await linear(x)) + 0.1);
}, 60_000);
