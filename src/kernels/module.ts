import { KERNEL_BASE64, KERNEL_LENGTH, type KernelName } from "./generated/module";
import { inflate } from "./inflate";

/** A call of a kernel: its name, then its arguments (pointers in bytes, counts, scalars). */
export type KernelCall = readonly [kernel: KernelName, ...args: number[]];

type KernelExports = Record<KernelName, (...args: number[]) => number>;

let compiled: WebAssembly.Module | undefined;
const instances = new WeakMap<WebAssembly.Memory, KernelExports>();

/** The compiled kernels; compiled once, at first use. */
export function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(inflate(bytesOf(KERNEL_BASE64), KERNEL_LENGTH));
  return compiled;
}

/** Runs one kernel on this thread. */
export function callKernel(memory: WebAssembly.Memory, [kernel, ...args]: KernelCall): number {
  let exports = instances.get(memory);
  if (exports === undefined) {
    exports = new WebAssembly.Instance(kernelModule(), { env: { memory } }).exports as KernelExports;
    instances.set(memory, exports);
  }
  return exports[kernel](...args);
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
