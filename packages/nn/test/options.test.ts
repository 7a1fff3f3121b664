import { describe, expect, it } from "vitest";
import * as nn from "../src/index.ts";
import { catalogues } from "./options/catalogues.ts";
import type { Misspelt } from "./options/misspelt.ts";
import { runs } from "./options/runs.ts";

const all: Readonly<Record<string, Misspelt>> = { ...catalogues, ...runs };
const calls = Object.entries(all).filter(([, each]) => typeof each === "function") as [
  string,
  (odd: object) => unknown,
][];

/** A call of any kind, as a promise: what refuses at once, what rejects, and what refuses at the first of its values. */
const called = async (call: (odd: object) => unknown): Promise<unknown> => {
  const result = await call({ optoin: 1 });
  return typeof result === "object" && result !== null && "next" in result ? (result as AsyncGenerator).next() : result;
};

describe("every function of the package", () => {
  it("is on the list of what it says to an unknown option", () => {
    const functions = Object.entries(nn).flatMap(([name, value]) =>
      typeof value === "function" && value !== nn.ModelError ? [name] : [],
    );
    expect(Object.keys(all).sort()).toEqual(functions.sort());
  });

  it.each(calls)("%s refuses it", async (_, call) => {
    await expect(called(call)).rejects.toMatchObject({
      name: "ModelError",
      code: "options",
      fault: "usage",
      evidence: expect.stringContaining("has no option `optoin`"),
    });
  });

  it("evaluate of a trained model too", async () => {
    const { x, y } = { x: [[0], [1]], y: [0, 1] };
    const trained = await nn.fit(nn.dense(1), { x, y }, { loss: nn.meanSquaredError, epochs: 1, progress: false });
    await expect(trained.evaluate({ x, y }, { metric: [nn.mse] } as object)).rejects.toThrow(
      "evaluate has no option `metric`.\nDid you mean `metrics`?",
    );
  });
});
