import { h } from "./element.ts";

/** Names with their values, side by side. */
export const facts = (rows: readonly (readonly [name: string, value: string])[]): HTMLElement =>
  h("dl", { class: "facts" }, ...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
