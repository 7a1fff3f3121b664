import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import * as models from "../models/index.ts";
import * as steps from "../steps/index.ts";

type Makers<T> = Readonly<Record<string, (options: unknown) => T>>;

/** Every step and model under the name it is exported by. */
export const catalogue: { readonly step: Makers<Step>; readonly model: Makers<Model> } = {
  step: steps as unknown as Makers<Step>,
  model: models as unknown as Makers<Model>,
};

/**
 * Whether a step or a model is one of these, and not one of the caller's own under the same name. It does all that these do; it
 * may do more, as bagging does of a model that knows what counts.
 */
export const isInCatalogue = ({ kind, name, definition }: Step | Model): boolean => {
  if (!Object.hasOwn(catalogue[kind], name)) return false;
  const { definition: own } = catalogue[kind][name] as unknown as { readonly definition?: Step["definition"] };
  if (own === undefined) return false;
  const here = definition as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(own).every(([entry, value]) => here[entry] === value);
};
