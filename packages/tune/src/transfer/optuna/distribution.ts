import { TuneError } from "../../error.ts";
import type { Choice, Domain } from "../../space/dimension.ts";
import { standsFor } from "../../space/domain.ts";
import { parsePythonJson } from "./python-json.ts";

interface Attributes {
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
  readonly step?: number | null;
  readonly q?: number;
  readonly choices: readonly unknown[];
}

const float = ({ low, high, log, step }: Attributes): Domain => ({
  kind: "float",
  low,
  high,
  scale: log ? "log" : "linear",
  ...(typeof step === "number" && { step }),
});

const int = ({ low, high, log, step }: Attributes): Domain => ({
  kind: "int",
  low,
  high,
  scale: log ? "log" : "linear",
  step: step ?? 1,
});

/** By their names in Optuna: those of today, and those from before version 3, which its storages still hold. */
const distributions: Readonly<Record<string, (attributes: Attributes) => Domain>> = {
  FloatDistribution: float,
  IntDistribution: int,
  CategoricalDistribution: ({ choices }) => ({
    kind: "categorical",
    choices: choices.map(choiceOf),
    ordered: false,
  }),
  UniformDistribution: float,
  LogUniformDistribution: (attributes) => float({ ...attributes, log: true }),
  DiscreteUniformDistribution: ({ q, ...attributes }) => float({ ...attributes, step: q! }),
  IntUniformDistribution: int,
  IntLogUniformDistribution: ({ low, high }) => int({ low, high, log: true, choices: [] }),
};

/** A choice that is a list or a record is known by its text. */
const choiceOf = (choice: unknown): Choice =>
  typeof choice === "object" && choice !== null ? JSON.stringify(choice) : (choice as Choice);

/** A domain of its text in an Optuna storage. */
export const domainOf = (text: string): Domain => {
  const { name, attributes } = parsePythonJson(text) as { name: string; attributes: Attributes };
  const made = Object.hasOwn(distributions, name) ? distributions[name] : undefined;
  if (made === undefined)
    throw new TuneError(
      "not-optuna",
      `A distribution must be one that Optuna has: ${Object.keys(distributions).join(", ")}; got ${name}.`,
      { remedy: "Update @kaviar/tune." },
    );
  return made(attributes);
};

/** A value as Optuna stores it: of a choice its place, else the number itself. */
export const valueIn = (domain: Domain, stored: number): Choice =>
  domain.kind === "categorical" ? domain.choices[stored]! : standsFor(domain, stored);
