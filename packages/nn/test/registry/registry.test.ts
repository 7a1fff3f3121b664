import { compile, key, type Structure, type Tensor, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { augmentations } from "../../src/augmentation/contract/table.ts";
import { applyLayer, initialize, leakyRelu, listParameters, relu, softmax } from "../../src/index.ts";
import type { AnyLayer, LayerLike, Shapes } from "../../src/layers/contract/layer.ts";
import * as layers from "../../src/layers/index.ts";
import { layerFrom, layerToJson, ownLayers } from "../../src/registry/index.ts";
import { rebuild } from "../../src/registry/rebuild.ts";
import { examples, type Kind } from "./examples.ts";

const { sequential, residual, parallel, dense, conv2d, flatten, channelsFirst } = layers;

const kinds = Object.keys(rebuild) as Kind[];

const described = (layer: AnyLayer, shape: Shapes) => {
  const { params, outputShape } = initialize(layer, key(0), shape);
  return { outputShape, params: listParameters(params).map(({ path, tensor }) => [path, tensor.shape]) };
};

describe("a layer written down and made again", () => {
  it.each(kinds)("%s says the same, and has the same parameters", (kind) => {
    const [layer, shape] = examples[kind];
    expect(layer.kind).toBe(kind);
    const json = layerToJson(layer);
    expect(ownLayers(layer)).toEqual([]);
    const again = layerFrom(JSON.parse(JSON.stringify(json)));
    expect(layerToJson(again)).toEqual(json);
    expect(described(again, shape)).toEqual(described(layer, shape));
  });

  it("and each predicts for any number of rows in an ONNX file", async () => {
    const zerosOf = (shape: Shapes): Structure =>
      Array.isArray(shape) && shape.every((n) => typeof n === "number")
        ? zeros([2, ...shape])
        : Array.isArray(shape)
          ? shape.map(zerosOf)
          : Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, zerosOf(part as Shapes)]));
    for (const [layer, shape] of Object.values(examples)) {
      const { params, state } = initialize(layer, key(0), shape);
      const context = { training: false, key: key(0), path: "" };
      const predict = compile((x: Structure) => applyLayer(layer, params, state, x, context).y as Structure);
      const file = await predict.toOnnx([zerosOf(shape)], { batch: true });
      expect(file.length, layer.kind).toBeGreaterThan(100);
    }
  });

  it("holds for each layer there is", () => {
    const noLayers = ["applyLayer", "initialize", "initializerFor", "inside", "attend", "attentionWeights", "rotary"];
    // Made of functions of the caller, or functions that are layers as they stand.
    const special = ["define", "lambda", "flatten", "channelsFirst"];
    const names = Object.keys(layers).filter((name) => ![...noLayers, ...special].includes(name));
    expect([...names, ...Object.keys(augmentations)].sort()).toEqual(kinds.sort());
  });

  it("keeps activations with their parameters, and functions that have a name here", () => {
    const model = sequential(channelsFirst, conv2d(2, 3), leakyRelu.with({ alpha: 0.3 }), flatten, dense(2), softmax);
    const again = layerFrom(layerToJson(model)!);
    expect(layerToJson(again)).toEqual(layerToJson(model));
    expect(JSON.stringify(layerToJson(model))).toContain('"alpha":0.3');
  });

  it("keeps a list beside a record, and a shortcut of its own", () => {
    const list = parallel(dense(2), dense(3));
    expect(described(layerFrom(layerToJson(list)!), [4])).toEqual(described(list, [4]));
    const around = residual(dense(3), { shortcut: sequential(dense(3), relu) });
    expect(described(layerFrom(layerToJson(around)!), [4])).toEqual(described(around, [4]));
  });

  it("is not possible for functions of your own: their paths are named", () => {
    const own: LayerLike = (x: Tensor) => x.mul(2);
    // A function that only calls itself relu is none.
    const impostor = { relu: (x: Tensor) => x.mul(2) }.relu;
    const graph = layers.define({ a: dense(1) }, ({ a }, x) => a(x));
    const model = sequential({ first: dense(2), body: sequential({ twice: own, impostor }), graph });
    expect(layerToJson(model)).toBeUndefined();
    expect(ownLayers(model)).toEqual(["body/twice", "body/impostor", "graph"]);
    expect(ownLayers(own)).toEqual([""]);
  });

  it("refuses a kind that nobody knows", () => {
    expect(() => layerFrom({ kind: "quantum" })).toThrow(/got "quantum"\.\n.*load\(file, \{ model \}\)/);
  });
});
