import type { DynamicCode } from "@kaviar/nn";
import { autotrainer, autotrainerNames } from "./autotrainer.ts";
import type { Observation } from "./observe.ts";
import { sagemaker } from "./sagemaker.ts";

/** What rings after the last look of those so far, and the diseases that it names. */
type Peer = (
  seen: readonly Observation[],
) => readonly { readonly rule: string; readonly names: readonly DynamicCode[] }[];

export const peers: Readonly<Record<string, Peer>> = {
  "SageMaker Debugger's thresholds": (seen) =>
    Object.entries(sagemaker).flatMap(([rule, { rings, names }]) => (rings(seen) ? [{ rule, names }] : [])),
  "AutoTrainer's thresholds": (seen) =>
    autotrainer(seen).map((symptom) => ({ rule: symptom, names: autotrainerNames[symptom] })),
};
