import type { Preset } from "./preset.ts";
import { sagemaker } from "./sagemaker.ts";

export const presets = { sagemaker } satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);
