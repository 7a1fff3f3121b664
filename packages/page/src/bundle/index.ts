export { bundlePage, type PageSource } from "./bundle-page.ts";
