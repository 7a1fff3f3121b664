import { h } from "./element.ts";

/** What scrolls sideways by itself where the screen is too narrow, also by the arrow keys. */
export const scrolling = (content: HTMLElement): HTMLElement => h("div", { class: "scroll", tabindex: 0 }, content);
