import * as nn from "@kaviar/nn";
import { key as keyOf } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { histogram } from "./histogram.ts";

const exported: Readonly<Record<string, unknown>> = nn;

/** Drawn for a layer of so many inputs and units. */
const fans = { in: 200, out: 100 };
/** Those of which all weights are one number, or two. */
const plainOnes = ["constantInitializer", "zeroInitializer", "identityInitializer"];

/** How often weights of each size are drawn. */
export const initializerPicture = async (key: string): Promise<Panel[] | undefined> => {
  if (plainOnes.includes(key)) return undefined;
  const make = exported[key] as () => nn.Initializer;
  const weights = await make()(keyOf(0), [fans.in, fans.out], fans).data();
  const far = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0) * 1.05;
  const title = `${weights.length} weights of ${fans.in} inputs and ${fans.out} units`;
  return [histogram(weights, { title, axis: "weight", range: [-far, far] })];
};
