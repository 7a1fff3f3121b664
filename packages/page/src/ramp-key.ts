import { h } from "./element.ts";
import { ramp } from "./ramp.ts";

/** What the two ends of the ramp mean: the strong one first. */
export const rampKey = (from: string, to: string): HTMLElement =>
  h(
    "span",
    {},
    from,
    h("span", { class: "ramp", style: `background:linear-gradient(90deg, ${ramp().join(", ")})` }),
    to,
  );
