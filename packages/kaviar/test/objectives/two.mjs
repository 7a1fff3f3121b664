export default (trial) => {
  const x = trial.float("x", 0, 1);
  return [x, 1 - x];
};
export const options = { directions: ["minimize", "minimize"] };
