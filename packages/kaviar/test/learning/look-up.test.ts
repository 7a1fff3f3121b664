import { describe, expect, it } from "vitest";
import { lookUp, lookUpIn } from "../../src/learning/look-up.ts";
import { topics } from "../../src/learning/topics.ts";

const all = await topics();
const namesOf = (name: string) => {
  const found = lookUpIn(all, name);
  return found?.shape === "topics" ? found.topics.map(({ kind, key }) => `${kind} ${key}`) : found?.shape;
};

describe("a topic is found", () => {
  it("however it is written", () => {
    for (const name of ["leakyRelu", "leaky-relu", "Leaky ReLU", "leaky_relu", "LEAKYRELU"])
      expect(namesOf(name)).toEqual(["activation leakyRelu"]);
    expect(namesOf("R²")).toEqual(["metric r2"]);
  });

  it("by the names the field has for it", () => {
    expect(namesOf("batch-normalization")).toEqual(["layer batchNorm"]);
    expect(namesOf("Xavier")).toEqual(["idea glorot-initialization"]);
    expect(namesOf("xgboost")).toEqual(["model boosting"]);
  });

  it("in every package that has it", () => {
    expect(namesOf("sgd")).toEqual(["idea stochastic-gradient", "optimizer sgd", "model sgd"]);
    expect(namesOf("smote")).toEqual(["split smote", "step smote"]);
    expect(namesOf("plateau")).toEqual(["idea plateau", "finding plateau", "pruner plateau"]);
  });

  it("once, though its link is exported too", () => {
    expect(namesOf("scaleByMomentum")).toEqual(["optimizer momentum"]);
    expect(namesOf("momentum")).toEqual(["optimizer momentum"]);
  });

  it("as a table by the name of its kind, which may be singular where nothing else is called so", () => {
    expect(lookUpIn(all, "activations")).toMatchObject({ shape: "table", kind: "activation" });
    expect(lookUpIn(all, "Loss functions")).toMatchObject({ shape: "table", kind: "loss" });
    expect(lookUpIn(all, "sampler")).toMatchObject({ shape: "table", kind: "sampler" });
    expect(namesOf("activation")).toEqual(["idea activation"]);
  });

  it("with the packages loaded by itself", async () => {
    expect(await lookUp("relu")).toEqual(lookUpIn(all, "relu"));
  });

  it("or not at all", () => {
    for (const name of ["", "constructor", "bread"]) expect(lookUpIn(all, name)).toBeUndefined();
  });
});
