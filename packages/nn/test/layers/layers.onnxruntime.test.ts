import { data, leavesOf } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { expectNear, type Listed, readRecorded } from "../recorded.ts";
import { saved } from "./saved.ts";

/** By record-onnx.py: Python's ONNX Runtime on the files that write-files.ts makes of these layers. */
const recorded = readRecorded<{ readonly layers: Readonly<Record<string, readonly Listed[]>> }>("layers", "onnx.json");

it.each(saved)("$name predicts what its file predicts in Python", async ({ name, predict }) => {
  const outputs = leavesOf(predict()).map(({ tensor }) => tensor);
  const wanted = recorded.layers[name]!;
  expect(outputs.map(({ shape }) => shape)).toEqual(wanted.map(({ shape }) => shape));
  for (const [i, made] of (await data(outputs)).entries()) expectNear(made, wanted[i]!, 1e-5);
});
