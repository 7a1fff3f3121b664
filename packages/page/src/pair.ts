import { h } from "./element.ts";

/** Parts side by side where there is room for two; none when no part is there. */
export const pair = (...parts: readonly (HTMLElement | undefined)[]): HTMLElement | undefined => {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : h("div", { class: "pair" }, ...present);
};
