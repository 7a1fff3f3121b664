export { bundlePage } from "./bundle-page.ts";
export { bundleParts } from "./bundle-parts.ts";
export { bundleSite, type SiteSource } from "./bundle-site.ts";
export type { PageSource } from "./page-source.ts";
