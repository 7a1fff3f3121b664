export { type ConvOptions, conv1d, conv2d, conv3d } from "./conv.ts";
export { type ConvTransposeOptions, convTranspose1d, convTranspose2d, convTranspose3d } from "./conv-transpose.ts";
export { type DepthwiseConvOptions, depthwiseConv1d, depthwiseConv2d } from "./depthwise-conv.ts";
export { separableConv1d, separableConv2d } from "./separable-conv.ts";
