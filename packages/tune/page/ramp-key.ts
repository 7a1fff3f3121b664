import { h } from "./element.ts";
import { ramp } from "./theme.ts";

/** What the colours from best to worst mean. */
export const rampKey = (): HTMLElement =>
  h(
    "span",
    {},
    "best",
    h("span", { class: "ramp", style: `background:linear-gradient(90deg, ${ramp().join(", ")})` }),
    "worst",
  );
