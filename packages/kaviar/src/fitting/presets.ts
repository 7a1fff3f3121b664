import type { PresetName } from "@kaviar/tabular";

/** What each preset is after, a sentence each. */
export const presets: Readonly<Record<PresetName, string>> = {
  quick: "many pipelines that are fast to fit, no networks",
  balanced: "all models, and an ensemble of some",
  best: "all models, larger ensembles: for the last bit of accuracy",
  interpretable: "one model that can be read: coefficients, or a small tree",
  tiny: "one small model: kilobytes, and microseconds a row",
};

export const presetNames = Object.keys(presets) as readonly PresetName[];
