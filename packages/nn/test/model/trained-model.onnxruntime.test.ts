import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { load } from "../../src/model/index.ts";
import { expectNear, type Listed, readRecorded } from "../recorded.ts";

interface Recorded {
  readonly models: Readonly<
    Record<
      string,
      { readonly metadata: string | null; readonly shape: string[]; readonly x: Listed; readonly y: Listed }
    >
  >;
}

const { models } = readRecorded<Recorded>(new URL(".", import.meta.url).href);

describe("a saved file in Python's ONNX Runtime", () => {
  it.each(Object.entries(models))("predicts what it predicts here: %s", async (name, { x, y, shape }) => {
    const model = await load(readFileSync(new URL(`${name}.onnx`, import.meta.url)));
    const said = await model.predict({ data: x.data, shape: x.shape });
    expect(said.shape).toEqual(y.shape);
    expectNear(await said.data(), y, 1e-5);
    expect(shape).toEqual(["batch", ...x.shape.slice(1).map(String)]);
  });

  it("finds the names of the classes", () => {
    expect(models.points!.metadata).toBe("low\nmid\ntop");
  });
});
