console.log("imported");
export const space = {};
export default () => {
  console.log("evaluated");
  return 1;
};
