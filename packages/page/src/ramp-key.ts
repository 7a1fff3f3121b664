import { h } from "./element.ts";

/** What the two ends of the ramp mean: the strong one first. */
export const rampKey = (from: string, to: string): HTMLElement => h("span", {}, from, h("span", { class: "ramp" }), to);
