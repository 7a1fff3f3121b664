/** The parts of a pipeline without their options: `impute → encode → boosting(…)`. */
export const shortWords = (words: string): string => {
  const [model = words, ...steps] = words
    .split(" → ")
    .map((part) => part.replace(/^([^(]*)\(.*$/s, "$1(…)"))
    .reverse();
  return [...steps.reverse().map((step) => step.replace("(…)", "")), model].join(" → ");
};
