import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { predicatesOf } from "./constrain.ts";
import type { Choice, Condition, Dimension, Params, Tag, Value } from "./dimension.ts";
import { holds, standsFor } from "./domain.ts";
import { contains, type FlatSpace } from "./flat-space.ts";
import { intDomain } from "./int.ts";
import { codeOf, digitsOf, orderOf } from "./orders.ts";
import { isParameter, type Space, type SpaceItem, type ValuesOf } from "./parameter.ts";

/** A nested space, made flat, and the way between the two forms of a point. */
export interface CompiledSpace<S extends Space = Space> {
  readonly dimensions: FlatSpace;
  /** The nested values an objective gets. */
  decode(params: Params): ValuesOf<S>;
  /** The flat form of nested values; names that are left out stay out. */
  encode(values: unknown): Params;
  /** Whether the constraints between parameters hold. */
  allows(params: Params): boolean;
  /** The values of a flat point by name, with constants among them, and orders in place of their digits. */
  named(params: Params): readonly NamedValue[];
}

type NamedValue = readonly [name: string, value: unknown];

/** Of a space without constraints between parameters. */
export const allowsAll = (): boolean => true;

/** One node: its dimensions, and how its value is read from a flat point and written into one. */
interface Part {
  readonly dimensions: readonly Dimension[];
  read(params: Params): unknown;
  write(value: unknown, into: Record<string, Value>): void;
  named(params: Params): readonly NamedValue[];
  /** Whether its own constraints hold; absent where there are none. */
  allows?(params: Params): boolean;
}

/**
 * A nested space as dimensions: `{ optimizer: choice({ adam: { beta2 } }) }` becomes `optimizer` and
 * `optimizer.adam.beta2`, the second active when the first is `"adam"`.
 */
export const compileSpace = <S extends Space>(space: S): CompiledSpace<S> => {
  if (typeof space !== "object" || space === null || Array.isArray(space) || isParameter(space))
    throw new TuneError(
      "bad-space",
      `A space is a record of parameters by name: got ${space && isParameter(space) ? "a parameter without a name" : shown(space)}.`,
      { remedy: "Write `{ rate: log(1e-5, 1) }`; `null` leaves the parameters to `trial.float(…)` and its like." },
    );
  const root = record("", space, undefined, undefined);
  const names = root.dimensions.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new TuneError("repeated-name", `Names of parameters must differ: got "${twice}" twice.`, {
      remedy: "Names with dots may collide with nested ones.",
    });
  const decode = (params: Params) => root.read(params) as ValuesOf<S>;
  return {
    dimensions: root.dimensions,
    decode,
    encode: (values) => {
      const into: Record<string, Value> = {};
      root.write(values, into);
      return into;
    },
    allows: root.allows ?? allowsAll,
    named: root.named,
  };
};

const part = (path: string, item: SpaceItem, when: Condition | undefined, tag: Tag | undefined): Part => {
  if (!isItem(item))
    throw new TuneError(
      "bad-space",
      `\`${path}\` must be a parameter, a record of parameters or a constant that JSON holds: got ${shown(item)}.`,
      { remedy: Array.isArray(item) ? "One of several values is `choice([…])`." : "Make it in the objective." },
    );
  if (typeof item !== "object" || item === null) return constant(path, item);
  if (!isParameter(item)) return record(path, item, when, tag);
  const node = item.parameter;
  switch (node.kind) {
    case "domain":
      return single({ name: path, domain: node.domain, ...(when && { when }), ...tagged(node.tag ?? tag) }, path);
    case "branches":
      return branches(path, node.branches, when, node.tag ?? tag);
    case "array":
      return array(path, node.item, node.min, node.max, when, tag);
    case "permutation":
      return permutation(path, node.items, when, tag);
  }
};

const isItem = (item: SpaceItem): boolean => {
  if (typeof item !== "object" || item === null)
    return item === null || typeof item === "string" || typeof item === "boolean" || Number.isFinite(item);
  const made = Object.getPrototypeOf(item) as unknown;
  return made === null || made === Object.prototype || Object.getPrototypeOf(made) === null;
};

const tagged = (tag: Tag | undefined) => (tag ? { tag } : {});

const constant = (path: string, value: Choice): Part => ({
  dimensions: [],
  named: () => [[path, value]],
  read: () => value,
  write: (given) => {
    if (given !== value)
      throw new TuneError(
        "outside-domain",
        `A constant stays as it is, ${JSON.stringify(value)}: got ${JSON.stringify(given)}.`,
      );
  },
});

const single = (dimension: Dimension, path: string): Part => ({
  dimensions: [dimension],
  named: (params) => (params[path] === undefined ? [] : [[path, params[path]]]),
  read: (params) => params[path],
  write: (value, into) => {
    if (!holds(dimension.domain, value))
      throw new TuneError(
        "outside-domain",
        `\`${path}\` must be ${describe(dimension)}: got ${JSON.stringify(value)}.`,
      );
    into[path] = standsFor(dimension.domain, value as Value);
  },
});

const describe = ({ domain }: Dimension): string =>
  domain.kind === "categorical"
    ? `one of ${domain.choices.map((choice) => JSON.stringify(choice)).join(", ")}`
    : `${domain.kind === "int" ? "a whole number" : "a number"} in [${domain.low}, ${domain.high}]${
        domain.step === undefined || domain.step === 1 ? "" : ` in steps of ${domain.step}`
      }`;

const record = (path: string, space: Space, when: Condition | undefined, tag: Tag | undefined): Part => {
  const parts = Object.entries(space).map(([name, item]) => {
    if (name === "__proto__")
      throw new TuneError("bad-name", "A parameter has a name that a record can have: got `__proto__`.");
    return [name, part(path === "" ? name : `${path}.${name}`, item, when, tag)] as const;
  });
  const read = (params: Params) => {
    const values: Record<string, unknown> = {};
    for (const [name, inner] of parts) values[name] = inner.read(params);
    return values;
  };
  const own = predicatesOf(space);
  const inner = parts.flatMap(([, { allows }]) => (allows ? [allows] : []));
  return {
    dimensions: parts.flatMap(([, { dimensions }]) => dimensions),
    named: (params) => parts.flatMap(([, inner]) => inner.named(params)),
    read,
    ...(own.length + inner.length > 0 && {
      allows: (params) => inner.every((allows) => allows(params)) && own.every((holds) => holds(read(params))),
    }),
    write: (value, into) => {
      if (typeof value !== "object" || value === null)
        throw new TuneError("not-a-record", `${path || "A point"} must be a record of values: got ${String(value)}.`);
      const known = new Map(parts);
      for (const [name, given] of Object.entries(value)) {
        if (name === "kind" && !known.has("kind")) continue;
        const inner = known.get(name);
        if (inner === undefined)
          throw new TuneError(
            "unknown-parameter",
            `The space${path && ` at \`${path}\``} has ${[...known.keys()].join(", ")}: got \`${name}\`.`,
          );
        if (given !== undefined) inner.write(given, into);
      }
    },
  };
};

const branches = (
  path: string,
  spaces: Readonly<Record<string, Space>>,
  when: Condition | undefined,
  tag: Tag | undefined,
): Part => {
  const kinds = Object.keys(spaces);
  const taken = kinds.find((kind) => Object.hasOwn(spaces[kind]!, "kind"));
  if (taken !== undefined)
    throw new TuneError(
      "bad-space",
      `A branch has its own name as \`kind\`: \`${path}.${taken}\` has a parameter that is called so too.`,
      { remedy: "Call that parameter otherwise." },
    );
  const parts = new Map(
    kinds.map((kind) => [kind, record(`${path}.${kind}`, spaces[kind]!, { name: path, in: [kind] }, tag)]),
  );
  const kindDimension: Dimension = {
    name: path,
    domain: { kind: "categorical", choices: kinds, ordered: false },
    ...(when && { when }),
    ...tagged(tag),
  };
  const kindPart = single(kindDimension, path);
  const limited = [...parts.values()].some(({ allows }) => allows);
  return {
    ...(limited && { allows: (params) => parts.get(params[path] as string)?.allows?.(params) ?? true }),
    dimensions: [kindDimension, ...[...parts.values()].flatMap(({ dimensions }) => dimensions)],
    named: (params) => [...kindPart.named(params), ...(parts.get(params[path] as string)?.named(params) ?? [])],
    read: (params) => {
      const kind = params[path];
      return kind === undefined ? undefined : { kind, ...(parts.get(kind as string)?.read(params) as object) };
    },
    write: (value, into) => {
      const kind = (typeof value === "object" && value !== null && "kind" in value ? value.kind : value) as string;
      kindPart.write(kind, into);
      if (typeof value === "object") parts.get(kind)!.write(value, into);
    },
  };
};

const array = (
  path: string,
  item: SpaceItem,
  min: number,
  max: number,
  when: Condition | undefined,
  tag: Tag | undefined,
): Part => {
  const lengthName = `${path}.length`;
  const tuned = min < max;
  const length: Dimension[] = tuned
    ? [{ name: lengthName, domain: intDomain(min, max), ...(when && { when }), ...tagged(tag) }]
    : [];
  const items = Array.from({ length: max }, (_, i) =>
    part(`${path}.${i}`, item, i < min ? when : { name: lengthName, atLeast: i + 1 }, tag),
  );
  const lengthOf = (params: Params) => (tuned ? (params[lengthName] as number) : max);
  const limited = items.some(({ allows }) => allows);
  return {
    ...(limited && {
      allows: (params) => items.slice(0, lengthOf(params)).every(({ allows }) => allows?.(params) ?? true),
    }),
    dimensions: [...length, ...items.flatMap(({ dimensions }) => dimensions)],
    named: (params) => {
      const count = lengthOf(params) ?? 0;
      const own: readonly NamedValue[] = tuned && count > 0 ? [[lengthName, count]] : [];
      return [...own, ...items.slice(0, count).flatMap((item) => item.named(params))];
    },
    read: (params) => items.slice(0, lengthOf(params)).map(({ read }) => read(params)),
    write: (value, into) => {
      if (!Array.isArray(value) || value.length < min || value.length > max)
        throw new TuneError(
          "bad-length",
          `\`${path}\` must be an array of ${min} to ${max} items: got ${JSON.stringify(value)}.`,
        );
      if (tuned) into[lengthName] = value.length;
      value.forEach((each, i) => {
        items[i]!.write(each, into);
      });
    },
  };
};

const permutation = (
  path: string,
  items: readonly Choice[],
  when: Condition | undefined,
  tag: Tag | undefined,
): Part => ({
  dimensions: digitsOf(path, items).map((digit) => ({ ...digit, ...(when && { when }), ...tagged(tag) })),
  named: (params) =>
    digitsOf(path, items).some(({ name }) => params[name] === undefined) ? [] : [[path, orderOf(path, items, params)]],
  read: (params) => orderOf(path, items, params),
  write: (value, into) => {
    Object.assign(into, codeOf(path, items, value));
  },
});

/** Whether a flat point is a whole point of the space. */
export const isWhole = (space: CompiledSpace, params: Params): boolean => contains(space.dimensions, params);
