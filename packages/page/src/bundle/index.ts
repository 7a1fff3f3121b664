export { bundlePage } from "./bundle-page.ts";
export { bundleParts } from "./bundle-parts.ts";
export type { PageSource } from "./page-source.ts";
