export { fromJson } from "./from-json.ts";
