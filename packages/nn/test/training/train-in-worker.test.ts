import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { batchNorm, dense, dropout, embedding, flatten, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { mse } from "../../src/metrics/index.ts";
import { type Epoch, train, trainInWorker } from "../../src/training/index.ts";
import { numbersOf, waves } from "./numbers.ts";

const set = { x: waves(50, 4), y: waves(50, 1) };
const model = sequential(dense(8), batchNorm(), relu, dropout(0.2), dense(1));
const options = { loss: meanSquaredError, batchSize: 8, epochs: 3, validation: 0.2, metrics: [mse], seed: 4 };

const drained = async (run: AsyncGenerator<Epoch>): Promise<Epoch[]> => {
  const epochs: Epoch[] = [];
  for await (const epoch of run) epochs.push(epoch);
  return epochs;
};

describe("training in a worker", () => {
  it("has the same events and the same bits, and its models go on here", async () => {
    const [here, there] = [
      await drained(train(model, set, options)),
      await drained(trainInWorker(model, set, options)),
    ];
    const facts = ({ number, loss, metrics, validation, steps, epochs, best }: Epoch) => ({
      number,
      loss,
      metrics,
      validation,
      steps,
      epochs,
      best: best.number,
    });
    expect(there.map(facts)).toEqual(here.map(facts));
    expect(await numbersOf(there[2]!.model)).toEqual(await numbersOf(here[2]!.model));
    const [a, b] = [await here[2]!.model.predict(set.x), await there[2]!.model.predict(set.x)];
    expect(Array.from(await b.data())).toEqual(Array.from(await a.data()));
    expect(await there[2]!.best.model.evaluate(set)).toEqual(await here[2]!.best.model.evaluate(set));
  });

  it("leaves this thread free", async () => {
    // Large enough to take a second; the thread that starts it should be idle for most of that.
    const large = sequential(dense(512), relu, dense(512), relu, dense(1));
    const rows = {
      x: { data: new Float32Array(4096 * 64).map((_, i) => Math.sin(i)), shape: [4096, 64] },
      y: new Float32Array(4096),
    };
    let ticks = 0;
    let began = 0;
    let timer: NodeJS.Timeout | undefined;
    for await (const { number } of trainInWorker(large, rows, {
      loss: meanSquaredError,
      batchSize: 64,
      epochs: 1000,
    })) {
      // The first epoch has traced and compiled.
      if (number === 1) {
        began = performance.now();
        timer = setInterval(() => ticks++, 5);
      }
      if (number > 1 && performance.now() - began > 1000) break;
    }
    const ideal = (performance.now() - began) / 5;
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(ideal / 10);
  });

  it("ends the worker when it is over, by break, by an error or by its last epoch", async () => {
    const workers: Promise<unknown>[] = [];
    const count = (worker: Worker) => workers.push(new Promise((resolve) => worker.once("exit", resolve)));
    process.on("worker", count);
    try {
      for await (const _ of trainInWorker(model, set, options)) break;
      await drained(trainInWorker(model, set, { ...options, epochs: 1 }));
      const aborted = drained(trainInWorker(model, set, { ...options, signal: AbortSignal.abort() }));
      await expect(aborted).rejects.toThrow(/abort/i);
      expect(workers.length).toBeGreaterThanOrEqual(2);
      // Without an end of the workers this waits until the test is over.
      await Promise.all(workers);
    } finally {
      process.off("worker", count);
    }
  });

  it("ends with break, and lets the process end by itself", async () => {
    const script = fileURLToPath(new URL("./in-worker.ts", import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", script], {
      timeout: 25_000,
    });
    expect(stdout).toBe("break at 2\ndrained 2\n");
    // Progress is plain lines where standard error is no terminal.
    const line = (n: number) => `epoch ${n}/2 {3}loss \\S+ {3}\\S+s\\n`;
    expect(stderr).toMatch(new RegExp(`^${line(1)}${line(2)}$`));
  });

  it.each([
    ["exit", 7, ""],
    ["throw", 1, "of my own"],
  ])("lets a process end in the middle of a step as it says: %s", async (how, code, said) => {
    const script = fileURLToPath(new URL("./exit-in-worker.ts", import.meta.url));
    const ended = promisify(execFile)(process.execPath, ["--import", "tsx", script, how], { timeout: 25_000 });
    const error = await ended.then(
      () => undefined,
      (thrown: { code: number; stderr: string }) => thrown,
    );
    expect(error?.code).toBe(code);
    expect(error?.stderr).toContain(said);
  });

  it("hands on what goes wrong there as it would be here", async () => {
    const tokens = sequential(embedding(4, 2), flatten, dense(1));
    const wrong = { x: { data: Int32Array.of(0, 1, 2, 9), shape: [2, 2] }, y: [0, 1] };
    const messages: unknown[] = [];
    for (const run of [train, trainInWorker] as const) {
      await expect(
        drained(run(tokens, wrong, { loss: meanSquaredError, epochs: 1 })).catch((error: unknown) => {
          messages.push(error);
          throw error;
        }),
      ).rejects.toMatchObject({ name: "ModelError" });
    }
    expect((messages[1] as Error).message).toBe((messages[0] as Error).message);
  });
});
