import { shown } from "@kaviar/base/error";
import { ModelError } from "./error.ts";
import { looksLikeTensor } from "./options.ts";

/** Refuses to make what is a layer as it stands: `relu()`, `flatten()`, `leakyRelu({ alpha: 0.2 })`. */
export const checkStands = (name: string, given: unknown, options?: object): void => {
  if (looksLikeTensor(given)) return;
  const isRecord = typeof given === "object" && given !== null;
  const [first] = Object.keys(options ?? {});
  const changes =
    isRecord && Object.keys(given).every((each) => each in (options ?? {})) ? shown(given) : `{ ${first}: … }`;
  throw new ModelError("layer", `${name} is a layer as it stands, and takes tensors: got ${shown(given)}.`, {
    remedy:
      options && given !== undefined
        ? `Write ${name}.with(${changes.replaceAll(/"([a-zA-Z]+)":/g, " $1: ").replace("}", " }")}).`
        : `Write ${name}, not ${name}(): sequential(dense(8), ${name}).`,
  });
};
