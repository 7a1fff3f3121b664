import {
  type Dimension,
  drawFrom,
  fromUnit,
  isActive,
  normal,
  type Params,
  type Random,
  sizeOf,
  toUnit,
} from "@kaviar/tune";
import { type Gene, type Genome, isUnion } from "../grammar/genome.ts";
import { broadest, longest } from "../grammar/space-of.ts";
import { genomeOf, type Species } from "./species.ts";

/** A way to make another pipeline of one or two; undefined where it cannot. */
export type Variation = (species: Species, parents: readonly [Genome, Genome], random: Random) => Genome | undefined;

const pick = <T>(all: readonly T[], random: Random): T | undefined => all[Math.floor(random() * all.length)];

const replaced = <T>(all: readonly T[], at: number, by: readonly T[]): T[] => [
  ...all.slice(0, at),
  ...by,
  ...all.slice(at + 1),
];

/** A new step somewhere between the encoding and the model, or a branch in a union. */
const insert: Variation = (species, [parent], random) => {
  if (species.isFixed) return undefined;
  const { features } = parent;
  const unions = [...features.keys()].filter((i) => {
    const gene = features[i]!;
    return isUnion(gene) && gene.branches.length < broadest;
  });
  if (unions.length > 0 && random() < 0.3) {
    const at = pick(unions, random)!;
    const union = features[at] as Gene & { readonly branches: readonly Gene[] };
    const view = species.draw("view", random)!;
    return { ...parent, features: replaced(features, at, [{ ...union, branches: [...union.branches, view] }]) };
  }
  const gene = features.length < longest ? species.draw("step", random) : undefined;
  if (!gene) return undefined;
  const at = Math.floor(random() * (features.length + 1));
  return { ...parent, features: [...features.slice(0, at), gene, ...features.slice(at)] };
};

/** Another part in the place of one: a step, the encoding, the filling of gaps, or the model. */
const replace: Variation = (species, [parent], random) => {
  const { features } = parent;
  const at = Math.floor(random() * (features.length + 2));
  if (at < features.length) {
    const gene = species.isFixed ? species.drawSteps(random)[at] : species.draw("step", random);
    return gene && { ...parent, features: replaced(features, at, [gene]) };
  }
  if (random() < 0.6) return { ...parent, model: species.draw("model", random)! };
  return random() < 0.5
    ? { ...parent, encode: species.draw("encode", random)! }
    : { ...parent, impute: species.draw("impute", random)! };
};

/** One step less, or one branch in the place of its union. */
const shrink: Variation = (species, [parent], random) => {
  const { features } = parent;
  if (species.isFixed || features.length === 0) return undefined;
  const at = Math.floor(random() * features.length);
  const gene = features[at]!;
  const rest = isUnion(gene) && random() < 0.5 ? [pick(gene.branches, random)!] : [];
  return { ...parent, features: replaced(features, at, rest) };
};

/** Steps of the one before the model of the other, or a step of one in the place of a step of the other. */
const cross: Variation = ({ isFixed }, [mother, father], random) => {
  if (isFixed || random() < 0.4) {
    return random() < 0.5
      ? { ...mother, model: father.model }
      : { ...mother, impute: father.impute, encode: father.encode };
  }
  const gene = pick(father.features, random);
  if (!gene) return mother.features.length > 0 ? { ...mother, features: [] } : { ...mother, model: father.model };
  const { features } = mother;
  const at = Math.floor(random() * (features.length + 1));
  const wide = [...features.slice(0, at), gene, ...features.slice(at + (random() < 0.5 ? 1 : 0))];
  return { ...mother, features: wide.slice(0, longest) };
};

/** Values that can be changed alone: no names of parts, no numbers of them. */
const ownValues = ({ compiled }: Species, params: Params): readonly Dimension[] => {
  const parents = new Set(compiled.dimensions.map(({ when }) => when?.name));
  return compiled.dimensions.filter(
    (dimension) => isActive(dimension, params) && !parents.has(dimension.name) && sizeOf(dimension.domain) > 1,
  );
};

const changed =
  (how: (dimension: Dimension, value: Params[string], random: Random) => Params[string]): Variation =>
  (species, [parent], random) => {
    const params = species.compiled.encode(parent);
    const dimension = pick(ownValues(species, params), random);
    if (!dimension) return undefined;
    const value = how(dimension, params[dimension.name]!, random);
    return genomeOf(species, { ...params, [dimension.name]: value });
  };

const near = changed(({ domain }, value, random) => {
  if (domain.kind === "categorical" && !domain.ordered) return drawFrom(domain, random);
  const moved = toUnit(domain, value) + 0.15 * normal(random);
  return fromUnit(domain, Math.min(Math.max(moved, 0), 1));
});

const far = changed(({ domain }, _, random) => drawFrom(domain, random));

/** Every way, and how often it is taken. */
export const variations: readonly { readonly name: string; readonly vary: Variation; readonly share: number }[] = [
  { name: "insert", vary: insert, share: 0.17 },
  { name: "replace", vary: replace, share: 0.17 },
  { name: "shrink", vary: shrink, share: 0.1 },
  { name: "cross", vary: cross, share: 0.16 },
  { name: "near", vary: near, share: 0.3 },
  { name: "far", vary: far, share: 0.1 },
];
