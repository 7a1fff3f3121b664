import { sequential } from "../../layers/combinators/sequential.ts";
import { asLayer } from "../../layers/contract/function-layer.ts";
import type { AnyLayer } from "../../layers/contract/layer.ts";
import { join } from "../../parameters/parameters.ts";
import { withChildren } from "../../registry/registry.ts";

/** What an innermost layer becomes: itself, another one, several in its place, or nothing. */
export type Rewrite = (layer: AnyLayer, path: string) => readonly AnyLayer[];

/** Layers that take any number of others. */
const inARow: ReadonlySet<string> = new Set(["sequential", "residual"]);

/**
 * A model with its innermost layers rewritten; undefined where nothing changed, or where it is made in a way that only its
 * own code knows. Layers that stay are the same values, with all they were given.
 */
export const rewrite = (model: AnyLayer, change: Rewrite): AnyLayer | undefined => {
  const made = rewritten(model, change, "");
  if (made === undefined || made.length === 0) return undefined;
  if (made.length > 1) return asOne(made);
  return made[0] === model ? undefined : made[0];
};

const rewritten = (layer: AnyLayer, change: Rewrite, path: string): readonly AnyLayer[] | undefined => {
  const children = Object.entries(layer.children ?? {}).map(([name, child]) => [name, asLayer(child)] as const);
  if (children.length === 0) return change(layer, path);
  const parts = children.map(([name, child]) => rewritten(child, change, join(path, name)));
  if (parts.every((made, i) => made?.length === 1 && made[0] === children[i]![1])) return [layer];
  if (!isWhole(parts)) return undefined;
  const after = children.flatMap(([name], i): (readonly [string, AnyLayer])[] => {
    const made = parts[i]!;
    if (inARow.has(layer.kind)) return made.map((each, at) => [at === 0 ? name : `${name}-${each.kind}${at}`, each]);
    return [[name, made.length === 1 ? made[0]! : asOne(made)]];
  });
  const rebuilt = withChildren(layer, Object.fromEntries(after));
  return rebuilt && [rebuilt];
};

const isWhole = (parts: readonly (readonly AnyLayer[] | undefined)[]): parts is readonly (readonly AnyLayer[])[] =>
  parts.every((part) => part !== undefined);

const asOne = (layers: readonly AnyLayer[]): AnyLayer => sequential(...layers) as AnyLayer;
