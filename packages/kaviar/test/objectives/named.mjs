export default (trial) => {
  const x = trial.float("x", 0, 1);
  return { size: 1 - x, loss: x };
};
export const options = { directions: { loss: "minimize", size: "minimize" }, seed: 1 };
