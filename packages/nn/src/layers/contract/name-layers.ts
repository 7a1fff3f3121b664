import { ModelError } from "../../error.ts";
import { asLayer } from "./function-layer.ts";
import type { AnyLayer, LayerLike } from "./layer.ts";

/** Layers by name: what combinators take instead of a list. */
export type Named = Readonly<Record<string, LayerLike>>;

export type Listed = readonly LayerLike[] | readonly [Named];

const isLayerLike = (value: unknown): value is LayerLike =>
  typeof value === "function" || (typeof value === "object" && value !== null && "apply" in value && "init" in value);

/** Are they a record of layers by name, rather than a list? */
export const isRecord = (layers: readonly unknown[]): layers is readonly [Named] =>
  layers.length === 1 && typeof layers[0] === "object" && layers[0] !== null && !isLayerLike(layers[0]);

/** Each layer with its name: its own in a record, otherwise what it is, and its number among its kind from the second on. */
export const nameLayers = (combinator: string, layers: Listed): readonly (readonly [string, AnyLayer])[] => {
  if (isRecord(layers)) {
    for (const [name, layer] of Object.entries(layers[0])) check(combinator, name, layer);
    return Object.entries(layers[0]).map(([name, layer]) => [name, asLayer(layer)]);
  }
  const counts = new Map<string, number>();
  return (layers as readonly LayerLike[]).map((like, i) => {
    check(combinator, i, like);
    const layer = asLayer(like);
    const count = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, count);
    return [count === 1 ? layer.kind : `${layer.kind}${count}`, layer];
  });
};

const check = (combinator: string, place: string | number, layer: unknown): void => {
  if (isLayerLike(layer)) {
    if (typeof place === "number" || (place !== "" && !place.includes("/"))) return;
    throw new ModelError(
      "layer",
      `A layer's name is part of paths, so it has no "/" and is not empty: got "${place}".`,
    );
  }
  const where = typeof place === "number" ? `number ${place + 1}` : `"${place}"`;
  throw new ModelError(
    "layer",
    `${combinator} takes layers and functions of a tensor: ${where} is ${describe(layer)}.`,
    {
      remedy: "Call what makes a layer: dense(8), not dense.",
    },
  );
};

const describe = (value: unknown): string =>
  value === null || value === undefined ? String(value) : Array.isArray(value) ? "a list" : `a ${typeof value}`;
