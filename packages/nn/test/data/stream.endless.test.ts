import { dense, fit, meanSquaredError, type TrainOptions, train } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const options: TrainOptions = { loss: meanSquaredError, epochs: 3, batchSize: 4, stepsPerEpoch: 5, shuffle: false };
const rowsFrom = (i: number) => ({
  x: Array.from({ length: 6 }, (_, j) => [i + j]),
  y: Array.from({ length: 6 }, (_, j) => i + j),
});

describe("a stream with stepsPerEpoch", () => {
  it("ends its epochs though the stream never ends, and goes on where it was: 3 epochs of 5 batches are 60 rows", async () => {
    let asked = 0;
    let closed = false;
    async function* endless() {
      try {
        for (let i = 0; ; i += 6) {
          asked = i + 6;
          yield rowsFrom(i / 1000);
        }
      } finally {
        closed = true;
      }
    }
    const { history } = await fit(dense(1), endless, { ...options, window: 8 });
    expect(history.map(({ steps }) => steps)).toEqual([5, 10, 15]);
    // A window of 8 rows is read of parts of 6.
    expect(asked).toBe(66);
    expect(closed).toBe(true);
    expect((await fit(dense(1), endless(), options)).history).toHaveLength(3);
  });

  it("begins anew where the stream ends, within an epoch or with it", async () => {
    const rows = (parts: number) =>
      async function* () {
        for (let i = 0; i < parts; i++) yield rowsFrom(i);
      };
    const steps = async (parts: number) =>
      (await fit(dense(1), rows(parts), { ...options, stepsPerEpoch: 3 })).history.map(({ steps }) => steps);
    // 12 rows are 3 batches of 4; 6 rows are 2; 18 rows are an epoch of 12 and the 6 that are left.
    expect(await steps(2)).toEqual([3, 6, 9]);
    expect(await steps(1)).toEqual([2, 4, 6]);
    expect(await steps(3)).toEqual([3, 5, 8]);
  });

  it("goes on after an interruption with the rows it would have had", async () => {
    const checkpoint = `${process.env.TMPDIR ?? "/tmp"}/kaviar-endless-${process.pid}.safetensors`;
    async function* endless() {
      for (let i = 0; ; i += 6) yield rowsFrom(i / 1000);
    }
    const whole = (await fit(dense(1), endless, options)).history.map(({ loss }) => loss);
    for await (const epoch of train(dense(1), endless, { ...options, checkpoint })) if (epoch.number === 1) break;
    const resumed = await fit(dense(1), endless, { ...options, checkpoint, resume: true });
    expect(resumed.history.map(({ loss }) => loss)).toEqual(whole);
  });

  it("is no option of rows in memory", async () => {
    await expect(fit(dense(1), rowsFrom(0), options)).rejects.toThrow("`stepsPerEpoch` is for streams");
  });
});
