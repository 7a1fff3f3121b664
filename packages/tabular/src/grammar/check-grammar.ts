import { didYouMean } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import { holders } from "./genome.ts";
import type { Grammar, PartRule } from "./grammar.ts";
import { defaultParts } from "./parts/index.ts";

const roles = ["imputer", "encoder", "scaler", "selector", "transformer", "sampler", "model"];
const takes = ["anything", "numbers", "complete numbers"];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCallable = (value: unknown): boolean => typeof value === "function";
const isFlag = (value: unknown): boolean => typeof value === "boolean";

/** What each entry of a part has to be, in words. */
const laws: Readonly<Record<keyof PartRule, readonly [says: string, is: (value: unknown) => boolean]>> = {
  role: [`one of ${roles.join(", ")}`, (value) => roles.includes(value as string)],
  make: ["a function that makes the step or model", isCallable],
  ranges: ["a record of ranges, or a function that gives one", (value) => isRecord(value) || isCallable(value)],
  takes: [`one of ${takes.join(", ")}`, (value) => takes.includes(value as string)],
  tasks: [
    'a list of "classes" and "numbers"',
    (value) => Array.isArray(value) && value.every((each) => each === "classes" || each === "numbers"),
  ],
  ordinal: ["true or false", isFlag],
  once: ["true or false", isFlag],
  light: ["true or false", isFlag],
  baseline: ["true or false", isFlag],
  suits: ["a function of facts", isCallable],
  seconds: ["a function of facts and values", isCallable],
  columns: ["a function of facts and values", isCallable],
  bytes: ["a function of facts and values", isCallable],
};

/** Refuses a grammar that would not be understood, naming the part and the entry. */
export const checkGrammar = (given: unknown): Grammar => {
  if (!isRecord(given)) throw refused(`A grammar is a record of \`parts\` and a \`template\`: got ${shown(given)}.`);
  checkNames(given, ["parts", "template"], "A grammar has `parts` and a `template`");
  const { parts = {}, template } = given;
  if (template !== undefined && typeof template !== "string")
    throw refused(`A template is a text: got ${shown(template)}.`, 'Write "Selector-Transformer-Classifier", say.');
  if (!isRecord(parts)) throw refused(`The parts of a grammar are a record of them by name: got ${shown(parts)}.`);
  for (const [name, part] of Object.entries(parts)) checkPart(name, part);
  return given as Grammar;
};

const checkPart = (name: string, part: unknown): void => {
  if (holders.includes(name))
    throw refused(`A part has a name of its own: \`${name}\` is what holds other parts.`, "Give it another name.");
  if (part === false) {
    if (Object.hasOwn(defaultParts, name)) return;
    const known = Object.keys(defaultParts);
    throw refused(
      `A part that is there can be left out: there is no \`${name}\`.`,
      didYouMean(name, known, `They are ${known.join(", ")}.`),
    );
  }
  if (!isRecord(part)) throw refused(`A part is made by \`grammarPart\`, or false: \`${name}\` is ${shown(part)}.`);
  checkNames(part, Object.keys(laws), `A part has entries that are known: \`${name}\``);
  for (const [entry, [says, is]] of Object.entries(laws)) {
    const value = part[entry];
    if (value === undefined && entry !== "role" && entry !== "make") continue;
    if (is(value)) continue;
    throw refused(`\`${entry}\` of a part is ${says}: that of \`${name}\` is ${shown(value)}.`);
  }
};

const checkNames = (given: object, known: readonly string[], law: string): void => {
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger === undefined) return;
  throw refused(`${law}: got \`${stranger}\`.`, didYouMean(stranger, known, `There are ${known.join(", ")}.`));
};

const refused = (
  evidence: string,
  remedy = "Write `{ parts: { clip: grammarPart({ role, make }), svm: false } }`.",
): TableError => new TableError("options", evidence, { remedy });
