import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dense, fit, huber, l2, meanAbsoluteError, meanSquaredError, type TrainOptions } from "@kaviar/nn";
import { expect, it } from "vitest";

const x = Array.from({ length: 32 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = Float32Array.from(x, ([a, b]) => 2 * a! - b!);

it.each<[string, Partial<TrainOptions>, Partial<TrainOptions>]>([
  ["another loss", { loss: meanSquaredError }, { loss: meanAbsoluteError }],
  ["the same loss made otherwise", { loss: huber({ delta: 1 }) }, { loss: huber({ delta: 2 }) }],
  ["another function", { loss: (p, t) => p.sub(t).square() }, { loss: (p, t) => p.sub(t).abs() }],
  ["a penalty", { loss: meanSquaredError }, { loss: meanSquaredError, penalty: l2(1e-3) }],
  ["another penalty", { loss: meanSquaredError, penalty: l2(1e-4) }, { loss: meanSquaredError, penalty: l2(1e-3) }],
])("does not go on with %s: two histories are none", async (_, before, after) => {
  const checkpoint = join(mkdtempSync(join(tmpdir(), "kaviar-")), "run.safetensors");
  const run = (options: Partial<TrainOptions>, epochs: number) =>
    fit(dense(1), { x, y }, { ...options, checkpoint, resume: true, epochs } as TrainOptions);
  await run(before, 2);
  await expect(run(after, 4)).rejects.toThrow("A run goes on with the loss and penalty it began with");
  expect((await run(before, 4)).history).toHaveLength(4);
});
