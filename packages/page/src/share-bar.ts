import { colourKey } from "./colour-key.ts";
import { h } from "./element.ts";

/** A whole as its parts, side by side in one bar, with the key below. A colour is named as in the styles. */
export const shareBar = (
  parts: readonly { readonly name: string; readonly size: number; readonly colour: string }[],
): readonly HTMLElement[] => [
  h(
    "div",
    { class: "bar", role: "img", "aria-label": parts.map(({ name }) => name).join(", ") },
    ...parts.map(({ size, colour }) => h("span", { style: `flex:${size};background:var(--${colour})` })),
  ),
  colourKey(parts),
];
