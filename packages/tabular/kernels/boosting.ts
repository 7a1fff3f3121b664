/**
 * Gradient boosting: the loops over rows and bins. What lies where in memory is said by `src/models/boosting/job.ts`;
 * each function has its twin in `src/kernels/boosting.ts`. `part` of `parts` is the share of one thread: of columns in
 * `grow`, of rows elsewhere. No result depends on how many there are.
 */
export { addLeaves, walk } from "./boosting/answers";
export { assignBins } from "./boosting/assign-bins";
export { logistic, softmax } from "./boosting/gradients";
export { grow, total } from "./boosting/grow";
export { gather, part } from "./boosting/part-rows";
