export { listParameters, mapParameters, type Parameter, type Parameters } from "./parameters.ts";
export { and, everything, named, not, or, type Predicate, under, weights } from "./predicate.ts";
