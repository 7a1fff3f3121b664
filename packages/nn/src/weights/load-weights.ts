import { flag, type OptionsOf, record } from "@kaviar/base/check";
import { key, type Structure, type Tensor, unflatten } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { initialize, type Layer } from "../layers/contract/layer.ts";
import { named } from "../model/to-onnx.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import { options } from "../options.ts";
import { join } from "../parameters/parameters.ts";
import { settled } from "../parameters/settled.ts";
import { explain } from "./explain.ts";
import { type Match, match, moduleName } from "./match.ts";
import { readTensors, type WeightSource } from "./read-tensors.ts";
import { type Unit, unitsOf } from "./units.ts";

const read = options("loadWeights", {
  /** Which module of the file is which layer, where names and shapes do not say: `{ "encoder.fc": "head" }`. */
  names: record<Readonly<Record<string, string>>>("the paths of layers by the modules' names").optional(),
  /** Takes what fits; otherwise every tensor of the model must find its like, and every one of the file be used. */
  partial: flag.default(false),
});

export type LoadWeightsOptions = OptionsOf<typeof read>;

/** A tensor of the model and what became of it. */
export interface LoadedWeight {
  /** In the model: "dense/weight". */
  readonly path: string;
  /** In the file; several where they are added up. */
  readonly from: readonly string[];
  readonly shape: readonly number[];
  /** "as it is", "transposed", … */
  readonly how: string;
}

export interface LoadedWeights {
  readonly model: TrainedModel;
  readonly matched: readonly LoadedWeight[];
  /** Tensors of the model that stay as they were. */
  readonly missing: readonly { readonly path: string; readonly shape: readonly number[] }[];
  /** Tensors of the file that nobody took. */
  readonly unused: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/**
 * A model with weights from elsewhere: a file of Python's `safetensors` with a PyTorch or Keras model's tensors, an ONNX
 * file, a file of `saveWeights`, another model, or a record of tensors by their paths.
 *
 * ```ts
 * const { model, matched } = await loadWeights(await initialized(mlp, [784]), "mlp.safetensors");
 * const { model: half } = await loadWeights(model, { "head/weight": weight }, { partial: true });
 * ```
 * Layers find their modules by name, or where shapes and numbering leave no choice; nothing is guessed, and what is left
 * on either side is an error unless `partial`.
 */
export const loadWeights = async (
  model: TrainedModel,
  source: WeightSource,
  given: LoadWeightsOptions = {},
): Promise<LoadedWeights> => {
  const { names = {}, partial } = read(given);
  if (!("parts" in model)) {
    throw new ModelError(
      "layer",
      `loadWeights takes a model that knows its shapes: got the layer ${(model as Layer).kind}.`,
      {
        remedy: "const { model } = await loadWeights(await initialized(layers, [784]), file);",
      },
    );
  }
  const tensors = await readTensors(source);
  const { layer } = model.parts;
  const units = unitsOf(initialize(layer, key(0), model.inputShape), layer.kind);
  checkNames(names, units, tensors);
  const found = [...byPath(units, tensors)];
  const taken = new Set(found.map(({ path }) => path));
  const rest = new Map([...tensors].filter(([name]) => !taken.has(name)));
  const stored = new Map(
    [...rest].map(([name, tensor]) => [moduleName(name), { name, path: moduleName(name), tensor }]),
  );
  const open = units.filter(({ path, tensors }) => ![...tensors.keys()].every((name) => taken.has(join(path, name))));
  const matches = match(open, stored, names);
  const all = [...found, ...matches.flatMap(weightsIn)];
  const values = new Map(all.map(({ path, tensor }) => [path, tensor]));
  const used = new Set([...all.flatMap(({ from }) => from), ...matches.flatMap(ignoredIn(stored))]);
  const missing = units.flatMap(({ path, tensors }) =>
    [...tensors]
      .map(([name, { shape }]) => ({ path: join(path, name), shape }))
      .filter((each) => !values.has(each.path)),
  );
  const unused = [...tensors].filter(([name]) => !used.has(name)).map(([name, { shape }]) => ({ name, shape }));
  if (!partial && (missing.length > 0 || unused.length > 0)) {
    throw explain({
      units: open.filter((unit) => !matches.some((each) => each.unit === unit)),
      stored,
      missing,
      unused,
    });
  }
  const fill = <S>(structure: S): S =>
    unflatten(
      structure as Structure,
      named(structure as Structure, "").map(([tensor, path]) => values.get(path) ?? (tensor as Tensor)),
    ) as S;
  const learned = await settled({ params: fill(model.params), state: fill(model.state) });
  return {
    model: createTrainedModel({ ...model.parts, ...learned }),
    matched: all.map(({ path, from, tensor, how }) => ({ path, from, shape: tensor.shape, how })),
    missing,
    unused,
  };
};

/** A misspelt name would be passed over. */
const checkNames = (
  names: Readonly<Record<string, string>>,
  units: readonly Unit[],
  tensors: ReadonlyMap<string, Tensor>,
): void => {
  for (const [module, path] of Object.entries(names)) {
    const known = [...tensors.keys()].some(
      (name) => /^[./]/.test(name.slice(module.length)) && name.startsWith(module),
    );
    if (known && units.some((unit) => unit.path === path)) continue;
    throw new ModelError(
      "options",
      `\`names\` says which module of the file is which layer: there is no ${known ? `layer "${path}"` : `module "${module}"`}.`,
      {
        remedy: known
          ? `There are ${units.map((unit) => unit.path).join(", ")}.`
          : `The file has ${[...tensors.keys()].slice(0, 8).join(", ")}.`,
      },
    );
  }
};

interface Found {
  readonly path: string;
  readonly from: readonly string[];
  readonly tensor: Tensor;
  readonly how: string;
}

/** What is stored under our own paths: "dense/weight" is never a name of PyTorch's, and Keras' mean the same. */
const byPath = (units: readonly Unit[], tensors: ReadonlyMap<string, Tensor>): readonly Found[] =>
  units.flatMap(({ path, tensors: own, sources }) =>
    [...own].flatMap(([name, { shape }]) => {
      const at = join(path, name);
      const tensor = tensors.get(at);
      const ours = at.includes("/") || sources.length === 0;
      return ours && tensor?.shape.join() === shape.join() ? [{ path: at, from: [at], tensor, how: "as it is" }] : [];
    }),
  );

const weightsIn = ({ unit, parts }: Match): readonly Found[] =>
  parts.map(({ name, from, tensor, how }) => ({
    path: join(unit.path, name),
    from: from.map((each) => each.name),
    tensor,
    how,
  }));

const ignoredIn =
  (stored: ReadonlyMap<string, { readonly name: string }>) =>
  ({ module, source }: Match): readonly string[] =>
    (source.ignored ?? []).flatMap((leaf) => stored.get(module === "" ? leaf : `${module}.${leaf}`)?.name ?? []);
