import type { Model } from "../../contract/model.ts";
import type { Step } from "../../contract/step.ts";
import { TableError } from "../../error.ts";
import { tables } from "../../options.ts";
import { catalogue } from "../../registry/catalogue.ts";
import { optionsJson } from "../../registry/options-json.ts";
import type { rebuild } from "../../registry/rebuild.ts";
import { type Code, call } from "./code.ts";
import type { Imports } from "./imports.ts";
import { recordCode, valueCode } from "./value.ts";

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
export const partCode = (part: Step | Model, imports: Imports): Code => {
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

const checkKnown = ({ kind, name, definition }: Step | Model): void => {
  if (hasArguments(name)) return;
  const known = Object.hasOwn(catalogue[kind], name) ? catalogue[kind][name] : undefined;
  if (known && (known as unknown as Pick<Step, "definition">).definition === definition) return;
  throw new TableError(
    "export",
    `Code imports what @kaviar/tabular exports: the ${kind} \`${name}\` is one of your own.`,
    {
      remedy: "Write that program by hand, or leave the step out of the search.",
    },
  );
};
