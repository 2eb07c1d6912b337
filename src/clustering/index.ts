export { adjustedMutualInformation } from "./adjusted-mutual-information";
export { adjustedRandIndex } from "./adjusted-rand-index";
