import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { relu, tanh } from "../../src/activations/index.ts";
import type { TrainingData } from "../../src/data/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { adam, sgd } from "../../src/optimizers/index.ts";
import { fit, type TrainOptions } from "../../src/training/index.ts";
import { decodeSafetensors, encodeSafetensors } from "../../src/training/safetensors.ts";
import { waves } from "./numbers.ts";

let folder = "";
let file = "";
const model = sequential(dense(4), relu, dense(1));
const set = { x: waves(20, 3), y: waves(20, 1) };
const options: TrainOptions = {
  loss: meanSquaredError,
  optimizer: adam({ rate: 0.01 }),
  batchSize: 8,
  epochs: 2,
  validation: 0.2,
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-checkpoint-"));
  file = join(folder, "run.safetensors");
  await fit(model, set, { ...options, checkpoint: file });
});
afterAll(() => rm(folder, { recursive: true }));

describe("a checkpoint", () => {
  const refused: [string, Parameters<typeof fit>[0], TrainingData, Partial<TrainOptions>, RegExp][] = [
    [
      "another seed",
      model,
      set,
      { seed: 1 },
      /the seed it began with: .* has 0, this run 1\.\nGive what it began with/,
    ],
    ["another batch size", model, set, { batchSize: 4 }, /the batch size it began with: .* has 8, this run 4/],
    [
      "other inputs",
      model,
      { ...set, x: waves(20, 3).reverse() },
      {},
      /the data it began with: .* has 20 rows, [0-9a-f]{8}, this run 20 rows/,
    ],
    ["other targets", model, { ...set, y: waves(20, 1).reverse() }, {}, /the data it began with/],
    ["other weights", model, { ...set, weights: new Float32Array(20).fill(2) }, {}, /the data it began with/],
    [
      "fewer rows to train on",
      model,
      set,
      { validation: 0.5 },
      /the training rows it began with: .* has 16, this run 10/,
    ],
    ["a wider model", sequential(dense(5), relu, dense(1)), set, {}, /the model it began with/],
    ["another activation", sequential(dense(4), tanh, dense(1)), set, {}, /the model it began with/],
    ["another optimizer", model, set, { optimizer: sgd({ rate: 0.01 }) }, /the optimizer it began with/],
    [
      "another rate",
      model,
      set,
      { optimizer: adam({ rate: 0.02 }) },
      /the optimizer it began with: .* has .*0\.0099.*, this run .*0\.0199/,
    ],
  ];
  it.each(refused)("is refused by %s", async (_, other, data, extra, message) => {
    await expect(fit(other, data, { ...options, ...extra, checkpoint: file, resume: true })).rejects.toThrow(message);
  });

  it("is refused by a model of own functions with other parameters, by their places", async () => {
    const own = join(folder, "own.safetensors");
    const twice = (x: { mul(n: number): never }) => x.mul(2);
    await fit(sequential(dense(4), twice as never, dense(1)), set, { ...options, checkpoint: own });
    const wider = fit(sequential(dense(5), twice as never, dense(1)), set, {
      ...options,
      checkpoint: own,
      resume: true,
    });
    await expect(wider).rejects.toThrow(
      /for run\/params\/dense\/weight .* has float32 \[3, 4\], this run float32 \[3, 5\]/,
    );
    const deeper = fit(sequential(dense(4), twice as never), set, {
      ...options,
      loss: () => ({}) as never,
      checkpoint: own,
      resume: true,
    });
    await expect(deeper).rejects.toThrow();
  });

  it("is begun anew without `resume`, and where there is no file", async () => {
    const before = await readFile(file);
    const again = await fit(model, set, { ...options, checkpoint: file });
    expect(again.history.length).toBe(2);
    const other = join(folder, "not-there.safetensors");
    const { history } = await fit(model, set, { ...options, checkpoint: other, resume: true });
    expect(history.map(({ loss }) => loss)).toEqual(again.history.map(({ loss }) => loss));
    expect((await readFile(other)).length).toBeGreaterThan(before.length / 2);
  });

  it("is an ordinary safetensors file", async () => {
    const bytes = await readFile(file);
    const length = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as Record<
      string,
      { dtype: string; shape: number[]; data_offsets: number[] }
    >;
    expect(header["run/params/dense/weight"]).toMatchObject({ dtype: "F32", shape: [3, 4] });
    expect(length % 8).toBe(0);
    const ends = Object.entries(header).flatMap(([name, { data_offsets }]) =>
      name === "__metadata__" ? [] : [data_offsets[1]!],
    );
    expect(8 + length + Math.max(...ends)).toBe(bytes.length);
  });
});

describe("a damaged file", () => {
  const damages: [string, (whole: Uint8Array) => Uint8Array | Promise<Uint8Array>, RegExp][] = [
    ["empty", () => new Uint8Array(0), /it has 0 bytes/],
    ["cut off in the header", (whole) => whole.subarray(0, 100), /it has 100 bytes, its header alone needs/],
    ["cut off in the numbers", (whole) => whole.subarray(0, whole.length - 10), /is cut off/],
    ["garbage", () => Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256), /its header alone needs/],
    [
      "a short text",
      () => new TextEncoder().encode("\u0010\0\0\0\0\0\0\0not a header at all"),
      /its header is no JSON/,
    ],
    [
      "a header that is no record",
      () => new TextEncoder().encode("\u0002\0\0\0\0\0\0\x0012"),
      /its header is no record/,
    ],
    ["tensors of someone else", () => encodeSafetensors(new Map(), {}), /holds tensors only/],
    ["a metadata entry of someone else", () => encodeSafetensors(new Map(), { kaviar: "7" }), /holds tensors only/],
  ];
  it.each(damages)("that is %s says so", async (_, damage, message) => {
    const damaged = join(folder, "damaged.safetensors");
    await writeFile(damaged, await damage(await readFile(file)));
    const run = fit(model, set, { ...options, checkpoint: damaged, resume: true });
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toMatchObject({ name: "ModelError", code: "file" });
  });

  it("cannot be taken for a whole one at any length", async () => {
    const whole = await readFile(file);
    for (let length = 0; length < whole.length; length += 97)
      expect(() => decodeSafetensors(whole.subarray(0, length))).toThrow(/safetensors/);
  });
});

describe("a process that is killed while it trains", () => {
  it("leaves a whole checkpoint, from which the run goes on to the same end", async () => {
    const killed = join(folder, "killed.safetensors");
    const script = fileURLToPath(new URL("./killed.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, killed], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<string | null>((resolve) => child.on("exit", (_, signal) => resolve(signal)));
    await new Promise<void>((resolve) =>
      child.stdout.on("data", (text: Buffer) => text.includes("epoch 12") && resolve()),
    );
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    const { metadata } = decodeSafetensors(await readFile(killed));
    const { history } = JSON.parse(metadata.kaviar!) as { history: unknown[] };
    expect(history.length).toBeGreaterThanOrEqual(12);
    const { killedRun } = await import("./killed-run.ts");
    const end = history.length + 2;
    const resumed = await fit(killedRun.model, killedRun.data, {
      ...killedRun.options,
      epochs: end,
      checkpoint: killed,
      resume: true,
    });
    const whole = await fit(killedRun.model, killedRun.data, { ...killedRun.options, epochs: end });
    expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
    // What it was writing may lie beside; it has another name.
    const parts = (await readdir(folder)).filter((name) => name.startsWith("killed") && name !== "killed.safetensors");
    for (const name of parts) expect(name).toMatch(/\.part$/);
  });
});
