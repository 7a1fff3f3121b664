import { withCard } from "@kaviar/base/card";
import { listed } from "@kaviar/base/text";
import { split } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import {
  type AnyLayer,
  applyLayer,
  type Context,
  type Initialized,
  initialize,
  inside,
  type Layer,
  type LayerLike,
  type Shapes,
  type State,
} from "../contract/layer.ts";
import type { Mask, Masks } from "../contract/mask.ts";
import { type Named, nameLayers } from "../contract/name-layers.ts";
import type { InputOf, Known, OutputOf } from "../contract/signal.ts";

type Inputs<N extends Named> = { readonly [K in keyof N]: Known<InputOf<N[K]>> };
type Outputs<N extends Named> = { readonly [K in keyof N]: Known<OutputOf<N[K]>> };

/**
 * A layer for each of several inputs, by name: { image, columns } goes in, and what each tower makes of its own comes out.
 *
 * ```ts
 * sequential(
 *   towers({ image: sequential(conv2d(16, 3), relu, globalAveragePool()), columns: sequential(dense(16), relu) }),
 *   concatenate(),
 *   dense(3),
 * )
 * ```
 * `train` then takes x with these names, no more and no fewer.
 */
export const towers = withCard(
  <const N extends Readonly<Record<string, LayerLike>>>(layers: N): Layer<Inputs<N>, Outputs<N>> =>
    sideBySide(layers) as never,
  {
    about: {
      name: "Towers",
      formula: "{ a: f(a), b: g(b), … }",
      use: "inputs of several kinds: a picture and the columns beside it, a user and a product",
      pitfall: "makes a record and no tensor: concatenate, add or dot behind it",
      reference: "Huang et al. 2013; Covington et al. 2016",
      seeAlso: ["parallel", "concatenate", "define"],
    },
  },
);

const sideBySide = (layers: Named): AnyLayer => {
  const named = nameLayers("towers", [layers]);
  const names = named.map(([name]) => name);
  const record = <T>(of: (name: string, layer: AnyLayer, i: number) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(named.map(([name, layer], i) => [name, of(name, layer, i)]));
  const full = <T extends object>(parts: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(parts).filter(([, own]) => Object.keys(own).length > 0));
  const made: Layer<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>> = {
    kind: "towers",
    children: Object.fromEntries(named),
    init: (key, given) => {
      const shapes = given as unknown as Readonly<Record<string, Shapes>>;
      checkNames(names, shapes);
      const keys = split(key, Math.max(1, named.length));
      const parts = record((name, layer, i): Initialized => initialize(layer, keys[i]!, shapes[name]!));
      return {
        params: full<Parameters>(record((name) => parts[name]!.params)),
        state: full<State>(record((name) => parts[name]!.state)),
        outputShape: record((name) => parts[name]!.outputShape) as never,
        children: named.map(([name, layer]) => ({ name, kind: layer.kind, part: parts[name]! })),
      };
    },
    apply: (params, state, x, context) => {
      const applied = record((name, layer) =>
        applyLayer(
          layer,
          params[name] as Parameters,
          state[name] as State,
          x[name],
          inside(context, name, maskOf(context, name)),
        ),
      );
      const all = Object.values(applied);
      const losses = all.flatMap(({ loss }) => (loss ? [loss] : []));
      return {
        y: record((name) => applied[name]!.y),
        state: Object.fromEntries(
          names.flatMap((name) => (state[name] ? [[name, applied[name]!.state] as const] : [])),
        ),
        masks: record((name): Masks => applied[name]!.masks ?? applied[name]!.mask ?? null),
        ...(losses.length > 0 ? { loss: losses.reduce((sum, loss) => sum.add(loss)) } : {}),
      };
    },
  };
  return made as AnyLayer;
};

const maskOf = ({ masks }: Context, name: string) => {
  const own = (masks as Readonly<Record<string, Mask | null>> | undefined)?.[name] ?? null;
  return { mask: own, masks: undefined };
};

const checkNames = (names: readonly string[], shapes: Readonly<Record<string, Shapes>>): void => {
  const given = Array.isArray(shapes) ? undefined : Object.keys(shapes);
  if (given?.length === names.length && names.every((name) => given.includes(name))) return;
  throw new ModelError(
    "shape",
    `towers take an input for each, by name: they are ${listed(names)}, got ${given ? listed(given) : "one without a name"}.`,
    { remedy: `Give x as { ${names.join(", ")} }.` },
  );
};
