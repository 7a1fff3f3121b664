import { didYouMean, either, law, oneOf } from "@kaviar/base/check";
import { ModelError } from "../error.ts";
import { optionsOf } from "../options.ts";
import type { DynamicCode } from "./contract/finding.ts";
import type { Rule } from "./contract/rule.ts";
import type { RuleChoice } from "./diagnose.ts";
import { isPreset, type PresetName, presets } from "./presets/presets.ts";
import { rules } from "./rules/index.ts";

/** Which rules look at a run, and with which bounds; what is left out is as usual. */
export interface DoctorRules {
  readonly rules?: readonly DynamicCode[];
  readonly thresholds?: { readonly [Code in DynamicCode]?: { readonly [name: string]: number } };
}

/**
 * Nobody; who costs a few percent; who looks around at the loss as well: curvature, and how far single rows agree; somebody
 * else's rules and bounds: "sagemaker" are those that Amazon SageMaker Debugger publishes.
 */
export type DoctorOption = "off" | "light" | "full" | PresetName | DoctorRules;

const isObject = (x: unknown): x is object => typeof x === "object" && x !== null;

export const doctorLaw = either(
  oneOf("off", "light", "full", ...(Object.keys(presets) as readonly PresetName[])),
  law<DoctorRules>("{ rules, thresholds }", (x) => isObject(x) && !Array.isArray(x)),
);

const codes = Object.keys(rules) as DynamicCode[];

const isCode = law<readonly DynamicCode[]>("a list of codes", (x) => Array.isArray(x));
const isBounds = law<NonNullable<DoctorRules["thresholds"]>>("bounds by code", isObject);

const read = optionsOf<DoctorRules>()("doctor", { rules: isCode.default(codes), thresholds: isBounds.default({}) });

/** The rules that an option asks for; undefined where nobody is to look. */
export const readDoctor = (option: DoctorOption): RuleChoice | undefined => {
  if (option === "off") return undefined;
  if (typeof option === "string" && isPreset(option)) {
    const preset = presets[option];
    return { preset, isWhole: false, isFull: false, rules: codes.filter((code) => preset[code]), thresholds: {} };
  }
  const choice = read(typeof option === "string" ? {} : option);
  for (const code of [...choice.rules, ...Object.keys(choice.thresholds)]) checkCode(code);
  for (const [code, bounds] of Object.entries(choice.thresholds)) checkBounds(code as DynamicCode, bounds);
  // In the order of the table, whatever the order in the option: causes come first.
  return {
    ...choice,
    isWhole: typeof option === "string" || option.rules === undefined,
    isFull: option === "full",
    rules: codes.filter((code) => choice.rules.includes(code)),
  };
};

const checkCode = (code: string): void => {
  if (codes.includes(code as DynamicCode)) return;
  throw new ModelError("options", `\`doctor\` names rules by their codes: got "${code}".`, {
    remedy: didYouMean(code, codes, `There are ${codes.join(", ")}.`),
  });
};

const checkBounds = (code: DynamicCode, bounds: Readonly<Record<string, unknown>>): void => {
  const { thresholds }: Rule = rules[code];
  const names = Object.keys(thresholds);
  for (const [name, value] of Object.entries(bounds)) {
    if (!names.includes(name))
      throw new ModelError("options", `\`doctor.thresholds\` of ${code}: it has no "${name}".`, {
        remedy: names.length > 0 ? didYouMean(name, names, `It has ${names.join(", ")}.`) : "It has none.",
      });
    if (!Number.isFinite(value))
      throw new ModelError("options", `\`doctor.thresholds\` of ${code}: ${name} must be a number, got ${value}.`);
  }
};
