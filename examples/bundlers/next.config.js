export default { serverExternalPackages: ["@kaviar/nn", "@kaviar/tensor"] };
