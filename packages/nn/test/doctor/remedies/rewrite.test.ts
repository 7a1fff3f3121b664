import { batchNorm, define, dense, dropout, relu, repeat, residual, sequential, sigmoid } from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { rewrite } from "../../../src/doctor/remedies/rewrite.ts";
import { asLayer } from "../../../src/layers/contract/function-layer.ts";
import type { AnyLayer } from "../../../src/layers/contract/layer.ts";

const kindsOf = (layer: AnyLayer): unknown =>
  layer.children ? { [layer.kind]: Object.values(layer.children).map((child) => kindsOf(asLayer(child))) } : layer.kind;

const toRelu = (layer: AnyLayer) => [layer.kind === "sigmoid" ? asLayer(relu) : layer];

it("puts one layer in the place of another, however deep, and keeps what it does not touch", () => {
  const own = (x: Tensor) => x.mul(2);
  const first = dense(4);
  const model = sequential(first, sigmoid, own, repeat(2, residual(dense(4), sigmoid)), dense(2)) as AnyLayer;
  const made = rewrite(model, toRelu)!;
  expect(kindsOf(made)).toEqual({
    sequential: ["dense", "relu", "own", { repeat: [{ residual: ["dense", "relu"] }] }, "dense"],
  });
  expect(Object.values(made.children!)[0]).toBe(first);
  expect(kindsOf(model)).toEqual({
    sequential: ["dense", "sigmoid", "own", { repeat: [{ residual: ["dense", "sigmoid"] }] }, "dense"],
  });
});

it("puts several layers in the place of one, and none", () => {
  const model = sequential(dense(4), relu, dropout(0.5), dense(2)) as AnyLayer;
  const normed = rewrite(model, (layer) => (layer.kind === "dense" ? [layer, batchNorm() as AnyLayer] : [layer]))!;
  expect(kindsOf(normed)).toEqual({ sequential: ["dense", "batchNorm", "relu", "dropout", "dense", "batchNorm"] });
  const bare = rewrite(model, (layer) => (layer.kind === "dropout" ? [] : [layer]))!;
  expect(kindsOf(bare)).toEqual({ sequential: ["dense", "relu", "dense"] });
  const single = rewrite(asLayer(sigmoid), (layer) => [layer, asLayer(relu)])!;
  expect(kindsOf(single)).toEqual({ sequential: ["sigmoid", "relu"] });
});

it("is undefined where nothing changes, and where only the caller's code knows how a layer is made", () => {
  expect(rewrite(sequential(dense(2), relu) as AnyLayer, toRelu)).toBeUndefined();
  const own = define({ hidden: dense(3), out: dense(2) }, ({ hidden, out }, x: Tensor) => out(hidden(x)));
  expect(rewrite(own as AnyLayer, () => [asLayer(relu)])).toBeUndefined();
});
