export { type MinimizeOptions, type Minimum, minimize } from "./minimize.ts";
