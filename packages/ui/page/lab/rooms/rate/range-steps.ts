/** Steps of the rate-range test: enough for the loss to fall before the rate gets too high. */
export const rangeSteps = 400;
