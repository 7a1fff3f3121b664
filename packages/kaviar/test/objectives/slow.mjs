export default async (trial) => {
  const x = trial.float("x", 0, 1);
  await new Promise((resolve) => setTimeout(resolve, 400));
  return x;
};
