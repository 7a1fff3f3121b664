import { expect, it } from "vitest";
import type { InputColumn } from "../../src/pipeline/inputs.ts";
import { usageOf } from "../../src/report/usage.ts";
import { table } from "../../src/table/index.ts";

const inputsOf = (given: ReturnType<typeof table>): readonly InputColumn[] =>
  given.schema.map(({ name, type, kind }) => ({ name, type, kind }));

it("writes the first row as TypeScript and Python take it: names and texts quoted, gaps and dates too", () => {
  const given = table([
    { 'a "b"': 3, day: new Date("2024-05-01"), text: null, n: null, ok: true },
    { 'a "b"': 4.5, day: new Date("2024-05-02"), text: "x", n: 2, ok: false },
  ]);
  const [command, typescript, python] = usageOf({ task: "numbers", inputs: inputsOf(given) }, given, {
    folder: "it's out",
  });
  expect(command!.code).toBe(`npx kaviar predict 'it'\\''s out' new.csv > scored.csv`);
  expect(typescript!.code).toContain(`from "./it's out/model.ts"`);
  for (const line of [
    `"a \\"b\\"": 3,`,
    `"day": new Date("2024-05-01T00:00:00.000Z"),`,
    `"text": null,`,
    `"n": null,`,
    `"ok": true,`,
  ])
    expect(typescript!.code).toContain(line);
  for (const line of [
    `"a \\"b\\"": 3.0,`,
    `"day": 1714521600000.0,`,
    `"text": "",`,
    `"n": float("nan"),`,
    `"ok": 1.0,`,
  ])
    expect(python!.code).toContain(line);
  expect(python!.code).toContain("(prediction,) = session.run(None, feeds)");
});

it("does not write out a row of many columns: a file's columns are told by the model's ports", () => {
  const given = table([Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, i]))]);
  const ways = usageOf({ task: "classes", inputs: inputsOf(given) }, given, { folder: "out", source: "a b.csv" }).map(
    ({ code }) => code,
  );
  for (const code of ways) expect(code).not.toContain("c39");
  expect(ways[3]).toContain("npx tsx out/pipeline.ts 'a b.csv' model.onnx");
  expect(ways[2]).toContain("label, probabilities = session.run(None, feeds)");
});
