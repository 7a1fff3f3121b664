import { didYouMean } from "@kaviar/base/check";
import { TableError } from "../error.ts";
import type { Role } from "./grammar.ts";

/** The words of a template, as TPOT writes them. */
const words: Readonly<Record<string, Role>> = {
  imputer: "imputer",
  encoder: "encoder",
  scaler: "scaler",
  selector: "selector",
  transformer: "transformer",
  sampler: "sampler",
  model: "model",
  classifier: "model",
  regressor: "model",
};

/** The roles of a template such as `"Selector-Transformer-Classifier"`: its last one is the model. */
export const rolesOf = (template: string): readonly Role[] => {
  const roles = template.split("-").map((word) => {
    const name = word.trim().toLowerCase();
    if (Object.hasOwn(words, name)) return words[name]!;
    throw new TableError("options", `A template is made of the roles of parts: got \`${word}\` in \`${template}\`.`, {
      remedy: didYouMean(name, Object.keys(words), `They are ${Object.keys(words).join(", ")}.`),
    });
  });
  if (roles.at(-1) === "model" && roles.indexOf("model") === roles.length - 1) return roles;
  throw new TableError("options", `A template has one model, at its end: got \`${template}\`.`, {
    remedy: 'Write "Selector-Transformer-Classifier", say.',
  });
};
