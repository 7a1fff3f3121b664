import { array, bool, choice, float, type Parameter, type Space } from "@kaviar/tune";
import { TableError } from "../error.ts";
import type { Facts } from "./facts.ts";
import { asTheyAre, type Gene } from "./genome.ts";
import { type PartRule, type Parts, type Role, rangesOf } from "./grammar.ts";
import type { Shape } from "./presets.ts";

/** How many steps stand between the encoding and the model at most, and how many branches a union has. */
export const longest = 3;
export const broadest = 3;

type Branches = Readonly<Record<string, Space>>;

/** What may stand in each kind of place of a pipeline; undefined where nothing may. */
export interface Places {
  readonly impute: Parameter<Gene>;
  readonly encode: Parameter<Gene>;
  /** Between the encoding and the model. */
  readonly step: Parameter<Gene> | undefined;
  /** In a branch of a union. */
  readonly view: Parameter<Gene> | undefined;
  readonly model: Parameter<Gene>;
  /** Of a template: one for each of its roles between the encoding and the model. */
  readonly template: readonly Parameter<Gene>[] | undefined;
}

const among = (branches: Branches): Parameter<Gene> | undefined =>
  Object.keys(branches).length > 0 ? (choice(branches) as unknown as Parameter<Gene>) : undefined;

/** How many members a stack has. */
export const stacked = { least: 2, most: 3 };

/** Models that are the last of a stack: linear ones, of few columns that are all alike. */
const lasts = ["logisticRegression", "ridge"];

/** What stands where: in chains no unions, and no models inside. */
export const placesOf = (parts: Parts, facts: Facts, template: readonly Role[] | undefined, shape: Shape): Places => {
  const those = (is: (rule: PartRule) => boolean): Branches =>
    Object.fromEntries(
      [...parts].filter(([, rule]) => is(rule)).map(([name, rule]) => [name, rangesOf(name, rule, facts)]),
    );
  const of = (...roles: readonly Role[]): Branches => those(({ role }) => roles.includes(role));
  const model = among(of("model"));
  const last = among(Object.fromEntries(Object.entries(of("model")).filter(([name]) => lasts.includes(name))));
  if (!model) {
    throw new TableError("pipeline", `A grammar has a model of ${facts.task}: this one has none.`, {
      remedy: "Give it one, or leave in those that it has by default.",
    });
  }
  const view = among(of("scaler", "transformer"));
  const inner = among(those(({ role, light }) => role === "model" && light === true));
  return {
    impute: among({ [asTheyAre.kind]: {}, ...of("imputer") })!,
    encode: among({ [asTheyAre.kind]: {}, ...of("encoder") })!,
    view,
    model:
      shape === "stacks" && last && template === undefined
        ? among({
            ...of("model"),
            stack: {
              members: array(model, { min: stacked.least, max: stacked.most }),
              final: last,
              passthrough: bool(),
            },
            bag: { of: model, rows: float(0.6, 0.95) },
          })!
        : model,
    step: among({
      ...of("scaler", "selector", "transformer", "sampler"),
      ...(view && shape !== "chains" && { union: { branches: array(view, { min: 1, max: broadest }), keep: bool() } }),
      ...(inner && shape !== "chains" && { predictions: { model: inner } }),
    }),
    template: template
      ?.filter((role) => role !== "model" && role !== "imputer" && role !== "encoder")
      .map((role) => among(of(role)) ?? refused(role)),
  };
};

const refused = (role: Role): never => {
  throw new TableError("pipeline", `A template's places are filled by parts of the grammar: it has no ${role}.`, {
    remedy: "Leave the place out, or give the grammar such a part.",
  });
};

/**
 * All pipelines of a grammar as one space: `{ impute, encode, features, model }`, a genome when decoded. Steps may be
 * unions of others, and predictions of an inner model. With a template there is a place for each of its roles.
 */
export const spaceOf = ({ impute, encode, step, model, template }: Places): Space => {
  const features = template ? { ...template } : step && array(step, { min: 0, max: longest });
  return { impute, encode, ...(features !== undefined && { features }), model } as Space;
};
