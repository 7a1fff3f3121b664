import { expect, it } from "vitest";
import { wholeLines } from "../../src/workers/whole-lines.ts";

const written = (...chunks: readonly (string | Buffer)[]) => {
  const parts: string[] = [];
  const lines = wholeLines((text) => parts.push(text));
  for (const chunk of chunks) lines.take(Buffer.from(chunk));
  lines.end();
  return parts;
};

it("hands on whole lines, and the rest with an end of its own", () => {
  expect(written("one\ntw", "o\nthr", "ee")).toEqual(["one\n", "two\n", "three\n"]);
  expect(written("one\n", "")).toEqual(["one\n"]);
});

it("takes a progress bar's returns for ends, and letters of several bytes whole", () => {
  expect(written("1%\r2%", "\r3%\n")).toEqual(["1%\r", "2%\r3%\n"]);
  const bytes = Buffer.from("trial 0 │ да\n");
  expect(written(bytes.subarray(0, 9), bytes.subarray(9, 13), bytes.subarray(13))).toEqual(["trial 0 │ да\n"]);
});
