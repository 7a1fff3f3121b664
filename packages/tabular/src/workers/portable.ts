import * as nn from "@kaviar/nn";
import { type Chain, isModel, isStep } from "../contract/chain.ts";
import { optionsJson } from "../contract/options-json.ts";
import { catalogue, isInCatalogue } from "../registry/catalogue.ts";
import { rebuild } from "../registry/rebuild.ts";

/** A chain as text that another thread makes the same chain of; undefined where a function of the caller's is in it. */
export const portable = ({ steps, model }: Chain): string | undefined =>
  [...steps, model].every(isKnown) ? optionsJson({ pipeline: model ? [...steps, model] : steps }) : undefined;

const isKnown = (value: unknown): boolean => {
  if (typeof value === "function") return (nn as Readonly<Record<string, unknown>>)[value.name] === value;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return true;
  if (isStep(value) || isModel(value)) {
    const isOurs =
      isInCatalogue(value) || (Object.hasOwn(catalogue[value.kind], value.name) && Object.hasOwn(rebuild, value.name));
    return isOurs && isKnown(value.options);
  }
  return Object.values(value).every(isKnown);
};
