export type { GrownLayer } from "./contract/rule.ts";
export { type Grown, type GrownOptions, grown } from "./grown.ts";
