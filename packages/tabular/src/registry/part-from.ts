import { didYouMean } from "@kaviar/base/check";
import * as nn from "@kaviar/nn";
import type { Chain } from "../contract/chain.ts";
import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { catalogue } from "./catalogue.ts";
import { rebuild } from "./rebuild.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The step, the model or the chain of them that was written as JSON. */
export const partFrom = (json: unknown): Step | Model | Chain => {
  const made = revive(json as Json);
  if (isPart(made)) return made;
  throw new TableError("pipeline", "A step, a model or a pipeline is written as a record with its name: this is none.");
};

const isPart = (value: unknown): value is Step | Model | Chain =>
  typeof value === "object" && value !== null && ["step", "model", "pipeline"].includes((value as Step).kind);

const revive = (json: Json): unknown => {
  if (typeof json !== "object" || json === null) return json;
  if (isList(json)) return json.map(revive);
  if (Array.isArray(json.pipeline)) return chainFrom(json.pipeline.map(revive) as (Step | Model)[]);
  if (typeof json.step === "string") return named("step", json.step, json.options ?? {});
  if (typeof json.model === "string") return named("model", json.model, json.options ?? {});
  if (typeof json.number === "string") return Number(json.number);
  if (typeof json.function === "string") return metricOf(json.function);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, revive(value)]));
};

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

const chainFrom = (parts: readonly (Step | Model)[]): Chain => ({
  kind: "pipeline",
  steps: parts.filter((part) => part.kind === "step"),
  model: parts.find((part) => part.kind === "model"),
});

const named = (kind: "step" | "model", name: string, options: Json): unknown => {
  const given = revive(options);
  if (Object.hasOwn(rebuild, name))
    return (rebuild as Readonly<Record<string, (options: never) => Step | Model>>)[name]!(given as never);
  const make = Object.hasOwn(catalogue[kind], name) ? catalogue[kind][name] : undefined;
  if (make) return make(given);
  throw new TableError("pipeline", `There is no ${kind} \`${name}\` here.`, {
    remedy: didYouMean(name, Object.keys(catalogue[kind]), "It was written by a later version, or is one of your own."),
  });
};

/** Functions are written by their names: those that have one here are metrics. */
const metricOf = (name: string): unknown => {
  const found = Object.hasOwn(nn, name) ? (nn as Readonly<Record<string, unknown>>)[name] : undefined;
  if (typeof found === "function" && "better" in found) return found;
  throw new TableError("pipeline", `A function of your own cannot be read from JSON: \`${name}\`.`, {
    remedy: "Write the pipeline as code, or use names and types instead of a function.",
  });
};
