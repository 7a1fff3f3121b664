import type { Tensor } from "@kaviar/tensor";
import type { Source } from "./conversions.ts";
import type { Unit } from "./units.ts";

/** The tensors of a file by their names there, and as modules have them: "encoder.0.weight". */
export interface Stored {
  readonly name: string;
  readonly path: string;
  readonly tensor: Tensor;
}

/** A layer and what would be its weights in a file. */
export interface Match {
  readonly unit: Unit;
  /** The module's name in the file. */
  readonly module: string;
  readonly source: Source;
  /** By our names: what it is made from, and how. */
  readonly parts: readonly {
    readonly name: string;
    readonly from: readonly Stored[];
    readonly tensor: Tensor;
    readonly how: string;
  }[];
}

/**
 * The name of a tensor with dots. PyTorch counts the layers and directions of a recurrent net in the names of its weights,
 * Keras says the direction before the name of the layer: each direction is a module here, `0` or `1`.
 */
export const moduleName = (name: string): string =>
  name
    .replaceAll("/", ".")
    .replace(
      /(^|\.)((?:weight|bias)_[ih]h)_l(\d+)(_reverse)?$/,
      (_, start, leaf, layer, back) => `${start}${layer}.${back ? 1 : 0}.${leaf}`,
    )
    .replace(/\.(forward|backward)_\w+\.\w+_cell\./, (_, direction) => (direction === "forward" ? ".0." : ".1."));

const inside = (module: string, leaf: string): string => (module === "" ? leaf : `${module}.${leaf}`);

/** A module of the file as a layer of ours, where all its tensors fit. */
const fitTo = (unit: Unit, source: Source, module: string, stored: ReadonlyMap<string, Stored>): Match | undefined => {
  const used = new Set(source.ignored?.map((leaf) => inside(module, leaf)));
  const parts: Match["parts"][number][] = [];
  for (const [name, ours] of unit.tensors) {
    const part = source.parts[name];
    const from = part?.from.map((leaf) => stored.get(inside(module, leaf)));
    if (!part || !from?.every((each) => each !== undefined)) return undefined;
    const tensor = attempt(() => part.convert(...from.map((each) => each.tensor)));
    if (tensor?.shape.join() !== ours.shape.join()) return undefined;
    for (const { path } of from) used.add(path);
    parts.push({ name, from, tensor, how: part.how });
  }
  // Whatever lies beside them belongs to the module: a bias that the layer has not, statistics of another norm.
  const beside = [...stored.keys()].some((path) => moduleOf(path) === module && !used.has(path));
  return beside ? undefined : { unit, module, source, parts };
};

/** The module of a tensor, by the paths of both. */
export const moduleOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf(".")));

/** A conversion of a tensor of another rank fails: then it does not fit. */
const attempt = (convert: () => Tensor): Tensor | undefined => {
  try {
    return convert();
  } catch {
    return undefined;
  }
};

/** Every module of a file that a layer could take its weights from. */
export const candidatesFor = (unit: Unit, stored: ReadonlyMap<string, Stored>): readonly Match[] => {
  const found: Match[] = [];
  for (const source of unit.sources) {
    const [name] = unit.tensors.keys();
    const leaf = source.parts[name!]?.from[0];
    if (leaf === undefined) continue;
    for (const path of stored.keys()) {
      if (path !== leaf && !path.endsWith(`.${leaf}`)) continue;
      const module = path === leaf ? "" : path.slice(0, -leaf.length - 1);
      const match = fitTo(unit, source, module, stored);
      if (match && !found.some((each) => each.module === module)) found.push(match);
    }
  }
  return found;
};

const counted = (segment: string): { readonly stem: string; readonly number: number } => {
  const [, stem, digits] = /^(.*?)_?(\d*)$/.exec(segment)!;
  return { stem: stem!, number: digits === "" ? -1 : Number(digits) };
};

/** Which of two modules comes first, where their names say so: "4.norm1" before "4.norm2" and "10.norm1". */
const orderOf = (a: string, b: string): number | undefined => {
  const [left, right] = [a.split("."), b.split(".")];
  const at = left.findIndex((segment, i) => segment !== right[i]);
  if (at < 0 || right[at] === undefined) return undefined;
  const [one, two] = [counted(left[at]!), counted(right[at])];
  return one.stem === two.stem ? one.number - two.number : undefined;
};

const inOrder = (modules: readonly string[]): readonly string[] | undefined => {
  const known = modules.every((a, i) => modules.every((b, k) => i === k || orderOf(a, b) !== undefined));
  return known ? [...modules].sort((a, b) => orderOf(a, b)!) : undefined;
};

/** What all names begin with: "model.", "sequential.". */
const shared = (stored: ReadonlyMap<string, Stored>): string => {
  const [first, ...rest] = [...stored.keys()].map((path) => path.split("."));
  let length = 0;
  while (first && length < first.length - 1 && rest.every((path) => path[length] === first[length])) length++;
  return (
    first
      ?.slice(0, length)
      .map((segment) => `${segment}.`)
      .join("") ?? ""
  );
};

/**
 * Which layer takes which module: those that are named, those of the same name, and then those where nothing is left to
 * choose — one layer and one module fit, or as many of each, and the names say in which order. Nothing is guessed.
 */
export const match = (
  units: readonly Unit[],
  stored: ReadonlyMap<string, Stored>,
  names: Readonly<Record<string, string>>,
): readonly Match[] => {
  const matches: Match[] = [];
  const left = new Map(stored);
  const open = new Set(units.filter(({ sources }) => sources.length > 0));
  const take = (found: Match): void => {
    matches.push(found);
    open.delete(found.unit);
    for (const { from } of found.parts) for (const { path } of from) left.delete(path);
    for (const leaf of found.source.ignored ?? []) left.delete(inside(found.module, leaf));
  };
  const root = shared(stored);
  const wanted = new Map(Object.entries(names).map(([module, path]) => [path, module.replaceAll("/", ".")]));
  for (const unit of [...open]) {
    const module = wanted.get(unit.path) ?? root + unit.path.replaceAll("/", ".");
    const candidates = candidatesFor(unit, left);
    const within = candidates.filter((each) => each.module.startsWith(`${module}.`));
    const found = candidates.find((each) => each.module === module) ?? (within.length === 1 ? within[0] : undefined);
    if (found) take(found);
  }
  // Those with most tensors first: the projection inside of an attention looks like a dense layer.
  for (let before = -1; before !== matches.length; ) {
    before = matches.length;
    const groups = new Map<string, { readonly units: Unit[]; readonly found: readonly Match[][] }>();
    for (const unit of [...open].filter(({ path }) => !wanted.has(path))) {
      const found = candidatesFor(unit, left);
      const key = found
        .map(({ module }) => module)
        .sort()
        .join("\n");
      const group = groups.get(key) ?? { units: [], found: [] };
      groups.set(key, { units: [...group.units, unit], found: [...group.found, [...found]] });
    }
    const certain = [...groups.values()]
      .map(({ units: alike, found }) => {
        const modules = inOrder(found[0]!.map(({ module }) => module));
        if (!modules || modules.length !== alike.length) return [];
        return alike.map((_, i) => found[i]!.find(({ module }) => module === modules[i])!);
      })
      .filter((list) => list.length > 0)
      .sort((a, b) => b[0]!.parts.length - a[0]!.parts.length);
    certain[0]?.forEach(take);
  }
  return matches;
};
