import { h } from "./element.ts";

/** What the colours of a chart mean. A colour is named as in the styles: `accent` is `var(--accent)`. */
export const colourKey = (entries: readonly { readonly name: string; readonly colour: string }[]): HTMLElement =>
  h(
    "div",
    { class: "key" },
    ...entries.map(({ name, colour }) => h("span", {}, h("i", { style: `background:var(--${colour})` }), name)),
  );
