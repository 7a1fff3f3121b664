import { asLayer } from "../../layers/contract/function-layer.ts";
import type { AnyLayer } from "../../layers/contract/layer.ts";
import { join } from "../../parameters/parameters.ts";

/** A layer and where it is. */
interface Placed {
  readonly path: string;
  readonly layer: AnyLayer;
}

/** Layers that follow each other. */
export type Chain = readonly Placed[];

/** Layers that are others in a row and nothing else. */
const inARow: ReadonlySet<string> = new Set(["sequential", "repeat"]);

const childrenOf = ({ path, layer }: Placed): readonly Placed[] =>
  Object.entries(layer.children ?? {}).map(([name, child]) => ({ path: join(path, name), layer: asLayer(child) }));

/** What follows what in a layer; what is made of layers in another way than in a row stands in it as one. */
const rowOf = (placed: Placed): Chain => (inARow.has(placed.layer.kind) ? childrenOf(placed).flatMap(rowOf) : [placed]);

/** The chain from a model's input to its output, and those inside of its parts. */
export const chainsOf = (layer: AnyLayer, path = ""): readonly [main: Chain, ...inside: readonly Chain[]] => {
  const main = rowOf({ path, layer });
  const inside = main.flatMap((placed): readonly Chain[] => {
    if (placed.path === path) return [];
    const children = childrenOf(placed);
    // Around its own branch a residual connection is a row; what stands beside each other is not.
    const rows =
      placed.layer.kind === "residual"
        ? [children.filter(({ path: at }) => !at.endsWith("/shortcut"))]
        : children.map((child) => [child]);
    return rows.filter((row) => row.length > 0).map((row) => row.flatMap(rowOf));
  });
  return [main, ...inside];
};
