import type { EngineName } from "./generated/engines";
import { KERNEL_BASE64, KERNEL_LENGTH, type KernelName } from "./generated/module";
import { inflate } from "./inflate";

/** A call of a kernel: its name, then its arguments (pointers in bytes, counts, scalars). */
export type KernelCall = readonly [kernel: KernelName | EngineName, ...args: number[]];

/** Kernels that are compiled together: their bytes, deflated, in base64, and how many they are. */
export interface KernelSet {
  readonly base64: string;
  readonly length: number;
}

type KernelExports = Record<string, (...args: number[]) => number>;

const compiled = new Map<string, WebAssembly.Module>();
const instances = new WeakMap<WebAssembly.Memory, KernelExports>();

/** The compiled kernels: those that most work needs, and the sets that were asked for; each compiled once. */
export function kernelModules(): WebAssembly.Module[] {
  addKernels({ base64: KERNEL_BASE64, length: KERNEL_LENGTH });
  return [...compiled.values()];
}

/** Makes a set of kernels part of all that is run from now on. */
export function addKernels({ base64, length }: KernelSet): void {
  if (!compiled.has(base64)) compiled.set(base64, new WebAssembly.Module(inflate(bytesOf(base64), length)));
}

/** Runs one kernel on this thread. */
export function callKernel(memory: WebAssembly.Memory, [kernel, ...args]: KernelCall): number {
  let exports = instances.get(memory);
  if (exports?.[kernel] === undefined) {
    exports = {};
    for (const module of kernelModules()) {
      Object.assign(exports, new WebAssembly.Instance(module, { env: { memory } }).exports);
    }
    instances.set(memory, exports);
  }
  return exports[kernel]!(...args);
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
