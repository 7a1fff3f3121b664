import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tfRecord } from "@kaviar/base/tensor-board";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFields, readMessage } from "../../../../tensor/src/onnx/wire.ts";
import {
  conv2d,
  dense,
  featurePicture,
  fit,
  flatten,
  meanSquaredError,
  relu,
  sequential,
  tensorBoard,
} from "../../../src/index.ts";
import { readRecorded } from "../../recorded.ts";
import { exampleFile, weights } from "./example.ts";

interface Seen {
  readonly file: string;
  readonly fileVersion: number;
  readonly scalars: Readonly<
    Record<string, readonly (readonly [wall: number, step: number, value: number | string])[]>
  >;
  readonly histograms: Readonly<
    Record<
      string,
      readonly {
        readonly step: number;
        readonly num: number;
        readonly sum: number;
        readonly limits: number[];
        readonly counts: number[];
      }[]
    >
  >;
  readonly image: { readonly step: number; readonly width: number; readonly height: number };
  readonly graph: readonly (readonly [name: string, operator: string, inputs: readonly string[]])[];
}

/** What TensorBoard 2.21 saw, by record.py. */
const seen = readRecorded<Seen>("logging/tensor-board");

describe("event files", () => {
  it("are, to the byte, what TensorBoard's own reader has read", () => {
    expect(Buffer.from(exampleFile()).toString("base64")).toBe(seen.file);
    expect(seen.fileVersion).toBe(2);
    expect(seen.scalars.loss!.map(([, step, value]) => [step, value])).toEqual(
      [3, 4, 300].map((n) => [n, Math.fround(1 / n)]),
    );
    expect(seen.scalars.accuracy!.map(([, , value]) => value)).toEqual([0.5, "NaN", 0.5]);
    expect(seen.scalars.loss![0]![0]).toBe(1_700_000_003.25);
    expect(seen.image).toMatchObject({ step: 301, width: 4, height: 3 });
  });

  it("histograms have every weight in its bucket", () => {
    const [first, second] = seen.histograms["dense/weight"]!;
    expect([first!.step, second!.step, first!.num]).toEqual([3, 300, 300]);
    first!.counts.forEach((count, i) => {
      const [low, high] = [first!.limits[i - 1] ?? -Infinity, first!.limits[i]!];
      const near = (limit: number) => weights.filter((w) => Math.abs(w - limit) < 1e-6).length;
      const own = weights.filter((w) => w >= low && w < high).length;
      expect(Math.abs(count - own)).toBeLessThanOrEqual(near(low) + near(high));
    });
    expect(first!.sum).toBeCloseTo(
      weights.reduce((sum, w) => sum + w, 0),
      3,
    );
  });

  it("the graph's operators stand in the layers whose parameters they take", () => {
    expect(seen.graph.map(([name]) => name)).toEqual([
      "x",
      "dense/weight",
      "dense2/weight",
      "dense/MatMul",
      "dense/Relu",
      "dense2/MatMul",
      "dense2/Relu",
    ]);
    expect(seen.graph.at(-2)).toEqual(["dense2/MatMul", "MatMul", ["dense/Relu", "dense2/weight"]]);
  });
});

/** The events of a file: their steps and what they are, by field of event.proto. */
const eventsIn = (
  file: Uint8Array,
): readonly { readonly step: number; readonly fields: readonly number[]; readonly tags: readonly string[] }[] => {
  const events = [];
  for (let at = 0; at < file.length; ) {
    const size = Number(new DataView(file.buffer, file.byteOffset + at).getBigUint64(0, true));
    const bytes = file.subarray(at + 12, at + 12 + size);
    expect(Buffer.from(tfRecord(bytes))).toEqual(Buffer.from(file.subarray(at, at + 16 + size)));
    const event = readMessage(bytes);
    const summary = event.messages(5)[0];
    events.push({
      step: Number(event.integers(2)[0]),
      fields: readFields(bytes)
        .map(({ field }) => field)
        .filter((field) => field > 2),
      tags: summary?.messages(1).flatMap((value) => value.texts(1)) ?? [],
    });
    at += 16 + size;
  }
  return events;
};

describe("a run", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kaviar-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("has its graph, losses, weights and pictures; a resumed one says where it goes on", async () => {
    const x = Array.from({ length: 12 }, (_, i) => [
      [
        [i, 1],
        [2, i % 3],
      ],
    ]);
    const data = { x, y: x.map((_, i) => i / 12) };
    const model = sequential(conv2d(2, 2), relu, flatten, dense(1));
    const pictures = async ({ model }: { readonly model: { readonly params: object } }) => {
      const { conv2d } = model.params as { readonly conv2d: { readonly weight: Parameters<typeof featurePicture>[0] } };
      return { kernels: await featurePicture(conv2d.weight) };
    };
    const options = {
      loss: meanSquaredError,
      validation: 0.25,
      checkpoint: join(folder, "run.safetensors"),
      resume: true,
      log: [tensorBoard(join(folder, "board"), { histograms: 2, pictures })],
    };
    await fit(model, data, { ...options, epochs: 2 });
    await fit(model, data, { ...options, epochs: 4 });
    const files = async (part: string) => {
      const names = (await readdir(join(folder, "board", part))).sort();
      return Promise.all(names.map(async (name) => eventsIn(await readFile(join(folder, "board", part, name)))));
    };
    const [first, second] = await files("training");
    expect(first!.map(({ step, fields }) => [step, ...fields])).toEqual([
      [0, 3],
      [1, 7],
      [0, 4],
      [1, 5],
      [2, 5],
    ]);
    expect(second!.map(({ step, fields }) => [step, ...fields])).toEqual([
      [0, 3],
      [3, 7],
      [0, 4],
      [3, 5],
      [4, 5],
    ]);
    expect(first![3]!.tags).toEqual(
      expect.arrayContaining(["loss", "rate", "gradientNorm", "steps", "seconds", "kernels"]),
    );
    expect(first![4]!.tags).toEqual(expect.arrayContaining(["conv2d/weight", "dense/bias"]));
    expect(first![3]!.tags).not.toContain("conv2d/weight");
    const [validation] = await files("validation");
    expect(validation!.at(-1)).toMatchObject({ step: 2, tags: ["loss"] });
  });
});
