import { fromJsonInHtml } from "./shell/json-in-html.ts";

/**
 * Draws a page from the data it was rendered with, in place of what stood there before; parts that are undefined are left
 * out. `Data` is what `render` was given, as JSON keeps it.
 *
 * ```ts
 * drawPage((study: Study) => [h("h1", {}, study.name), history(study)]);
 * ```
 */
export const drawPage = <Data>(draw: (data: Data) => readonly (HTMLElement | undefined)[]): void => {
  const data = fromJsonInHtml(document.getElementById("data")!.textContent!) as Data;
  document.getElementById("page")!.replaceChildren(...draw(data).filter((part) => part !== undefined));
};
