import { ENGINE_BASE64, ENGINE_LENGTH, type EngineName } from "./generated/engines";
import { addKernels, type KernelCall } from "./module";

/** A call of a kernel that only the classical engines need: their set is loaded with it. */
export function engineCall(kernel: EngineName, ...args: number[]): KernelCall {
  addKernels({ base64: ENGINE_BASE64, length: ENGINE_LENGTH });
  return [kernel, ...args];
}
