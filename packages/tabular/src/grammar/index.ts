export { type Grammar, grammarPart, type PartRule, type Role, type Takes } from "./grammar.ts";
export type { PresetName } from "./presets.ts";
