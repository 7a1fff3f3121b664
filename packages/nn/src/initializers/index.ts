export { glorotUniform } from "./glorot.ts";
export { heNormal } from "./he.ts";
export type { Fans, Initializer } from "./initializer.ts";
export { initializerFor } from "./initializer-for.ts";
export { lecunNormal } from "./lecun.ts";
