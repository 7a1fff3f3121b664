import { ModelError } from "../error.ts";
import { join } from "../parameters/parameters.ts";
import { candidatesFor, moduleOf, type Stored } from "./match.ts";
import type { Unit } from "./units.ts";

interface Left {
  readonly units: readonly Unit[];
  readonly stored: ReadonlyMap<string, Stored>;
  readonly missing: readonly { readonly path: string; readonly shape: readonly number[] }[];
  readonly unused: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** The error of a file that does not fit a model, with what is left on either side and why. */
export const explain = ({ units, stored, missing, unused }: Left): ModelError => {
  const show = (
    list: readonly { readonly shape: readonly number[]; readonly path?: string; readonly name?: string }[],
  ) => {
    const some = list.slice(0, 8).map(({ path, name, shape }) => `${path ?? name} [${shape.join(", ")}]`);
    return `${some.join(", ")}${list.length > some.length ? ` and ${list.length - some.length} more` : ""}`;
  };
  const lines = [
    ...(missing.length > 0 ? [`In the model without one: ${show(missing)}.`] : []),
    ...(unused.length > 0 ? [`In the file and not used: ${show(unused)}.`] : []),
    ...units.flatMap((unit) => reasonOf(unit, stored)).slice(0, 6),
  ];
  return new ModelError("file", `Each tensor of a model takes one of the file.\n${lines.join("\n")}`, {
    remedy:
      'Say which is which, loadWeights(model, file, { names: { "fc1": "dense" } }), or take what fits: { partial: true }.',
  });
};

/** They leave their bias out in front of a batch norm. */
const takesBias = new Set(["dense", "conv1d", "conv2d", "depthwiseConv2d", "separableConv2d"]);

/** Why a layer took nothing: several modules would do, or the one that looks like it is of another shape. */
const reasonOf = (unit: Unit, stored: ReadonlyMap<string, Stored>): readonly string[] => {
  const layer = unit.path === "" ? unit.kind : unit.path;
  const candidates = candidatesFor(unit, stored);
  if (candidates.length > 1) return [`${layer} could be ${candidates.map(({ module }) => module).join(" or ")}.`];
  if (candidates.length === 1) return [`${layer} could be ${candidates[0]!.module}, and so could other layers.`];
  for (const { parts } of unit.sources) {
    const [name, ours] = [...unit.tensors][0]!;
    const leaf = parts[name]?.from[0];
    const like = [...stored.values()].find(({ path, tensor }) => {
      const own = path === leaf || path.endsWith(`.${leaf}`);
      return leaf !== undefined && own && [...tensor.shape].sort().join() === [...ours.shape].sort().join();
    });
    if (!like) continue;
    const module = moduleOf(like.path);
    const beside = [...stored.values()].filter(({ path }) => moduleOf(path) === module).map(({ name }) => name);
    const wanted = [...unit.tensors.keys()].map((each) => join(unit.path, each));
    const shift = module && !unit.tensors.has("bias") && beside.some((name) => name.endsWith("bias"));
    const cure = shift && takesBias.has(unit.kind) ? ` ${unit.kind}(…, { bias: true }) has a bias.` : "";
    return [
      `${layer} is like ${module || "the file"}, which has ${beside.join(", ")} for ${wanted.join(", ")}.${cure}`,
    ];
  }
  return [];
};
