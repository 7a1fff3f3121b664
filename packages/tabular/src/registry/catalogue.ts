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
