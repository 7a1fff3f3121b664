import { h } from "./element.ts";

/** A choice among names; `change` is told the chosen one's place. */
export const select = (
  label: string,
  names: readonly string[],
  chosen: number,
  change: (at: number) => void,
): HTMLElement => {
  const element = h("select", {}, ...names.map((name, i) => h("option", { value: i, selected: i === chosen }, name)));
  element.addEventListener("change", () => change(Number(element.value)));
  return h("label", {}, `${label} `, element);
};
