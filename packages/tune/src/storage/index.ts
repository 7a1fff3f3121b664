export { memory } from "./memory.ts";
export { openStorage } from "./open-storage.ts";
export { type Recovered, recover } from "./recover.ts";
export type * from "./storage.ts";
