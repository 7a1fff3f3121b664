import { type Code, call, dataCode, type Imports, recordCode as recordOf } from "@kaviar/base/code";
import { shown } from "@kaviar/base/error";
import * as nn from "@kaviar/nn";
import { isModel, isPipeline, isStep } from "../contract/chain.ts";
import type { Model } from "../contract/model.ts";
import { optionsJson } from "../contract/options-json.ts";
import type { Step } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { tables } from "../options.ts";
import { isInCatalogue } from "../registry/catalogue.ts";
import type { rebuild } from "../registry/rebuild.ts";

/** TypeScript of what an option holds. Names of other modules that it needs are added to the imports. */
const valueCode = (value: unknown, imports: Imports): Code => {
  if (isStep(value) || isModel(value)) return partCode(value, imports);
  if (isPipeline(value)) return chainCode([...value.steps, ...(value.model ? [value.model] : [])], imports);
  if (typeof value === "function") return metricCode(value, imports);
  if (!["string", "number", "boolean", "object"].includes(typeof value))
    throw new TableError("export", `Options are written as code where they are data: one is ${shown(value)}.`);
  return dataCode(value, (inner) => valueCode(inner, imports));
};

/** A call of `pipeline`. */
export const chainCode = (parts: readonly unknown[], imports: Imports): Code => {
  imports.add("@kaviar/tabular", "pipeline");
  return call("pipeline", ...parts.map((part) => valueCode(part, imports)));
};

/** A record; what is undefined is left out. */
export const recordCode = (values: Readonly<Record<string, unknown>>, imports: Imports): Code =>
  recordOf(values, (value) => valueCode(value, imports));

/** The name of a metric of nn. */
export const metricCode = (metric: object, imports: Imports): Code => {
  const found = Object.entries(nn).find(([, exported]) => exported === metric);
  if (found && "better" in metric) {
    imports.add("@kaviar/nn", found[0]);
    return found[0];
  }
  throw new TableError("export", "A function of your own cannot be written as code: only metrics of nn have a name.", {
    remedy: "Choose columns by names or types in the place of a function.",
  });
};

type Options = Readonly<Record<string, unknown>>;

interface Arguments {
  readonly first: readonly unknown[];
  readonly options: Options;
}

const memberFirst = ({ model, ...options }: Options): Arguments => ({ first: [model], options });
const membersFirst = ({ members, ...options }: Options): Arguments => ({ first: [members], options });

/** Steps and models that are called with more than a record of options: how, from the options that they keep. */
const argumentsOf: { readonly [Name in keyof typeof rebuild]: (options: Options) => Arguments } = {
  calibrate: memberFirst,
  forColumns: ({ which, steps }) => ({ first: [which, ...(steps as readonly Step[])], options: {} }),
  greedyEnsemble: membersFirst,
  predictions: memberFirst,
  stacking: membersFirst,
  tuneThreshold: memberFirst,
  union: ({ branches }) => ({ first: (branches as readonly (readonly Step[])[]).map(branchOf), options: {} }),
  voting: membersFirst,
};

/** A branch of one step is the step. */
const branchOf = (steps: readonly Step[]): unknown => (steps.length === 1 ? steps[0] : steps);

const hasArguments = (name: string): name is keyof typeof argumentsOf => Object.hasOwn(argumentsOf, name);

/** A call that makes a step or a model, with the options that differ from the usual ones. */
const partCode = (part: Step | Model, imports: Imports): Code => {
  const { name, options } = part;
  checkKnown(part);
  imports.add("@kaviar/tabular", name);
  const own = (options ?? {}) as Options;
  const { first, options: rest } = hasArguments(name) ? argumentsOf[name](own) : { first: [], options: own };
  const said = unusual(name, rest);
  const record = Object.keys(said).length > 0 ? [recordCode(said, imports)] : [];
  return call(name, ...first.map((each) => valueCode(each, imports)), ...record);
};

const unusual = (name: string, options: Options): Options => {
  const table = tables.get(name) ?? {};
  return Object.fromEntries(
    Object.entries(options).filter(
      ([key, value]) => value !== undefined && optionsJson(value) !== optionsJson(table[key]?.otherwise),
    ),
  );
};

const checkKnown = (part: Step | Model): void => {
  const { kind, name } = part;
  if (hasArguments(name) || isInCatalogue(part)) return;
  throw new TableError(
    "export",
    `Code imports what @kaviar/tabular exports: the ${kind} \`${name}\` is one of your own.`,
    {
      remedy: "Write that program by hand, or leave the step out of the search.",
    },
  );
};
