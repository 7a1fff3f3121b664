import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";

/** Steps and models that are called with more than a record of options, from the options that they keep. */
export const rebuild = {} as const satisfies Readonly<Record<string, (options: never) => Step | Model>>;
