export { type RocketOptions, rocket } from "./rocket.ts";
