export { type ConvOptions, conv1d, conv2d } from "./conv.ts";
export { type ConvTransposeOptions, convTranspose1d, convTranspose2d } from "./conv-transpose.ts";
export { type DepthwiseConvOptions, depthwiseConv2d } from "./depthwise-conv2d.ts";
export { separableConv2d } from "./separable-conv2d.ts";
