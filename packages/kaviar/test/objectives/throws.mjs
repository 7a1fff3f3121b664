export default () => {
  throw new Error("no such data");
};
