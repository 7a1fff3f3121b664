import { h } from "./element.ts";

/** Programs and commands, each under its title. */
export const codeBlocks = (
  blocks: readonly { readonly title: string; readonly code: string }[],
): readonly HTMLElement[] => blocks.flatMap(({ title, code }) => [h("h3", {}, title), h("pre", {}, code)]);
